#pragma once

#include <string>
#include <string_view>

#include <grpcpp/grpcpp.h>

#include "kernel/result.h"

namespace ttg::rpc {

// The only function that names a code for an outgoing error.
grpc::StatusCode ToCode(ErrorKind kind);

// "NOT_FOUND": the code's name in gRPC's documentation.
std::string_view CodeName(grpc::StatusCode code);

// Code, message and, as wire-compatible google.rpc.Status details, reason, violations and the
// correlation id that finds the call in logs and audit trail.
grpc::Status ToStatus(const Error& error, const std::string& correlation_id);

// The reverse, for clients. A status without our details (from a proxy or the gRPC library) gets a
// reason of the transport's: RPC_UNAVAILABLE, RPC_DEADLINE_EXCEEDED, RPC_CANCELLED, RPC_FAILED.
Error FromStatus(const grpc::Status& status);

// The correlation id in a status's details; empty where there is none.
std::string CorrelationOf(const grpc::Status& status);

}  // namespace ttg::rpc
