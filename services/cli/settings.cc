#include "cli/settings.h"

#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"

namespace ttg::cli {
namespace {

Error StateMalformed() {
  return Invalid("STATE_FILE_MALFORMED", "the state file is not what make run writes: remove it");
}

Result<void> ReadState(const std::string& path, CliSettings& settings, std::string& token_file) {
  std::ifstream in(path);
  if (!in) return {};
  const auto state = nlohmann::json::parse(in, nullptr, false);
  if (!state.is_object()) return StateMalformed();
  const auto services = state.value("services", nlohmann::json::object());
  if (!services.is_object()) return StateMalformed();
  for (const auto& [context, address] : services.items()) {
    if (!address.is_string()) return StateMalformed();
    settings.addresses[context] = address.get<std::string>();
  }
  if (state.contains("dev_keys") && state["dev_keys"].is_string()) {
    settings.dev_keys = state["dev_keys"].get<std::string>();
  }
  if (state.contains("token_file") && state["token_file"].is_string()) {
    token_file = state["token_file"].get<std::string>();
  }
  return {};
}

Result<std::string> ReadToken(const std::string& path) {
  std::ifstream in(path);
  std::string token;
  if (!(in >> token)) {
    return InvalidField("--token-file", "TOKEN_FILE_UNREADABLE", "the token file cannot be read");
  }
  return token;
}

}  // namespace

Result<CliSettings> Resolve(const GivenSettings& given) {
  CliSettings settings;
  std::string token_file;
  TTG_RETURN_IF_ERROR(ReadState(given.state_file, settings, token_file));
  for (const auto& [context, address] : given.addresses) {
    if (!address.empty()) settings.addresses[context] = address;
  }
  settings.token = given.token;
  if (!settings.token.empty()) return settings;
  if (!given.token_file.empty()) {
    TTG_TRY(settings.token, ReadToken(given.token_file));
  } else if (!token_file.empty()) {
    // The state file's token may not be made yet; commands that need none work without it, and a
    // service says that it wants one.
    settings.token = ReadToken(token_file).value_or("");
  }
  return settings;
}

}  // namespace ttg::cli
