#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/testing/redis_server.h"
#include "platform/testing/test_database.h"
#include "support/process.h"

namespace ttg::support {

inline const std::vector<std::string> kServices = {"release", "accommodation", "employment",
                                                   "mentoring", "journey"};

// The whole product as it runs on one machine: real Redis and the five real services with SQLite,
// on free ports, in a temporary folder that goes with the object.
class Cluster {
 public:
  // `programs` is the folder that the executables lie in.
  explicit Cluster(std::string programs = DefaultPrograms());
  ~Cluster();

  // build/<preset>/bin of the build that the test belongs to.
  static std::string DefaultPrograms();

  // Starts what does not run and waits until it serves; aborts the test after 30 seconds. How long
  // the slowest took from its start to SERVING.
  std::chrono::milliseconds StartAll();
  std::chrono::milliseconds Start(const std::string& service);
  void Kill(const std::string& service);
  // SIGTERM; the exit code.
  int Stop(const std::string& service);

  testing::RedisServer& redis() { return redis_; }
  std::string Address(const std::string& service) const;
  std::string DatabasePath(const std::string& service) const;
  pid_t Pid(const std::string& service) const;
  // A token of the development key, with everything in reach.
  std::string Token(const std::string& role) const;

  // Runs `ttg` with these arguments against this cluster, as an administrator and lead with
  // everything in reach unless `token` says otherwise; an empty one means none.
  Output Ttg(const std::vector<std::string>& arguments,
             const std::optional<std::string>& token = std::nullopt) const;
  // The token that Ttg uses by itself.
  const std::string& token() const { return token_; }

  const std::string& folder() const { return folder_; }

 private:
  struct Node {
    int port = 0;
    std::unique_ptr<Process> process;
  };

  std::map<std::string, std::string> EnvironmentOf(const std::string& service) const;
  void Launch(const std::string& service);
  std::chrono::milliseconds AwaitReady(const std::string& service,
                                       std::chrono::steady_clock::time_point since);
  std::string LogPath(const std::string& service) const;

  const std::string programs_;
  testing::TemporaryFolder temporary_;
  const std::string folder_;
  testing::RedisServer redis_;
  std::map<std::string, Node> nodes_;
  std::string token_;
};

}  // namespace ttg::support
