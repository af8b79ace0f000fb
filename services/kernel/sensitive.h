#pragma once

#include <ostream>
#include <utility>

namespace ttg {

// Personal data wears a mask: it streams and logs as [redacted], and reading it is the deliberate,
// greppable Reveal().
template <typename T>
class Sensitive {
 public:
  Sensitive() = default;
  explicit Sensitive(T value) : value_(std::move(value)) {}

  const T& Reveal() const { return value_; }

  friend bool operator==(const Sensitive&, const Sensitive&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Sensitive&) {
    return out << "[redacted]";
  }

 private:
  T value_{};
};

}  // namespace ttg
