#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kernel/date.h"
#include "kernel/id.h"
#include "kernel/result.h"
#include "kernel/sensitive.h"
#include "release/domain/ids.h"
#include "release/domain/ownership/codes.h"
#include "release/domain/reference_data.h"

namespace ttg::release {

struct Absence {
  AbsenceId id;
  Date from;
  // Inclusive; absent: not known yet.
  std::optional<Date> until;

  friend bool operator==(const Absence&, const Absence&) = default;
};

// Somebody who may own cases (domain A11). Name and telephone are a colleague's personal data.
class Worker {
 public:
  // What a lead enters and may change.
  struct Description {
    Sensitive<std::string> name;
    OwnerSide side = OwnerSide::kPrison;
    // Of a worker in prison, and of nobody else.
    std::optional<PrisonId> prison;
    // Of a worker in the community, and of nobody else.
    std::optional<DeliveryUnit> delivery_unit;
    Sensitive<std::string> telephone;
    // A week's hours by contract, and how many of them are not for cases, in minutes.
    int contracted_minutes = 0;
    int reduced_minutes = 0;
    // The last day of work; absent: they stay.
    std::optional<Date> leaves_on;

    friend bool operator==(const Description&, const Description&) = default;
  };
  struct Snapshot {
    // The subject of their token.
    ActorId id;
    // 0: not stored yet.
    std::int64_t version = 0;
    Description is;
    // By their first day; none overlaps another.
    std::vector<Absence> absences;

    friend bool operator==(const Snapshot&, const Snapshot&) = default;
  };

  // Errors: Invalid, naming the field: NAME_MISSING, PRISON_UNKNOWN, DELIVERY_UNIT_UNKNOWN,
  // PLACE_OF_OTHER_SIDE, HOURS_IMPOSSIBLE.
  static Result<Worker> Register(ActorId id, Description description,
                                 const ReferenceData& reference);
  // Rebuilds a stored worker without checking anything. For stores only.
  static Worker Restore(Snapshot stored) { return Worker(std::move(stored)); }

  const Snapshot& snapshot() const { return data_; }
  const ActorId& id() const { return data_.id; }

  // Errors: those of Register.
  Result<void> Describe(Description description, const ReferenceData& reference);
  // Errors: Invalid / ABSENCE_ENDS_BEFORE_IT_BEGINS, Precondition / ABSENCES_OVERLAP.
  Result<void> RecordAbsence(Absence absence);
  // `until`: the last day away; absent: they were not away. Errors: NotFound / ABSENCE_NOT_FOUND
  // and those of RecordAbsence.
  Result<void> EndAbsence(const AbsenceId& id, std::optional<Date> until);

  bool IsAbsentOn(Date day) const;
  bool HasLeftBy(Date today) const { return data_.is.leaves_on && *data_.is.leaves_on < today; }
  // Whether somebody's cases may be reallocated to them: neither away nor about to leave.
  bool TakesCasesOn(Date today) const { return !data_.is.leaves_on && !IsAbsentOn(today); }

 private:
  explicit Worker(Snapshot data) : data_(std::move(data)) {}

  Snapshot data_;
};

}  // namespace ttg::release
