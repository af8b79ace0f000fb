#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kernel/clock.h"
#include "platform/rpc/service_host.h"
#include "platform/store/database.h"
#include "release/rpc/ownership/ownership_service.h"

namespace ttg::release {

// What the system does about owners by itself, on one replica at a time: it ends offers that are
// over, and keeps the workload of every week (domain A11). Each works in groups, each in one
// transaction; what fails is tried again the next time.
class OwnershipTimers {
 public:
  // What it is given outlives it. `events_appended` wakes the relay.
  OwnershipTimers(store::Database& database, const Clock& clock, IdSource& ids,
                  const OwnershipUseCases& use_cases, BindOwnership bind,
                  std::function<void()> events_appended);

  // For HostedService::Timers.
  std::vector<rpc::TimedWork> All();

  void SweepHandovers();
  void RecordWorkloads();

 private:
  CallContext SystemCall() const;

  store::Database& database_;
  const Clock& clock_;
  IdSource& ids_;
  const OwnershipUseCases& use_cases_;
  const BindOwnership bind_;
  const std::function<void()> events_appended_;
};

}  // namespace ttg::release
