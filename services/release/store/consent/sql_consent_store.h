#pragma once

#include <string_view>
#include <vector>

#include "kernel/call_context.h"
#include "platform/store/session.h"
#include "release/app/consent/ports.h"
#include "release/store/sql_release_store.h"

namespace ttg::release {

// The store of consents over SQLite and PostgreSQL, for one transaction and one caller.
class SqlConsentStore final : public ConsentStore {
 public:
  // What it refers to outlives it.
  SqlConsentStore(store::Session& session, const CallContext& call, const EventEncoder& encode)
      : session_(session), call_(call), encode_(encode) {}

  Result<std::optional<Consent>> Find(const PersonId& person, ConsentPurpose purpose) override;
  Result<Consent> FindById(const ConsentId& id) override;
  Result<std::vector<Consent>> FindAll(const PersonId& person) override;
  Result<std::vector<ConsentLine>> History(const PersonId& person) override;
  Result<Consent> Save(Consent consent, ConsentChanges changes) override;
  Result<std::vector<ConsentCheck>> Check(const std::vector<PersonId>& people,
                                          ConsentPurpose purpose) override;

 private:
  // Those for which `condition` on the table consent holds.
  Result<std::vector<Consent>> Load(std::string_view condition, const store::Binds& binds);
  Result<void> Write(const Consent::Snapshot& consent);

  store::Session& session_;
  const CallContext& call_;
  const EventEncoder& encode_;
};

}  // namespace ttg::release
