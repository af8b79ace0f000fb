#pragma once

#include "journey/app/ports.h"
#include "ttg/journey/v1/journey.pb.h"

namespace ttg::journey {

void Render(const TimelineEntry& entry, ttg::journey::v1::TimelineEntry& out);
void Render(const BoardLine& line, ttg::journey::v1::BoardLine& out);
// Names every answering service, answered or not.
void Render(const Ripple& ripple, ttg::journey::v1::Ripple& out);

}  // namespace ttg::journey
