#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/sensitive.h"

namespace ttg::config {

// The settings of one process. Each is found, in this order, as a flag (--database-url), in the
// environment (TTG_RELEASE_DATABASE_URL) and in a file of NAME=value lines that
// --config or TTG_RELEASE_CONFIG names. Faults are collected, so that they are all told at once;
// values never appear in them.
class Settings {
 public:
  using Environment = std::function<std::optional<std::string>(const std::string& name)>;

  // `prefix` is "TTG_RELEASE".
  Settings(std::string prefix, std::vector<std::string> arguments, Environment environment);
  // From main's arguments and the process's environment.
  static Settings Of(std::string prefix, int argc, char** argv);

  // Names are without prefix: "DATABASE_URL".
  std::string Required(std::string_view name);
  std::string Text(std::string_view name, std::string_view fallback);
  std::int64_t Number(std::string_view name, std::int64_t fallback, std::int64_t least,
                      std::int64_t most);
  // "true", "1", "yes"; "false", "0", "no".
  bool Flag(std::string_view name, bool fallback);
  // Comma-separated; empty parts are dropped.
  std::vector<std::string> List(std::string_view name);
  // The first line of the file that NAME_FILE names; empty where it is not set.
  Sensitive<std::string> SecretFromFile(std::string_view name);

  void Fault(std::string_view name, std::string_view what);

  // Call it after everything was asked for: also names settings that nobody asked for. Sorted.
  std::vector<std::string> Faults() const;
  // --help or --version was given: print this and exit 0.
  std::optional<std::string> help() const;

 private:
  std::optional<std::string> Find(std::string_view name);
  void ReadArguments(const std::vector<std::string>& arguments);
  void ReadFile(const std::string& path);
  std::string FullName(std::string_view name) const;

  const std::string prefix_;
  const Environment environment_;
  std::map<std::string, std::string> flags_;
  std::map<std::string, std::string> file_;
  std::set<std::string> asked_;
  std::vector<std::string> faults_;
  bool help_asked_ = false;
};

}  // namespace ttg::config
