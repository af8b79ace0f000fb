#include "platform/messaging/applier.h"

#include "platform/telemetry/log.h"

namespace ttg::messaging {
namespace {

// A command that changed the same thing meanwhile makes a handler's version stale: loading it
// again is enough.
constexpr int kStaleAttempts = 3;

constexpr absl::Duration kPostponement = absl::Seconds(10);

// Not the event's fault: the whole transaction has to be run again.
bool DatabaseInTrouble(const Error& error) { return error.reason == "DATABASE_UNAVAILABLE"; }

}  // namespace

Applier::Applier(const Subscription& subscription, store::Database& database, const Clock& clock)
    : subscription_(subscription),
      stream_(StreamName(subscription.context)),
      database_(database),
      clock_(clock) {}

Result<Position> Applier::AppliedThrough() {
  std::optional<std::tuple<Position>> found;
  const auto read = [&](store::Session& session) -> Result<void> {
    TTG_TRY(found, session.QueryOne<Position>(
                       "SELECT applied_through FROM stream_position WHERE stream = :stream",
                       {{"stream", stream_}}));
    return {};
  };
  TTG_RETURN_IF_ERROR(database_.Read(read));
  if (found) return std::get<0>(*found);
  const auto made = database_.WriteAndWait([&](store::Session& session) -> Result<void> {
    TTG_RETURN_IF_ERROR(
        session.Execute("INSERT INTO stream_position (stream, applied_through)"
                        " VALUES (:stream, 0) ON CONFLICT (stream) DO NOTHING",
                        {{"stream", stream_}}));
    return read(session);
  });
  TTG_RETURN_IF_ERROR(made);
  return found ? std::get<0>(*found) : 0;
}

Result<bool> Applier::Apply(const Batch& batch) {
  bool ours = false;
  const auto applied = database_.WriteAndWait([&](store::Session& session) -> Result<void> {
    TTG_TRY(ours, Advance(session, batch));
    if (!ours) return {};
    TTG_TRY(auto blocked, BlockedPartitions(session, stream_));
    std::map<std::string, int> unknown;
    for (const Event& event : batch.events) {
      TTG_RETURN_IF_ERROR(ApplyOne(session, event, blocked, unknown));
    }
    return CountUnknown(session, unknown);
  });
  TTG_RETURN_IF_ERROR(applied);
  return ours;
}

// The fence. Whoever moves the position has the batch; the row stays locked until the commit.
Result<bool> Applier::Advance(store::Session& session, const Batch& batch) const {
  TTG_TRY(const auto changed,
          session.Execute("UPDATE stream_position SET applied_through = :last"
                          " WHERE stream = :stream AND applied_through = :after",
                          {{"last", batch.last()}, {"stream", stream_}, {"after", batch.after}}));
  return changed == 1;
}

Result<void> Applier::ApplyOne(store::Session& session, const Event& event,
                               std::set<std::string>& blocked,
                               std::map<std::string, int>& unknown) const {
  if (!subscription_.handlers.contains(event.type)) {
    ++unknown[event.type];
    return {};
  }
  if (blocked.contains(event.partition_key)) {
    return SaveDeadLetter(session, {.stream = stream_,
                                    .event = event,
                                    .reason = std::string(kParked),
                                    .attempts = 0,
                                    .next_attempt_at = std::nullopt,
                                    .parked = true});
  }
  TTG_TRY(const auto failure, Handle(session, event));
  if (!failure) return {};
  if (!event.partition_key.empty()) blocked.insert(event.partition_key);
  return Fail(session, event, failure->reason, 1);
}

Result<std::optional<Error>> Applier::Handle(store::Session& session, const Event& event) const {
  const auto handler = subscription_.handlers.find(event.type);
  // A dead letter of a release that knew this type: there is nothing to be done about it now.
  if (handler == subscription_.handlers.end()) return std::optional<Error>();
  Result<void> handled;
  for (int attempt = 0; attempt < kStaleAttempts; ++attempt) {
    handled = session.Savepoint([&] { return handler->second(session, event); });
    if (handled) return std::optional<Error>();
    if (DatabaseInTrouble(handled.error())) return tl::unexpected<Error>(handled.error());
    if (handled.error().kind != ErrorKind::kStale) break;
  }
  return std::optional(handled.error());
}

Result<void> Applier::Fail(store::Session& session, const Event& event, std::string reason,
                           int attempts) const {
  telemetry::Log(telemetry::Level::kWarning, "consumer.dead_letter",
                 {{"stream", std::string_view(stream_)},
                  {"position", event.position},
                  {"event_id", std::string_view(event.id)},
                  {"reason", std::string_view(reason)},
                  {"attempts", std::int64_t{attempts}}});
  return SaveDeadLetter(session, {.stream = stream_,
                                  .event = event,
                                  .reason = std::move(reason),
                                  .attempts = attempts,
                                  .next_attempt_at = NextAttemptAt(attempts, clock_.Now()),
                                  .parked = false});
}

Result<void> Applier::CountUnknown(store::Session& session,
                                   const std::map<std::string, int>& unknown) const {
  for (const auto& [type, seen] : unknown) {
    TTG_RETURN_IF_ERROR(
        session.Execute("INSERT INTO unknown_event (stream, type, seen)"
                        " VALUES (:stream, :type, :seen)"
                        " ON CONFLICT (stream, type)"
                        " DO UPDATE SET seen = unknown_event.seen + excluded.seen",
                        {{"stream", stream_}, {"type", type}, {"seen", seen}}));
  }
  return {};
}

Result<std::optional<DeadLetter>> Applier::Due() {
  std::optional<DeadLetter> due;
  const auto read = database_.Read([&](store::Session& session) -> Result<void> {
    TTG_TRY(due, FindDue(session, stream_, clock_.Now()));
    return {};
  });
  TTG_RETURN_IF_ERROR(read);
  return due;
}

Result<void> Applier::Retry(const DeadLetter& letter, const Event& event) {
  return database_.WriteAndWait(
      [&](store::Session& session) { return RetryIn(session, letter, event); });
}

Result<void> Applier::Postpone(const DeadLetter& letter) {
  return database_.WriteAndWait([&](store::Session& session) -> Result<void> {
    TTG_RETURN_IF_ERROR(
        session.Execute("UPDATE dead_letter SET next_attempt_at = :next_attempt_at"
                        " WHERE stream = :stream AND position = :position AND attempts = :attempts",
                        {{"next_attempt_at", clock_.Now() + kPostponement},
                         {"stream", stream_},
                         {"position", letter.event.position},
                         {"attempts", letter.attempts}}));
    return {};
  });
}

Result<void> Applier::RetryIn(store::Session& session, const DeadLetter& letter,
                              const Event& event) const {
  TTG_RETURN_IF_ERROR(HoldStream(session, stream_));
  TTG_TRY(const auto due, FindDue(session, stream_, clock_.Now()));
  // Another replica was faster, or an operator.
  if (!due || due->event.position != letter.event.position) return {};
  TTG_TRY(const auto failure, Handle(session, event));
  if (!failure) return RemoveDeadLetter(session, *due, clock_.Now());
  // As it was, whatever the log says of its person: others are parked behind this key.
  return Fail(session, due->event, failure->reason, due->attempts + 1);
}

}  // namespace ttg::messaging
