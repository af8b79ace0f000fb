#pragma once

#include "kernel/result.h"
#include "release/app/bulk/bulk_use_cases.h"
#include "ttg/release/v1/bulk_change_service.pb.h"

namespace ttg::release {

// What a request asks for, or Invalid with a violation for every field that is wrong.

// Errors beside that: those of intake::CsvReader for a file that is wrong as a whole.
Result<PrepareBulkChange::Command> Parse(const v1::PrepareBulkChangeRequest& in);
Result<BulkTarget> Parse(const v1::RunBulkChangeRequest& in);
Result<BulkTarget> Parse(const v1::StopBulkChangeRequest& in);
Result<BulkTarget> Parse(const v1::DiscardBulkChangeRequest& in);

Result<BulkChangeId> Parse(const v1::GetBulkChangeRequest& in);
Result<BulkChangeQuery> Parse(const v1::ListBulkChangesRequest& in);
Result<BulkChangeRowQuery> Parse(const v1::ListBulkChangeRowsRequest& in);

}  // namespace ttg::release
