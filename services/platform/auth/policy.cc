#include "platform/auth/policy.h"

#include <algorithm>

namespace ttg::auth {

std::string_view ToString(AuditAction action) {
  switch (action) {
    case AuditAction::kNone:
      return "NONE";
    case AuditAction::kCollection:
      return "COLLECTION";
    case AuditAction::kAlteration:
      return "ALTERATION";
    case AuditAction::kConsultation:
      return "CONSULTATION";
    case AuditAction::kDisclosure:
      return "DISCLOSURE";
    case AuditAction::kCombination:
      return "COMBINATION";
    case AuditAction::kErasure:
      return "ERASURE";
  }
  return "NONE";
}

Result<void> Authorise(const MethodPolicy& policy, const std::set<Role>& roles) {
  const bool allowed = std::any_of(roles.begin(), roles.end(),
                                   [&](Role role) { return policy.roles.contains(role); });
  if (allowed) return {};
  return Forbidden("ROLE_NOT_ALLOWED", "none of your roles may call this method");
}

}  // namespace ttg::auth
