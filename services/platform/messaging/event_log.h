#pragma once

#include <string>
#include <vector>

#include "kernel/result.h"
#include "platform/messaging/event.h"
#include "platform/store/migrations.h"
#include "platform/store/session.h"

namespace ttg::messaging {

// The schema of event_log, stream_position, consumer_registration, dead_letter.
std::vector<store::Migration> Migrations();

// Writes events in the command's own transaction; outbox and history in one. On SQLite the row
// gets its dense position at once; on PostgreSQL the leader numbers it after the commit.
Result<void> Append(store::Session& session, const std::vector<Event>& events);

// Numbered events after `after`, in order, at most `limit`.
Result<std::vector<Event>> ReadAfter(store::Session& session, Position after, int limit);

// The last numbered position; 0 for an empty log.
Result<Position> LastPosition(store::Session& session);

}  // namespace ttg::messaging
