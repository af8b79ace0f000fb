#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "kernel/clock.h"
#include "kernel/result.h"
#include "platform/messaging/event.h"
#include "platform/redis/client.h"
#include "platform/store/database.h"

namespace ttg::messaging {

// What a service does about one type of event, in the transaction that also moves its position. An
// error undoes what it wrote and makes a dead letter; with the reason EVENT_MALFORMED the event is
// fetched from the producer's log before it is tried again. Two are not the event's fault:
// DATABASE_UNAVAILABLE, when the whole batch is tried again, and the kind Stale, when another
// command was faster and the handler is called again. So it may run more than once, and has no
// effect outside the session.
using Handler = std::function<Result<void>(store::Session&, const Event&)>;

// How a service reacts to one stream.
struct Subscription {
  // The producing context: "release".
  std::string context;
  // By protobuf full name. A type that is not here is counted and passed.
  std::map<std::string, Handler> handlers;
  // Called with each batch before its transaction, for what may not travel in events (profiles).
  // An error stops the batch, and it is tried again with back-off; nothing is applied. May be
  // empty.
  std::function<Result<void>(const std::vector<Event>&)> prepare;
  // Fetches the events after a position from the producer's log (EventLogService.Replay): fills
  // gaps that Redis left, takes the place of entries that cannot be read, and goes on without
  // Redis. The stream stops where it is needed and fails. Any thread of the consumer may call it.
  std::function<Result<std::vector<Event>>(Position after, int limit)> replay;
};

struct ConsumerConfig {
  // The consuming service: "accommodation". Names the bookmark group.
  std::string name;
  redis::ClientConfig redis;
  int batch = 256;
  // How long one read waits for the stream; dead letters and Stop wait that long at most.
  std::chrono::milliseconds block{250};
  // Without a connection for this long it goes on by replay, so that nothing waits for Redis.
  std::chrono::milliseconds replay_after{5000};
  std::chrono::milliseconds replay_every{1000};
  // After this long without an entry it asks the producer's log, whatever Redis says.
  std::chrono::milliseconds idle_replay{30000};
  // Called after each commit, on the stream's thread: what the handlers announced in turn can be
  // published (Relay::Notify). May be empty.
  std::function<void()> applied;
};

// How far a consumer is in one stream.
struct StreamProgress {
  std::string stream;
  Position applied_through = 0;
  Position last_known = 0;
  std::int64_t dead_letters = 0;
};

// Applies events exactly once and in order, by position (design: consuming). One thread a stream.
class Consumer {
 public:
  virtual ~Consumer() = default;
  virtual void Start() = 0;
  // Finishes the batch in hand and joins the threads. Idempotent.
  virtual void Stop() = 0;
  virtual std::vector<StreamProgress> Progress() const = 0;
};

std::unique_ptr<Consumer> MakeConsumer(ConsumerConfig config, store::Database& database,
                                       const Clock& clock, std::vector<Subscription> subscriptions);

}  // namespace ttg::messaging
