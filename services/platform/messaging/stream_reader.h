#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "platform/messaging/applier.h"
#include "platform/messaging/consumer.h"
#include "platform/redis/client.h"

namespace ttg::messaging {

// Reads one stream from this database's own position and applies it, on a thread of its own. What
// Redis does not have (trimmed, wiped, away) comes from the producer's log.
class StreamReader {
 public:
  StreamReader(const ConsumerConfig& config, store::Database& database, const Clock& clock,
               Subscription subscription);
  ~StreamReader();

  void Start();
  void AskToStop();
  void Join();

  StreamProgress Progress() const;

 private:
  using Steady = std::chrono::steady_clock;

  void Run();
  Result<void> Step();
  void RetryDue();
  Result<bool> RetryFirstDue();
  // The event of a dead letter; one that could not be read is fetched from the producer's log.
  Result<Event> EventOf(const DeadLetter& letter) const;
  Result<Batch> Fetch(Position after);
  Result<Batch> FetchFromRedis(Position after);
  // What follows `after` without a gap; an entry that cannot be read is one.
  Batch UpToAGap(Position after, const std::vector<redis::StreamEntry>& entries) const;
  Result<Batch> FetchByReplay(Position after);
  Result<Batch> FetchWithoutRedis(Position after, const Error& why);
  Result<void> Prepare(const std::vector<Event>& events) const;
  void LeaveBookmark(Position applied_through);
  void Note(Position applied_through);
  void NoteKnown(Position last_known);
  // Returns early when it is asked to stop.
  void Wait(std::chrono::milliseconds time);
  bool Stopping() const;

  const ConsumerConfig config_;
  const Subscription subscription_;
  const std::string stream_;
  store::Database& database_;
  Applier applier_;
  redis::Client client_;
  std::optional<Position> position_;
  std::optional<Position> bookmark_;
  std::chrono::milliseconds back_off_{0};
  Steady::time_point last_contact_ = Steady::now();
  Steady::time_point last_entry_ = Steady::now();
  Steady::time_point next_replay_ = Steady::now();
  Steady::time_point next_retry_ = Steady::now();

  mutable std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  StreamProgress progress_;
  std::thread thread_;
};

}  // namespace ttg::messaging
