#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kernel/result.h"
#include "platform/messaging/event.h"
#include "platform/redis/client.h"

namespace ttg::messaging {

// "<position>-0".
std::string EntryId(Position position);

// The position in an entry id, whatever its sequence part; nullopt if it is none.
std::optional<Position> PositionOf(std::string_view entry_id);

// The binding of proto/README.md: one field an attribute, in a fixed order.
redis::StreamEntry ToEntry(const Event& event);

// Errors: Invalid / EVENT_UNDECODABLE when an attribute is missing or malformed. So is one without
// the person's key: whether it truly concerns nobody, only the producer's log can say.
Result<Event> FromEntry(const redis::StreamEntry& entry);

// What can be read of an entry that FromEntry may refuse: to compare it with the log.
Event SalvageEntry(const redis::StreamEntry& entry);

}  // namespace ttg::messaging
