#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kernel/result.h"
#include "platform/messaging/event.h"
#include "platform/store/migrations.h"
#include "platform/store/session.h"

namespace ttg::messaging {

// The schema of event_log, log_advance, consumer_registration, stream_position, dead_letter,
// unknown_event and lease.
std::vector<store::Migration> Migrations();

// Writes events in the command's own transaction; outbox and history in one. On SQLite the row
// gets its dense position at once; on PostgreSQL the leader numbers it after the commit. There the
// caller must have locked the aggregate (its versioned UPDATE) before: that keeps the events of
// one aggregate in order.
Result<void> Append(store::Session& session, const std::vector<Event>& events);

// Numbered events after `after`, in order, at most `limit`. Positions are dense, but for holes
// that AdvanceLog made.
Result<std::vector<Event>> ReadAfter(store::Session& session, Position after, int limit);

// nullopt: no event has this position.
Result<std::optional<Event>> ReadAt(store::Session& session, Position position);

// The last position that was given or skipped; 0 for an empty log.
Result<Position> LastPosition(store::Session& session);

// Gives committed events that have none their positions, in the order of their ids; how many. At
// most `limit`. For the leader, on PostgreSQL; safe if two run at once. 0 on SQLite.
//
// Polling "id > last" would lose rows that commit late, so nothing is read before it is numbered;
// and ordering by transaction would break the order of one aggregate's events, which the lock on
// the aggregate makes the order of their ids.
Result<std::int64_t> NumberCommitted(store::Session& session, int limit);

// Where a stream that is ahead of the log (a database restored from an old backup) has left us.
struct Divergence {
  Position stream_last = 0;
  // Up to here stream and log hold the same events.
  Position agreed_through = 0;
};

// The audited way out: moves the log's next event, and those that it gave positions which the
// stream has used otherwise, behind the stream's last. The next position.
// Errors: Precondition / LOG_NOT_BEHIND.
Result<Position> AdvanceLog(store::Session& session, const Divergence& divergence,
                            const std::string& reason, Instant now);

}  // namespace ttg::messaging
