#include "accommodation/app/keep_person.h"

#include <utility>

namespace ttg::accommodation {

Result<void> KeepPerson::Schedule(AccommodationStore& store, const Person& announced) const {
  TTG_TRY(const auto known, store.LockPerson(announced.id));
  Person person = announced;
  if (known) {
    person.announced = known->announced;
    person.profile_version = known->profile_version;
    person.profile = known->profile;
  }
  return store.SavePerson(person);
}

Result<void> KeepPerson::TakeProfile(AccommodationStore& store, const PersonId& id,
                                     std::int64_t version, Sensitive<MatchProfile> profile) const {
  return Change(store, id, [&](Person& person) {
    if (person.profile && version < person.profile_version) return;
    person.profile_version = version;
    person.profile = std::move(profile);
  });
}

Result<void> KeepPerson::Change(AccommodationStore& store, const PersonId& id,
                                const std::function<void(Person&)>& change) const {
  TTG_TRY(auto person, store.LockPerson(id));
  if (!person) return Precondition("PERSON_UNKNOWN", "nobody has announced this person yet");
  change(*person);
  return store.SavePerson(*person);
}

}  // namespace ttg::accommodation
