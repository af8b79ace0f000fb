#pragma once

#include <optional>
#include <vector>

#include "journey/app/ports.h"
#include "kernel/call_context.h"
#include "kernel/result.h"

namespace ttg::journey {

// A window of releases. Errors: Invalid / WINDOW_REVERSED, WINDOW_TOO_LONG (more than a year).
Result<std::vector<BoardLine>> ListBoard(JourneyStore& store, const CallContext& call,
                                         const BoardQuery& query);

// Moved release days with every service's answer.
Result<std::vector<Ripple>> ListRipples(JourneyStore& store, const CallContext& call,
                                        const RippleQuery& query);

// Everything announced about one person. Errors: NotFound / PERSON_NOT_FOUND.
Result<std::vector<TimelineEntry>> GetTimeline(JourneyStore& store, const CallContext& call,
                                               const PersonId& person,
                                               const std::optional<After>& after, int limit);

}  // namespace ttg::journey
