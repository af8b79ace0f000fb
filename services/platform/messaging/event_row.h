#pragma once

#include <string>
#include <string_view>
#include <tuple>

#include "kernel/result.h"
#include "platform/messaging/event.h"
#include "platform/store/session.h"

namespace ttg::messaging {

// How an event stands in a row of event_log and dead_letter. `data` is base64, because SOCI's
// binary type on PostgreSQL means large objects.

inline constexpr std::string_view kEventColumns =
    "event_id, source, type, subject, subject_version, partition_key, occurred_at, "
    "correlation_id, causation_id, traceparent, data";
inline constexpr std::string_view kEventPlaceholders =
    ":event_id, :source, :type, :subject, :subject_version, :partition_key, :occurred_at, "
    ":correlation_id, :causation_id, :traceparent, :data";

// Position, then kEventColumns.
using EventRow =
    std::tuple<std::int64_t, std::string, std::string, std::string, std::string, std::int64_t,
               std::string, Instant, std::string, std::string, std::string, std::string>;

// Values for kEventPlaceholders; the position is not among them.
store::Binds EventBinds(const Event& event);

// Errors: Internal / ROW_MALFORMED.
Result<Event> ToEvent(EventRow row);

}  // namespace ttg::messaging
