#pragma once

#include "kernel/date.h"
#include "release/app/ownership/list_workloads.h"
#include "release/app/ownership/preview_reallocation.h"
#include "ttg/release/v1/ownership.pb.h"

namespace ttg::release {

// `through`: ToBeAssignedThrough today.
void Render(const HandoverView& view, Date through, v1::Handover& out);
void Render(const DueLine& line, Date today, v1::HandoverDue& out);
void Render(const Worker& worker, v1::Worker& out);
void Render(const WorkloadView& view, v1::Workload& out);
void Render(const GivenCase& given, const ActorId& from, v1::Reallocation& out);

}  // namespace ttg::release
