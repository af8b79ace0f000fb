#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "release/app/consent/ports.h"
#include "release/testing/fake_release_store.h"

namespace ttg::release::testing {

struct FakeConsents {
  FakeReleases people;
  std::map<std::string, Consent::Snapshot> consents;
  // Oldest first, with whose it is.
  std::vector<std::pair<PersonId, ConsentLine>> history;
  std::vector<Announced> announced;
};

// The store of consents in memory, held to the same contract as the SQL.
class FakeConsentStore final : public ConsentStore {
 public:
  explicit FakeConsentStore(FakeConsents& state) : state_(state) {}

  Result<std::optional<Consent>> Find(const PersonId& person, ConsentPurpose purpose) override;
  Result<Consent> FindById(const ConsentId& id) override;
  Result<std::vector<Consent>> FindAll(const PersonId& person) override;
  Result<std::vector<ConsentLine>> History(const PersonId& person) override;
  Result<Consent> Save(Consent consent, ConsentChanges changes) override;
  Result<std::vector<ConsentCheck>> Check(const std::vector<PersonId>& people,
                                          ConsentPurpose purpose) override;

 private:
  FakeConsents& state_;
};

}  // namespace ttg::release::testing
