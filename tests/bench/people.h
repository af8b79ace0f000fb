#pragma once

#include <memory>
#include <string>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "support/cluster.h"
#include "ttg/release/v1/release_service.grpc.pb.h"

namespace ttg::bench {

namespace release = ::ttg::release::v1;

// A cluster with `people` simulated people in it.
std::unique_ptr<support::Cluster> ClusterWith(const std::string& programs, int people);

// Everybody in the release service.
std::vector<release::Person> Everybody(release::ReleaseService::Stub& stub,
                                       const std::string& token);

// Readies a call: token and deadline.
void Prepare(grpc::ClientContext& context, const std::string& token);

// A fresh UUIDv7 for request ids.
std::string NewRequestId();

}  // namespace ttg::bench
