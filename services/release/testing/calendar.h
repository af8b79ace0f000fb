#pragma once

#include "kernel/working_days.h"

namespace ttg::release::testing {

// The calendar that the service is built with.
const WorkingDays& EnglandAndWales();

}  // namespace ttg::release::testing
