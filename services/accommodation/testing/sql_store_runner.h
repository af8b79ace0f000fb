#pragma once

#include <memory>

#include "accommodation/store/sql_accommodation_store.h"
#include "accommodation/testing/store_promises.h"
#include "platform/messaging/event_log.h"

namespace ttg::accommodation::testing {

// A runner over a fresh database of that kind. What is announced goes into the log as an empty
// message: encoding is another suite's business.
inline std::unique_ptr<Runner> MakeSqlRunner(ttg::testing::StoreKind kind,
                                             const CallContext& call) {
  auto migrations = Migrations();
  for (auto& one : messaging::Migrations()) migrations.push_back(std::move(one));
  const auto ids = std::make_shared<ttg::testing::SequentialIds>(0xb4);
  const auto encode = std::make_shared<Encoder>(
      [ids](const AccommodationEvent& /*event*/, const CallContext& context) {
        messaging::Event event;
        event.id = ids->NewId();
        event.source = "accommodation";
        event.type = "ttg.accommodation.v1.Announced";
        event.subject = event.id;
        event.subject_version = 1;
        event.partition_key = event.id;
        event.correlation_id = context.correlation_id;
        return event;
      });
  return std::make_unique<ttg::testing::SqlRunner<AccommodationStore>>(
      kind, std::move(migrations), [&call, encode](store::Session& session) {
        return std::make_unique<SqlAccommodationStore>(session, call, *encode);
      });
}

}  // namespace ttg::accommodation::testing
