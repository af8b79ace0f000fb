#include "kernel/call_context.h"
#include "platform/messaging/event_log.h"
#include "platform/testing/matchers.h"
#include "release/store/plan/sql_plan_store.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"
#include "release/testing/plan/builders.h"
#include "release/testing/plan/sql_plan_runner.h"

namespace ttg::release::testing {
namespace {

using ttg::testing::Succeeded;

BoundPlans MakeSqlite() { return MakeSqlPlans(ttg::testing::StoreKind::kSqlite); }

INSTANTIATE_TEST_SUITE_P(Sqlite, PlanStoreContract, ::testing::Values(MakeSqlite));

// Rows that this connection has inserted, updated or deleted so far.
Result<int> RowsWritten(store::Session& session) {
  TTG_TRY(const auto rows, session.Query<int>("SELECT total_changes()"));
  return std::get<0>(rows.front());
}

TEST(SqlPlanStore, WritesOnlyWhatHasChanged) {
  std::vector<store::Migration> migrations = messaging::Migrations();
  for (store::Migration& step : Migrations()) migrations.push_back(std::move(step));
  ttg::testing::TestDatabase database(ttg::testing::StoreKind::kSqlite, migrations);
  const CallContext call = AWorkersCall();
  const EventEncoder encode = [](const ReleaseEvent&, std::int64_t, const CallContext&) {
    return messaging::Event();
  };
  ASSERT_THAT(database->WriteAndWait([&](store::Session& session) -> Result<void> {
    const PersonRow row = ARow();
    Person person =
        Person::Register({APersonId(), row, At(kMonday, 0)}, ActAt(kMonday), EnglandAndWales())
            .first;
    TTG_RETURN_IF_ERROR(SqlReleaseStore(session, call, encode).Save({{std::move(person), {}}}));
    Plan plan(APersonId());
    for (int n = 1; n <= 20; ++n) {
      TTG_RETURN_IF_ERROR(plan.RecordNeed(ANeedId(n), Pathway::kHealth, Text("x"), ActAt(kMonday)));
      TTG_RETURN_IF_ERROR(plan.PlanAction(ANeedId(n), AnActionId(n), Text("x"), call.actor, kMonday,
                                          ActAt(kMonday)));
    }
    TTG_RETURN_IF_ERROR(SqlPlanStore(session, call, encode).Save(plan, {}));
    return {};
  }),
              Succeeded());
  ASSERT_THAT(database->WriteAndWait([&](store::Session& session) -> Result<void> {
    SqlPlanStore plans(session, call, encode);
    TTG_TRY(Plan plan, plans.Find(APersonId()));
    TTG_TRY(const auto changes,
            plan.CompleteAction(AnActionId(7), kMonday, Text("done"), ActAt(kMonday)));
    TTG_TRY(const int before, RowsWritten(session));
    TTG_RETURN_IF_ERROR(plans.Save(plan, changes));
    TTG_TRY(const int after, RowsWritten(session));
    EXPECT_EQ(after - before, 2) << "the plan's version and the action";
    return {};
  }),
              Succeeded());
}

}  // namespace
}  // namespace ttg::release::testing
