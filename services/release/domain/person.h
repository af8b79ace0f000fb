#pragma once

#include <cstdint>
#include <map>
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
#include "release/domain/identity/alias.h"
#include "release/domain/identity/risk_decision.h"
#include "release/domain/merges/merge.h"
#include "release/domain/movements/movement.h"
#include "release/domain/movements/movement_rules.h"
#include "release/domain/people_row.h"
#include "release/domain/profile.h"
#include "release/domain/release_dates.h"
#include "release/domain/release_day.h"
#include "release/domain/timetable/timetable.h"

namespace ttg::release {

struct Hold {
  HoldKind kind = HoldKind::kRemand;
  // A court or an authority, never a person's name.
  std::string authority;
  Date held_on;
  ActorId recorded_by;

  friend bool operator==(const Hold&, const Hold&) = default;
};

// A hold that stands no longer, and who ended it, when and why (domain A5, A7).
struct LiftedHold {
  Hold hold;
  Instant lifted_at;
  ActorId lifted_by;
  std::string reason;

  friend bool operator==(const LiftedHold&, const LiftedHold&) = default;
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

// Why a movement is taken back, and whether a lead does it.
struct Reversal {
  std::string reason;
  bool is_lead = false;
};

// A movement as it is to be stored, and what it did to the person; nothing, if it came out of
// order.
struct Moved {
  Movement movement;
  Changes changes;
};

// The movement that was taken back, those that take effect by it, and what that did to the person.
struct TakenBack {
  std::vector<Movement> movements;
  Changes changes;
};

// What a merge of two people did, or its undoing, to be stored together.
struct MergedPeople {
  PersonMerge merge;
  Changes survivor;
  Changes absorbed;
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
    // Where the register says the owner works; absent: nobody owns, or they are not registered.
    std::optional<OwnerSide> owner_side;
    // While a handover is on offer: to whom (domain A11).
    std::optional<ActorId> receiving_owner;
    SentenceDates dates;
    std::optional<ExtraDay> extra_day;
    std::optional<Reversion> reversion;
    std::vector<Hold> holds;
    // In the order in which they were lifted.
    std::vector<LiftedHold> lifted_holds;
    ReleaseDay release_day;
    // Since when each warning of the release day has stood without a break.
    std::map<ReleaseDayWarning, Date> warned_since;
    std::optional<Date> released_on;
    std::optional<Instant> release_recorded_at;
    // When the newest movement that stands and took effect occurred.
    std::optional<Instant> moved_at;
    // Dates up to this day were served before the person came back to prison: they decide nothing
    // about the next release (domain A8).
    std::optional<Date> spent_through;
    // The as-of time of the newest file that was applied.
    Instant as_of;
    TimetableNotes timetable;
    // In the order in which they were recorded.
    std::vector<Alias> aliases;
    // In state MERGED: who stands for this person now, through however many merges.
    std::optional<PersonId> merged_into;

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
  // The calendar has been corrected (domain A3, A7): the release day is computed anew, and the
  // history has `reason` where it moves. A day that has passed is history, and stays.
  Result<Changes> ApplyCalendar(const std::string& reason, const Act& act,
                                const WorkingDays& calendar);
  // Something has happened to the person (domain A8). What the prison system tells late stands in
  // the history out of order and changes nothing; staff correct the later one instead.
  // Errors: Precondition / MOVEMENT_NOT_POSSIBLE, ALREADY_RELEASED, DATE_IN_FUTURE,
  // LATER_MOVEMENT_STANDS, THERE_ALREADY; Invalid / PRISON_MISSING, PRISON_NOT_WANTED,
  // REASON_MISSING.
  Result<Moved> Move(const MovementEntry& entry, const Act& act, const WorkingDays& calendar);
  // Takes back one of `all` movements of this person; the person is again where those that remain
  // say. `is_lead`: may do so later than 45 minutes, with a reason (domain A8).
  // Errors: Precondition / MOVEMENT_REVERSED_ALREADY, LATER_MOVEMENT_STANDS, REVERSAL_TIME_OVER.
  Result<TakenBack> TakeBack(const MovementId& movement, const std::vector<Movement>& all,
                             const Reversal& reversal, const Act& act, const WorkingDays& calendar);
  Result<Changes> AssignOwner(const ActorId& owner, std::optional<OwnerSide> side = std::nullopt);
  // A handover is offered to `receiver`; the owner stays (domain A11).
  Result<Changes> OfferCase(const ActorId& receiver, Date today);
  // The handover on offer has been accepted, or assigned to somebody else than it named.
  Result<Changes> TakeOver(const ActorId& owner, OwnerSide side);
  // It has come to any other end: the owner stays.
  Result<Changes> EndOffer();
  // The case is reallocated; a handover on offer stays, unless the receiver gets the case by this.
  Result<Changes> PassCase(const ActorId& owner, OwnerSide side);
  // Their prison closes while they are out for a while: another holds their place.
  Changes BelongTo(const PrisonId& prison, const Act& act);
  Result<Changes> ChangeDeliveryUnit(const DeliveryUnit& unit, const Act& act);

  // In identity/person_identity.cc. `alias.identifier` is in its canonical form. Refused with
  // Precondition / PERSON_MERGED, all three; further errors:
  // Invalid / ALIAS_EMPTY, DATE_IN_FUTURE; Duplicate / ALIAS_KNOWN_ALREADY.
  Result<Changes> AddAlias(Alias alias, const Act& act);
  // NotFound / ALIAS_NOT_FOUND.
  Result<Changes> RemoveAlias(const AliasId& alias);
  // The only way from yes to no (domain A13). Invalid / ANSWER_MISSING, REASON_MISSING;
  // Precondition / ANSWERED_SO_ALREADY.
  Result<Changes> DecideRiskAnswer(RiskQuestion question, Answer answer, const std::string& reason,
                                   const Act& act);

  // In timetable/person_timetable.cc (domain A9). `done_on`: Invalid / DATE_IN_FUTURE,
  // DATE_BEFORE_RELEASE; Invalid / EVIDENCE_MISSING, REASON_MISSING; Precondition / MILESTONE_DONE,
  // MILESTONE_NOT_NEEDED, MILESTONE_NOT_OPEN, MILESTONE_OPEN, TIMETABLE_ENDED.
  Result<Changes> RecordMilestone(MilestoneKind kind, Date done_on,
                                  const Sensitive<std::string>& evidence, const Act& act,
                                  const WorkingDays& calendar);
  Result<Changes> DropMilestone(MilestoneKind kind, const Sensitive<std::string>& reason,
                                const Act& act, const WorkingDays& calendar);
  Result<Changes> ReopenMilestone(MilestoneKind kind, const Sensitive<std::string>& reason,
                                  const Act& act, const WorkingDays& calendar);
  // Precondition / COURT_DATE_IN_PAST, ALREADY_RELEASED, TIMETABLE_ENDED.
  Result<Changes> SetCourtDate(std::optional<Date> court_date, const Act& act);
  Timetable TimetableOn(Date today, const WorkingDays& calendar) const;
  // To be called after any other verb that may have moved what the timetable is counted from,
  // before the person is saved: keeps since when that is known, and the due days that lists go by.
  void RefreshTimetable(Date today, const WorkingDays& calendar);

  // In merges/person_merges.cc (domain A8): `absorbed` and the survivor are one person. The
  // survivor keeps what is known of both: the stricter answers, the later whereabouts, every alias
  // and hold. `theirs`: all movements of the absorbed one. Errors: Invalid / REASON_MISSING;
  // Precondition / SAME_PERSON, PERSON_MERGED, HANDOVER_ON_OFFER, DIED_BEFORE.
  static Result<MergedPeople> Merge(Person& survivor, Person& absorbed, const MergeEntry& entry,
                                    const std::vector<Movement>& theirs, const Act& act,
                                    const WorkingDays& calendar);
  // The reverse: what the merge changed and nobody has changed since goes back; what was recorded
  // after it stays with the survivor. `theirs`: the movements that go back with the absorbed one.
  // Errors: Invalid / REASON_MISSING; Precondition / UNMERGED_ALREADY, SURVIVOR_MERGED.
  static Result<MergedPeople> Unmerge(Person& survivor, Person& absorbed, PersonMerge merge,
                                      const std::string& reason,
                                      const std::vector<Movement>& theirs, const Act& act,
                                      const WorkingDays& calendar);

  // The warnings of the release day that is to come, and HELD_PAST_DUE where it has passed with
  // neither a release nor a hold recorded (domain A5).
  std::set<ReleaseDayWarning> WarningsOn(Date today) const;

 private:
  explicit Person(Snapshot data) : data_(std::move(data)) {}

  // Refuses where no release is to come.
  Result<void> CheckReleaseAhead() const;
  // The dates without those that have been served; `kept` holds them where some have been.
  const SentenceDates& LiveDates(SentenceDates& kept) const;
  FridayDecision DecisionFor(const std::optional<TypedDate>& due) const;
  ReleaseDay Compute(FridayDecision decision, Date today, const WorkingDays& calendar) const;
  // Computes the release day anew; announces and records it if it moved.
  void Recompute(const Act& act, const WorkingDays& calendar, Changes& changes);
  void RecordDate(DateType type, SentenceDate current, const std::string& reason, const Act& act,
                  Changes& changes);
  // Keeps since when the warnings have stood; called where the release day has been computed.
  void NoteWarnings(Date today);
  bool HasDate(DateType type) const;
  Changes ChangeOwner(const ActorId& owner, std::optional<OwnerSide> side);
  // One line of the history for a decision that is about no single date.
  DateChange Note(const std::string& reason, const Act& act) const;
  Changes Decide(const std::string& reason, const Act& act, const WorkingDays& calendar);

  bool ImportDates(const PersonRow& row, Instant as_of, const Act& act, Changes& changes,
                   std::vector<RowFinding>& findings);
  void ImportPlace(const PersonRow& row, Instant as_of, Changes& changes,
                   std::vector<RowFinding>& findings);

  std::optional<PrisonId> PrisonNow() const;
  Result<void> CheckMove(const MovementEntry& entry, const MovementRule* rule,
                         const Act& act) const;
  void TakeEffect(Movement& movement, const MovementRule& rule, const Act& act,
                  const WorkingDays& calendar, Changes& changes);
  void ComputeAnew(const std::string& reason, const Act& act, const WorkingDays& calendar,
                   Changes& changes);
  // The person is where `remaining`, in the order in which they happened, lead to.
  Changes GoBack(const Movement& reversed, const std::vector<Movement>& remaining, const Act& act,
                 const WorkingDays& calendar);
  void RestorePrison(const Movement& reversed, const std::vector<Movement>& remaining,
                     const Act& act, Changes& changes);
  // What the prison system tells late changes only what nothing later has said.
  void TakeLate(const Movement& late, const MovementRule& rule, const Act& act,
                const WorkingDays& calendar, Changes& changes);

  // The parts of Merge and Unmerge.
  static Result<void> CheckMerge(const Snapshot& survivor, const Snapshot& absorbed);
  void TakeOverFacts(const Snapshot& other);
  void TakeOverAliases(Snapshot& other, PersonMerge& merge, const MergeEntry& entry,
                       const Act& act);
  void TakeOverDates(const Snapshot& other, const std::string& reason, const Act& act,
                     Changes& changes);
  void GiveBackFacts(const Snapshot& other, const MergedFacts& before);
  void GiveBackRecords(const Snapshot& other, const MergedFacts& before);
  void GiveBackAliases(Snapshot& other, const PersonMerge& merge);
  void GiveBackDates(const Snapshot& other, const std::string& reason, const Act& act,
                     Changes& changes);
  void AnnounceMerge(const Snapshot& before, const Movement* latest, bool undone, const Act& act,
                     const WorkingDays& calendar, Changes& changes);

  Snapshot data_;
};

// What the timetable of a person is computed from.
TimetableFacts TimetableFactsOf(const Person::Snapshot& person);

// The warnings of a release day that still ask for something: those that its computation found and
// HELD_PAST_DUE, as long as the release is to come (domain A5).
struct ReleaseDayToday {
  PersonState state = PersonState::kInPrison;
  std::optional<Date> release_date;
  bool has_hold = false;
};
std::set<ReleaseDayWarning> OpenWarnings(std::set<ReleaseDayWarning> computed,
                                         const ReleaseDayToday& facts, Date today);

}  // namespace ttg::release
