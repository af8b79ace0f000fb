#pragma once

#include "kernel/id.h"

namespace ttg::release {

// The ids that this service makes; all are UUIDv7.
using MovementId = Id<struct MovementTag>;
using MergeId = Id<struct MergeTag>;
using PrisonEventId = Id<struct PrisonEventTag>;
using BulkChangeId = Id<struct BulkChangeTag>;
using CalendarFeedId = Id<struct CalendarFeedTag>;
using NeedId = Id<struct NeedTag>;
using ActionId = Id<struct ActionTag>;
using ReportId = Id<struct ReportTag>;
using HandoverId = Id<struct HandoverTag>;
using AbsenceId = Id<struct AbsenceTag>;
using ConsentId = Id<struct ConsentTag>;
using AliasId = Id<struct AliasTag>;
using DuplicateId = Id<struct DuplicateTag>;

}  // namespace ttg::release
