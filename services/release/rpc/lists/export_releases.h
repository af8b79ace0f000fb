#pragma once

#include <memory>
#include <string>

#include "kernel/clock.h"
#include "kernel/result.h"
#include "platform/rpc/stream_call.h"
#include "release/rpc/people_importer.h"
#include "ttg/release/v1/release_service.pb.h"

namespace ttg::release {

// A list of releases as a file, some hundred people at a time. What it refers to outlives it;
// `folder`: where a file that cannot be sent as it grows is kept meanwhile.
Result<std::unique_ptr<rpc::StreamSource>> MakeReleaseExport(const v1::ExportReleasesRequest& in,
                                                             const BindStore& bind,
                                                             const Clock& clock,
                                                             const std::string& folder);

}  // namespace ttg::release
