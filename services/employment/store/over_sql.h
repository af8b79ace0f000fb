#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "employment/store/sql_employment_store.h"
#include "employment/testing/employment_store_contract.h"
#include "platform/messaging/event_log.h"

namespace ttg::employment {

using SqlEmploymentRunner = testing::SqlRunner<EmploymentStore>;

// The SQL store over a fresh database, with an encoder that says only whom an event is about.
inline std::unique_ptr<SqlEmploymentRunner> OverSql(testing::StoreKind kind,
                                                    const CallContext& call) {
  auto migrations = messaging::Migrations();
  for (auto& migration : Migrations()) migrations.push_back(std::move(migration));
  const auto encode = [ids = std::make_shared<testing::SequentialIds>()](
                          const EmploymentEvent&, const CallContext& context) {
    return messaging::Event{.position = 0,
                            .id = ids->NewId(),
                            .source = "employment",
                            .type = "ttg.employment.v1.Tested",
                            .subject = APersonId().str(),
                            .subject_version = 1,
                            .partition_key = APersonId().str(),
                            .time = AnInstant(),
                            .correlation_id = context.correlation_id,
                            .causation_id = context.causation_id,
                            .traceparent = context.traceparent,
                            .data = ""};
  };
  return std::make_unique<SqlEmploymentRunner>(
      kind, std::move(migrations), [&call, encode](store::Session& session) {
        return std::make_unique<SqlEmploymentStore>(session, call, encode);
      });
}

}  // namespace ttg::employment
