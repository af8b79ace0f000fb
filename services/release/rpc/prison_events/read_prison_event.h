#pragma once

#include <string>

#include "release/domain/prison_events/prison_event.h"

namespace ttg::release {

// Reads an event as the prison system publishes it: JSON with eventType, occurredAt,
// personReference.identifiers and additionalInformation. Never fails: what cannot be read has a
// `fault` (JSON_MALFORMED, TYPE_MISSING, TIME_MALFORMED, NUMBER_MALFORMED).
PrisonEventNotice ReadPrisonEvent(const std::string& json);

}  // namespace ttg::release
