#include "release/app/merges/unmerge_people.h"

#include <algorithm>
#include <utility>

namespace ttg::release {
namespace {

Error LaterMergeStands() {
  return Precondition("LATER_MERGE_STANDS",
                      "somebody else has been merged into the survivor since: undo that first");
}

Result<Person> FindOneOf(ReleaseStore& people, const PersonId& id) {
  auto found = people.Find(id);
  if (!found && found.error().kind == ErrorKind::kNotFound) return MergeNotFound();
  return found;
}

}  // namespace

Result<MergedPair> FindMerge(const MergeStores& stores, const MergeId& id) {
  TTG_TRY(PersonMerge merge, stores.merges.Find(id));
  TTG_TRY(Person survivor, FindOneOf(stores.people, merge.survivor));
  TTG_TRY(Person absorbed, FindOneOf(stores.people, merge.absorbed));
  return MergedPair{std::move(merge), std::move(survivor), std::move(absorbed)};
}

Result<MergedPair> UnmergePeople::operator()(const MergeStores& stores, const CallContext& call,
                                             const Command& command) const {
  TTG_TRY(MergedPair pair, FindMerge(stores, command.merge));
  if (pair.merge.version != command.expected_version) return MergeChanged();
  const Act act{call.actor, clock_.Now(), clock_.Today()};
  TTG_TRY(const auto latest, stores.merges.LatestOf(pair.merge.survivor));
  if (pair.merge.Stands() && latest != pair.merge.id) return LaterMergeStands();
  TTG_TRY(const auto ids, stores.merges.MovementsOf(pair.merge.id));
  TTG_TRY(auto theirs, stores.movements.OfPerson(pair.merge.survivor));
  std::erase_if(theirs, [&](const Movement& movement) {
    return std::ranges::find(ids, movement.id) == ids.end();
  });
  TTG_TRY(MergedPeople undone, Person::Unmerge(pair.survivor, pair.absorbed, std::move(pair.merge),
                                               command.reason, theirs, act, *calendar_.Current()));
  for (const ConsentBefore& before : undone.merge.consents) {
    TTG_TRY(Consent consent, stores.consents.FindById(before.consent));
    auto changes = consent.GoBack(before, act);
    if (!changes) continue;
    TTG_RETURN_IF_ERROR(stores.consents.Save(std::move(consent), *std::move(changes)));
  }
  // The survivor first, so that the other's aliases are free to go back.
  std::vector<PersonChange> saving;
  saving.push_back({std::move(pair.survivor), std::move(undone.survivor)});
  saving.push_back({std::move(pair.absorbed), std::move(undone.absorbed)});
  TTG_TRY(std::vector<Person> saved, stores.people.Save(std::move(saving)));
  TTG_TRY(PersonMerge stored, stores.merges.Undo(std::move(undone.merge)));
  return MergedPair{std::move(stored), std::move(saved[0]), std::move(saved[1])};
}

}  // namespace ttg::release
