#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <vector>

#include "platform/messaging/consumer_registration.h"
#include "platform/messaging/relay.h"

namespace ttg::messaging {

// The steps of the relay, without its thread. Everything but Status is for that one thread.
class Publisher {
 public:
  Publisher(RelayConfig config, store::Database& database);

  // Publishes what Redis has not got yet, in order. Redis holds the checkpoint, so a crash
  // anywhere in here costs a repeat that Redis refuses. True: there may be more.
  Result<bool> RunOnce();

  // Whether everything that is committed has been published.
  Result<bool> Finished();

  RelayStatus Status() const;

 private:
  using Steady = std::chrono::steady_clock;

  Result<bool> Number();
  Result<void> Connect();
  // Finds where the stream stands, and whether it can be gone on with.
  Result<void> Synchronise();
  Result<void> GoOnFrom(Position top, Position log_last);
  Result<bool> Publish();
  Result<void> Accept(const std::vector<Event>& events, const std::vector<redis::Added>& outcomes);
  // Whether the stream's entry at this position is the log's event. True where the stream has no
  // entry any more.
  Result<bool> SameEntry(Position position);
  Result<Divergence> FindDivergence(Position top, Position log_last);
  // The stream is gone: everything that a consumer still needs is published again.
  Result<void> StartAgain();
  Result<void> Check();
  Result<void> RecordAndTrim(const std::vector<Registration>& seen);
  Result<void> Trim(Position applied_by_all);
  Result<std::vector<Registration>> Bookmarks();
  Result<void> RaiseAlarm(std::string reason, Position top, Position log_last);
  void Published(Position through);
  Result<Position> ReadLast();

  const RelayConfig config_;
  const std::string stream_;
  store::Database& database_;
  redis::Client client_;
  bool synchronised_ = false;
  bool stream_missing_ = false;
  Position published_ = 0;
  Steady::time_point next_check_;
  Steady::time_point next_record_;

  mutable std::mutex mutex_;
  RelayStatus status_;
};

}  // namespace ttg::messaging
