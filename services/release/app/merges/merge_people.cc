#include "release/app/merges/merge_people.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace ttg::release {
namespace {

ConsentBefore BeforeOf(const Consent::Snapshot& consent) {
  ConsentBefore before{.consent = consent.id};
  if (consent.decision) {
    before.state = consent.decision->state;
    before.decided_on = consent.decision->decided_on;
    before.scope = consent.decision->scope;
    before.recorded_by = consent.decision->recorded_by;
    before.recorded_at = consent.decision->recorded_at;
  }
  if (consent.legal_basis) {
    before.basis = consent.legal_basis->code;
    before.basis_reason = consent.legal_basis->reason;
    before.basis_decided_by = consent.legal_basis->decided_by;
    before.basis_decided_at = consent.legal_basis->decided_at;
  }
  return before;
}

}  // namespace

Result<MergedPair> MergePeople::operator()(const MergeStores& stores, const CallContext& call,
                                           const Command& command) const {
  TTG_TRY(Person survivor, stores.people.Find(command.survivor.person));
  TTG_TRY(Person absorbed, stores.people.Find(command.absorbed.person));
  if (survivor.snapshot().version != command.survivor.expected_version ||
      absorbed.snapshot().version != command.absorbed.expected_version) {
    return PersonChanged();
  }
  return Apply(stores, call, std::move(survivor), std::move(absorbed), command.reason);
}

Result<MergedPair> MergePeople::Apply(const MergeStores& stores, const CallContext& call,
                                      Person survivor, Person absorbed,
                                      const std::string& reason) const {
  const Act act{call.actor, clock_.Now(), clock_.Today()};
  MergeEntry entry{*MergeId::Parse(ids_.NewId()), reason, {}};
  entry.alias_ids.reserve(kMostMadeAliases);
  while (entry.alias_ids.size() < kMostMadeAliases) {
    entry.alias_ids.push_back(*AliasId::Parse(ids_.NewId()));
  }
  TTG_TRY(const auto theirs, stores.movements.OfPerson(absorbed.id()));
  TTG_TRY(MergedPeople merged,
          Person::Merge(survivor, absorbed, entry, theirs, act, *calendar_.Current()));
  TTG_RETURN_IF_ERROR(TakeConsents(stores, act, merged.merge));
  // The absorbed one first, so that their aliases are free to go over.
  std::vector<PersonChange> saving;
  saving.push_back({std::move(absorbed), std::move(merged.absorbed)});
  saving.push_back({std::move(survivor), std::move(merged.survivor)});
  TTG_TRY(std::vector<Person> saved, stores.people.Save(std::move(saving)));
  TTG_TRY(PersonMerge stored, stores.merges.Add(std::move(merged.merge)));
  return MergedPair{std::move(stored), std::move(saved[1]), std::move(saved[0])};
}

Result<void> MergePeople::TakeConsents(const MergeStores& stores, const Act& act,
                                       PersonMerge& merge) const {
  TTG_TRY(const auto earlier, stores.consents.FindAll(merge.survivor));
  TTG_RETURN_IF_ERROR(take_consents_(stores.consents, merge.survivor, merge.absorbed, act));
  TTG_TRY(const auto now, stores.consents.FindAll(merge.survivor));
  for (const Consent& consent : now) {
    const auto& [id, version] = std::tie(consent.snapshot().id, consent.snapshot().version);
    const auto known = std::ranges::find_if(
        earlier, [&](const Consent& one) { return one.snapshot().id == consent.snapshot().id; });
    if (known != earlier.end() && known->snapshot().version == version) continue;
    ConsentBefore before =
        known == earlier.end() ? ConsentBefore{.consent = id} : BeforeOf(known->snapshot());
    before.version = version;
    merge.consents.push_back(std::move(before));
  }
  return {};
}

}  // namespace ttg::release
