#pragma once

#include "platform/store/session.h"
#include "release/domain/merges/merge.h"

namespace ttg::release {

// Gives every record of the absorbed person to the survivor, and notes each, so that it can go
// back.
Result<void> MoveRows(store::Session& session, const PersonMerge& merge);
// Gives those back that came by the merge; what was added to them since goes with them.
Result<void> ReturnRows(store::Session& session, const PersonMerge& merge);

}  // namespace ttg::release
