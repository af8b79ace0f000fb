#include "release/app/change_person.h"

#include <utility>

namespace ttg::release {

Result<Person> ChangePerson::operator()(ReleaseStore& store, const CallContext& call,
                                        const PersonTarget& target, const Rule& rule) const {
  TTG_TRY(Person person, store.Find(target.person));
  if (person.snapshot().version != target.expected_version) return PersonChanged();
  const Act act{call.actor, clock_.Now(), clock_.Today()};
  const auto calendar = calendar_.Current();
  TTG_TRY(Changes changes, rule(person, act, *calendar));
  person.RefreshTimetable(act.today, *calendar);
  std::vector<PersonChange> saving;
  saving.push_back({std::move(person), std::move(changes)});
  TTG_TRY(std::vector<Person> saved, store.Save(std::move(saving)));
  return std::move(saved.front());
}

}  // namespace ttg::release
