#include "release/testing/plan/sql_plan_runner.h"

#include <mutex>
#include <utility>

#include "platform/messaging/event_log.h"
#include "platform/testing/sequential_ids.h"
#include "release/store/plan/sql_plan_store.h"
#include "release/store/sql_release_store.h"
#include "release/testing/builders.h"
#include "release/testing/plan/builders.h"

namespace ttg::release::testing {
namespace {

// What the encoder has been asked for.
struct Heard {
  std::mutex mutex;
  std::vector<Announced> announced;
};

}  // namespace

BoundPlans MakeSqlPlans(ttg::testing::StoreKind kind) {
  auto ids = std::make_shared<ttg::testing::SequentialIds>(/*series=*/9);
  auto heard = std::make_shared<Heard>();
  auto call = std::make_shared<const CallContext>(AWorkersCall());
  const auto encode = std::make_shared<const EventEncoder>(
      [ids, heard](const ReleaseEvent& event, std::int64_t version, const CallContext& by) {
        const std::lock_guard lock(heard->mutex);
        heard->announced.push_back({event, version});
        return messaging::Event{.id = ids->NewId(),
                                .source = "release",
                                .type = "ttg.release.v1.Something",
                                .subject = APersonId().str(),
                                .subject_version = version,
                                .partition_key = APersonId().str(),
                                .time = At(kMonday),
                                .correlation_id = by.correlation_id};
      });
  std::vector<store::Migration> migrations = messaging::Migrations();
  for (store::Migration& step : Migrations()) migrations.push_back(std::move(step));
  auto runner = std::make_unique<ttg::testing::SqlRunner<PlanTx>>(
      kind, std::move(migrations), [call, encode](store::Session& session) {
        return std::make_unique<PlanTx>(
            PlanTx{std::make_unique<SqlReleaseStore>(session, *call, *encode),
                   std::make_unique<SqlPlanStore>(session, *call, *encode)});
      });
  return {std::move(runner), [heard] {
            const std::lock_guard lock(heard->mutex);
            return heard->announced;
          }};
}

}  // namespace ttg::release::testing
