#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "kernel/call_context.h"
#include "release/domain/ownership/handover.h"
#include "release/domain/ownership/worker.h"

namespace ttg::release::testing {

// A lead who reaches everything.
CallContext ALead();

// Every item of the checklist.
const std::set<HandoverItem>& TheWholeChecklist();

ActorId AnOwnerId(std::string_view id);

// A full-time worker at Birmingham, prison or delivery unit.
Worker::Description APrisonWorker();
Worker::Description ACommunityWorker();

HandoverId AHandoverId(int n);

// Person n's handover from "sender" in prison to "receiver" in the community, until a fortnight
// after kMonday.
Handover AHandover(int n);

}  // namespace ttg::release::testing
