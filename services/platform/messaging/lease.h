#pragma once

#include <string>

#include "absl/time/time.h"
#include "kernel/date.h"
#include "kernel/result.h"
#include "platform/store/database.h"

namespace ttg::messaging {

// The right to do something that one replica should do at a time (number and publish events, run
// a timer), as a row with an expiry. It saves work; what it guards must stay right if two hold it
// for a moment, because clocks differ and processes pause.
class Lease {
 public:
  // `holder` names this process, uniquely.
  Lease(std::string name, std::string holder, absl::Duration ttl);

  // Takes the lease if it is free or expired, and renews it when a third of it is over. False:
  // another process holds it.
  Result<bool> Hold(store::Database& database, Instant now);

  // Gives it up, so that another takes it at once.
  Result<void> Release(store::Database& database);

 private:
  std::string name_;
  std::string holder_;
  absl::Duration ttl_;
  Instant renew_at_ = absl::InfinitePast();
};

// A name for this process: host, process id and a random part.
std::string ProcessName();

}  // namespace ttg::messaging
