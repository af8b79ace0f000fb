#pragma once

#include <vector>

#include "mentoring/store/sql_mentoring_store.h"
#include "platform/messaging/event_log.h"
#include "platform/testing/sequential_ids.h"

namespace ttg::mentoring {

// This service's schema and the event log that its store writes to.
inline std::vector<store::Migration> MigrationsWithLog() {
  auto all = messaging::Migrations();
  const auto own = Migrations();
  all.insert(all.end(), own.begin(), own.end());
  return all;
}

// An event without a message, for stores under test.
inline messaging::Event EncodeForTest(const MentoringEvent& event, const CallContext& call) {
  static testing::SequentialIds ids(11);
  return {.id = ids.NewId(),
          .source = "mentoring",
          .type = "test",
          .subject = event.subject,
          .subject_version = event.subject_version,
          .partition_key = event.person.str(),
          .time = absl::FromUnixSeconds(1795000000),
          .correlation_id = call.correlation_id,
          .causation_id = call.causation_id,
          .traceparent = {},
          .data = {}};
}

}  // namespace ttg::mentoring
