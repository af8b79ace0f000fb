#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "kernel/result.h"
#include "release/domain/prison_events/prison_event.h"

namespace ttg::release {

struct PrisonEventQuery {
  // Absent: WAITING and REFUSED.
  std::optional<PrisonEventOutcome> outcome;
  // The last event of the page before.
  std::optional<PrisonEventId> after;
  int limit = 100;
};

// Events of the prison system, bound to one transaction and one caller. "In reach" means: about
// somebody in the caller's prisons or areas or, where nobody has the number, of one of the caller's
// prisons.
//
// Errors of every call: those of store::Session.
class PrisonEventStore {
 public:
  virtual ~PrisonEventStore() = default;

  // Adds an event, unless one with its content_key is there: that one is given back, then.
  virtual Result<std::optional<PrisonEvent>> AddOrFind(const PrisonEvent& event) = 0;
  // Errors: NotFound / PRISON_EVENT_NOT_FOUND, for one out of reach as well.
  virtual Result<PrisonEvent> Find(const PrisonEventId& id) = 0;
  // Gives it back with its new version. Errors: Stale / PRISON_EVENT_CHANGED.
  virtual Result<PrisonEvent> Save(PrisonEvent event) = 0;
  // Those in reach, oldest first.
  virtual Result<std::vector<PrisonEvent>> List(const PrisonEventQuery& query) = 0;
  // Refused ones with one of these numbers, in the order in which they happened; whoever's.
  virtual Result<std::vector<PrisonEvent>> RefusedOf(const std::vector<std::string>& numbers) = 0;
  // Waiting ones whose number somebody has by now, in the order in which they happened.
  virtual Result<std::vector<PrisonEvent>> Ready(int limit) = 0;
  // Those that came first in this batch, in the order in which they came.
  virtual Result<std::vector<PrisonEvent>> OfBatch(const std::string& batch) = 0;

  // Empty: nothing has been taken from it.
  virtual Result<std::string> PositionOf(const std::string& source) = 0;
  virtual Result<void> SetPosition(const std::string& source, const std::string& position,
                                   Instant at) = 0;

  // Runs `work`; if it fails, what it wrote through any store of this transaction is undone, and
  // the transaction goes on.
  virtual Result<void> Try(const std::function<Result<void>()>& work) = 0;
};

Error PrisonEventNotFound();
// The event has changed since the caller read it.
Error PrisonEventChanged();

}  // namespace ttg::release
