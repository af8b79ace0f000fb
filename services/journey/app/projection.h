#pragma once

#include <string>

#include "journey/app/ports.h"
#include "kernel/result.h"

namespace ttg::journey {

// Takes what one event says about a placement, job or match into the board.
Result<void> ProjectThing(JourneyStore& store, const PersonId& person, const ThingChange& change);

// A release day has moved: opens its ripple. Answers that came first count.
Result<void> OpenRipple(JourneyStore& store, const Ripple& ripple);

// A service has answered a moved release day.
Result<void> TakeAnswer(JourneyStore& store, const EventId& cause, const Answer& answer);

// An owner has acknowledged a service's answer.
Result<void> TakeAcknowledgement(JourneyStore& store, const EventId& cause,
                                 const std::string& context, const std::string& by, Instant at);

}  // namespace ttg::journey
