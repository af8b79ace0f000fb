#pragma once

#include <set>
#include <string>
#include <vector>

#include "kernel/result.h"
#include "platform/messaging/event.h"
#include "platform/store/session.h"

namespace ttg::messaging {

// Who consumes our stream and how far, kept in the producer's database so that it survives a wiped
// Redis.
struct Registration {
  std::string consumer;
  Position applied_through = 0;

  friend bool operator==(const Registration&, const Registration&) = default;
};

// Writes down what the bookmarks in Redis say, and forgets consumers that are not `configured` and
// have not been seen since `forget_before`.
Result<void> RecordConsumers(store::Session& session, const std::vector<Registration>& seen,
                             const std::set<std::string>& configured, Instant now,
                             Instant forget_before);

Result<std::vector<Registration>> ListConsumers(store::Session& session);

// Every event up to here has been applied by all registered consumers. A configured consumer that
// has never left a bookmark counts as 0, and so does a log without any consumer.
Position AppliedByAll(const std::vector<Registration>& registered,
                      const std::set<std::string>& configured);

}  // namespace ttg::messaging
