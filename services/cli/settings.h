#pragma once

#include <chrono>
#include <map>
#include <string>

#include "kernel/result.h"

namespace ttg::cli {

// Where the services are and how to speak to them.
struct CliSettings {
  // host:port by context.
  std::map<std::string, std::string> addresses;
  std::string token;
  std::string dev_keys = "var/run/keys";
  std::chrono::seconds deadline{10};
  std::chrono::seconds import_deadline{3'600};
};

// What flags and environment said; empty: nothing.
struct GivenSettings {
  std::map<std::string, std::string> addresses;
  std::string token;
  std::string token_file;
  std::string state_file;
};

// Fills in from the state file that `make run` writes what was not given:
//   {"services": {"release": "127.0.0.1:7101", …}, "token_file": "…", "dev_keys": "…"}
// Errors: Invalid / STATE_FILE_MALFORMED, TOKEN_FILE_UNREADABLE. A state file that is not there is
// no error: then only what was given is known.
Result<CliSettings> Resolve(const GivenSettings& given);

}  // namespace ttg::cli
