#include "release/testing/timetable/sql_timetable_runner.h"

#include <utility>

#include "platform/messaging/event_log.h"
#include "platform/testing/sequential_ids.h"
#include "release/store/sql_release_store.h"
#include "release/store/timetable/sql_timetable_store.h"
#include "release/testing/builders.h"

namespace ttg::release::testing {

BoundTimetables MakeSqlTimetables(ttg::testing::StoreKind kind) {
  auto call = std::make_shared<CallContext>(ACaller());
  auto ids = std::make_shared<ttg::testing::SequentialIds>(/*series=*/9);
  auto encode = std::make_shared<EventEncoder>(
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
  auto runner = std::make_unique<ttg::testing::SqlRunner<TimetableStores>>(
      kind, std::move(migrations), [call, encode](store::Session& session) {
        return std::make_unique<TimetableStores>(
            TimetableStores{std::make_unique<SqlReleaseStore>(session, *call, *encode),
                            std::make_unique<SqlTimetableStore>(session, *call)});
      });
  return {std::move(runner), std::move(call)};
}

}  // namespace ttg::release::testing
