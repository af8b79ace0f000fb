#pragma once

#include <cstdint>
#include <string>

#include "kernel/call_context.h"
#include "kernel/date.h"

namespace ttg::messaging {

using Position = std::int64_t;

// A CloudEvent 1.0 as it stands in event_log and in a stream entry (proto/README.md). Ids, dates,
// codes and versions only; never a name, an address or an answer about risk.
struct Event {
  // 0 until it is in the log.
  Position position = 0;
  std::string id;      // UUIDv7
  std::string source;  // the context: "release"
  std::string type;    // protobuf full name: "ttg.release.v1.ReleaseDayChanged"
  std::string subject;
  std::int64_t subject_version = 0;
  // The person whom it is about: events of one person stay in order, and park behind one that
  // failed. CloudEvents' partitioning extension.
  std::string partition_key;
  Instant time;
  std::string correlation_id;
  std::string causation_id;
  std::string traceparent;
  std::string data;  // the serialised message

  friend bool operator==(const Event&, const Event&) = default;
};

// The name of a context's stream: "events:release".
std::string StreamName(std::string_view context);

// The context in which a handler reacts to `event`: role SYSTEM, the event's correlation id, and
// the event as the cause.
CallContext ContextOf(const Event& event, const ActorId& service);

}  // namespace ttg::messaging
