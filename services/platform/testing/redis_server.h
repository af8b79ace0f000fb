#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

#include "platform/redis/client.h"
#include "platform/testing/test_database.h"

namespace ttg::testing {

// A redis-server of its own for a test: on a free loopback port, with its own data folder and an
// append-only file, and gone with the object. What cannot be started aborts the test process.
// It also dies with the thread that started it, so start it on the main thread.
class RedisServer {
 public:
  // `options` as on the command line: {"--maxmemory", "2mb"}.
  explicit RedisServer(std::vector<std::string> options = {});
  ~RedisServer();
  RedisServer(const RedisServer&) = delete;
  RedisServer& operator=(const RedisServer&) = delete;

  int port() const { return port_; }
  redis::ClientConfig config() const;

  // SIGKILL. Idempotent.
  void Kill();
  // Starts it again (after killing it) on the same port with what its files hold, and waits until
  // it answers.
  void Restart();
  // FLUSHALL, through a connection of its own; the connections of others live on.
  void Wipe() const;
  // Cuts up to `bytes` off the end of the append-only file. For a server that was killed.
  void CutTail(std::size_t bytes);

  // Runs any command on a connection of its own; aborts if Redis refuses it.
  std::string Command(const std::vector<std::string>& words) const;

 private:
  void Start();

  TemporaryFolder folder_;
  std::vector<std::string> options_;
  int port_ = 0;
  pid_t process_ = 0;
};

// A Sentinel that watches one master. As with the server, start it on the main thread.
class RedisSentinel {
 public:
  RedisSentinel(const std::string& master_name, int master_port);
  ~RedisSentinel();
  RedisSentinel(const RedisSentinel&) = delete;
  RedisSentinel& operator=(const RedisSentinel&) = delete;

  int port() const { return port_; }

 private:
  TemporaryFolder folder_;
  int port_ = 0;
  pid_t process_ = 0;
};

// A loopback port that was free a moment ago.
int FreePort();

}  // namespace ttg::testing
