#include "platform/testing/postgres_server.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ttg::testing {
namespace {

namespace fs = std::filesystem;

constexpr auto kStartLimit = std::chrono::seconds(60);

[[noreturn]] void Die(const std::string& why, const fs::path& log = {}) {
  std::cerr << "PostgreSQL for the tests: " << why << "\n" << std::ifstream(log).rdbuf() << "\n";
  std::abort();
}

// The user the server runs as; null: ourselves.
const passwd* ServerUser() {
  if (geteuid() != 0) return nullptr;
  const passwd* user = getpwnam("postgres");
  if (user == nullptr) Die("there is no user postgres");
  return user;
}

// The highest version that is installed.
fs::path Programs() {
  fs::path found;
  const fs::path root = "/usr/lib/postgresql";
  if (!fs::exists(root)) Die("it is not installed (package postgresql-15)");
  for (const auto& version : fs::directory_iterator(root)) {
    if (version.path() > found) found = version.path();
  }
  return found / "bin";
}

[[noreturn]] void BecomeProgram(const std::vector<std::string>& command, const fs::path& folder,
                                const passwd* user) {
  const std::string log = folder / "log";
  if (user != nullptr && (initgroups(user->pw_name, user->pw_gid) != 0 ||
                          setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0)) {
    _exit(126);
  }
  // After the change of user, which would clear it.
  prctl(PR_SET_PDEATHSIG, SIGQUIT);
  const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (chdir(folder.c_str()) != 0 || dup2(out, STDOUT_FILENO) < 0 || dup2(out, STDERR_FILENO) < 0) {
    _exit(126);
  }
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execv(arguments.front(), arguments.data());
  _exit(127);
}

pid_t Spawn(const std::vector<std::string>& command, const fs::path& folder) {
  const passwd* user = ServerUser();
  const pid_t process = fork();
  if (process == 0) BecomeProgram(command, folder, user);
  if (process < 0) Die("cannot fork");
  return process;
}

}  // namespace

PostgresServer& PostgresServer::Shared() {
  static PostgresServer server;
  return server;
}

PostgresServer::PostgresServer() {
  std::string name = fs::temp_directory_path() / "ttg-postgres-XXXXXX";
  if (mkdtemp(name.data()) == nullptr) Die("cannot make " + name);
  folder_ = name;
  if (const passwd* user = ServerUser();
      user != nullptr && chown(name.c_str(), user->pw_uid, user->pw_gid) != 0) {
    Die("cannot give away " + name);
  }
  Initialise();
  Start();
}

PostgresServer::~PostgresServer() {
  kill(process_, SIGQUIT);
  waitpid(process_, nullptr, 0);
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void PostgresServer::Initialise() {
  const pid_t process =
      Spawn({Programs() / "initdb", "--pgdata=" + (folder_ / "data").string(), "--username=ttg",
             "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"},
            folder_);
  int status = 0;
  waitpid(process, &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) Die("initdb failed", folder_ / "log");
}

void PostgresServer::Start() {
  // No TCP at all, so that no port can be taken. Nothing here outlives the machine: no fsync.
  process_ =
      Spawn({Programs() / "postgres", "-D", folder_ / "data", "-c", "listen_addresses=", "-c",
             "unix_socket_directories=" + folder_.string(), "-c", "fsync=off", "-c",
             "max_connections=200", "-c", "deadlock_timeout=50ms", "-c", "autovacuum=off"},
            folder_);
  const auto until = std::chrono::steady_clock::now() + kStartLimit;
  while (PQping(Url("postgres").c_str()) != PQPING_OK) {
    if (waitpid(process_, nullptr, WNOHANG) != 0 || std::chrono::steady_clock::now() > until) {
      Die("it does not start", folder_ / "log");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

std::string PostgresServer::CreateDatabase(const std::string& from) {
  std::string name = "test_" + std::to_string(++databases_);
  Execute("CREATE DATABASE " + name + " TEMPLATE " + from);
  return name;
}

void PostgresServer::DropDatabase(const std::string& name) const {
  Execute("DROP DATABASE " + name + " WITH (FORCE)");
}

std::string PostgresServer::Url(const std::string& database) const {
  return "postgresql:///" + database + "?host=" + folder_.string() + "&user=ttg";
}

void PostgresServer::Execute(const std::string& sql) const {
  const std::unique_ptr<PGconn, void (*)(PGconn*)> connection(PQconnectdb(Url("postgres").c_str()),
                                                              &PQfinish);
  const std::unique_ptr<PGresult, void (*)(PGresult*)> result(PQexec(connection.get(), sql.c_str()),
                                                              &PQclear);
  const ExecStatusType status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    Die(sql + ": " + PQerrorMessage(connection.get()));
  }
}

}  // namespace ttg::testing
