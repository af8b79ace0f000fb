#include "platform/messaging/event_row.h"

#include "absl/strings/escaping.h"

namespace ttg::messaging {

store::Binds EventBinds(const Event& event) {
  return {{"event_id", event.id},
          {"source", event.source},
          {"type", event.type},
          {"subject", event.subject},
          {"subject_version", event.subject_version},
          {"partition_key", event.partition_key},
          {"occurred_at", event.time},
          {"correlation_id", event.correlation_id},
          {"causation_id", event.causation_id},
          {"traceparent", event.traceparent},
          {"data", absl::Base64Escape(event.data)}};
}

Result<Event> ToEvent(EventRow row) {
  Event event;
  std::string data;
  std::tie(event.position, event.id, event.source, event.type, event.subject, event.subject_version,
           event.partition_key, event.time, event.correlation_id, event.causation_id,
           event.traceparent, data) = std::move(row);
  if (!absl::Base64Unescape(data, &event.data)) {
    return Internal("ROW_MALFORMED", "the data of a stored event is not base64");
  }
  return event;
}

}  // namespace ttg::messaging
