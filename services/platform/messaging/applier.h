#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kernel/clock.h"
#include "platform/messaging/consumer.h"
#include "platform/messaging/dead_letters.h"

namespace ttg::messaging {

// Consecutive events after a position.
struct Batch {
  Position after = 0;
  std::vector<Event> events;

  bool empty() const { return events.empty(); }
  Position last() const { return empty() ? after : events.back().position; }
};

// Brings the effects of one stream into the consumer's database: position and effect in one
// transaction, so that each takes effect once, whoever else tries.
class Applier {
 public:
  Applier(const Subscription& subscription, store::Database& database, const Clock& clock);

  // How far this database is. Makes the row on the first call.
  Result<Position> AppliedThrough();

  // False: another replica has applied it, or it is a repeat; nothing was done.
  Result<bool> Apply(const Batch& batch);

  // The first dead letter that is due now.
  Result<std::optional<DeadLetter>> Due();
  // Tries it again with `event`, its own or the one of the producer's log: its effect and its
  // removal, or its next time, in one transaction.
  Result<void> Retry(const DeadLetter& letter, const Event& event);
  // Looks at it again a little later, without counting an attempt.
  Result<void> Postpone(const DeadLetter& letter);

 private:
  Result<bool> Advance(store::Session& session, const Batch& batch) const;
  Result<void> ApplyOne(store::Session& session, const Event& event, std::set<std::string>& blocked,
                        std::map<std::string, int>& unknown) const;
  // Runs the handler under a savepoint. The outer error is the database's, the inner the handler's.
  Result<std::optional<Error>> Handle(store::Session& session, const Event& event) const;
  Result<void> Fail(store::Session& session, const Event& event, std::string reason,
                    int attempts) const;
  Result<void> RetryIn(store::Session& session, const DeadLetter& letter, const Event& event) const;
  Result<void> CountUnknown(store::Session& session,
                            const std::map<std::string, int>& unknown) const;

  const Subscription& subscription_;
  const std::string stream_;
  store::Database& database_;
  const Clock& clock_;
};

}  // namespace ttg::messaging
