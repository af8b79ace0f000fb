#pragma once

namespace ttg::lifecycle {

// Turns SIGTERM and SIGINT into something to wait for. Make it before any thread, so that all
// threads inherit the blocked mask. SIGPIPE is ignored from then on.
class Signals {
 public:
  Signals();
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  // Waits for one; its number.
  int Wait() const;

 private:
  int descriptor_ = -1;
};

}  // namespace ttg::lifecycle
