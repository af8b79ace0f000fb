#pragma once

#include "kernel/clock.h"
#include "kernel/result.h"
#include "release/app/consent/ports.h"

namespace ttg::release {

// Part of merging two prison numbers: for every purpose the survivor keeps the narrower of what was
// said under either (domain A8). What was said under the absorbed number stays there as it was.
class TakeNarrowerConsents {
 public:
  explicit TakeNarrowerConsents(IdSource& ids) : ids_(ids) {}

  Result<void> operator()(ConsentStore& store, const PersonId& survivor, const PersonId& absorbed,
                          const Act& act) const;

 private:
  IdSource& ids_;
};

}  // namespace ttg::release
