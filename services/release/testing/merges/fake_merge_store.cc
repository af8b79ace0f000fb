#include "release/testing/merges/fake_merge_store.h"

#include <utility>

namespace ttg::release::testing {

bool FakeMergeStore::InReach(const PersonId& id) const {
  const Person::Snapshot& person = people_.people.at(id.str());
  return call_.scope.prisons.Covers(person.prison) ||
         call_.scope.delivery_units.Covers(person.delivery_unit);
}

Result<PersonMerge> FakeMergeStore::Find(const MergeId& id) {
  const auto found = state_.merges.find(id);
  if (found == state_.merges.end()) return MergeNotFound();
  return found->second;
}

Result<std::vector<PersonMerge>> FakeMergeStore::List(const MergeQuery& query) {
  std::vector<PersonMerge> page;
  for (auto entry = state_.merges.rbegin(); entry != state_.merges.rend(); ++entry) {
    const PersonMerge& merge = entry->second;
    const bool is_about =
        !query.person || merge.survivor == *query.person || merge.absorbed == *query.person;
    const bool follows = !query.before || merge.id < *query.before;
    if (!is_about || !follows || !InReach(merge.survivor)) continue;
    if (page.size() == static_cast<std::size_t>(query.limit)) break;
    page.push_back(merge);
  }
  return page;
}

Result<std::optional<MergeId>> FakeMergeStore::LatestOf(const PersonId& survivor) {
  std::optional<MergeId> latest;
  for (const auto& [id, merge] : state_.merges) {
    if (merge.Stands() && merge.survivor == survivor) latest = id;
  }
  return latest;
}

Result<std::vector<MovementId>> FakeMergeStore::MovementsOf(const MergeId& merge) {
  return state_.moved[merge];
}

Result<PersonMerge> FakeMergeStore::Add(PersonMerge merge) {
  merge.version = 1;
  for (auto& [id, movement] : movements_.movements) {
    if (movement.person != merge.absorbed) continue;
    movement.person = merge.survivor;
    state_.moved[merge.id].push_back(id);
  }
  for (auto& [id, person] : people_.people) {
    if (person.merged_into != merge.absorbed) continue;
    person.merged_into = merge.survivor;
    state_.redirected[merge.id].push_back(person.id);
  }
  state_.merges.emplace(merge.id, merge);
  return merge;
}

Result<PersonMerge> FakeMergeStore::Undo(PersonMerge merge) {
  PersonMerge& stored = state_.merges.at(merge.id);
  if (stored.version != merge.version) return MergeChanged();
  ++merge.version;
  for (const MovementId& id : state_.moved[merge.id]) {
    movements_.movements.at(id).person = merge.absorbed;
  }
  for (const PersonId& id : state_.redirected[merge.id]) {
    people_.people.at(id.str()).merged_into = merge.absorbed;
  }
  stored = merge;
  return merge;
}

}  // namespace ttg::release::testing
