#include "platform/messaging/publisher.h"

#include <algorithm>

#include "platform/messaging/stream_entry.h"
#include "platform/telemetry/log.h"

namespace ttg::messaging {
namespace {

// How many rows one pass of trimming looks at.
constexpr Position kTrimSpan = 10000;

Position Furthest(const std::vector<Registration>& bookmarks) {
  Position furthest = 0;
  for (const Registration& one : bookmarks) furthest = std::max(furthest, one.applied_through);
  return furthest;
}

}  // namespace

Publisher::Publisher(RelayConfig config, store::Database& database)
    : config_(std::move(config)),
      stream_(StreamName(config_.context)),
      database_(database),
      client_(config_.redis) {}

Result<bool> Publisher::RunOnce() {
  // Numbering first: Replay goes on while Redis is away, and serves only what is numbered.
  TTG_TRY(const bool more_to_number, Number());
  TTG_TRY(const Position last, ReadLast());
  if (!client_.connected()) TTG_RETURN_IF_ERROR(Connect());
  if (Steady::now() >= next_check_ || (!synchronised_ && Status().alarm.empty())) {
    next_check_ = Steady::now() + config_.check_every;
    TTG_RETURN_IF_ERROR(Check());
  }
  if (!synchronised_) return false;
  if (published_ >= last) return more_to_number;
  TTG_TRY(const bool more_to_publish, Publish());
  return more_to_number || more_to_publish;
}

Result<bool> Publisher::Finished() {
  TTG_TRY(const bool more, Number());
  TTG_TRY(const Position last, ReadLast());
  return !more && published_ >= last;
}

RelayStatus Publisher::Status() const {
  const std::lock_guard lock(mutex_);
  return status_;
}

Result<bool> Publisher::Number() {
  if (database_.dialect() == store::Dialect::kSqlite) return false;
  std::int64_t waiting = 0;
  TTG_RETURN_IF_ERROR(database_.Read([&](store::Session& session) -> Result<void> {
    TTG_TRY(const auto rows,
            session.Query<std::int64_t>("SELECT id FROM event_log WHERE position IS NULL LIMIT 1"));
    waiting = static_cast<std::int64_t>(rows.size());
    return {};
  }));
  if (waiting == 0) return false;
  std::int64_t numbered = 0;
  TTG_RETURN_IF_ERROR(database_.WriteAndWait([&](store::Session& session) -> Result<void> {
    TTG_TRY(numbered, NumberCommitted(session, config_.batch));
    return {};
  }));
  return numbered == config_.batch;
}

Result<void> Publisher::Connect() {
  synchronised_ = false;
  TTG_RETURN_IF_ERROR(client_.Connect());
  next_check_ = Steady::now();
  return {};
}

Result<Position> Publisher::ReadLast() {
  Position last = 0;
  TTG_RETURN_IF_ERROR(database_.Read([&](store::Session& session) -> Result<void> {
    TTG_TRY(last, LastPosition(session));
    return {};
  }));
  const std::lock_guard lock(mutex_);
  status_.last_position = last;
  return last;
}

// Redis is read before the log: whatever another relay publishes meanwhile is in the log by then.
Result<void> Publisher::Synchronise() {
  TTG_TRY(const auto info, client_.Info(stream_));
  TTG_TRY(const auto bookmarks, Bookmarks());
  TTG_TRY(const Position log_last, ReadLast());
  if (!info) return StartAgain();
  const Position top = PositionOf(info->last_generated_id).value_or(0);
  // A consumer that is further than the stream shows where the stream once was.
  const Position furthest = std::max(top, Furthest(bookmarks));
  if (furthest > log_last) return RaiseAlarm("STREAM_AHEAD_OF_LOG", furthest, log_last);
  return GoOnFrom(top, log_last);
}

Result<void> Publisher::GoOnFrom(Position top, Position log_last) {
  TTG_TRY(const bool same, SameEntry(top));
  if (!same) return RaiseAlarm("ENTRY_DIFFERS", top, log_last);
  stream_missing_ = false;
  synchronised_ = true;
  Published(top);
  return {};
}

Result<void> Publisher::StartAgain() {
  Position needed_after = 0;
  TTG_RETURN_IF_ERROR(database_.Read([&](store::Session& session) -> Result<void> {
    TTG_TRY(const auto registered, ListConsumers(session));
    needed_after = AppliedByAll(registered, config_.consumers);
    TTG_TRY(const Position last, LastPosition(session));
    if (needed_after > last) needed_after = last;
    return {};
  }));
  stream_missing_ = true;
  synchronised_ = true;
  Published(needed_after);
  return {};
}

void Publisher::Published(Position through) {
  published_ = through;
  const std::lock_guard lock(mutex_);
  status_.published_through = through;
  status_.last_position = std::max(status_.last_position, through);
  status_.alarm.clear();
  status_.divergence = {};
}

Result<bool> Publisher::Publish() {
  std::vector<Event> events;
  TTG_RETURN_IF_ERROR(database_.Read([&](store::Session& session) -> Result<void> {
    TTG_TRY(events, ReadAfter(session, published_, config_.batch));
    return {};
  }));
  if (events.empty()) return false;
  std::vector<redis::StreamEntry> entries;
  entries.reserve(events.size());
  for (const Event& event : events) entries.push_back(ToEntry(event));
  TTG_TRY(const auto outcomes, client_.Add(stream_, entries, stream_missing_));
  TTG_RETURN_IF_ERROR(Accept(events, outcomes));
  return events.size() == static_cast<std::size_t>(config_.batch) || stream_missing_;
}

Result<void> Publisher::Accept(const std::vector<Event>& events,
                               const std::vector<redis::Added>& outcomes) {
  bool refused = false;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const Position position = events[i].position;
    switch (outcomes[i]) {
      case redis::Added::kYes:
        break;
      case redis::Added::kNoStream:
        return StartAgain();
      case redis::Added::kNotLarger: {
        refused = true;
        TTG_TRY(const bool same, SameEntry(position));
        if (!same) return RaiseAlarm("ENTRY_DIFFERS", position, position);
        break;
      }
    }
  }
  stream_missing_ = false;
  Published(events.back().position);
  // Somebody else publishes too: look where the stream stands before going on.
  if (refused) synchronised_ = false;
  return {};
}

Result<bool> Publisher::SameEntry(Position position) {
  if (position == 0) return true;
  TTG_TRY(const auto entries, client_.Range(stream_, EntryId(position), EntryId(position), 1));
  if (entries.empty()) return true;
  std::optional<Event> logged;
  TTG_RETURN_IF_ERROR(database_.Read([&](store::Session& session) -> Result<void> {
    TTG_TRY(logged, ReadAt(session, position));
    return {};
  }));
  // No row: a hole that AdvanceLog left there on purpose.
  if (!logged) return true;
  const Event published = SalvageEntry(entries.front());
  return published.id == logged->id && published.data == logged->data;
}

// The log and the stream hold the same events up to some position and none after it.
Result<Divergence> Publisher::FindDivergence(Position top, Position log_last) {
  Position agreed = 0;
  Position differs = std::min(top, log_last) + 1;
  while (agreed + 1 < differs) {
    const Position middle = agreed + (differs - agreed) / 2;
    TTG_TRY(const bool same, SameEntry(middle));
    (same ? agreed : differs) = middle;
  }
  return Divergence{.stream_last = top, .agreed_through = agreed};
}

Result<void> Publisher::RaiseAlarm(std::string reason, Position top, Position log_last) {
  synchronised_ = false;
  TTG_TRY(const auto info, client_.Info(stream_));
  if (info) top = std::max(top, PositionOf(info->last_generated_id).value_or(0));
  TTG_TRY(const Divergence divergence, FindDivergence(top, log_last));
  const std::lock_guard lock(mutex_);
  if (status_.alarm != reason) {
    telemetry::Log(telemetry::Level::kError, "relay.alarm",
                   {{"stream", std::string_view(stream_)},
                    {"reason", std::string_view(reason)},
                    {"stream_last", divergence.stream_last},
                    {"agreed_through", divergence.agreed_through}});
  }
  status_.alarm = std::move(reason);
  status_.divergence = divergence;
  return {};
}

Result<std::vector<Registration>> Publisher::Bookmarks() {
  TTG_TRY(const auto groups, client_.Groups(stream_));
  std::vector<Registration> bookmarks;
  bookmarks.reserve(groups.size());
  for (const redis::GroupInfo& group : groups) {
    bookmarks.push_back({.consumer = group.name,
                         .applied_through = PositionOf(group.last_delivered_id).value_or(0)});
  }
  return bookmarks;
}

// Sees a stream that was wiped or went back while there was nothing to publish.
Result<void> Publisher::Check() {
  if (!synchronised_ || !Status().alarm.empty()) return Synchronise();
  TTG_TRY(const auto info, client_.Info(stream_));
  const Position top = info ? PositionOf(info->last_generated_id).value_or(0) : 0;
  if (info.has_value() == stream_missing_ || (info && top != published_)) return Synchronise();
  if (Steady::now() < next_record_) return {};
  next_record_ = Steady::now() + config_.record_every;
  TTG_TRY(const auto bookmarks, Bookmarks());
  // Ahead of what was published: by replay, or because the log is not the one that it knew.
  if (Furthest(bookmarks) > published_) return Synchronise();
  return bookmarks.empty() ? Result<void>() : RecordAndTrim(bookmarks);
}

Result<void> Publisher::RecordAndTrim(const std::vector<Registration>& seen) {
  Position applied_by_all = 0;
  const Instant now = config_.now();
  const auto recorded = database_.WriteAndWait([&](store::Session& session) -> Result<void> {
    TTG_RETURN_IF_ERROR(
        RecordConsumers(session, seen, config_.consumers, now, now - config_.retention));
    TTG_TRY(const auto registered, ListConsumers(session));
    applied_by_all = AppliedByAll(registered, config_.consumers);
    return {};
  });
  TTG_RETURN_IF_ERROR(recorded);
  return Trim(applied_by_all);
}

Result<void> Publisher::Trim(Position applied_by_all) {
  TTG_TRY(const auto oldest, client_.Range(stream_, "-", "+", 1));
  if (oldest.empty()) return {};
  const Position first = PositionOf(oldest.front().id).value_or(0);
  Position last_old = 0;
  TTG_RETURN_IF_ERROR(database_.Read([&](store::Session& session) -> Result<void> {
    TTG_TRY(const auto rows,
            session.Query<std::int64_t>(
                "SELECT COALESCE(MAX(position), 0) FROM event_log"
                " WHERE position >= :first AND position <= :last AND occurred_at < :cutoff",
                {{"first", first},
                 {"last", std::min(applied_by_all, first + kTrimSpan)},
                 {"cutoff", config_.now() - config_.retention}}));
    last_old = std::get<0>(rows.front());
    return {};
  }));
  if (last_old < first) return {};
  TTG_RETURN_IF_ERROR(client_.TrimBefore(stream_, EntryId(last_old + 1)));
  return {};
}

}  // namespace ttg::messaging
