#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kernel/calendar.h"
#include "kernel/call_context.h"
#include "kernel/result.h"
#include "release/domain/events.h"
#include "release/domain/identifiers.h"
#include "release/domain/identity/suspected_duplicate.h"
#include "release/domain/person.h"
#include "release/domain/plan/codes.h"

namespace ttg::release {

// A person and what has become of them, to be stored together.
struct PersonChange {
  Person person;
  Changes changes;
  // A file says so, which must not come after what a newer file has said meanwhile.
  bool by_file = false;
};

enum class ReleaseOrder { kReleaseDate, kName, kPrisonNumber };

// Where a page of a list starts: after the line with this key and id.
struct ReleaseCursor {
  std::string key;
  std::string id;
};

struct PathwayFilter {
  Pathway pathway = Pathway::kAccommodation;
  PathwayStatus status = PathwayStatus::kNotStarted;
};

struct ReleaseQuery {
  // Both days inclusive. With either, people without a release day are left out.
  std::optional<Date> from;
  std::optional<Date> to;
  std::optional<PrisonId> prison;
  std::optional<DeliveryUnit> delivery_unit;
  std::optional<ActorId> owner;
  bool without_owner = false;
  bool without_delivery_unit = false;
  // The beginning of a prison number or of a name, whatever its case, accents and apostrophes;
  // aliases count. Empty: anybody.
  std::string text;
  std::optional<PathwayFilter> pathway;
  // Only those with a step of the timetable that is overdue.
  bool overdue = false;
  std::optional<ReleaseDayWarning> warning;
  bool friday_or_pre_holiday = false;
  bool no_fixed_abode = false;
  std::optional<Instant> changed_since;
  // Absent: whoever is still to be released, and whoever has been.
  std::optional<PersonState> state;
  ReleaseOrder order = ReleaseOrder::kReleaseDate;
  std::optional<ReleaseCursor> after;
  int limit = 100;
};

// One line of a list of releases.
struct ReleaseLine {
  PersonId id;
  std::int64_t version = 0;
  PersonState state = PersonState::kInPrison;
  PrisonNumber number;
  Sensitive<std::string> family_name;
  Sensitive<std::string> given_names;
  PrisonId prison;
  std::optional<DeliveryUnit> delivery_unit;
  std::optional<ActorId> owner;
  std::optional<Date> release_date;
  ReleaseDayReason reason = ReleaseDayReason::kNoDate;
  std::optional<DateType> due_type;
  std::optional<Date> latest_lawful;
  // HELD_PAST_DUE included.
  std::set<ReleaseDayWarning> warnings;
  std::optional<Date> released_on;
  // The earliest due day of what is outstanding of the timetable.
  std::optional<Date> next_due;
  bool overdue = false;
  bool no_fixed_abode = false;
  bool friday_or_pre_holiday = false;
  Instant changed_at;
  // The key by which the list is ordered, for the cursor.
  std::string key;
};

// What others may fetch about a person.
struct PersonProfile {
  Person person;
  // Those who must not live with this person and whom we know; symmetric.
  std::vector<PersonId> apart_from;
  // Prison numbers among them that nobody has yet.
  std::vector<PrisonNumber> apart_from_unknown;
};

struct ResolvedNumber {
  PrisonNumber number;
  PersonId person;

  friend bool operator==(const ResolvedNumber&, const ResolvedNumber&) = default;
};

// Somebody who has a CRN or a PNC.
struct IdentifierHolder {
  PersonId person;
  PrisonNumber number;
  std::optional<Crn> crn;
  std::optional<Pnc> pnc;
};

// What the register of workers says about somebody who may own cases (domain A11).
struct OwnerStanding {
  OwnerSide side = OwnerSide::kPrison;
  // Their last day of work; absent: they stay.
  std::optional<Date> leaves_on;
};

// Somebody with a likeness, as LikenessOf gives it.
struct Namesake {
  PersonId person;
  PrisonNumber number;
  Sensitive<std::string> likeness;
};

// A row of an import that was refused: a person too, on the lead's list until put right (domain
// A13).
struct RefusedRow {
  std::string id;
  std::string file_name;
  std::string file_sha256;
  std::int64_t line = 0;
  // As they stood; may be malformed or empty.
  Sensitive<std::string> prison_number;
  Sensitive<std::string> crn;
  std::string prison;
  Instant as_of;
  Instant refused_at;
  // Without the values.
  std::vector<RowFinding> findings;
};

// One of two people who may be one.
struct PairedPerson {
  PersonId id;
  PrisonNumber number;
  // Absent: out of the caller's reach, and no more than the number is shown.
  struct Shown {
    Sensitive<std::string> family_name;
    Sensitive<std::string> given_names;
    PrisonId prison;
  };
  std::optional<Shown> shown;
};

struct SuspectedPair {
  SuspectedDuplicate duplicate;
  // In the order of the duplicate's.
  PairedPerson first;
  PairedPerson second;
};

struct SuspectedQuery {
  // The id of the last pair of the page before.
  std::string after;
  int limit = 100;
};

struct RefusedQuery {
  std::optional<PrisonId> prison;
  // The id of the last row of the page before.
  std::string after;
  int limit = 100;
};

// The release service's store, bound to one transaction and one caller. "In reach" means: in the
// caller's prisons or delivery units; a row outside is not found.
//
// Errors of every call: those of store::Session.
class ReleaseStore {
 public:
  virtual ~ReleaseStore() = default;

  // Errors: NotFound / PERSON_NOT_FOUND, for a person out of reach as well.
  virtual Result<Person> Find(const PersonId& id) = 0;
  virtual Result<Person> FindByNumber(const PrisonNumber& number) = 0;

  // Stores the people with their history and announces their events, and gives them back with
  // their new versions. A person with version 0 is added.
  // Errors: Stale / PERSON_CHANGED, also for a change by a file that is older than one noted
  // meanwhile; Duplicate / UNIQUE_VIOLATED for a prison number that is taken.
  virtual Result<std::vector<Person>> Save(std::vector<PersonChange> changes) = 0;

  // For imports; whoever they are, in reach or not. In no order; unknown numbers are left out.
  virtual Result<std::vector<Person>> FindByNumbers(const std::vector<PrisonNumber>& numbers) = 0;
  // People who must not live with somebody of these numbers.
  virtual Result<std::vector<Person>> FindSeparatedFrom(
      const std::vector<PrisonNumber>& numbers) = 0;
  virtual Result<std::vector<IdentifierHolder>> FindHolders(const std::vector<Crn>& crns,
                                                            const std::vector<Pnc>& pncs) = 0;
  virtual Result<std::vector<Namesake>> FindNamesakes(
      const std::vector<Sensitive<std::string>>& likenesses) = 0;
  // A newer file has said the same about these people: no new version, no event. The time of the
  // newest file stays, whatever is noted or saved after it.
  virtual Result<void> NoteAsOf(const std::vector<PersonId>& people, Instant as_of) = 0;

  virtual Result<std::vector<ReleaseLine>> ListReleases(const ReleaseQuery& query, Date today) = 0;
  // In no order; unknown ids are left out. For SYSTEM, so not filtered by reach.
  virtual Result<std::vector<PersonProfile>> FindProfiles(const std::vector<PersonId>& people) = 0;
  // Nothing for somebody who is not registered.
  virtual Result<std::optional<OwnerStanding>> FindOwner(const ActorId& owner) = 0;
  // Those in reach.
  virtual Result<std::vector<ResolvedNumber>> Resolve(const std::vector<PrisonNumber>& numbers) = 0;

  // Keeps refused rows; one that is there already (by its number, else its CRN, else its line)
  // is replaced by a newer file's.
  virtual Result<void> KeepRefused(const std::vector<RefusedRow>& rows) = 0;
  // These people have gone in from that file of that time: what an older file, or another of the
  // same time, refused of them is put right.
  virtual Result<void> ForgetRefused(const std::vector<PrisonNumber>& numbers,
                                     const std::vector<Crn>& crns, Instant as_of,
                                     const std::string& file_sha256) = 0;
  // Those of prisons in reach, newest first; a row without a known prison only for who reaches
  // every prison.
  virtual Result<std::vector<RefusedRow>> ListRefused(const RefusedQuery& query) = 0;

  // Keeps pairs of people who may be one. One that is there already stays as it is, dismissed or
  // not.
  virtual Result<void> Suspect(const std::vector<SuspectedDuplicate>& pairs) = 0;
  // Newest first, at least one of the two in reach; without those dismissed and those of whom one
  // has been merged.
  virtual Result<std::vector<SuspectedPair>> ListSuspected(const SuspectedQuery& query) = 0;
  // Whatever its state, at least one of the two in reach. Errors: NotFound / DUPLICATE_NOT_FOUND.
  virtual Result<SuspectedPair> FindSuspected(const DuplicateId& id) = 0;
  // Gives it back with its new version. Errors: Stale / DUPLICATE_CHANGED.
  virtual Result<SuspectedDuplicate> SaveSuspected(SuspectedDuplicate pair) = 0;
};

Error PersonNotFound();
// The person has changed since the caller read it.
Error PersonChanged();
Error DuplicateNotFound();
// The suspicion has changed since the caller read it.
Error DuplicateChanged();

}  // namespace ttg::release
