#pragma once

#include <memory>

#include "kernel/working_days.h"

namespace ttg {

// The working-day calendar in force (domain A3). It is replaced while a service runs, so a use case
// asks for it once.
class Calendar {
 public:
  virtual ~Calendar() = default;

  virtual std::shared_ptr<const WorkingDays> Current() const = 0;
};

}  // namespace ttg
