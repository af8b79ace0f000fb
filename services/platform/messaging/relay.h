#pragma once

#include <memory>
#include <string>

#include "kernel/result.h"
#include "platform/messaging/event.h"
#include "platform/redis/client.h"
#include "platform/store/database.h"

namespace ttg::messaging {

struct RelayConfig {
  // Our own context: names the stream.
  std::string context;
  redis::ClientConfig redis;
  int batch = 512;
};

struct RelayStatus {
  Position last_position = 0;
  Position published_through = 0;
  // UPPER_SNAKE, why it stands still (STREAM_AHEAD_OF_LOG, ENTRY_DIFFERS); empty while it runs.
  std::string alarm;
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
