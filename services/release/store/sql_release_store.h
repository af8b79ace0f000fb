#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kernel/call_context.h"
#include "platform/messaging/event.h"
#include "platform/store/migrations.h"
#include "platform/store/session.h"
#include "release/app/ports.h"

namespace ttg::release {

// The schema of this service.
std::vector<store::Migration> Migrations();

// Makes the event that announces what happened; `version` is the person's after the change.
using EventEncoder =
    std::function<messaging::Event(const ReleaseEvent&, std::int64_t version, const CallContext&)>;

// The store over SQLite and PostgreSQL, for one transaction and one caller.
class SqlReleaseStore final : public ReleaseStore {
 public:
  // What it refers to outlives it.
  SqlReleaseStore(store::Session& session, const CallContext& call, const EventEncoder& encode)
      : session_(session), call_(call), encode_(encode) {}

  Result<Person> Find(const PersonId& id) override;
  Result<Person> FindByNumber(const PrisonNumber& number) override;
  Result<std::vector<Person>> Save(std::vector<PersonChange> changes) override;
  Result<std::vector<Person>> FindByNumbers(const std::vector<PrisonNumber>& numbers) override;
  Result<std::vector<Person>> FindSeparatedFrom(const std::vector<PrisonNumber>& numbers) override;
  Result<std::vector<IdentifierHolder>> FindHolders(const std::vector<Crn>& crns,
                                                    const std::vector<Pnc>& pncs) override;
  Result<std::vector<Namesake>> FindNamesakes(
      const std::vector<Sensitive<std::string>>& likenesses) override;
  Result<void> NoteAsOf(const std::vector<PersonId>& people, Instant as_of) override;
  Result<std::vector<ReleaseLine>> ListReleases(const ReleaseQuery& query, Date today) override;
  Result<std::vector<PersonProfile>> FindProfiles(const std::vector<PersonId>& people) override;
  Result<std::optional<OwnerStanding>> FindOwner(const ActorId& owner) override;
  Result<std::vector<ResolvedNumber>> Resolve(const std::vector<PrisonNumber>& numbers) override;
  Result<void> KeepRefused(const std::vector<RefusedRow>& rows) override;
  Result<void> ForgetRefused(const std::vector<PrisonNumber>& numbers, const std::vector<Crn>& crns,
                             Instant as_of, const std::string& file_sha256) override;
  Result<std::vector<RefusedRow>> ListRefused(const RefusedQuery& query) override;
  Result<void> Suspect(const std::vector<SuspectedDuplicate>& pairs) override;
  Result<std::vector<SuspectedPair>> ListSuspected(const SuspectedQuery& query) override;
  Result<SuspectedPair> FindSuspected(const DuplicateId& id) override;
  Result<SuspectedDuplicate> SaveSuspected(SuspectedDuplicate pair) override;

 private:
  Result<Person> FindOne(std::string_view column, const std::string& value);
  // Everybody for whom `condition` on the table person holds.
  Result<std::vector<Person>> Load(std::string_view condition, const store::Binds& binds);
  Result<void> Update(const Person::Snapshot& person, Instant changed_at, bool by_file);
  Result<void> WriteDetails(const PersonChange& change);
  Result<void> WriteHolds(const Person::Snapshot& person);
  Result<void> WriteAliases(const Person::Snapshot& person);
  Result<std::vector<SuspectedPair>> Suspected(std::string_view condition, store::Binds binds);

  store::Session& session_;
  const CallContext& call_;
  const EventEncoder& encode_;
  // People as this transaction has read them and not written since, so that only what changes is
  // written.
  std::unordered_map<PersonId, Person::Snapshot> stored_;
};

}  // namespace ttg::release
