#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "journey/app/ports.h"
#include "kernel/result.h"
#include "platform/messaging/consumer.h"
#include "platform/messaging/event.h"
#include "platform/store/session.h"
#include "ttg/common/v1/date.pb.h"
#include "ttg/common/v1/release_day_answer.pb.h"

namespace ttg::journey {

// Makes the read model of one transaction.
using BindStore = std::function<std::unique_ptr<JourneyStore>(store::Session&)>;
using Handlers = std::map<std::string, messaging::Handler>;

// What one announcement means to the journey: who it is about, the sentence on the timeline, and
// what else changes. `project` may be empty.
struct Announcement {
  std::string person_id;
  std::string summary;
  std::string subject;  // the placement, job or match; empty: the person
  std::function<Result<void>(JourneyStore&, const PersonId&)> project;
};

// Puts the announcement on the timeline and projects it. Errors: Invalid / ID_MALFORMED.
Result<void> Take(JourneyStore& store, const messaging::Event& event,
                  const Announcement& announcement);

// A handler that parses `Message` and takes what `read` makes of it.
// Errors: Invalid / EVENT_MALFORMED.
template <typename Message>
messaging::Handler Reads(
    BindStore bind, std::function<Announcement(const Message&, const messaging::Event&)> read) {
  return [bind = std::move(bind), read = std::move(read)](
             store::Session& session, const messaging::Event& event) -> Result<void> {
    Message message;
    if (!message.ParseFromString(event.data)) {
      return Invalid("EVENT_MALFORMED", "the event's data is not the message that its type names");
    }
    const auto store = bind(session);
    return Take(*store, event, read(message, event));
  };
}

// The date of a message; nothing where it is absent.
std::optional<Date> ReadDate(bool present, const common::v1::Date& date);
// "2026-12-03", or "no date".
std::string ShowDate(const std::optional<Date>& date);

// The part of an answer or acknowledgement that is the same for every service.
Announcement AnswerAnnounced(const common::v1::ReleaseDayAnswer& answer,
                             const messaging::Event& event);
Announcement AcknowledgementAnnounced(const std::string& person_id,
                                      const std::string& cause_event_id,
                                      const std::string& acknowledged_by,
                                      const messaging::Event& event);

// What the journey makes of each service's stream, by event type.
Handlers ReleaseHandlers(const BindStore& bind);
// Parts of it: where people are, and the work towards their release.
Handlers MovementHandlers(const BindStore& bind);
Handlers ResettlementHandlers(const BindStore& bind);
Handlers AccommodationHandlers(const BindStore& bind);
Handlers EmploymentHandlers(const BindStore& bind);
Handlers MentoringHandlers(const BindStore& bind);

}  // namespace ttg::journey
