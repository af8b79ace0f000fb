#pragma once

#include <memory>

#include "cli/caller.h"
#include "cli/settings.h"

namespace ttg::cli {

// Calls over gRPC, by the contracts that are linked in: a request that does not fit its contract
// is Internal / REQUEST_DOES_NOT_FIT before anything is sent.
std::unique_ptr<Caller> MakeGrpcCaller(CliSettings settings);

// Checks that a request in JSON fits the contract of `method`, and makes the answer that an empty
// response would be. For tests of commands without a server.
Result<Json> CheckAgainstContract(const std::string& method, const Json& request);

}  // namespace ttg::cli
