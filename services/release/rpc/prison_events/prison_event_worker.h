#pragma once

#include <functional>

#include "kernel/clock.h"
#include "platform/store/database.h"
#include "release/app/prison_events/prison_event_use_cases.h"
#include "release/rpc/movements/record_binders.h"

namespace ttg::release {

// Applies events of the prison system that waited for somebody whom a file has brought meanwhile.
// On one replica at a time; what fails is tried again the next time.
class PrisonEventWorker {
 public:
  // What it is given outlives it. `events_appended` wakes the relay.
  PrisonEventWorker(store::Database& database, const Clock& clock, IdSource& ids,
                    const PrisonEventUseCases& use_cases, BindRecords bind,
                    std::function<void()> events_appended);

  void Work();

 private:
  Result<int> ApplySome(store::Session& session) const;

  store::Database& database_;
  const Clock& clock_;
  IdSource& ids_;
  const PrisonEventUseCases& use_cases_;
  const BindRecords bind_;
  const std::function<void()> events_appended_;
};

}  // namespace ttg::release
