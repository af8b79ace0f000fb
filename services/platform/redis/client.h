#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kernel/result.h"

namespace ttg::redis {

struct ClientConfig {
  std::string host = "127.0.0.1";
  int port = 6379;
  std::string user;           // ACL user; empty: default
  std::string password_file;  // empty: none
  // "host:port" of each Sentinel and the master's name; empty: connect to host:port directly.
  std::vector<std::string> sentinels;
  std::string master_name;
  std::chrono::milliseconds connect_timeout{1000};
  // Longer than any BLOCK that is used.
  std::chrono::milliseconds command_timeout{5000};
};

struct StreamEntry {
  std::string id;  // "<position>-0"
  std::vector<std::pair<std::string, std::string>> fields;
};

}  // namespace ttg::redis
