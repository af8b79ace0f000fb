#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace ttg::faults {

// A fault_node as a child process: lines in and lines out. It dies with the object, and with the
// thread that started it.
class Node {
 public:
  explicit Node(std::vector<std::string> arguments);
  ~Node();
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  // Starts it, with `more` arguments this time, and waits until it is ready. Aborts the test if it
  // is not within some seconds.
  void Start(const std::vector<std::string>& more = {});
  // Waits until it has killed itself. Aborts the test if it has not within some seconds.
  void AwaitDeath();
  // SIGKILL, and waits for its end. Idempotent.
  void Kill();

  // False: it is dead.
  bool WriteLine(const std::string& line) const;
  // The lines that have arrived, waiting up to `milliseconds` for the first.
  std::vector<std::string> ReadLines(int milliseconds);

 private:
  void Forget();

  const std::vector<std::string> arguments_;
  pid_t process_ = 0;
  int in_ = -1;
  int out_ = -1;
  std::string partial_;
};

}  // namespace ttg::faults
