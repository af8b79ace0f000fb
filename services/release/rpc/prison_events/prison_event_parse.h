#pragma once

#include <string>

#include "kernel/result.h"
#include "release/app/prison_events/prison_event_use_cases.h"
#include "ttg/release/v1/movement_service.pb.h"

namespace ttg::release {

// What a request asks for, or Invalid with a violation for every field that is wrong. An event that
// cannot be read is no fault of the request.
Result<ReceivePrisonEvents::Command> Parse(const v1::ReceivePrisonEventsRequest& in);
Result<std::string> Parse(const v1::GetPrisonEventPositionRequest& in);
Result<PrisonEventQuery> Parse(const v1::ListPrisonEventsRequest& in);
Result<SettlePrisonEvent::Command> Parse(const v1::SettlePrisonEventRequest& in);

}  // namespace ttg::release
