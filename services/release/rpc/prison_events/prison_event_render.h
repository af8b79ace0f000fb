#pragma once

#include "release/domain/prison_events/prison_event.h"
#include "ttg/release/v1/movement_service.pb.h"

namespace ttg::release {

// What the domain knows, as the contract says it.
void Render(const PrisonEvent& event, v1::PrisonEvent& out);
void Render(const PrisonEvent& event, v1::PrisonEventResult& out);

}  // namespace ttg::release
