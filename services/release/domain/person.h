#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kernel/date.h"
#include "kernel/id.h"
#include "kernel/result.h"
#include "kernel/working_days.h"
#include "release/domain/codes.h"
#include "release/domain/events.h"
#include "release/domain/identifiers.h"
#include "release/domain/people_row.h"
#include "release/domain/profile.h"
#include "release/domain/release_dates.h"
#include "release/domain/release_day.h"

namespace ttg::release {

struct Hold {
  HoldKind kind = HoldKind::kRemand;
  // A court or an authority, never a person's name.
  std::string authority;
  Date held_on;
  ActorId recorded_by;

  friend bool operator==(const Hold&, const Hold&) = default;
};

// One further eligible working day, asked for and perhaps approved. It counts for the due date that
// it was asked for, and lapses when that moves.
struct ExtraDay {
  Date due_date;
  ActorId requested_by;
  std::string reason;
  std::optional<ActorId> approved_by;

  friend bool operator==(const ExtraDay&, const ExtraDay&) = default;
};

// A governor's decision for the lawful day; bound to its due date like ExtraDay.
struct Reversion {
  Date due_date;
  ActorId decided_by;
  std::string reason;

  friend bool operator==(const Reversion&, const Reversion&) = default;
};

// Who acts, and when. The domain asks no clock.
struct Act {
  ActorId by;
  Instant at;
  // In Europe/London.
  Date today;
};

// One date that a caller enters or, with neither, removes.
struct DateEntry {
  DateType type = DateType::kCrd;
  std::optional<Date> date;
  std::optional<Date> override_date;
  std::string regime;
};

// A person in prison whose release is being prepared: the aggregate of this service. Every verb
// refuses by a named reason and changes nothing then, or returns what is to be stored.
class Person {
 public:
  struct Snapshot {
    PersonId id;
    // 0: not stored yet.
    std::int64_t version = 0;
    PersonState state = PersonState::kInPrison;
    PrisonNumber number;
    Profile profile;
    std::int64_t profile_version = 0;
    PrisonId prison;
    Instant prison_as_of;
    std::optional<DeliveryUnit> delivery_unit;
    Instant delivery_unit_as_of;
    std::optional<ActorId> owner;
    SentenceDates dates;
    std::optional<ExtraDay> extra_day;
    std::optional<Reversion> reversion;
    std::vector<Hold> holds;
    ReleaseDay release_day;
    std::optional<Date> released_on;
    std::optional<Instant> release_recorded_at;
    // The as-of time of the newest file that was applied.
    Instant as_of;

    friend bool operator==(const Snapshot&, const Snapshot&) = default;
  };

  // A person whom nobody has heard of before, from a row of a file.
  struct Registration {
    PersonId id;
    const PersonRow& row;
    Instant as_of;
  };
  static std::pair<Person, Changes> Register(const Registration& registration, const Act& act,
                                             const WorkingDays& calendar);
  // Rebuilds a stored person without checking anything. For stores only.
  static Person Restore(Snapshot stored) { return Person(std::move(stored)); }

  const Snapshot& snapshot() const { return data_; }
  const PersonId& id() const { return data_.id; }

  // What a later file says (domain A13): older never overwrites newer, an empty cell clears
  // nothing, a risk answer never goes from yes to no. What it left alone for such a reason is in
  // `findings`. Empty changes may still have moved `as_of`.
  Changes ApplyImport(const PersonRow& row, Instant as_of, const Act& act,
                      const WorkingDays& calendar, std::vector<RowFinding>& findings);
  // Somebody else has been recorded, or has appeared, whom this person must not live with.
  Changes NoteSeparation();

  Result<Changes> SetDates(const std::vector<DateEntry>& entries, const std::string& reason,
                           const Act& act, const WorkingDays& calendar);
  Result<Changes> ConfirmDate(Date date, const std::string& reason, const Act& act,
                              const WorkingDays& calendar);
  Result<Changes> ClearConfirmedDate(const std::string& reason, const Act& act,
                                     const WorkingDays& calendar);
  Result<Changes> RequestExtraDay(const std::string& reason, const Act& act,
                                  const WorkingDays& calendar);
  Result<Changes> ApproveExtraDay(const Act& act, const WorkingDays& calendar);
  Result<Changes> RevertToLawfulDay(const std::string& reason, const Act& act,
                                    const WorkingDays& calendar);
  Result<Changes> RecordHold(Hold hold, const Act& act);
  Result<Changes> LiftHold(HoldKind kind, const std::string& reason, const Act& act);
  Result<Changes> RecordRelease(Date released_on, const Act& act);
  // `is_lead`: may do so later than 45 minutes, with a reason (domain A8).
  Result<Changes> ReverseRelease(const std::string& reason, bool is_lead, const Act& act);
  Result<Changes> AssignOwner(const ActorId& owner);
  Result<Changes> TransferPrison(const PrisonId& prison, const Act& act);
  Result<Changes> ChangeDeliveryUnit(const DeliveryUnit& unit, const Act& act);

  // The warnings of the release day, and HELD_PAST_DUE where it has passed with neither a release
  // nor a hold recorded (domain A5).
  std::set<ReleaseDayWarning> WarningsOn(Date today) const;

 private:
  explicit Person(Snapshot data) : data_(std::move(data)) {}

  FridayDecision DecisionFor(const std::optional<TypedDate>& due) const;
  ReleaseDay Compute(FridayDecision decision, Date today, const WorkingDays& calendar) const;
  // Computes the release day anew; announces and records it if it moved.
  void Recompute(const Act& act, const WorkingDays& calendar, Changes& changes);
  void RecordDate(DateType type, SentenceDate current, const std::string& reason, const Act& act,
                  Changes& changes);
  bool HasDate(DateType type) const;
  // One line of the history for a decision that is about no single date.
  DateChange Note(const std::string& reason, const Act& act) const;
  Changes Decide(const std::string& reason, const Act& act, const WorkingDays& calendar);

  bool ImportDates(const PersonRow& row, Instant as_of, const Act& act, Changes& changes,
                   std::vector<RowFinding>& findings);
  void ImportPlace(const PersonRow& row, Instant as_of, Changes& changes,
                   std::vector<RowFinding>& findings);

  Snapshot data_;
};

// How long whoever may record a release may take it back (domain A8).
inline constexpr absl::Duration kReversalTime = absl::Minutes(45);

}  // namespace ttg::release
