#pragma once

#include <chrono>
#include <functional>

#include "kernel/clock.h"
#include "platform/store/database.h"
#include "release/app/bulk/bulk_use_cases.h"
#include "release/rpc/bulk/bulk_change_service.h"
#include "release/rpc/people_importer.h"

namespace ttg::release {

// Works on bulk changes in the background: the dry run of what is PREPARING, the run of what is
// RUNNING, a group at a time and each in one transaction, so that it can die at any point. To be
// called every so often on one replica at a time.
class BulkWorker {
 public:
  // Between two groups of one call, others get the writer; after this much the call ends.
  static constexpr std::chrono::milliseconds kTimeOfACall{100};

  // What it is given outlives it. `events_appended` wakes the relay.
  BulkWorker(store::Database& database, const Clock& clock, const BulkUseCases& use_cases,
             BindStore bind_people, BindBulk bind, std::function<void()> events_appended);

  void Work();

 private:
  // Deals with one group; whether there was one. A group that fails is tried again the next time.
  Result<bool> Step();
  Result<void> Prepare(const BulkChange& job);
  Result<void> Run(const BulkChange& job);
  Result<void> Sweep(const BulkChange& job, const CallContext& call);

  store::Database& database_;
  const Clock& clock_;
  const BulkUseCases& use_cases_;
  const BindStore bind_people_;
  const BindBulk bind_;
  const std::function<void()> events_appended_;
};

}  // namespace ttg::release
