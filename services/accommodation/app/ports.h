#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "accommodation/domain/accommodation_event.h"
#include "accommodation/domain/availability.h"
#include "accommodation/domain/bedspace.h"
#include "accommodation/domain/person.h"
#include "accommodation/domain/placement.h"
#include "accommodation/domain/stay.h"
#include "kernel/calendar.h"
#include "kernel/call_context.h"
#include "kernel/clock.h"
#include "kernel/result.h"

namespace ttg::accommodation {

// What use cases get from outside. Outlives them.
struct Surroundings {
  const Clock& clock;
  IdSource& ids;
  const Calendar& calendar;
};

// A page of placements, soonest arrival first.
struct PlacementQuery {
  std::optional<PersonId> person;
  std::optional<BedspaceId> bedspace;
  std::optional<ProviderId> provider;
  std::vector<PlacementState> states;  // none: all
  // A night in [from, to], both inclusive.
  std::optional<Date> from;
  std::optional<Date> to;
  // The last one of the page before: its arrival and id.
  std::optional<std::pair<Date, PlacementId>> after;
  int limit = 100;
};

// The answer to one ReleaseDayChanged, and who has acknowledged it.
struct AnsweredReleaseDay {
  AccommodationReleaseDayAnswered answer;
  Instant answered_at;
  std::optional<Instant> acknowledged_at;
  std::optional<ActorId> acknowledged_by;
};

// A page of answers about one person, newest first.
struct AnswerQuery {
  PersonId person;
  bool open_only = false;
  // The sequence of the last one of the page before; 0: from the newest.
  std::int64_t before_sequence = 0;
  int limit = 100;
};

// What providers' files tell of: a bedspace, its premises, a void by its bed and first day, a stay.
using Reported = std::variant<BedspaceId, PremisesId, std::pair<BedspaceId, Date>, PlacementId>;

// Everything that this service keeps, within one transaction and for one caller. Lists show only
// what that caller may see (visibility.h); finding by id shows everything, and use cases decide.
class AccommodationStore {
 public:
  virtual ~AccommodationStore() = default;

  virtual Result<std::optional<Person>> FindPerson(const PersonId& id) = 0;
  // The same, and nobody else changes the person, or what a rule about them has looked at, before
  // this transaction ends. Call it first: what was read earlier may be older.
  virtual Result<std::optional<Person>> LockPerson(const PersonId& id) = 0;
  // Of somebody who is new or locked.
  virtual Result<void> SavePerson(const Person& person) = 0;

  virtual Result<std::optional<Bedspace>> FindBedspace(const BedspaceId& id) = 0;
  // Writes the bedspace and its premises.
  virtual Result<void> SaveBedspace(const Bedspace& bedspace) = 0;
  virtual Result<std::optional<Void>> FindVoid(const BedspaceId& bedspace, Date from) = 0;
  // Errors: Precondition / BED_NOT_FREE while a plan holds one of its nights.
  virtual Result<void> SaveVoid(const BedspaceId& bedspace, const Void& one) = 0;

  // Nothing where no bedspace is in them.
  virtual Result<std::optional<Premises>> FindPremises(const PremisesId& id) = 0;
  // How old the newest file is that told of it; nothing where it is not known.
  virtual Result<std::optional<Instant>> ReportedAsOf(const Reported& what) = 0;
  // Of something that is stored. Never goes back in time.
  virtual Result<void> NoteReported(const Reported& what, Instant as_of) = 0;

  // The bed around some nights: holds and residents in that time and some weeks on both sides,
  // everybody who is overstaying, and without the stay `except`.
  virtual Result<std::optional<BedPicture>> FindBed(const BedspaceId& id, const Stay& around,
                                                    Date today,
                                                    const std::optional<PlacementId>& except) = 0;
  // All beds, in order of their ids.
  virtual Result<std::vector<BedPicture>> FindBeds(const Stay& around, Date today) = 0;

  virtual Result<std::optional<Placement>> FindPlacement(const PlacementId& id) = 0;
  virtual Result<std::optional<Placement>> FindExternalStay(const BedspaceId& bedspace,
                                                            const std::string& reference,
                                                            Date arrival) = 0;
  // Offered, confirmed, at risk or arrived; soonest arrival first.
  virtual Result<std::vector<Placement>> LivePlacementsOf(const PersonId& person) = 0;
  // Offered or confirmed, lapsed offers included; soonest arrival first.
  virtual Result<std::vector<Placement>> PlansIn(const BedspaceId& bedspace) = 0;
  // Offers whose last day lies before `today`.
  virtual Result<std::vector<Placement>> LapsedOffers(Date today, int limit) = 0;
  virtual Result<std::vector<Placement>> Overstayers(Date today) = 0;
  virtual Result<std::vector<Placement>> ListPlacements(const PlacementQuery& query) = 0;

  // Writes the placement, if nobody has since it was read, and announces what is pending.
  // Errors: Stale / PLACEMENT_CHANGED; Precondition / BED_NOT_FREE with a violation for each clash
  // if the bed is kept by somebody else, whatever the caller has checked; PERSON_HAS_A_PLAN,
  // PERSON_STAYS_ELSEWHERE. After one of these nothing has been written.
  virtual Result<void> Save(Placement& placement) = 0;

  virtual Result<std::optional<AnsweredReleaseDay>> FindAnswer(const EventId& cause) = 0;
  virtual Result<void> SaveAnswer(const AnsweredReleaseDay& answered) = 0;
  virtual Result<std::vector<AnsweredReleaseDay>> ListAnswers(const AnswerQuery& query) = 0;

  // For events that are not about a placement.
  virtual Result<void> Announce(const AccommodationEvent& event) = 0;
};

}  // namespace ttg::accommodation
