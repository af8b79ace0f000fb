#include "cli/output.h"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace ttg::cli {
namespace {

constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kPlain = "\x1b[0m";

std::size_t Width(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// Names come from files that anybody may have written: no escape sequences to the terminal.
std::string Harmless(std::string text) {
  for (char& character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if (byte < 0x20 || byte == 0x7F) character = '?';
  }
  return text;
}

bool IsDate(const Json& value) {
  return value.is_object() && value.size() == 3 && value.contains("year") &&
         value.contains("month") && value.contains("day") && value["year"].is_number();
}

std::string IsoDate(const Json& value) {
  return FormatDate(
      Date(value["year"].get<int>(), value["month"].get<int>(), value["day"].get<int>()));
}

std::string_view WhatToDo(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kInvalid:
      return "correct what is named above and try again";
    case ErrorKind::kUnauthenticated:
      return "get a token (ttg token --help) and give it by --token";
    case ErrorKind::kForbidden:
      return "somebody with another role has to do this";
    case ErrorKind::kNotFound:
      return "check the id, and that it is in your prisons or areas";
    case ErrorKind::kDuplicate:
      return "it is there already: read it";
    case ErrorKind::kPrecondition:
      return "change the state first, or choose something else";
    case ErrorKind::kStale:
      return "somebody changed it meanwhile: read it again and decide again";
    case ErrorKind::kOverloaded:
      return "wait a moment and try again";
    case ErrorKind::kUnavailable:
      return "check that the service runs, then try again";
    case ErrorKind::kInternal:
      return "report it, with the correlation id";
  }
  return "";
}

Json ErrorJson(const CallError& failure) {
  Json fields = Json::array();
  for (const FieldViolation& violation : failure.error.violations) {
    fields.push_back({{"field", violation.field},
                      {"reason", violation.reason},
                      {"description", violation.description}});
  }
  return {{"error",
           {{"kind", std::string(ToString(failure.error.kind))},
            {"reason", failure.error.reason},
            {"message", failure.error.message},
            {"fields", fields},
            {"what_to_do", std::string(WhatToDo(failure.error.kind))},
            {"correlation_id", failure.correlation_id}}}};
}

}  // namespace

void Output::Table(const std::vector<std::string>& titles,
                   const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  widths.reserve(titles.size());
  for (const std::string& title : titles) widths.push_back(Width(title));
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < titles.size(); ++i) widths[i] = std::max(widths[i], Width(row[i]));
  }
  const auto print = [&](const std::vector<std::string>& cells) {
    std::string line;
    for (std::size_t i = 0; i < titles.size(); ++i) {
      line += cells[i];
      if (i + 1 < titles.size()) line.append(widths[i] - Width(cells[i]) + 2, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
  };
  const std::string head = print(titles);
  if (options_.color) {
    out_ << kBold << head << kPlain << '\n';
  } else {
    out_ << head << '\n';
  }
  for (const auto& row : rows) out_ << print(row) << '\n';
}

void Output::Record(const std::vector<std::pair<std::string, std::string>>& fields) {
  std::size_t width = 0;
  for (const auto& [name, value] : fields) width = std::max(width, Width(name));
  for (const auto& [name, value] : fields) {
    if (value.empty()) continue;
    out_ << name << std::string(width - Width(name) + 2, ' ') << value << '\n';
  }
}

void Output::Line(std::string_view text) { out_ << text << '\n'; }

void Output::Note(std::string_view text) { err_ << text << '\n'; }

void Output::Progress(std::string_view text) {
  if (!options_.live_progress) return;
  err_ << '\r' << text << "\x1b[K" << std::flush;
  progress_shown_ = true;
}

void Output::EndProgress() {
  if (progress_shown_) err_ << '\n';
  progress_shown_ = false;
}

void Output::PrintJson(const Json& value) { out_ << WithIsoDates(value).dump(2) << '\n'; }

int Output::Fail(const CallError& failure) {
  EndProgress();
  if (options_.json) {
    err_ << ErrorJson(failure).dump(2) << '\n';
    return kExitError;
  }
  err_ << "ttg: " << failure.error.reason << ": " << failure.error.message << '\n';
  for (const FieldViolation& violation : failure.error.violations) {
    err_ << "  " << violation.field << ": " << violation.description << " (" << violation.reason
         << ")\n";
  }
  err_ << "  what to do: " << WhatToDo(failure.error.kind) << '\n';
  if (!failure.correlation_id.empty())
    err_ << "  correlation id: " << failure.correlation_id << '\n';
  return kExitError;
}

std::string Cell(const Json& value) {
  if (value.is_null()) return "";
  if (value.is_string()) return Harmless(value.get<std::string>());
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  if (IsDate(value)) return IsoDate(value);
  // One decimal tells ranks apart; --json has the rest.
  if (value.is_number_float()) return fmt::format("{:.1f}", value.get<double>());
  if (value.is_array()) {
    return absl::StrJoin(value, ", ", [](std::string* out, const Json& one) { *out += Cell(one); });
  }
  return Harmless(value.dump());
}

std::string CellAt(const Json& object, std::string_view path, std::string_view prefix) {
  const Json* value = &object;
  while (!path.empty()) {
    const std::size_t dot = path.find('.');
    const std::string name(path.substr(0, dot));
    if (!value->is_object() || !value->contains(name)) return "";
    value = &(*value)[name];
    path = dot == std::string_view::npos ? "" : path.substr(dot + 1);
  }
  if (prefix.empty()) return Cell(*value);
  const auto strip = [&](std::string name) {
    if (name.starts_with(prefix)) name.erase(0, prefix.size());
    return name == "UNSPECIFIED" ? std::string() : name;
  };
  if (!value->is_array()) return strip(Cell(*value));
  std::vector<std::string> names;
  for (const Json& one : *value) names.push_back(strip(Cell(one)));
  return absl::StrJoin(names, ", ");
}

Json WithIsoDates(const Json& value) {
  if (IsDate(value)) return IsoDate(value);
  if (!value.is_structured()) return value;
  Json copy = value;
  for (auto& item : copy) item = WithIsoDates(item);
  return copy;
}

Result<Json> DateJson(std::string_view iso) {
  TTG_TRY(const Date date, ParseDate(iso));
  return Json{
      {"year", static_cast<int>(date.year())}, {"month", date.month()}, {"day", date.day()}};
}

}  // namespace ttg::cli
