#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "accommodation/app/ports.h"
#include "kernel/call_context.h"
#include "kernel/id.h"
#include "platform/messaging/consumer.h"
#include "platform/messaging/event.h"
#include "platform/store/session.h"
#include "ttg/common/v1/date.pb.h"

namespace ttg::accommodation {

using BindStore =
    std::function<std::unique_ptr<AccommodationStore>(store::Session&, const CallContext&)>;

// A handler that reads the event's message and gives it to `react` with a store on the handler's
// transaction, as `service` under the SYSTEM role. Errors: Invalid / EVENT_MALFORMED.
template <typename Message>
messaging::Handler Reacting(
    const BindStore& bind, const ActorId& service,
    std::function<Result<void>(AccommodationStore&, const messaging::Event&, const Message&)>
        react) {
  return [bind, service, react = std::move(react)](store::Session& session,
                                                   const messaging::Event& event) -> Result<void> {
    Message message;
    if (!message.ParseFromString(event.data)) {
      return Invalid("EVENT_MALFORMED", "the event's data is not the message that its type says");
    }
    const CallContext call = messaging::ContextOf(event, service);
    const auto store = bind(session, call);
    return react(*store, event, message);
  };
}

// An absent date is none. Errors: Invalid / EVENT_MALFORMED.
Result<std::optional<Date>> ReadDate(bool present, const ttg::common::v1::Date& date);

// An empty reference is none. A malformed one: Invalid / REFERENCE_MALFORMED.
template <typename Reference>
Result<std::optional<Reference>> ReadReference(const std::string& text) {
  if (text.empty()) return std::optional<Reference>();
  TTG_TRY(auto reference, Reference::Parse(text));
  return std::optional(std::move(reference));
}

}  // namespace ttg::accommodation
