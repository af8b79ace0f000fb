#pragma once

#include "release/domain/bulk/bulk_change.h"
#include "ttg/release/v1/bulk_change.pb.h"

namespace ttg::release {

void Render(const BulkChange& job, v1::BulkChange& out);
void Render(const BulkChangeRow& row, v1::BulkChangeRow& out);

}  // namespace ttg::release
