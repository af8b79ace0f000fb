#include "platform/messaging/stream_reader.h"

#include <algorithm>

#include "platform/messaging/stream_entry.h"
#include "platform/telemetry/log.h"

namespace ttg::messaging {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstBackOff{50};
constexpr milliseconds kLongestBackOff{2000};
// How long a replica that was too late leaves the stream to the other.
constexpr milliseconds kYieldTime{250};
// Dead letters that one round retries before it reads on.
constexpr int kRetriesARound = 64;
constexpr milliseconds kRetryLookEvery{100};
// How long dead letters are left alone after a peer gave no answer: each would wait for its
// deadline, and the stream with it.
constexpr milliseconds kSilentPeerPause{10000};

// Waiting mends these; the others stop the stream until somebody acts.
bool WillPass(ErrorKind kind) {
  return kind == ErrorKind::kUnavailable || kind == ErrorKind::kOverloaded ||
         kind == ErrorKind::kStale;
}

Error ReplayMissing() {
  return Unavailable("REPLAY_MISSING", "Redis left a gap and there is no replay to fill it");
}

Error GapNotFilled() {
  return Unavailable("GAP_NOT_FILLED", "the producer's log does not hold what Redis left out");
}

}  // namespace

StreamReader::StreamReader(const ConsumerConfig& config, store::Database& database,
                           const Clock& clock, Subscription subscription)
    : config_(config),
      subscription_(std::move(subscription)),
      stream_(StreamName(subscription_.context)),
      database_(database),
      applier_(subscription_, database, clock),
      client_(config.redis) {
  progress_.stream = stream_;
}

StreamReader::~StreamReader() {
  AskToStop();
  Join();
}

void StreamReader::Start() {
  thread_ = std::thread([this] { Run(); });
}

void StreamReader::AskToStop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
}

void StreamReader::Join() {
  if (thread_.joinable()) thread_.join();
}

void StreamReader::Run() {
  while (!Stopping()) {
    RetryDue();
    const auto done = Step();
    if (done) {
      back_off_ = milliseconds(0);
      continue;
    }
    position_.reset();
    back_off_ = std::clamp(back_off_ * 2, kFirstBackOff, kLongestBackOff);
    const bool stuck = !WillPass(done.error().kind);
    telemetry::Log(stuck ? telemetry::Level::kWarning : telemetry::Level::kDebug,
                   stuck ? "consumer.stuck" : "consumer.back_off",
                   {{"stream", std::string_view(stream_)},
                    {"reason", std::string_view(done.error().reason)},
                    {"milliseconds", std::int64_t{back_off_.count()}}});
    Wait(back_off_);
  }
}

Result<void> StreamReader::Step() {
  if (!position_) {
    TTG_TRY(position_, applier_.AppliedThrough());
    Note(*position_);
  }
  TTG_TRY(const Batch batch, Fetch(*position_));
  if (batch.empty()) {
    LeaveBookmark(*position_);
    return {};
  }
  TTG_RETURN_IF_ERROR(Prepare(batch.events));
  TTG_TRY(const bool ours, applier_.Apply(batch));
  if (!ours) {
    position_.reset();
    Wait(kYieldTime);
    return {};
  }
  if (config_.applied) config_.applied();
  position_ = batch.last();
  Note(*position_);
  LeaveBookmark(*position_);
  return {};
}

// Whatever becomes of them, the stream goes on.
void StreamReader::RetryDue() {
  for (int i = 0; i < kRetriesARound && !Stopping(); ++i) {
    if (Steady::now() < next_retry_) return;
    if (RetryFirstDue().value_or(false)) continue;
    next_retry_ = std::max(next_retry_, Steady::now() + kRetryLookEvery);
  }
}

Result<bool> StreamReader::RetryFirstDue() {
  TTG_TRY(const auto letter, applier_.Due());
  if (!letter) return false;
  const auto event = EventOf(*letter);
  const auto ready = event ? Prepare({*event}) : Result<void>(tl::unexpect, event.error());
  if (!ready) {
    // What it needs is not to be had now: no attempt.
    if (WillPass(ready.error().kind)) next_retry_ = Steady::now() + kSilentPeerPause;
    TTG_RETURN_IF_ERROR(applier_.Postpone(*letter));
    return true;
  }
  TTG_RETURN_IF_ERROR(applier_.Retry(*letter, *event));
  if (config_.applied) config_.applied();
  return true;
}

Result<Event> StreamReader::EventOf(const DeadLetter& letter) const {
  if (letter.reason != kMalformed) return letter.event;
  if (!subscription_.replay) return ReplayMissing();
  TTG_TRY(auto events, subscription_.replay(letter.event.position - 1, 1));
  if (events.empty() || events.front().position != letter.event.position) return GapNotFilled();
  return std::move(events.front());
}

Result<void> StreamReader::Prepare(const std::vector<Event>& events) const {
  if (!subscription_.prepare || events.empty()) return {};
  return subscription_.prepare(events);
}

Result<Batch> StreamReader::Fetch(Position after) {
  if (!client_.connected()) {
    const auto connected = client_.Connect();
    if (!connected) return FetchWithoutRedis(after, connected.error());
    bookmark_.reset();
  }
  auto batch = FetchFromRedis(after);
  if (batch || client_.connected()) return batch;
  return FetchWithoutRedis(after, batch.error());
}

// Not at once: a restart of Redis takes a moment, and the producer need not carry it.
Result<Batch> StreamReader::FetchWithoutRedis(Position after, const Error& why) {
  const auto now = Steady::now();
  if (now - last_contact_ < config_.replay_after || now < next_replay_) return why;
  next_replay_ = now + config_.replay_every;
  return FetchByReplay(after);
}

Result<Batch> StreamReader::FetchFromRedis(Position after) {
  auto entries = client_.ReadAfter(stream_, EntryId(after), config_.batch, config_.block);
  if (!entries) {
    // It is there, but loads its data or is full: as good as away.
    if (client_.connected()) return FetchWithoutRedis(after, entries.error());
    return entries.error();
  }
  const auto now = Steady::now();
  last_contact_ = now;
  if (entries->empty()) {
    if (now - last_entry_ < config_.idle_replay) return Batch{.after = after, .events = {}};
    last_entry_ = now;
    return FetchByReplay(after);
  }
  last_entry_ = now;
  Batch batch = UpToAGap(after, *entries);
  NoteKnown(PositionOf(entries->back().id).value_or(0));
  if (!batch.empty()) return batch;
  TTG_TRY(batch, FetchByReplay(after));
  if (batch.empty()) return GapNotFilled();
  return batch;
}

Batch StreamReader::UpToAGap(Position after, const std::vector<redis::StreamEntry>& entries) const {
  Batch batch{.after = after, .events = {}};
  for (const redis::StreamEntry& entry : entries) {
    if (PositionOf(entry.id) != batch.last() + 1) break;
    auto event = FromEntry(entry);
    if (!event) {
      telemetry::Log(
          telemetry::Level::kWarning, "consumer.entry_unreadable",
          {{"stream", std::string_view(stream_)}, {"entry", std::string_view(entry.id)}});
      break;
    }
    batch.events.push_back(*std::move(event));
  }
  return batch;
}

// The log itself has holes only where an administrator advanced it, so what it gives next is next.
Result<Batch> StreamReader::FetchByReplay(Position after) {
  if (!subscription_.replay) return ReplayMissing();
  TTG_TRY(auto events, subscription_.replay(after, config_.batch));
  Batch batch{.after = after, .events = {}};
  for (Event& event : events) {
    if (event.position <= batch.last()) {
      return Internal("REPLAY_OUT_OF_ORDER", "the producer's log came out of order");
    }
    batch.events.push_back(std::move(event));
  }
  NoteKnown(batch.last());
  return batch;
}

// For operators and for trimming; never the truth, so a failure costs nothing.
void StreamReader::LeaveBookmark(Position applied_through) {
  if (bookmark_ == applied_through || !client_.connected()) return;
  const auto info = client_.Info(stream_);
  if (!info || !*info) return;
  const Position top = PositionOf((*info)->last_generated_id).value_or(0);
  NoteKnown(top);
  // Entries added before this position, so that XINFO GROUPS can show the lag.
  const std::int64_t read = std::clamp((*info)->entries_added - (top - applied_through),
                                       std::int64_t{0}, (*info)->entries_added);
  if (client_.SetGroup(stream_, config_.name, EntryId(applied_through), read)) {
    bookmark_ = applied_through;
  }
}

void StreamReader::Note(Position applied_through) {
  const std::lock_guard lock(mutex_);
  progress_.applied_through = applied_through;
  progress_.last_known = std::max(progress_.last_known, applied_through);
}

void StreamReader::NoteKnown(Position last_known) {
  const std::lock_guard lock(mutex_);
  progress_.last_known = std::max(progress_.last_known, last_known);
}

StreamProgress StreamReader::Progress() const {
  StreamProgress progress;
  {
    const std::lock_guard lock(mutex_);
    progress = progress_;
  }
  (void)database_.Read([&](store::Session& session) -> Result<void> {
    TTG_TRY(progress.dead_letters, CountDeadLetters(session, stream_));
    return {};
  });
  return progress;
}

void StreamReader::Wait(milliseconds time) {
  std::unique_lock lock(mutex_);
  stop_.wait_for(lock, time, [this] { return stopping_; });
}

bool StreamReader::Stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

}  // namespace ttg::messaging
