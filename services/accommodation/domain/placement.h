#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accommodation/domain/accommodation_event.h"
#include "accommodation/domain/bedspace.h"
#include "accommodation/domain/person.h"
#include "accommodation/domain/stay.h"
#include "kernel/result.h"

namespace ttg::accommodation {

// Nights that nobody has to authorise (domain B7).
inline constexpr int kNightsWithoutAuthorisation = 84;

// Where a placement stands (domain B7); the states of this service's README.
enum class PlacementState {
  kOffered,
  kConfirmed,
  kArrived,
  kDeparted,
  kDeclined,
  kExpired,
  kCancelled,
  kAtRisk,
};

std::string_view ToString(PlacementState state);
std::optional<PlacementState> ParsePlacementState(std::string_view name);

// A named person's permission for more than 84 nights.
struct LongStayAuthorisation {
  ActorId authorised_by;
  std::string reason;

  friend bool operator==(const LongStayAuthorisation&, const LongStayAuthorisation&) = default;
};

// Somebody outside the caseload, known by the provider's reference alone.
struct ExternalResident {
  std::string reference;
  Sex sex = Sex::kMale;
  std::optional<Answer> sexual_risk;

  friend bool operator==(const ExternalResident&, const ExternalResident&) = default;
};

// A placement as it is stored.
struct PlacementRecord {
  PlacementId id;
  std::optional<PersonId> person;            // one of these two
  std::optional<ExternalResident> external;  //
  BedspaceId bedspace;
  PremisesId premises;
  ProviderId provider;
  PlacementState state = PlacementState::kOffered;
  Stay stay;
  Date free_from;
  Date offer_expires_on;
  bool accepted_by_provider = false;
  bool agreed_by_person = false;
  // Days from the release day to the arrival: kept when the release day moves.
  int days_after_release = 0;
  // Why it was declined or cancelled or is at risk.
  std::string reason;
  std::string explanation;
  std::optional<LongStayAuthorisation> long_stay;
  // 0: not stored yet.
  std::int64_t version = 0;
  // Events announced so far.
  std::int64_t announced = 0;

  friend bool operator==(const PlacementRecord&, const PlacementRecord&) = default;
};

// A stay in a bedspace, from the offer to the departure. Every verb refuses by a named reason or
// adds the events that it means; the store takes them when it saves. Who may overlap whom is not
// decided here: CheckAvailability and the store do.
class Placement {
 public:
  struct Offer {
    PlacementId id;
    PersonId person;
    Stay stay;
    Date free_from;
    Date expires_on;
    std::optional<Date> release_day;
    std::optional<LongStayAuthorisation> long_stay;
  };

  // Errors: Precondition / ARRIVAL_IN_PAST, ARRIVAL_BEFORE_RELEASE, STAY_TOO_LONG,
  // Invalid / STAY_EMPTY, OFFER_ALREADY_OVER.
  static Result<Placement> MakeOffer(const Offer& offer, const Bedspace& bedspace, Date today);

  explicit Placement(PlacementRecord record) : record_(std::move(record)) {}

  const PlacementRecord& record() const { return record_; }
  const PlacementId& id() const { return record_.id; }
  PlacementState state() const { return record_.state; }
  const Stay& stay() const { return record_.stay; }

  // Offered, confirmed or at risk: not arrived, and not given up.
  bool IsPlanned() const;
  // Offered or confirmed: nobody else can have the bed.
  bool HoldsAsPlan() const;
  // An offer whose last day has passed: it holds nothing, whether or not somebody has noted it.
  bool HasLapsed(Date today) const;
  bool Overstaying(Date today) const;
  // What it keeps the bed with; nothing for a plan at risk or a placement given up.
  std::optional<Hold> hold() const;

  Result<void> Accept(Date today);
  Result<void> DeclineByProvider(std::string reason, Date today);
  Result<void> Agree(Date today);
  Result<void> DeclineByPerson(std::string reason, Date today);
  // An arrival that has happened is a fact, however late it is recorded (domain B1). Where the plan
  // was over by then, the stay keeps its nights from the arrival on; KeepBedUntil says the rest.
  // Errors: Precondition / PLACEMENT_NOT_PLANNED, ARRIVAL_IN_FUTURE.
  Result<void> Arrive(Date arrived_on, Date today);
  Result<void> Depart(Date departed_on, Date today);
  Result<void> Cancel(std::string reason);
  // Errors: Precondition / OFFER_STILL_OPEN.
  Result<void> Expire(Date today);
  // Moves a plan to other nights, or takes one at risk back in: it holds the bed again.
  // Errors: Precondition / PLACEMENT_NOT_PLANNED.
  Result<void> Move(const Stay& stay, Date free_from);
  // Lets the bed go, because somebody has to decide. Repeating it changes the reason.
  Result<void> PutAtRisk(std::string reason, std::string explanation);
  // Keeps the bed longer: with a departure recorded on another day, or with none at all.
  void KeepBedUntil(Date free_from) { record_.free_from = free_from; }

  const std::vector<AccommodationEvent>& pending() const { return pending_; }
  // The store has saved the record under the next version and announced what was pending.
  void MarkStored();

 private:
  PlacementFacts NextFacts();
  template <typename Event, typename... Rest>
  void Announce(Rest&&... rest);
  Result<void> CheckOpenOffer(Date today) const;
  void ConfirmIfBothFactsAreThere();

  PlacementRecord record_;
  std::vector<AccommodationEvent> pending_;
};

}  // namespace ttg::accommodation
