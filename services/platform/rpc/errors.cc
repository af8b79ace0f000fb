#include "platform/rpc/errors.h"

#include <array>
#include <optional>
#include <utility>

#include "ttg/common/v1/error_details.pb.h"

namespace ttg::rpc {
namespace {

namespace pb = ttg::common::v1;

constexpr const char* kErrorInfo = "type.googleapis.com/google.rpc.ErrorInfo";
constexpr const char* kBadRequest = "type.googleapis.com/google.rpc.BadRequest";
constexpr const char* kDomain = "ttg";
constexpr const char* kCorrelation = "correlation_id";

template <typename Message>
void AddDetail(pb::Status& status, const char* type_url, const Message& message) {
  auto& detail = *status.add_details();
  detail.set_type_url(type_url);
  detail.set_value(message.SerializeAsString());
}

template <typename Message>
std::optional<Message> FindDetail(const grpc::Status& status, const char* type_url) {
  pb::Status details;
  if (!details.ParseFromString(status.error_details())) return std::nullopt;
  for (const auto& detail : details.details()) {
    Message message;
    if (detail.type_url() == type_url && message.ParseFromString(detail.value())) return message;
  }
  return std::nullopt;
}

struct Transport {
  ErrorKind kind;
  const char* reason;
};

// What a code says where there are no details of ours.
Transport FromCode(grpc::StatusCode code) {
  switch (code) {
    case grpc::StatusCode::INVALID_ARGUMENT:
    case grpc::StatusCode::OUT_OF_RANGE:
      return {ErrorKind::kInvalid, "RPC_REFUSED"};
    case grpc::StatusCode::UNAUTHENTICATED:
      return {ErrorKind::kUnauthenticated, "RPC_REFUSED"};
    case grpc::StatusCode::PERMISSION_DENIED:
      return {ErrorKind::kForbidden, "RPC_REFUSED"};
    case grpc::StatusCode::NOT_FOUND:
      return {ErrorKind::kNotFound, "RPC_REFUSED"};
    case grpc::StatusCode::ALREADY_EXISTS:
      return {ErrorKind::kDuplicate, "RPC_REFUSED"};
    case grpc::StatusCode::FAILED_PRECONDITION:
      return {ErrorKind::kPrecondition, "RPC_REFUSED"};
    case grpc::StatusCode::ABORTED:
      return {ErrorKind::kStale, "RPC_REFUSED"};
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
      return {ErrorKind::kOverloaded, "RPC_OVERLOADED"};
    case grpc::StatusCode::UNAVAILABLE:
      return {ErrorKind::kUnavailable, "RPC_UNAVAILABLE"};
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return {ErrorKind::kUnavailable, "RPC_DEADLINE_EXCEEDED"};
    case grpc::StatusCode::CANCELLED:
      return {ErrorKind::kUnavailable, "RPC_CANCELLED"};
    case grpc::StatusCode::OK:
    case grpc::StatusCode::UNKNOWN:
    case grpc::StatusCode::UNIMPLEMENTED:
    case grpc::StatusCode::INTERNAL:
    case grpc::StatusCode::DATA_LOSS:
    case grpc::StatusCode::DO_NOT_USE:
      return {ErrorKind::kInternal, "RPC_FAILED"};
  }
  return {ErrorKind::kInternal, "RPC_FAILED"};
}

}  // namespace

grpc::StatusCode ToCode(ErrorKind kind) {
  switch (kind) {  // no default: a new kind must be named here to compile
    case ErrorKind::kInvalid:
      return grpc::StatusCode::INVALID_ARGUMENT;
    case ErrorKind::kUnauthenticated:
      return grpc::StatusCode::UNAUTHENTICATED;
    case ErrorKind::kForbidden:
      return grpc::StatusCode::PERMISSION_DENIED;
    case ErrorKind::kNotFound:
      return grpc::StatusCode::NOT_FOUND;
    case ErrorKind::kDuplicate:
      return grpc::StatusCode::ALREADY_EXISTS;
    case ErrorKind::kPrecondition:
      return grpc::StatusCode::FAILED_PRECONDITION;
    case ErrorKind::kStale:
      return grpc::StatusCode::ABORTED;
    case ErrorKind::kOverloaded:
      return grpc::StatusCode::RESOURCE_EXHAUSTED;
    case ErrorKind::kUnavailable:
      return grpc::StatusCode::UNAVAILABLE;
    case ErrorKind::kInternal:
      return grpc::StatusCode::INTERNAL;
  }
  return grpc::StatusCode::INTERNAL;
}

std::string_view CodeName(grpc::StatusCode code) {
  constexpr std::array<std::string_view, 17> kNames{
      "OK",
      "CANCELLED",
      "UNKNOWN",
      "INVALID_ARGUMENT",
      "DEADLINE_EXCEEDED",
      "NOT_FOUND",
      "ALREADY_EXISTS",
      "PERMISSION_DENIED",
      "RESOURCE_EXHAUSTED",
      "FAILED_PRECONDITION",
      "ABORTED",
      "OUT_OF_RANGE",
      "UNIMPLEMENTED",
      "INTERNAL",
      "UNAVAILABLE",
      "DATA_LOSS",
      "UNAUTHENTICATED",
  };
  const auto number = static_cast<std::size_t>(code);
  return number < kNames.size() ? kNames[number] : std::string_view("UNKNOWN");
}

grpc::Status ToStatus(const Error& error, const std::string& correlation_id) {
  const grpc::StatusCode code = ToCode(error.kind);
  pb::Status status;
  status.set_code(code);
  status.set_message(error.message);
  pb::ErrorInfo info;
  info.set_reason(error.reason);
  info.set_domain(kDomain);
  (*info.mutable_metadata())[kCorrelation] = correlation_id;
  AddDetail(status, kErrorInfo, info);
  if (!error.violations.empty()) {
    pb::BadRequest request;
    for (const auto& violation : error.violations) {
      auto& out = *request.add_field_violations();
      out.set_field(violation.field);
      out.set_reason(violation.reason);
      out.set_description(violation.description);
    }
    AddDetail(status, kBadRequest, request);
  }
  return {code, error.message, status.SerializeAsString()};
}

Error FromStatus(const grpc::Status& status) {
  const auto [kind, reason] = FromCode(status.error_code());
  Error error{kind, reason, status.error_message(), {}};
  if (const auto info = FindDetail<pb::ErrorInfo>(status, kErrorInfo))
    error.reason = info->reason();
  if (const auto request = FindDetail<pb::BadRequest>(status, kBadRequest)) {
    for (const auto& violation : request->field_violations()) {
      error.violations.push_back({violation.field(), violation.reason(), violation.description()});
    }
  }
  return error;
}

std::string CorrelationOf(const grpc::Status& status) {
  const auto info = FindDetail<pb::ErrorInfo>(status, kErrorInfo);
  if (!info) return {};
  const auto found = info->metadata().find(kCorrelation);
  return found == info->metadata().end() ? std::string() : found->second;
}

}  // namespace ttg::rpc
