#include "platform/config/settings.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace ttg::config {
namespace {

constexpr std::string_view kBlanks = " \t\r";

std::string Trim(const std::string& text) {
  const auto first = text.find_first_not_of(kBlanks);
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

// "--database-url" for "DATABASE_URL".
std::string FlagOf(std::string_view name) {
  std::string flag = "--";
  for (const char c : name) {
    flag += c == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return flag;
}

std::string NameOfFlag(std::string_view flag) {
  std::string name;
  for (const char c : flag) {
    name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return name;
}

std::optional<bool> ReadFlag(std::string_view text) {
  if (text == "true" || text == "1" || text == "yes") return true;
  if (text == "false" || text == "0" || text == "no") return false;
  return std::nullopt;
}

}  // namespace

Settings::Settings(std::string prefix, std::vector<std::string> arguments, Environment environment)
    : prefix_(std::move(prefix)), environment_(std::move(environment)) {
  ReadArguments(arguments);
  if (const auto path = Find("CONFIG")) ReadFile(*path);
}

Settings Settings::Of(std::string prefix, int argc, char** argv) {
  return Settings(std::move(prefix), std::vector<std::string>(argv + 1, argv + argc),
                  [](const std::string& name) -> std::optional<std::string> {
                    const char* value = std::getenv(name.c_str());
                    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
                  });
}

// CLI11 splits "--name=value" and "--name value"; which names there are is known only when they
// have been asked for, so everything is let through here and named by Faults.
void Settings::ReadArguments(const std::vector<std::string>& arguments) {
  CLI::App app;
  app.set_help_flag("");
  app.add_flag("-h,--help", help_asked_);
  app.allow_extras();
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError&) {
    faults_.emplace_back("the command line cannot be read: give settings as --name=value");
    return;
  }
  const std::vector<std::string> extras = app.remaining();
  for (std::size_t i = 0; i < extras.size(); ++i) {
    if (extras[i].rfind("--", 0) != 0) {
      faults_.push_back(
          fmt::format("argument {} is no setting: give settings as --name=value", i + 1));
      continue;
    }
    const auto equals = extras[i].find('=');
    const std::string name = NameOfFlag(extras[i].substr(2, equals - 2));
    if (equals != std::string::npos) {
      flags_[name] = extras[i].substr(equals + 1);
    } else if (i + 1 < extras.size() && extras[i + 1].rfind("--", 0) != 0) {
      flags_[name] = extras[++i];
    } else {
      flags_[name] = "true";
    }
  }
}

void Settings::ReadFile(const std::string& path) {
  std::ifstream file(path);
  if (!file) {
    Fault("CONFIG", "names a file that cannot be read");
    return;
  }
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    const std::string text = Trim(line);
    if (text.empty() || text.front() == '#') continue;
    const auto equals = text.find('=');
    const std::string full = Trim(text.substr(0, equals));
    if (equals == std::string::npos || full.rfind(prefix_ + "_", 0) != 0) {
      Fault("CONFIG", fmt::format("has no {}_NAME=value on line {}", prefix_, number));
      continue;
    }
    file_[full.substr(prefix_.size() + 1)] = Trim(text.substr(equals + 1));
  }
}

std::optional<std::string> Settings::Find(std::string_view name) {
  const std::string key(name);
  asked_.insert(key);
  if (const auto flag = flags_.find(key); flag != flags_.end()) return flag->second;
  if (auto value = environment_(FullName(name)); value && !value->empty()) return value;
  if (const auto line = file_.find(key); line != file_.end() && !line->second.empty()) {
    return line->second;
  }
  return std::nullopt;
}

std::string Settings::FullName(std::string_view name) const {
  return fmt::format("{}_{}", prefix_, name);
}

void Settings::Fault(std::string_view name, std::string_view what) {
  faults_.push_back(fmt::format("{} {}", FullName(name), what));
}

std::string Settings::Required(std::string_view name) {
  auto value = Find(name);
  if (!value) Fault(name, "is required");
  return std::move(value).value_or("");
}

std::string Settings::Text(std::string_view name, std::string_view fallback) {
  return Find(name).value_or(std::string(fallback));
}

std::int64_t Settings::Number(std::string_view name, std::int64_t fallback, std::int64_t least,
                              std::int64_t most) {
  const auto text = Find(name);
  if (!text) return fallback;
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), number);
  const bool whole = fault == std::errc() && end == text->data() + text->size();
  if (whole && number >= least && number <= most) return number;
  Fault(name, fmt::format("must be a number from {} to {}", least, most));
  return fallback;
}

bool Settings::Flag(std::string_view name, bool fallback) {
  const auto text = Find(name);
  if (!text) return fallback;
  const auto flag = ReadFlag(*text);
  if (!flag) Fault(name, "must be true or false");
  return flag.value_or(fallback);
}

std::vector<std::string> Settings::List(std::string_view name) {
  std::vector<std::string> parts;
  std::string rest = Find(name).value_or("");
  while (!rest.empty()) {
    const auto comma = rest.find(',');
    if (const std::string part = Trim(rest.substr(0, comma)); !part.empty()) parts.push_back(part);
    rest = comma == std::string::npos ? "" : rest.substr(comma + 1);
  }
  return parts;
}

Sensitive<std::string> Settings::SecretFromFile(std::string_view name) {
  const std::string setting = fmt::format("{}_FILE", name);
  const auto path = Find(setting);
  if (!path) return Sensitive<std::string>();
  std::ifstream file(*path);
  std::string secret;
  if (!std::getline(file, secret) || Trim(secret).empty()) {
    Fault(setting, "names a file that cannot be read or is empty");
  }
  return Sensitive<std::string>(Trim(secret));
}

std::vector<std::string> Settings::Faults() const {
  std::vector<std::string> faults = faults_;
  for (const auto* source : {&flags_, &file_}) {
    for (const auto& [name, value] : *source) {
      if (!asked_.contains(name)) {
        faults.push_back(fmt::format("{} is not a setting of this program", FullName(name)));
      }
    }
  }
  std::sort(faults.begin(), faults.end());
  faults.erase(std::unique(faults.begin(), faults.end()), faults.end());
  return faults;
}

std::optional<std::string> Settings::help() const {
  if (!help_asked_) return std::nullopt;
  std::string text = fmt::format(
      "Settings, each as a flag, in the environment, or in the file that --config names\n"
      "(NAME=value lines):\n\n");
  for (const std::string& name : asked_) {
    text += fmt::format("  {:<28}{}\n", FlagOf(name), FullName(name));
  }
  return text;
}

}  // namespace ttg::config
