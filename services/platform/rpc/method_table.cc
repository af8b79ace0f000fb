#include "platform/rpc/method_table.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "ttg/common/v1/method_policy.pb.h"

namespace ttg::rpc {
namespace {

namespace pb = ttg::common::v1;

std::optional<auth::RowFilter> ToRowFilter(pb::RowFilter filter) {
  switch (filter) {
    case pb::ROW_FILTER_NONE:
      return auth::RowFilter::kNone;
    case pb::ROW_FILTER_CASELOAD:
      return auth::RowFilter::kCaseload;
    case pb::ROW_FILTER_ORGANISATION:
      return auth::RowFilter::kOrganisation;
    case pb::ROW_FILTER_UNSPECIFIED:
    case pb::RowFilter_INT_MIN_SENTINEL_DO_NOT_USE_:
    case pb::RowFilter_INT_MAX_SENTINEL_DO_NOT_USE_:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<auth::AuditAction> ToAuditAction(pb::AuditAction action) {
  switch (action) {
    case pb::AUDIT_ACTION_NONE:
      return auth::AuditAction::kNone;
    case pb::AUDIT_ACTION_COLLECTION:
      return auth::AuditAction::kCollection;
    case pb::AUDIT_ACTION_ALTERATION:
      return auth::AuditAction::kAlteration;
    case pb::AUDIT_ACTION_CONSULTATION:
      return auth::AuditAction::kConsultation;
    case pb::AUDIT_ACTION_DISCLOSURE:
      return auth::AuditAction::kDisclosure;
    case pb::AUDIT_ACTION_COMBINATION:
      return auth::AuditAction::kCombination;
    case pb::AUDIT_ACTION_ERASURE:
      return auth::AuditAction::kErasure;
    case pb::AUDIT_ACTION_UNSPECIFIED:
    case pb::AuditAction_INT_MIN_SENTINEL_DO_NOT_USE_:
    case pb::AuditAction_INT_MAX_SENTINEL_DO_NOT_USE_:
      return std::nullopt;
  }
  return std::nullopt;
}

// Nothing where the option is missing or says less than it must.
std::optional<auth::MethodPolicy> ReadPolicy(const google::protobuf::MethodDescriptor& method) {
  const pb::MethodPolicy& option = method.options().GetExtension(pb::policy);
  const auto row_filter = ToRowFilter(option.row_filter());
  const auto audit = ToAuditAction(option.audit());
  if (option.roles().empty() || !row_filter || !audit) return std::nullopt;
  auth::MethodPolicy policy{{}, *row_filter, *audit};
  constexpr std::string_view kPrefix = "ROLE_";
  for (const int number : option.roles()) {
    const std::string& name = pb::Role_Name(number);
    const auto role =
        ParseRole(std::string_view(name).substr(std::min(kPrefix.size(), name.size())));
    if (!role) return std::nullopt;
    policy.roles.insert(*role);
  }
  return policy;
}

Result<const google::protobuf::ServiceDescriptor*> Contract(const std::string& name) {
  const auto* service = google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(name);
  if (service != nullptr) return service;
  return Internal("SERVICE_UNKNOWN", fmt::format("there is no contract named {}", name));
}

}  // namespace

Result<MethodTable> MethodTable::Of(const std::vector<std::string>& services) {
  MethodTable table;
  std::string without;
  for (const std::string& name : services) {
    TTG_TRY(const auto* service, Contract(name));
    for (int i = 0; i < service->method_count(); ++i) {
      const auto& method = *service->method(i);
      auto policy = ReadPolicy(method);
      if (!policy) {
        without += fmt::format("{}{}/{}", without.empty() ? "" : ", ", name, method.name());
        continue;
      }
      auto entry = std::make_unique<Method>(
          Method{fmt::format("{}/{}", name, method.name()), &method, *std::move(policy)});
      if (!table.by_request_.emplace(method.input_type(), std::move(entry)).second) {
        return Internal(
            "REQUEST_TYPE_SHARED",
            fmt::format("{} shares its request type with another method", method.full_name()));
      }
    }
  }
  if (!without.empty()) {
    return Internal("METHOD_WITHOUT_POLICY",
                    fmt::format("these methods do not say who may call them: {}", without));
  }
  return table;
}

const Method* MethodTable::Find(const google::protobuf::Descriptor& request_type) const {
  const auto found = by_request_.find(&request_type);
  return found == by_request_.end() ? nullptr : found->second.get();
}

}  // namespace ttg::rpc
