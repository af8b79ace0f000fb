#pragma once

#include "kernel/call_context.h"
#include "platform/store/session.h"
#include "release/app/dates/ports.h"

namespace ttg::release {

// Over SQLite and PostgreSQL, for one transaction and one caller.
class SqlDatesStore final : public DatesStore {
 public:
  // What it refers to outlives it.
  SqlDatesStore(store::Session& session, const CallContext& call)
      : session_(session), call_(call) {}

  Result<std::vector<DateChangeLine>> ListDateChanges(const DateChangeQuery& query) override;
  Result<std::vector<UrgentTask>> ListUrgentTasks(const UrgentTaskQuery& query,
                                                  Date today) override;

 private:
  // The tasks of one warning, at most a page of them.
  Result<std::vector<UrgentTask>> TasksOf(ReleaseDayWarning warning, const UrgentTaskQuery& query,
                                          Date today);

  store::Session& session_;
  const CallContext& call_;
};

}  // namespace ttg::release
