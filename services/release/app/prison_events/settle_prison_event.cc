#include "release/app/prison_events/settle_prison_event.h"

#include <utility>

namespace ttg::release {
namespace {

Error SettledAlready() {
  return Precondition("SETTLED_ALREADY", "the event has been applied or set aside already");
}
Error ReasonMissing() {
  return InvalidField("reason", "REASON_MISSING", "say why in the field reason");
}
Error StillForbidden(const std::string& reason) {
  return Precondition(reason,
                      "the event cannot be applied yet: put right what it contradicts, or "
                      "set it aside");
}

}  // namespace

Result<PrisonEvent> SettlePrisonEvent::operator()(const PrisonEventStores& stores,
                                                  const CallContext& call,
                                                  const Command& command) const {
  TTG_TRY(PrisonEvent event, stores.events.Find(command.event));
  if (event.version != command.expected_version) return PrisonEventChanged();
  if (!event.IsOpen()) return SettledAlready();
  if (!command.retry && command.reason.empty()) return ReasonMissing();
  event.settled_by = call.actor;
  event.settled_at = clock_.Now();
  event.settle_reason = command.reason;
  if (!command.retry) {
    event.outcome = PrisonEventOutcome::kIgnored;
    event.outcome_reason = "SET_ASIDE";
    return stores.events.Save(std::move(event));
  }
  TTG_TRY(PrisonEvent tried, apply_(stores, call, std::move(event)));
  if (tried.IsOpen()) return StillForbidden(tried.outcome_reason);
  return tried;
}

Result<std::vector<PrisonEvent>> ApplyWaitingEvents::operator()(const PrisonEventStores& stores,
                                                                const CallContext& call,
                                                                int limit) const {
  TTG_TRY(auto waiting, stores.events.Ready(limit));
  std::vector<PrisonEvent> applied;
  applied.reserve(waiting.size());
  for (PrisonEvent& event : waiting) {
    TTG_TRY(PrisonEvent tried, apply_(stores, call, std::move(event)));
    applied.push_back(std::move(tried));
  }
  return applied;
}

}  // namespace ttg::release
