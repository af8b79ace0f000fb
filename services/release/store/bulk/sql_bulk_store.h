#pragma once

#include "kernel/call_context.h"
#include "platform/store/session.h"
#include "release/app/bulk/ports.h"

namespace ttg::release {

// Over SQLite and PostgreSQL, for one transaction and one caller.
class SqlBulkStore final : public BulkStore {
 public:
  // What it refers to outlives it.
  SqlBulkStore(store::Session& session, const CallContext& call) : session_(session), call_(call) {}

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
  Result<std::vector<BulkChange>> Jobs(const std::string& condition, const store::Binds& binds);
  Result<std::vector<BulkChangeRow>> Rows(const std::string& condition, const store::Binds& binds);
  Result<void> AddPendingOf(const BulkChangeId& id, std::vector<BulkChangeRow>& rows);

  store::Session& session_;
  const CallContext& call_;
};

}  // namespace ttg::release
