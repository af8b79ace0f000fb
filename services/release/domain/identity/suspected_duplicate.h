#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/date.h"
#include "kernel/id.h"
#include "kernel/result.h"
#include "release/domain/ids.h"
#include "release/domain/person.h"

namespace ttg::release {

// What two people have in common that one person should have alone (domain A12).
enum class DuplicateGround { kSameNameAndBirth, kSameCrn, kSamePnc, kSameNumber };

std::string_view ToString(DuplicateGround ground);
std::optional<DuplicateGround> ParseDuplicateGround(std::string_view text);

// Two people who may be one: to be looked at, never merged by itself. There is one for a pair,
// whichever of the two came first, and dismissed it stays.
class SuspectedDuplicate {
 public:
  struct Dismissal {
    ActorId by;
    Instant at;
    // No personal data.
    std::string reason;

    friend bool operator==(const Dismissal&, const Dismissal&) = default;
  };

  struct Snapshot {
    DuplicateId id;
    std::int64_t version = 1;
    // In the order of their ids.
    PersonId first;
    PersonId second;
    DuplicateGround ground = DuplicateGround::kSameNameAndBirth;
    Instant suspected_at;
    std::optional<Dismissal> dismissal;

    friend bool operator==(const Snapshot&, const Snapshot&) = default;
  };

  // The two are not the same person.
  static SuspectedDuplicate Suspect(DuplicateId id, PersonId one, PersonId other,
                                    DuplicateGround ground, Instant at);
  // Rebuilds a stored suspicion without checking anything. For stores only.
  static SuspectedDuplicate Restore(Snapshot stored) {
    return SuspectedDuplicate(std::move(stored));
  }

  const Snapshot& snapshot() const { return data_; }

  // They are two people. Errors: Invalid / REASON_MISSING, Precondition / DISMISSED_ALREADY.
  Result<void> Dismiss(const std::string& reason, const Act& act);

 private:
  explicit SuspectedDuplicate(Snapshot data) : data_(std::move(data)) {}

  Snapshot data_;
};

}  // namespace ttg::release
