#pragma once

#include <optional>

#include "accommodation/app/ports.h"
#include "platform/store/session.h"

namespace ttg::accommodation {

// How old the newest file is that told of something (domain A13), beside what it told.
Result<std::optional<Instant>> ReadReportedAsOf(store::Session& session, const Reported& what);
Result<void> WriteReportedAsOf(store::Session& session, const Reported& what, Instant as_of);

}  // namespace ttg::accommodation
