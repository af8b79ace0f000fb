#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "kernel/call_context.h"
#include "release/app/ports.h"

namespace ttg::release::testing {

// What the fake has announced.
struct Announced {
  ReleaseEvent event;
  std::int64_t version = 0;
};

// A line of the history of dates, and where it stands.
struct HistoryLine {
  PersonId person;
  std::int64_t version = 0;
  std::int64_t ordinal = 0;
  DateChange change;
};

struct FakeReleases {
  std::map<std::string, Person::Snapshot> people;
  // When each was saved last, by their ids.
  std::map<std::string, Instant> changed_at;
  // How people stand on pathways of their plans.
  std::map<std::pair<std::string, Pathway>, PathwayStatus> pathways;
  // The register of workers, by their ids.
  std::map<std::string, OwnerStanding> owners;
  std::vector<Announced> announced;
  std::vector<HistoryLine> history;
  // By what SqlReleaseStore keeps them: number, else CRN, else line.
  std::map<std::string, RefusedRow> refused;
  std::map<std::string, SuspectedDuplicate::Snapshot> suspected;
  std::vector<std::pair<PersonId, RiskDecision>> risk_decisions;
};

// The store in memory, held to the same contract as the SQL.
class FakeReleaseStore final : public ReleaseStore {
 public:
  FakeReleaseStore(FakeReleases& state, const CallContext& call) : state_(state), call_(call) {}

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
  template <typename Condition>
  std::vector<Person> Those(const Condition& condition) const;
  bool InReach(const Person::Snapshot& person) const;
  // What the person alone does not tell.
  bool StateFits(const std::string& id, const ReleaseQuery& query) const;
  PairedPerson SideOf(const PersonId& id) const;
  // Nothing: neither is in reach.
  std::optional<SuspectedPair> PairOf(const SuspectedDuplicate::Snapshot& pair) const;

  FakeReleases& state_;
  const CallContext& call_;
};

}  // namespace ttg::release::testing
