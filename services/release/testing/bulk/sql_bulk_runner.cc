#include "release/testing/bulk/sql_bulk_runner.h"

#include <utility>

#include "platform/messaging/event_log.h"
#include "release/store/bulk/sql_bulk_store.h"
#include "release/store/dates/sql_dates_store.h"
#include "release/store/sql_release_store.h"

namespace ttg::release::testing {

BoundDates MakeSqlDates(ttg::testing::StoreKind kind) {
  auto call = std::make_shared<CallContext>(ACaller());
  auto ids = std::make_shared<ttg::testing::SequentialIds>(/*series=*/9);
  const auto encode = std::make_shared<const EventEncoder>(
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
  auto runner = std::make_unique<ttg::testing::SqlRunner<DateStores>>(
      kind, std::move(migrations), [call, encode](store::Session& session) {
        return std::make_unique<DateStores>(
            DateStores{std::make_unique<SqlReleaseStore>(session, *call, *encode),
                       std::make_unique<SqlDatesStore>(session, *call),
                       std::make_unique<SqlBulkStore>(session, *call)});
      });
  return {std::move(runner), std::move(call)};
}

}  // namespace ttg::release::testing
