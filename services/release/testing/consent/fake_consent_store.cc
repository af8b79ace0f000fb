#include "release/testing/consent/fake_consent_store.h"

#include <algorithm>

namespace ttg::release::testing {

Result<std::optional<Consent>> FakeConsentStore::Find(const PersonId& person,
                                                      ConsentPurpose purpose) {
  for (const auto& [id, consent] : state_.consents) {
    if (consent.person == person && consent.purpose == purpose) {
      return std::optional(Consent::Restore(consent));
    }
  }
  return std::optional<Consent>();
}

Result<Consent> FakeConsentStore::FindById(const ConsentId& id) {
  const auto found = state_.consents.find(id.str());
  if (found == state_.consents.end()) return ConsentNotFound();
  return Consent::Restore(found->second);
}

Result<std::vector<Consent>> FakeConsentStore::FindAll(const PersonId& person) {
  std::vector<Consent> found;
  for (const ConsentPurpose purpose : kConsentPurposes) {
    TTG_TRY(auto consent, Find(person, purpose));
    if (consent) found.push_back(*std::move(consent));
  }
  return found;
}

Result<std::vector<ConsentLine>> FakeConsentStore::History(const PersonId& person) {
  std::vector<ConsentLine> lines;
  for (const auto& [whose, line] : state_.history) {
    if (whose == person) lines.push_back(line);
  }
  std::ranges::reverse(lines);
  std::ranges::stable_sort(lines, std::greater(), &ConsentLine::recorded_at);
  return lines;
}

Result<Consent> FakeConsentStore::Save(Consent consent, ConsentChanges changes) {
  Consent::Snapshot data = consent.snapshot();
  TTG_TRY(const auto stored, Find(data.person, data.purpose));
  const std::int64_t now = stored ? stored->snapshot().version : 0;
  if (now != data.version) return ConsentHasChanged();
  ++data.version;
  state_.consents.insert_or_assign(data.id.str(), data);
  for (ConsentLine& line : changes.history) {
    state_.history.emplace_back(data.person, std::move(line));
  }
  for (ReleaseEvent& event : changes.events) {
    state_.announced.push_back({std::move(event), data.version});
  }
  return Consent::Restore(std::move(data));
}

Result<std::vector<ConsentCheck>> FakeConsentStore::Check(const std::vector<PersonId>& people,
                                                          ConsentPurpose purpose) {
  std::vector<ConsentCheck> checks;
  for (const PersonId& person : people) {
    const auto known = state_.people.people.find(person.str());
    const bool there =
        known != state_.people.people.end() && known->second.state != PersonState::kMerged;
    if (!there) continue;
    ConsentCheck check{.person = person};
    TTG_TRY(const auto consent, Find(person, purpose));
    if (consent) {
      const auto& [decision, basis] =
          std::tie(consent->snapshot().decision, consent->snapshot().legal_basis);
      if (decision) check.state = decision->state;
      if (check.state == ConsentState::kGiven) check.scope = decision->scope;
      check.allowed = consent->Allowed();
      if (basis) check.basis = basis->code;
    }
    checks.push_back(std::move(check));
  }
  return checks;
}

}  // namespace ttg::release::testing
