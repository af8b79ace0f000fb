#pragma once

#include <map>
#include <string>
#include <vector>

#include "release/app/bulk/ports.h"
#include "release/testing/fake_release_store.h"

namespace ttg::release::testing {

struct FakeBulkChanges {
  std::map<std::string, BulkChange::Snapshot> jobs;
  std::map<std::string, std::map<int, std::vector<BulkChangeRow>>> drafts;
  std::map<std::string, std::map<std::int64_t, BulkChangeRow>> rows;
};

// The store in memory, held to the same contract as the SQL.
class FakeBulkStore final : public BulkStore {
 public:
  FakeBulkStore(FakeBulkChanges& state, FakeReleases& releases, const CallContext& call)
      : state_(state), releases_(releases), call_(call) {}

  Result<BulkChange> Find(const BulkChangeId& id) override;
  Result<std::vector<BulkChange>> List(const BulkChangeQuery& query) override;
  Result<std::vector<BulkChangeRow>> ListRows(const BulkChangeRowQuery& query) override;
  Result<BulkChange> Add(BulkChange job, const std::vector<BulkDraft>& drafts) override;
  Result<BulkChange> Save(BulkChange job) override;
  Result<std::optional<BulkChange>> FindOpen() override;
  Result<BulkChange> Hold(const BulkChangeId& id, BulkChangeState state) override;
  Result<void> Advance(const BulkChangeId& id, const BulkProgress& by,
                       const std::string& cursor) override;
  Result<std::optional<BulkDraft>> NextDraft(const BulkChangeId& id) override;
  Result<void> TakeDraft(const BulkChangeId& id, int part) override;
  Result<void> AddRows(const BulkChangeId& id, const std::vector<BulkChangeRow>& rows) override;
  Result<std::vector<BulkChangeRow>> PendingRows(const BulkChangeId& id, int limit) override;
  Result<void> SettleRows(const BulkChangeId& id, const std::vector<BulkChangeRow>& rows) override;
  Result<PeopleWindow> NextPeople(const std::string& after, const std::string& calendar_version,
                                  int limit) override;
  Result<void> StampCalendar(const CalendarStamp& stamp,
                             const std::string& calendar_version) override;

 private:
  bool Shows(const BulkChange::Snapshot& job, const BulkChangeRow& row) const;

  FakeBulkChanges& state_;
  FakeReleases& releases_;
  const CallContext& call_;
};

}  // namespace ttg::release::testing
