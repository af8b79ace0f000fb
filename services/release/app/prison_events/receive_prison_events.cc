#include "release/app/prison_events/receive_prison_events.h"

#include <utility>

namespace ttg::release {

Result<ReceivePrisonEvents::Receipt> ReceivePrisonEvents::operator()(
    const PrisonEventStores& stores, const CallContext& call, Command command) const {
  Receipt receipt{.batch = ids_.NewId(), .events = {}, .position = {}};
  receipt.events.reserve(command.events.size());
  for (Received& received : command.events) {
    PrisonEvent event{.id = *PrisonEventId::Parse(ids_.NewId()),
                      .notice = std::move(received.notice),
                      .source = command.source,
                      .batch = receipt.batch,
                      .ordinal = static_cast<std::int64_t>(receipt.events.size()),
                      .received_at = clock_.Now()};
    TTG_TRY(PrisonEvent taken, Take(stores, call, std::move(event)));
    receipt.events.push_back(std::move(taken));
    if (!received.position.empty()) receipt.position = std::move(received.position);
  }
  if (!receipt.position.empty()) {
    TTG_RETURN_IF_ERROR(stores.events.SetPosition(command.source, receipt.position, clock_.Now()));
    return receipt;
  }
  TTG_TRY(receipt.position, stores.events.PositionOf(command.source));
  return receipt;
}

Result<PrisonEvent> ReceivePrisonEvents::Take(const PrisonEventStores& stores,
                                              const CallContext& call, PrisonEvent event) const {
  event.version = 1;
  TTG_TRY(auto known, stores.events.AddOrFind(event));
  if (!known) return apply_(stores, call, std::move(event));
  // Told again, somebody may have the number by now.
  if (known->outcome == PrisonEventOutcome::kWaiting) return apply_(stores, call, *known);
  known->outcome = PrisonEventOutcome::kRepeated;
  known->outcome_reason.clear();
  return *std::move(known);
}

}  // namespace ttg::release
