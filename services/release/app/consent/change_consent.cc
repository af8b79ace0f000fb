#include "release/app/consent/change_consent.h"

#include <utility>

namespace ttg::release {

Result<Consent> ChangeConsent::operator()(ReleaseStore& people, ConsentStore& store,
                                          const CallContext& call, const ConsentTarget& target,
                                          const Rule& rule) const {
  TTG_TRY(const Person person, people.Find(target.person));
  TTG_TRY(const auto stored, store.Find(target.person, target.purpose));
  Consent consent =
      stored ? *stored
             : Consent::Unasked(*ConsentId::Parse(ids_.NewId()), target.person, target.purpose);
  if (consent.snapshot().version != target.expected_version) return ConsentHasChanged();
  const Act act{call.actor, clock_.Now(), clock_.Today()};
  TTG_TRY(ConsentChanges changes, rule(consent, person.snapshot().state, act));
  return store.Save(std::move(consent), std::move(changes));
}

}  // namespace ttg::release
