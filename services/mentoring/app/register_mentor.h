#pragma once

#include "mentoring/app/ports.h"

namespace ttg::mentoring {

// Puts one row of the register in: adds the mentor or brings the entry up to date. Standing and
// enhanced clearance stay as recorded. Live matches of a changed mentor are checked again.
class RegisterMentor {
 public:
  enum class Outcome { kAdded, kUpdated, kUnchanged, kOlder };

  // kOlder: the stored entry has a later as-of time and differs (domain A13); nothing is written.
  Result<Outcome> operator()(MentoringStore& store, const CallContext& call, Mentor entry) const;
};

}  // namespace ttg::mentoring
