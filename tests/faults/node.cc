#include "faults/node.h"

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ttg::faults {
namespace {

constexpr std::chrono::seconds kStartTime{20};

[[noreturn]] void Abort(const char* what) {
  std::fprintf(stderr, "fault_node: %s\n", what);
  std::abort();
}

}  // namespace

Node::Node(std::vector<std::string> arguments) : arguments_(std::move(arguments)) {}

Node::~Node() { Kill(); }

void Node::Start(const std::vector<std::string>& more) {
  std::array<int, 2> in{};
  std::array<int, 2> out{};
  if (pipe2(in.data(), O_CLOEXEC) != 0 || pipe2(out.data(), O_CLOEXEC) != 0) Abort("no pipe");
  std::vector<std::string> words = arguments_;
  words.insert(words.end(), more.begin(), more.end());
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  process_ = fork();
  if (process_ < 0) Abort("cannot fork");
  if (process_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(in[0], STDIN_FILENO);
    dup2(out[1], STDOUT_FILENO);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  close(in[0]);
  close(out[1]);
  in_ = in[1];
  out_ = out[0];
  const auto deadline = std::chrono::steady_clock::now() + kStartTime;
  while (std::chrono::steady_clock::now() < deadline) {
    if (!ReadLines(100).empty()) return;
    if (waitpid(process_, nullptr, WNOHANG) == process_) Abort("it ended at its start");
  }
  Abort("it is not ready in time");
}

void Node::Kill() {
  if (process_ <= 0) return;
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
  Forget();
}

void Node::AwaitDeath() {
  const auto deadline = std::chrono::steady_clock::now() + kStartTime;
  // A dead process closes its output, which ends the wait; a living one may say something.
  while (waitpid(process_, nullptr, WNOHANG) != process_) {
    if (std::chrono::steady_clock::now() > deadline) Abort("it does not die");
    ReadLines(5);
  }
  Forget();
}

void Node::Forget() {
  process_ = 0;
  close(in_);
  close(out_);
  partial_.clear();
}

bool Node::WriteLine(const std::string& line) const {
  const std::string whole = line + "\n";
  return write(in_, whole.data(), whole.size()) == static_cast<ssize_t>(whole.size());
}

std::vector<std::string> Node::ReadLines(int milliseconds) {
  std::vector<std::string> lines;
  pollfd waiting{.fd = out_, .events = POLLIN, .revents = 0};
  if (poll(&waiting, 1, milliseconds) <= 0) return lines;
  std::array<char, 65536> buffer{};
  const ssize_t size = read(out_, buffer.data(), buffer.size());
  if (size <= 0) return lines;
  partial_.append(buffer.data(), static_cast<std::size_t>(size));
  std::size_t start = 0;
  for (auto end = partial_.find('\n'); end != std::string::npos; end = partial_.find('\n', start)) {
    lines.push_back(partial_.substr(start, end - start));
    start = end + 1;
  }
  partial_.erase(0, start);
  return lines;
}

}  // namespace ttg::faults
