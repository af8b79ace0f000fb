#include "release/testing/ownership/sql_ownership_runner.h"

#include <utility>

#include "platform/messaging/event_log.h"
#include "platform/testing/sequential_ids.h"
#include "release/store/ownership/sql_ownership_store.h"
#include "release/testing/builders.h"
#include "release/testing/ownership/ownership_builders.h"

namespace ttg::release::testing {

BoundOwnership MakeSqlOwnership(ttg::testing::StoreKind kind) {
  auto call = std::make_shared<CallContext>(ALead());
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
  auto runner = std::make_unique<ttg::testing::SqlRunner<PeopleAndOwners>>(
      kind, std::move(migrations), [call, encode](store::Session& session) {
        return std::make_unique<PeopleAndOwners>(
            PeopleAndOwners{std::make_unique<SqlReleaseStore>(session, *call, *encode),
                            std::make_unique<SqlOwnershipStore>(session, *call, *encode)});
      });
  return {std::move(runner), std::move(call)};
}

}  // namespace ttg::release::testing
