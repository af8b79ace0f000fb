#pragma once

#include <cstdint>
#include <optional>

#include "employment/domain/events.h"
#include "employment/domain/person.h"

namespace ttg::employment {

// A person's status, in any job, at a check-in (domain C4): recorded → checked. It counts only
// once somebody else than the recorder has checked it.
class EmploymentStatus {
 public:
  // What the recorder says.
  struct Entry {
    StatusValue value = StatusValue::kUnknown;
    std::optional<EvidenceReference> evidence;
    ActorId by;
    Instant at;

    friend bool operator==(const Entry&, const Entry&) = default;
  };
  struct Snapshot {
    StatusId id;
    PersonId person;
    CheckInKind check_in = CheckInKind::kSixWeeks;
    Date status_on;
    Entry entry;
    std::optional<ActorId> checked_by;
    std::optional<Instant> checked_at;
    std::int64_t version = 1;

    friend bool operator==(const Snapshot&, const Snapshot&) = default;
  };

  // Errors: Precondition / NOT_RELEASED, CHECK_IN_NOT_DUE, Invalid / EVIDENCE_REQUIRED.
  static Result<EmploymentStatus> Record(const StatusId& id, const Person& person,
                                         CheckInKind check_in, Entry entry, Date today);
  // Rebuilds a stored status without checks. For stores only.
  static EmploymentStatus Restore(Snapshot stored) { return EmploymentStatus(std::move(stored)); }

  const Snapshot& snapshot() const { return data_; }
  EmploymentStatusRecorded Announcement() const;

  // Replaces what was recorded, until it is checked. Errors: those of Record, and Precondition /
  // STATUS_ALREADY_CHECKED.
  Result<EmploymentStatusRecorded> RecordAgain(const Person& person, Entry entry, Date today);
  // Errors: Precondition / STATUS_ALREADY_CHECKED, CHECKED_BY_RECORDER.
  Result<EmploymentStatusRecorded> Check(const ActorId& by, Instant at);

 private:
  explicit EmploymentStatus(Snapshot data) : data_(std::move(data)) {}

  Snapshot data_;
};

}  // namespace ttg::employment
