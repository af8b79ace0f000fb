#pragma once

#include <memory>
#include <utility>

#include "kernel/calendar.h"

namespace ttg::testing {

// A calendar that is never replaced.
class FixedCalendar final : public Calendar {
 public:
  explicit FixedCalendar(WorkingDays days)
      : days_(std::make_shared<const WorkingDays>(std::move(days))) {}

  std::shared_ptr<const WorkingDays> Current() const override { return days_; }

 private:
  const std::shared_ptr<const WorkingDays> days_;
};

}  // namespace ttg::testing
