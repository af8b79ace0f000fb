#include "release/app/ownership/change_handover.h"

#include <utility>

namespace ttg::release {

Result<HandedOver> ChangeHandover::operator()(const OwnershipStores& stores,
                                              const CallContext& call, const HandoverTarget& target,
                                              const Rule& rule) const {
  TTG_TRY(HandoverView view, stores.ownership.FindHandover(target.handover));
  if (view.handover.snapshot().version != target.expected_version) return HandoverChanged();
  return Apply(stores, call, std::move(view), rule);
}

Result<HandedOver> ChangeHandover::Apply(const OwnershipStores& stores, const CallContext& call,
                                         HandoverView view, const Rule& rule) const {
  TTG_TRY(Person person, stores.people.Find(view.handover.snapshot().person));
  const Act act{call.actor, clock_.Now(), clock_.Today()};
  Handover handover = view.handover;
  TTG_TRY(Ended ended, rule(view, handover, person, act));
  // The person first: their row is the lock that keeps their events in order.
  TTG_TRY(auto people, stores.people.Save({{std::move(person), std::move(ended.changes)}}));
  TTG_TRY(auto saved, stores.ownership.SaveHandovers({{std::move(handover), {ended.event}}}));
  return HandedOver{{std::move(saved.front()), view.release_date}, std::move(people.front())};
}

}  // namespace ttg::release
