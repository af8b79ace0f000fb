#pragma once

#include <memory>

#include "release/app/ports.h"
#include "release/testing/calendar.h"

namespace ttg::release::testing {

// The calendar that the service is built with, as the port.
class FixedCalendar final : public Calendar {
 public:
  std::shared_ptr<const WorkingDays> Current() const override {
    return std::make_shared<const WorkingDays>(EnglandAndWales());
  }
};

}  // namespace ttg::release::testing
