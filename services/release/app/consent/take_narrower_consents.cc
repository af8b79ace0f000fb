#include "release/app/consent/take_narrower_consents.h"

#include <utility>

namespace ttg::release {

Result<void> TakeNarrowerConsents::operator()(ConsentStore& store, const PersonId& survivor,
                                              const PersonId& absorbed, const Act& act) const {
  TTG_TRY(const auto others, store.FindAll(absorbed));
  for (const Consent& other : others) {
    const ConsentPurpose purpose = other.snapshot().purpose;
    TTG_TRY(const auto stored, store.Find(survivor, purpose));
    Consent consent =
        stored ? *stored : Consent::Unasked(*ConsentId::Parse(ids_.NewId()), survivor, purpose);
    auto changes = consent.TakeNarrower(other.snapshot(), act);
    if (changes) TTG_RETURN_IF_ERROR(store.Save(std::move(consent), *std::move(changes)));
  }
  return {};
}

}  // namespace ttg::release
