#include "release/app/ownership/offer_handover.h"

#include <utility>

namespace ttg::release {
namespace {

Error NotTheOwner() {
  return Precondition("NOT_THE_OWNER", "only the owner of the case or a lead can offer it");
}
Error WorkerUnknown() {
  return InvalidField("to_owner_id", "WORKER_UNKNOWN",
                      "nobody is registered as a worker under that id");
}
Error WorkerHasLeft() {
  return InvalidField("to_owner_id", "WORKER_HAS_LEFT", "this worker has left");
}

}  // namespace

Result<CaseOwner> FindReceiver(OwnershipStore& store, const ActorId& worker, Date today) {
  TTG_TRY(const auto found, store.FindWorkers({worker}));
  if (found.empty()) return WorkerUnknown();
  if (found.front().HasLeftBy(today)) return WorkerHasLeft();
  return CaseOwner{worker, found.front().snapshot().is.side};
}

Result<HandedOver> OfferHandover::operator()(const OwnershipStores& stores, const CallContext& call,
                                             const Command& command) const {
  TTG_TRY(Person person, stores.people.Find(command.target.person));
  const Person::Snapshot& before = person.snapshot();
  if (before.version != command.target.expected_version) return PersonChanged();
  const Act act{call.actor, clock_.Now(), clock_.Today()};
  if (before.owner != call.actor && !call.Has(Role::kResettlementLead)) return NotTheOwner();
  TTG_TRY(CaseOwner to, FindReceiver(stores.ownership, command.to_owner, act.today));
  TTG_TRY(Changes changes, person.OfferCase(to.id, act.today));
  TTG_TRY(HandoverId id, HandoverId::Parse(ids_.NewId()));
  // Who is not registered is a prison worker: the sample and old files know no others.
  CaseOwner from{*person.snapshot().owner,
                 person.snapshot().owner_side.value_or(OwnerSide::kPrison)};
  const Date last = command.expires_on ? *command.expires_on
                                       : calendar_.Current()->Add(act.today, kOfferWorkingDays);
  TTG_TRY(auto offered, Handover::Offer({std::move(id), person.id(), std::move(from), std::move(to),
                                         command.checklist, last},
                                        act));
  TTG_TRY(auto people, stores.people.Save({{std::move(person), std::move(changes)}}));
  TTG_TRY(auto saved, stores.ownership.SaveHandovers({{offered.first, {offered.second}}}));
  const std::optional<Date> release_date = people.front().snapshot().release_day.date;
  return HandedOver{{std::move(saved.front()), release_date}, std::move(people.front())};
}

}  // namespace ttg::release
