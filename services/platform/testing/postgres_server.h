#pragma once

#include <filesystem>
#include <string>

#include <sys/types.h>

namespace ttg::testing {

// A PostgreSQL cluster of its own for this test process: started at first use, on a Unix socket in
// its data folder, gone when the process ends. It cannot run as root and then runs as user
// "postgres". Where it cannot be started the process aborts: a test that needs PostgreSQL fails
// without it and is never skipped.
class PostgresServer {
 public:
  // Call it from the main thread first: the server dies with the thread that started it.
  static PostgresServer& Shared();

  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  // Makes an empty database, or a copy of `from`, to which nobody may be connected. Its name.
  std::string CreateDatabase(const std::string& from = "template1");
  void DropDatabase(const std::string& name) const;
  std::string Url(const std::string& database) const;

  // Runs one statement as the owner of everything.
  void Execute(const std::string& sql) const;

 private:
  PostgresServer();
  ~PostgresServer();

  void Initialise();
  void Start();

  std::filesystem::path folder_;
  pid_t process_ = 0;
  int databases_ = 0;
};

}  // namespace ttg::testing
