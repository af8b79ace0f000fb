#include "platform/testing/redis_server.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ttg::testing {
namespace {

[[noreturn]] void Abort(const char* what) {
  std::fprintf(stderr, "redis-server for tests: %s\n", what);
  std::abort();
}

constexpr std::chrono::seconds kStartTime{20};

pid_t Spawn(std::vector<std::string> words, const std::string& log) {
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const pid_t process = fork();
  if (process < 0) Abort("cannot fork");
  if (process > 0) return process;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int out = open(log.c_str(), O_CREAT | O_WRONLY | O_APPEND, 0600);
  dup2(out, STDOUT_FILENO);
  dup2(out, STDERR_FILENO);
  execvp(arguments[0], arguments.data());
  _exit(127);
}

bool Answers(int port) {
  redis::ClientConfig config;
  config.port = port;
  redis::Client client(config);
  return client.Connect() && client.Command({"PING"});
}

void AwaitAnswer(int port, pid_t process) {
  const auto deadline = std::chrono::steady_clock::now() + kStartTime;
  while (!Answers(port)) {
    if (waitpid(process, nullptr, WNOHANG) == process) Abort("it ended at its start");
    if (std::chrono::steady_clock::now() > deadline) Abort("it does not answer");
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

}  // namespace

int FreePort() {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (bind(socket, generic, size) != 0 || getsockname(socket, generic, &size) != 0) {
    Abort("no free port");
  }
  close(socket);
  return ntohs(address.sin_port);
}

RedisServer::RedisServer(std::vector<std::string> options) : options_(std::move(options)) {
  port_ = FreePort();
  Start();
}

RedisServer::~RedisServer() { Kill(); }

redis::ClientConfig RedisServer::config() const {
  redis::ClientConfig config;
  config.port = port_;
  return config;
}

void RedisServer::Start() {
  std::vector<std::string> words{"redis-server",
                                 "--bind",
                                 "127.0.0.1",
                                 "--port",
                                 std::to_string(port_),
                                 "--dir",
                                 folder_.path().string(),
                                 "--appendonly",
                                 "yes",
                                 "--aof-load-truncated",
                                 "yes",
                                 "--save",
                                 ""};
  words.insert(words.end(), options_.begin(), options_.end());
  process_ = Spawn(words, folder_.path() / "redis.log");
  AwaitAnswer(port_, process_);
}

void RedisServer::Kill() {
  if (process_ <= 0) return;
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
  process_ = 0;
}

void RedisServer::Restart() {
  Kill();
  Start();
}

void RedisServer::Wipe() const { Command({"FLUSHALL"}); }

void RedisServer::CutTail(std::size_t bytes) {
  if (process_ > 0) Abort("the file of a living server is not cut");
  std::filesystem::path last;
  for (const auto& file : std::filesystem::directory_iterator(folder_.path() / "appendonlydir")) {
    const std::string name = file.path().filename().string();
    if (name.ends_with(".incr.aof") && file.path() > last) last = file.path();
  }
  if (last.empty()) Abort("there is no append-only file");
  const auto size = std::filesystem::file_size(last);
  std::filesystem::resize_file(last, size - std::min<std::uintmax_t>(size, bytes));
}

std::string RedisServer::Command(const std::vector<std::string>& words) const {
  redis::Client client(config());
  if (!client.Connect()) Abort("it cannot be reached");
  const auto answer = client.Command(words);
  if (!answer) Abort("it refused a command");
  return *answer;
}

RedisSentinel::RedisSentinel(const std::string& master_name, int master_port) : port_(FreePort()) {
  const std::string path = folder_.path() / "sentinel.conf";
  std::ofstream(path) << "bind 127.0.0.1\nport " << port_ << "\ndir " << folder_.path().string()
                      << "\nsentinel monitor " << master_name << " 127.0.0.1 " << master_port
                      << " 1\n";
  process_ = Spawn({"redis-server", path, "--sentinel"}, folder_.path() / "sentinel.log");
  AwaitAnswer(port_, process_);
}

RedisSentinel::~RedisSentinel() {
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
}

}  // namespace ttg::testing
