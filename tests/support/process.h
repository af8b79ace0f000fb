#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <sys/types.h>

namespace ttg::support {

// A real child process, its output in a file. Killed and reaped with the object. It also dies with
// the thread that started it, so start it on the main thread.
class Process {
 public:
  // Starts `arguments` (the first is the program) with `environment` added to our own; standard
  // output and error are appended to `log_path`. Aborts the test program if it cannot start.
  Process(std::vector<std::string> arguments, const std::map<std::string, std::string>& environment,
          const std::string& log_path);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  bool Running();
  void Signal(int signal) const;
  // Waits for the end; the exit status (128 + signal where a signal ended it), or -1 if it still
  // runs after `timeout`.
  int Wait(std::chrono::milliseconds timeout);
  // SIGKILL, and wait.
  void Kill();
  pid_t pid() const { return pid_; }

 private:
  pid_t pid_ = -1;
  int status_ = -1;
  bool ended_ = false;
};

struct Output {
  int status = 0;
  std::string out;
  std::string error;
};

// Runs a command to its end and returns what it wrote.
Output Run(const std::vector<std::string>& arguments,
           const std::map<std::string, std::string>& environment);

// Polls `condition` until it holds or `timeout` has passed; whether it held.
bool Eventually(std::chrono::milliseconds timeout, const std::function<bool()>& condition);

}  // namespace ttg::support
