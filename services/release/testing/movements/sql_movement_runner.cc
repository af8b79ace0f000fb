#include "release/testing/movements/sql_movement_runner.h"

#include <utility>

#include "platform/messaging/event_log.h"
#include "platform/testing/sequential_ids.h"
#include "release/store/movements/sql_movement_store.h"
#include "release/store/sql_release_store.h"
#include "release/testing/builders.h"
#include "release/testing/release_store_contract.h"

namespace ttg::release::testing {

std::unique_ptr<MovementRunner> MakeSqlMovements(ttg::testing::StoreKind kind) {
  auto call = std::make_shared<CallContext>(ACaller());
  auto ids = std::make_shared<ttg::testing::SequentialIds>(/*series=*/9);
  const EventEncoder encode = [ids](const ReleaseEvent&, std::int64_t version,
                                    const CallContext& by) {
    return messaging::Event{.id = ids->NewId(),
                            .source = "release",
                            .type = "ttg.release.v1.Something",
                            .subject = APersonId().str(),
                            .subject_version = version,
                            .partition_key = APersonId().str(),
                            .time = At(kMonday),
                            .correlation_id = by.correlation_id};
  };
  std::vector<store::Migration> migrations = messaging::Migrations();
  for (store::Migration& step : Migrations()) migrations.push_back(std::move(step));
  return std::make_unique<ttg::testing::SqlRunner<PeopleAndMovements>>(
      kind, std::move(migrations), [call, encode](store::Session& session) {
        return std::make_unique<PeopleAndMovements>(
            PeopleAndMovements{std::make_unique<SqlReleaseStore>(session, *call, encode),
                               std::make_unique<SqlMovementStore>(session)});
      });
}

}  // namespace ttg::release::testing
