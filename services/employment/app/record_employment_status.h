#pragma once

#include "employment/app/ports.h"
#include "kernel/call_context.h"
#include "kernel/clock.h"

namespace ttg::employment {

// Records a person's status at a check-in; again, with its version, until it is checked.
class RecordEmploymentStatus {
 public:
  struct Command {
    PersonId person;
    CheckInKind check_in = CheckInKind::kSixWeeks;
    StatusValue value = StatusValue::kUnknown;
    std::optional<EvidenceReference> evidence;
    // 0: the caller has seen none.
    std::int64_t expected_version = 0;
  };

  RecordEmploymentStatus(const Clock& clock, IdSource& ids) : clock_(clock), ids_(ids) {}

  // Errors: NotFound, Stale, those of EmploymentStatus::Record and RecordAgain.
  Result<EmploymentStatus> operator()(EmploymentStore& store, const CallContext& call,
                                      const Command& command) const;

 private:
  const Clock& clock_;
  IdSource& ids_;
};

}  // namespace ttg::employment
