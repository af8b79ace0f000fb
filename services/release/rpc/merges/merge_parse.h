#pragma once

#include "kernel/result.h"
#include "release/app/merges/merge_use_cases.h"
#include "ttg/release/v1/movement_service.pb.h"

namespace ttg::release {

// What a request asks for, or Invalid with a violation for every field that is wrong.
Result<MergePeople::Command> Parse(const v1::MergePeopleRequest& in);
Result<UnmergePeople::Command> Parse(const v1::UnmergePeopleRequest& in);
Result<MergeQuery> Parse(const v1::ListMergesRequest& in);

}  // namespace ttg::release
