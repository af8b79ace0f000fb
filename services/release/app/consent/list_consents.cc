#include "release/app/consent/list_consents.h"

#include <algorithm>
#include <utility>

namespace ttg::release {

Result<PersonConsents> ListConsents::operator()(ReleaseStore& people, ConsentStore& store,
                                                const PersonId& person) const {
  TTG_RETURN_IF_ERROR(people.Find(person));
  TTG_TRY(const auto asked, store.FindAll(person));
  PersonConsents all;
  all.lines.reserve(kConsentPurposes.size());
  for (const ConsentPurpose purpose : kConsentPurposes) {
    const auto found = std::ranges::find_if(
        asked, [&](const Consent& one) { return one.snapshot().purpose == purpose; });
    all.lines.push_back({purpose, found == asked.end() ? std::nullopt : std::optional(*found)});
  }
  TTG_TRY(all.history, store.History(person));
  return all;
}

}  // namespace ttg::release
