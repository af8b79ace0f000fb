#include "release/app/ownership/sweep_handovers.h"

#include <utility>

#include "release/domain/ownership/workload.h"

namespace ttg::release {
namespace {

Result<ChangeHandover::Ended> EndOver(const HandoverView&, Handover& handover, Person& person,
                                      const Act& act) {
  const bool closed = !CaseLoadOf(person.snapshot());
  TTG_TRY(auto ended, closed ? handover.Drop("CASE_CLOSED", act) : handover.Expire(act));
  TTG_TRY(auto changes, person.EndOffer());
  return ChangeHandover::Ended{std::move(ended), std::move(changes)};
}

}  // namespace

Result<std::vector<PersonId>> SweepHandovers::operator()(const OwnershipStores& stores,
                                                         const CallContext& call, int limit) const {
  const Date today = clock_.Today();
  const Date through = ToBeAssignedThrough(today, *calendar_.Current());
  TTG_TRY(const auto over, stores.ownership.ListOver(today, through, limit));
  std::vector<PersonId> people;
  people.reserve(over.size());
  for (const HandoverView& view : over) {
    TTG_RETURN_IF_ERROR(change_.Apply(stores, call, view, EndOver));
    people.push_back(view.handover.snapshot().person);
  }
  return people;
}

}  // namespace ttg::release
