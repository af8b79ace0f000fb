#pragma once

#include <set>
#include <string_view>

#include "kernel/call_context.h"
#include "kernel/result.h"

namespace ttg::auth {

// What the audit trail records (ttg.common.v1.AuditAction; DPA 2018 s.62).
enum class AuditAction {
  kNone,
  kCollection,
  kAlteration,
  kConsultation,
  kDisclosure,
  kCombination,
  kErasure,
};

// "CONSULTATION": the name in the audit trail.
std::string_view ToString(AuditAction action);

// Which rows of an answer the caller may see (ttg.common.v1.RowFilter). Applied by the service's
// queries.
enum class RowFilter { kNone, kCaseload, kOrganisation };

// Who may call a method, as its contract says.
struct MethodPolicy {
  std::set<Role> roles;
  RowFilter row_filter = RowFilter::kNone;
  AuditAction audit = AuditAction::kNone;
};

// Errors: Forbidden / ROLE_NOT_ALLOWED.
Result<void> Authorise(const MethodPolicy& policy, const std::set<Role>& roles);

}  // namespace ttg::auth
