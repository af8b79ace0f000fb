#include "release/app/ownership/run_reallocation.h"

#include <map>
#include <utility>

namespace ttg::release {
namespace {

Error ReallocationChanged() {
  return Stale("REALLOCATION_CHANGED",
               "the cases or workers have changed since the preview: look again");
}

Result<void> PassOffer(const OwnershipStores& stores, const Act& act, const Person& person,
                       const CaseOwner& to) {
  TTG_TRY(auto offer, stores.ownership.FindOffer(person.id()));
  if (!offer) return {};
  Handover handover = std::move(offer->handover);
  std::vector<ReleaseEvent> events;
  if (handover.snapshot().to.id == to.id) {
    TTG_TRY(HandoverEnded ended, handover.Drop("REALLOCATED_TO_RECEIVER", act));
    ended.owner = to.id;
    events.emplace_back(std::move(ended));
  } else {
    TTG_RETURN_IF_ERROR(handover.PassSender(to));
  }
  TTG_RETURN_IF_ERROR(stores.ownership.SaveHandovers({{std::move(handover), std::move(events)}}));
  return {};
}

Result<void> Pass(const OwnershipStores& stores, const Act& act, const GivenCase& given,
                  const CaseOwner& to) {
  TTG_TRY(Person person, stores.people.Find(given.person));
  const bool on_offer = person.snapshot().receiving_owner.has_value();
  TTG_TRY(Changes changes, person.PassCase(to.id, to.side));
  TTG_TRY(auto saved, stores.people.Save({{std::move(person), std::move(changes)}}));
  return on_offer ? PassOffer(stores, act, saved.front(), to) : Result<void>();
}

}  // namespace

Result<RunReallocation::Run> RunReallocation::operator()(const OwnershipStores& stores,
                                                         const CallContext& call,
                                                         const Command& command) const {
  const auto plan = preview_.Plan(stores.ownership, command.query);
  const bool refused = !plan && plan.error().kind != ErrorKind::kInvalid &&
                       plan.error().kind != ErrorKind::kNotFound;
  if (refused) return plan.error();
  // A receiver who is away by now is a change since the preview too.
  if (!plan || FingerprintOf(*plan) != command.fingerprint) return ReallocationChanged();
  std::map<ActorId, OwnerSide> sides;
  TTG_TRY(const auto workers, stores.ownership.FindWorkers(command.query.to));
  for (const Worker& worker : workers) sides.emplace(worker.id(), worker.snapshot().is.side);
  const Act act{call.actor, clock_.Now(), clock_.Today()};
  TTG_TRY(ReallocationId id, ReallocationId::Parse(ids_.NewId()));
  Run run{std::move(id), {}};
  std::vector<CaseTransfer> transfers;
  run.moved.reserve(plan->given.size());
  transfers.reserve(plan->given.size());
  for (const GivenCase& given : plan->given) {
    TTG_RETURN_IF_ERROR(Pass(stores, act, given, {given.to, sides.at(given.to)}));
    run.moved.push_back(given.person);
    transfers.push_back(
        {run.id, given.person, command.query.from, given.to, command.why, command.reason});
  }
  TTG_RETURN_IF_ERROR(stores.ownership.RecordTransfers(transfers, act.at));
  return run;
}

}  // namespace ttg::release
