#include <utility>

#include "release/domain/ownership/workload.h"
#include "release/domain/person.h"

// The verbs of Person that are about who owns the case (domain A11).
namespace ttg::release {
namespace {

Error OwnerAlready() { return Precondition("OWNER_ALREADY", "they own this case already"); }
Error NobodyOwns() {
  return Precondition("NOBODY_OWNS", "nobody owns this case: a lead has to give it to somebody");
}
Error HandoverOnOffer() {
  return Precondition("HANDOVER_ON_OFFER",
                      "a handover is on offer: it has to end before another can begin");
}
Error NoHandoverOnOffer() {
  return Precondition("NO_HANDOVER_ON_OFFER", "no handover of this case is on offer");
}
Error SupervisionEnded() {
  return Precondition("SUPERVISION_ENDED",
                      "the person has been released and their supervision has ended");
}
Error CaseClosed() {
  return Precondition("CASE_CLOSED", "the person has died, been deported or been merged");
}

}  // namespace

Result<Changes> Person::AssignOwner(const ActorId& owner, std::optional<OwnerSide> side) {
  if (data_.owner == owner) return OwnerAlready();
  if (data_.receiving_owner) return HandoverOnOffer();
  return ChangeOwner(owner, side);
}

Changes Person::ChangeOwner(const ActorId& owner, std::optional<OwnerSide> side) {
  const auto previous = std::exchange(data_.owner, owner);
  data_.owner_side = side;
  return Changes{{PersonOwnerChanged{data_.id, previous, owner}}, {}};
}

Result<Changes> Person::OfferCase(const ActorId& receiver, Date today) {
  const auto load = CaseLoadOf(data_);
  if (!load) return CaseClosed();
  if (load->until && *load->until < today) return SupervisionEnded();
  if (!data_.owner) return NobodyOwns();
  if (data_.receiving_owner) return HandoverOnOffer();
  if (*data_.owner == receiver) return OwnerAlready();
  data_.receiving_owner = receiver;
  return Changes{};
}

Result<Changes> Person::TakeOver(const ActorId& owner, OwnerSide side) {
  if (!data_.receiving_owner) return NoHandoverOnOffer();
  if (!CaseLoadOf(data_)) return CaseClosed();
  if (data_.owner == owner) return OwnerAlready();
  data_.receiving_owner.reset();
  return ChangeOwner(owner, side);
}

Result<Changes> Person::EndOffer() {
  if (!data_.receiving_owner) return NoHandoverOnOffer();
  data_.receiving_owner.reset();
  return Changes{};
}

Result<Changes> Person::PassCase(const ActorId& owner, OwnerSide side) {
  if (data_.owner == owner) return OwnerAlready();
  if (data_.receiving_owner == owner) data_.receiving_owner.reset();
  return ChangeOwner(owner, side);
}

Changes Person::BelongTo(const PrisonId& prison, const Act& act) {
  const PrisonId previous = std::exchange(data_.prison, prison);
  data_.prison_as_of = act.at;
  return Changes{{PersonPrisonChanged{data_.id, previous, prison}}, {}};
}

}  // namespace ttg::release
