#include "support/process.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

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
  for (const auto& [name, value] : added) {
    all.push_back(name);
    all.back().append("=").append(value);
  }
  return all;
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

void Redirect(const char* path, int flags, int to) {
  const int file = open(path, flags, 0600);
  if (file < 0) _exit(127);
  dup2(file, to);
  close(file);
}

pid_t Spawn(std::vector<std::string> arguments, const std::map<std::string, std::string>& added,
            const std::string& out, const std::string& error) {
  std::vector<std::string> environment = Environment(added);
  std::vector<char*> argument_pointers = Pointers(arguments);
  std::vector<char*> environment_pointers = Pointers(environment);
  const pid_t pid = fork();
  if (pid < 0) Die("cannot start " + arguments[0]);
  if (pid > 0) return pid;
  // In the child: nothing but system calls. What a test started goes with the test, however it
  // ends.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  Redirect("/dev/null", O_RDONLY, STDIN_FILENO);
  Redirect(out.c_str(), O_WRONLY | O_CREAT | O_APPEND, STDOUT_FILENO);
  Redirect(error.c_str(), O_WRONLY | O_CREAT | O_APPEND, STDERR_FILENO);
  execvpe(argument_pointers[0], argument_pointers.data(), environment_pointers.data());
  _exit(127);
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

}  // namespace ttg::support
