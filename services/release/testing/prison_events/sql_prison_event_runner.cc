#include "release/testing/prison_events/sql_prison_event_runner.h"

#include <utility>

#include "platform/messaging/event_log.h"
#include "release/store/consent/sql_consent_store.h"
#include "release/store/merges/sql_merge_store.h"
#include "release/store/movements/sql_movement_store.h"
#include "release/store/prison_events/sql_prison_event_store.h"
#include "release/store/sql_release_store.h"

namespace ttg::release::testing {

BoundPrisonEvents MakeSqlPrisonEvents(ttg::testing::StoreKind kind) {
  auto call = std::make_shared<CallContext>(ACaller());
  auto ids = std::make_shared<ttg::testing::SequentialIds>(/*series=*/9);
  const auto encode = std::make_shared<EventEncoder>(
      [ids](const ReleaseEvent&, std::int64_t version, const CallContext& by) {
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
  auto runner = std::make_unique<ttg::testing::SqlRunner<PrisonEventTx>>(
      kind, std::move(migrations), [call, encode](store::Session& session) {
        auto tx = std::make_unique<PrisonEventTx>();
        tx->people = std::make_unique<SqlReleaseStore>(session, *call, *encode);
        tx->movements = std::make_unique<SqlMovementStore>(session);
        tx->consents = std::make_unique<SqlConsentStore>(session, *call, *encode);
        tx->merges = std::make_unique<SqlMergeStore>(session, *call);
        tx->events = std::make_unique<SqlPrisonEventStore>(session, *call);
        return tx;
      });
  return {std::move(runner), std::move(call)};
}

}  // namespace ttg::release::testing
