#pragma once

#include <string>

#include "kernel/result.h"
#include "release/app/dates/ports.h"
#include "ttg/release/v1/release_service.pb.h"

namespace ttg::release {

// What a request asks for, or Invalid with a violation for every field that is wrong.
Result<DateChangeQuery> Parse(const v1::ListDateChangesRequest& in);
Result<UrgentTaskQuery> Parse(const v1::ListUrgentTasksRequest& in);

// A page token's cursor for the page that follows.
std::string CursorAfter(const DateChangeLine& line);
std::string CursorAfter(const UrgentTask& task);

}  // namespace ttg::release
