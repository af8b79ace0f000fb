#include "support/process.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace ttg::support {
namespace {

constexpr auto kPoll = std::chrono::milliseconds(2);

[[noreturn]] void Die(const std::string& what) {
  std::fprintf(stderr, "test support: %s\n", what.c_str());
  std::abort();
}

std::vector<std::string> Environment(const std::map<std::string, std::string>& added) {
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text(*entry);
    if (!added.contains(text.substr(0, text.find('=')))) all.push_back(text);
  }
  for (const auto& [name, value] : added) all.push_back(name + "=" + value);
  return all;
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

pid_t Spawn(std::vector<std::string> arguments, const std::map<std::string, std::string>& added,
            const std::string& out, const std::string& error) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(),
                                   O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (out == error) {
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  } else {
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, error.c_str(),
                                     O_WRONLY | O_CREAT | O_APPEND, 0600);
  }
  std::vector<std::string> environment = Environment(added);
  std::vector<char*> argument_pointers = Pointers(arguments);
  std::vector<char*> environment_pointers = Pointers(environment);
  pid_t pid = -1;
  const int fault = posix_spawnp(&pid, argument_pointers[0], &actions, nullptr,
                                 argument_pointers.data(), environment_pointers.data());
  posix_spawn_file_actions_destroy(&actions);
  if (fault != 0) Die("cannot start " + arguments[0]);
  return pid;
}

std::string ReadAll(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

int ExitStatus(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

Process::Process(std::vector<std::string> arguments,
                 const std::map<std::string, std::string>& environment, const std::string& log_path)
    : pid_(Spawn(std::move(arguments), environment, log_path, log_path)) {}

Process::~Process() { Kill(); }

bool Process::Running() {
  if (ended_) return false;
  int status = 0;
  if (waitpid(pid_, &status, WNOHANG) == pid_) {
    ended_ = true;
    status_ = ExitStatus(status);
  }
  return !ended_;
}

void Process::Signal(int signal) const {
  if (!ended_) kill(pid_, signal);
}

int Process::Wait(std::chrono::milliseconds timeout) {
  return Eventually(timeout, [this] { return !Running(); }) ? status_ : -1;
}

void Process::Kill() {
  if (!Running()) return;
  Signal(SIGKILL);
  int status = 0;
  waitpid(pid_, &status, 0);
  ended_ = true;
  status_ = ExitStatus(status);
}

Output Run(const std::vector<std::string>& arguments,
           const std::map<std::string, std::string>& environment) {
  std::string folder = (std::filesystem::temp_directory_path() / "ttg-run-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) Die("cannot make a temporary folder");
  const pid_t pid = Spawn(arguments, environment, folder + "/out", folder + "/error");
  int status = 0;
  waitpid(pid, &status, 0);
  Output output{ExitStatus(status), ReadAll(folder + "/out"), ReadAll(folder + "/error")};
  std::filesystem::remove_all(folder);
  return output;
}

bool Eventually(std::chrono::milliseconds timeout, const std::function<bool()>& condition) {
  const auto end = std::chrono::steady_clock::now() + timeout;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(kPoll);
  }
  return true;
}

int FreePort() {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  const bool bound = bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0 &&
                     getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  close(fd);
  if (!bound) Die("no free port");
  return ntohs(address.sin_port);
}

}  // namespace ttg::support
