#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <set>
#include <string>

#include "absl/time/clock.h"
#include "kernel/result.h"
#include "platform/messaging/event.h"
#include "platform/messaging/event_log.h"
#include "platform/redis/client.h"
#include "platform/store/database.h"

namespace ttg::messaging {

struct RelayConfig {
  // Our own context: names the stream.
  std::string context;
  redis::ClientConfig redis;
  int batch = 512;
  // The services that consume our stream: they are waited for even before they leave a bookmark.
  std::set<std::string> consumers;
  // How long an entry stays in Redis at least; it goes only once all consumers applied it.
  absl::Duration retention = absl::Hours(24 * 30);
  // How often an idle relay looks for new events; Notify wakes it at once.
  std::chrono::milliseconds poll{200};
  // How often it looks whether the stream still stands, and whether an alarm is over.
  std::chrono::milliseconds check_every{1000};
  // How often it writes the consumers' bookmarks down, and trims.
  std::chrono::milliseconds record_every{10000};
  // PostgreSQL only: how long another replica waits before it takes over.
  absl::Duration lease_time = absl::Seconds(10);
  std::function<Instant()> now = absl::Now;
};

struct RelayStatus {
  Position last_position = 0;
  Position published_through = 0;
  // UPPER_SNAKE, why it stands still (STREAM_AHEAD_OF_LOG, ENTRY_DIFFERS); empty while it runs.
  std::string alarm;
  // While there is an alarm: what AdvanceLog needs to end it.
  Divergence divergence;
};

// Publishes the committed events of this service's log, in order, as <position>-0. Redis holds the
// checkpoint (design: event log and stream). Also numbers (PostgreSQL, as leader) and trims.
class Relay {
 public:
  virtual ~Relay() = default;
  virtual void Start() = 0;
  // Publishes what is committed, up to a few seconds, then joins the thread. Idempotent.
  virtual void Stop() = 0;
  // Wakes the relay; called after each commit that appended events. Any thread.
  virtual void Notify() = 0;
  virtual RelayStatus Status() const = 0;
};

std::unique_ptr<Relay> MakeRelay(RelayConfig config, store::Database& database);

}  // namespace ttg::messaging
