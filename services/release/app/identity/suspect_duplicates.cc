#include "release/app/identity/suspect_duplicates.h"

#include <utility>

namespace ttg::release {
namespace {

Result<std::vector<PersonId>> HoldersOf(ReleaseStore& store, const AnyIdentifier& identifier) {
  std::vector<PersonId> people;
  if (const auto* number = std::get_if<PrisonNumber>(&identifier)) {
    TTG_TRY(const auto found, store.FindByNumbers({*number}));
    for (const Person& one : found) people.push_back(one.id());
    return people;
  }
  const auto* crn = std::get_if<Crn>(&identifier);
  const auto* pnc = std::get_if<Pnc>(&identifier);
  TTG_TRY(const auto holders,
          store.FindHolders(crn != nullptr ? std::vector<Crn>{*crn} : std::vector<Crn>(),
                            pnc != nullptr ? std::vector<Pnc>{*pnc} : std::vector<Pnc>()));
  for (const IdentifierHolder& holder : holders) people.push_back(holder.person);
  return people;
}

// Who has the alias for a name. A name without a day of birth is too many people's.
Result<std::vector<PersonId>> NamesakesOf(ReleaseStore& store, const Alias& alias) {
  std::vector<PersonId> people;
  if (!alias.date_of_birth || alias.family_name.Reveal().empty() ||
      alias.given_names.Reveal().empty()) {
    return people;
  }
  Profile profile;
  profile.family_name = alias.family_name;
  profile.given_names = alias.given_names;
  profile.date_of_birth = *alias.date_of_birth;
  TTG_TRY(const auto namesakes, store.FindNamesakes({LikenessOf(profile)}));
  for (const Namesake& one : namesakes) people.push_back(one.person);
  return people;
}

}  // namespace

Result<void> SuspectDuplicates::Keep(ReleaseStore& store, const Person& person,
                                     const std::vector<PersonId>& others,
                                     DuplicateGround ground) const {
  std::vector<SuspectedDuplicate> pairs;
  for (const PersonId& other : others) {
    if (other == person.id()) continue;
    pairs.push_back(SuspectedDuplicate::Suspect(*DuplicateId::Parse(ids_.NewId()), person.id(),
                                                other, ground, clock_.Now()));
  }
  return store.Suspect(pairs);
}

Result<void> SuspectDuplicates::ByAlias(ReleaseStore& store, const Person& person,
                                        const Alias& alias,
                                        const std::optional<AnyIdentifier>& identifier) const {
  if (identifier) {
    TTG_TRY(const auto holders, HoldersOf(store, *identifier));
    TTG_RETURN_IF_ERROR(Keep(store, person, holders, DuplicateGround::kSameNumber));
  }
  TTG_TRY(const auto namesakes, NamesakesOf(store, alias));
  return Keep(store, person, namesakes, DuplicateGround::kSameNameAndBirth);
}

}  // namespace ttg::release
