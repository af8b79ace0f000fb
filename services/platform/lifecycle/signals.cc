#include "platform/lifecycle/signals.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>

#include <sys/signalfd.h>
#include <unistd.h>

namespace ttg::lifecycle {

Signals::Signals() {
  // A write to a connection that its peer has closed is an error to handle, not a reason to die.
  std::signal(SIGPIPE, SIG_IGN);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  descriptor_ = signalfd(-1, &set, SFD_CLOEXEC);
  if (descriptor_ < 0) std::abort();
}

Signals::~Signals() { close(descriptor_); }

int Signals::Wait() const {
  signalfd_siginfo info{};
  while (read(descriptor_, &info, sizeof(info)) != sizeof(info)) {
    if (errno != EINTR) std::abort();
  }
  return static_cast<int>(info.ssi_signo);
}

}  // namespace ttg::lifecycle
