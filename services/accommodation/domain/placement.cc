#include "accommodation/domain/placement.h"

#include <algorithm>
#include <array>

namespace ttg::accommodation {
namespace {

constexpr std::array<std::pair<PlacementState, std::string_view>, 8> kStateNames{{
    {PlacementState::kOffered, "OFFERED"},
    {PlacementState::kConfirmed, "CONFIRMED"},
    {PlacementState::kArrived, "ARRIVED"},
    {PlacementState::kDeparted, "DEPARTED"},
    {PlacementState::kDeclined, "DECLINED"},
    {PlacementState::kExpired, "EXPIRED"},
    {PlacementState::kCancelled, "CANCELLED"},
    {PlacementState::kAtRisk, "AT_RISK"},
}};

Error NotPlanned() {
  return Precondition("PLACEMENT_NOT_PLANNED",
                      "only a placement that is offered, confirmed or at risk can be changed so");
}

Error NotArrived() {
  return Precondition("PLACEMENT_NOT_ARRIVED", "the person has not arrived, or has left already");
}

Error OfferExpired() {
  return Precondition("OFFER_EXPIRED", "the offer has expired; make a new one");
}

Result<void> CheckOffer(const Placement::Offer& offer, Date today) {
  const Stay& stay = offer.stay;
  if (stay.nights() < 1) return Invalid("STAY_EMPTY", "a stay has at least one night");
  if (stay.arrival < today) {
    return Precondition("ARRIVAL_IN_PAST", "a bed is offered from today on");
  }
  if (offer.release_day && stay.arrival < *offer.release_day) {
    return Precondition("ARRIVAL_BEFORE_RELEASE", "the arrival lies before the release day");
  }
  if (stay.nights() > kNightsWithoutAuthorisation && !offer.long_stay) {
    return Precondition("STAY_TOO_LONG",
                        "more than 84 nights need a named person's authorisation with a reason");
  }
  if (offer.expires_on < today) {
    return Invalid("OFFER_ALREADY_OVER", "the last day of the offer has passed");
  }
  return {};
}

}  // namespace

std::string_view ToString(PlacementState state) {
  for (const auto& [known, name] : kStateNames) {
    if (known == state) return name;
  }
  return "";
}

std::optional<PlacementState> ParsePlacementState(std::string_view name) {
  for (const auto& [state, known] : kStateNames) {
    if (known == name) return state;
  }
  return std::nullopt;
}

Result<Placement> Placement::MakeOffer(const Offer& offer, const Bedspace& bedspace, Date today) {
  TTG_RETURN_IF_ERROR(CheckOffer(offer, today));
  const int days_after_release =
      offer.release_day ? static_cast<int>(offer.stay.arrival - *offer.release_day) : 0;
  Placement placement(PlacementRecord{
      .id = offer.id,
      .person = offer.person,
      .external = std::nullopt,
      .bedspace = bedspace.id,
      .premises = bedspace.premises.id,
      .provider = bedspace.premises.provider,
      .state = PlacementState::kOffered,
      .stay = offer.stay,
      .free_from = offer.free_from,
      .offer_expires_on = offer.expires_on,
      .days_after_release = days_after_release,
      .reason = "",
      .explanation = "",
      .long_stay = offer.long_stay,
  });
  placement.Announce<PlacementOffered>(offer.expires_on);
  return placement;
}

bool Placement::HoldsAsPlan() const {
  return record_.state == PlacementState::kOffered || record_.state == PlacementState::kConfirmed;
}

bool Placement::IsPlanned() const {
  return HoldsAsPlan() || record_.state == PlacementState::kAtRisk;
}

bool Placement::HasLapsed(Date today) const {
  const bool confirmed = record_.accepted_by_provider && record_.agreed_by_person;
  return IsPlanned() && !confirmed && record_.offer_expires_on < today;
}

bool Placement::Overstaying(Date today) const {
  return record_.state == PlacementState::kArrived && record_.stay.departure < today;
}

std::optional<Hold> Placement::hold() const {
  const auto as = [this](HoldKind kind) {
    return Hold{record_.id, kind, record_.stay, record_.free_from};
  };
  switch (record_.state) {
    case PlacementState::kOffered:
    case PlacementState::kConfirmed:
      return as(HoldKind::kPlan);
    case PlacementState::kArrived:
      return as(HoldKind::kStaying);
    case PlacementState::kDeparted:
      return as(HoldKind::kDeparted);
    case PlacementState::kDeclined:
    case PlacementState::kExpired:
    case PlacementState::kCancelled:
    case PlacementState::kAtRisk:
      return std::nullopt;
  }
  return std::nullopt;
}

Result<void> Placement::CheckOpenOffer(Date today) const {
  if (record_.state == PlacementState::kExpired || HasLapsed(today)) return OfferExpired();
  if (record_.state == PlacementState::kAtRisk) {
    return Precondition("PLACEMENT_AT_RISK", "the placement is at risk; decide about that first");
  }
  return {};
}

Result<void> Placement::Accept(Date today) {
  TTG_RETURN_IF_ERROR(CheckOpenOffer(today));
  if (HoldsAsPlan() && record_.accepted_by_provider) {
    return Precondition("ALREADY_ACCEPTED", "the provider has accepted already");
  }
  if (record_.state != PlacementState::kOffered) {
    return Precondition("PLACEMENT_NOT_OFFERED", "there is no open offer to decide about");
  }
  record_.accepted_by_provider = true;
  Announce<PlacementAcceptedByProvider>();
  ConfirmIfBothFactsAreThere();
  return {};
}

Result<void> Placement::Agree(Date today) {
  TTG_RETURN_IF_ERROR(CheckOpenOffer(today));
  if (HoldsAsPlan() && record_.agreed_by_person) {
    return Precondition("ALREADY_AGREED", "the person has agreed already");
  }
  if (record_.state != PlacementState::kOffered) {
    return Precondition("PLACEMENT_NOT_OFFERED", "there is no open offer to decide about");
  }
  record_.agreed_by_person = true;
  Announce<PlacementAgreedByPerson>();
  ConfirmIfBothFactsAreThere();
  return {};
}

void Placement::ConfirmIfBothFactsAreThere() {
  if (!record_.accepted_by_provider || !record_.agreed_by_person) return;
  record_.state = PlacementState::kConfirmed;
  Announce<PlacementConfirmed>();
}

Result<void> Placement::DeclineByProvider(std::string reason, Date today) {
  TTG_RETURN_IF_ERROR(CheckOpenOffer(today));
  if (record_.state != PlacementState::kOffered) {
    return Precondition("PLACEMENT_NOT_OFFERED", "there is no open offer to decide about");
  }
  record_.state = PlacementState::kDeclined;
  record_.reason = reason;
  Announce<PlacementDeclined>(std::move(reason));
  return {};
}

Result<void> Placement::DeclineByPerson(std::string reason, Date today) {
  return DeclineByProvider(std::move(reason), today);
}

Result<void> Placement::Arrive(Date arrived_on, Date today) {
  if (!IsPlanned()) return NotPlanned();
  if (arrived_on > today) return Precondition("ARRIVAL_IN_FUTURE", "nobody can have arrived yet");
  if (arrived_on >= record_.stay.departure) {
    record_.stay.departure = arrived_on + record_.stay.nights();
  }
  record_.state = PlacementState::kArrived;
  record_.reason.clear();
  record_.explanation.clear();
  record_.stay.arrival = arrived_on;
  Announce<PlacementArrived>(arrived_on);
  return {};
}

Result<void> Placement::Depart(Date departed_on, Date today) {
  if (record_.state != PlacementState::kArrived) return NotArrived();
  if (departed_on > today) {
    return Precondition("DEPARTURE_IN_FUTURE", "nobody can have left yet");
  }
  if (departed_on < record_.stay.arrival) {
    return Precondition("DEPARTURE_BEFORE_ARRIVAL", "nobody leaves before they arrive");
  }
  record_.state = PlacementState::kDeparted;
  record_.stay.departure = departed_on;
  Announce<PlacementDeparted>(departed_on);
  return {};
}

Result<void> Placement::Cancel(std::string reason) {
  if (!IsPlanned()) return NotPlanned();
  record_.state = PlacementState::kCancelled;
  record_.reason = reason;
  record_.explanation.clear();
  Announce<PlacementCancelled>(std::move(reason));
  return {};
}

Result<void> Placement::Expire(Date today) {
  if (!HasLapsed(today)) {
    return Precondition("OFFER_STILL_OPEN", "only an offer whose last day has passed expires");
  }
  record_.state = PlacementState::kExpired;
  record_.reason.clear();
  record_.explanation.clear();
  Announce<PlacementExpired>();
  return {};
}

Result<void> Placement::Move(const Stay& stay, Date free_from) {
  if (!IsPlanned()) return NotPlanned();
  const Stay previous = record_.stay;
  record_.stay = stay;
  record_.free_from = free_from;
  record_.state = record_.accepted_by_provider && record_.agreed_by_person
                      ? PlacementState::kConfirmed
                      : PlacementState::kOffered;
  record_.reason.clear();
  record_.explanation.clear();
  Announce<PlacementMoved>(previous);
  return {};
}

Result<void> Placement::PutAtRisk(std::string reason, std::string explanation) {
  if (!IsPlanned()) return NotPlanned();
  record_.state = PlacementState::kAtRisk;
  record_.reason = reason;
  record_.explanation = std::move(explanation);
  Announce<PlacementPutAtRisk>(std::move(reason));
  return {};
}

PlacementFacts Placement::NextFacts() {
  return {record_.id,       *record_.person, record_.bedspace,
          record_.provider, record_.stay,    ++record_.announced};
}

template <typename Event, typename... Rest>
void Placement::Announce(Rest&&... rest) {
  // Nobody follows somebody outside the caseload.
  if (!record_.person) return;
  pending_.push_back(Event{NextFacts(), std::forward<Rest>(rest)...});
}

void Placement::MarkStored() {
  ++record_.version;
  pending_.clear();
}

}  // namespace ttg::accommodation
