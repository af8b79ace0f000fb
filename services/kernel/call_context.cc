#include "kernel/call_context.h"

#include <array>
#include <utility>

namespace ttg {
namespace {

constexpr std::array kRoleNames{
    std::pair{Role::kResettlementWorker, std::string_view("RESETTLEMENT_WORKER")},
    std::pair{Role::kResettlementLead, std::string_view("RESETTLEMENT_LEAD")},
    std::pair{Role::kCommunityWorker, std::string_view("COMMUNITY_WORKER")},
    std::pair{Role::kGovernorApprover, std::string_view("GOVERNOR_APPROVER")},
    std::pair{Role::kHousingPartner, std::string_view("HOUSING_PARTNER")},
    std::pair{Role::kProviderManager, std::string_view("PROVIDER_MANAGER")},
    std::pair{Role::kEmploymentAdviser, std::string_view("EMPLOYMENT_ADVISER")},
    std::pair{Role::kMentorCoordinator, std::string_view("MENTOR_COORDINATOR")},
    std::pair{Role::kMentor, std::string_view("MENTOR")},
    std::pair{Role::kSafeguardingLead, std::string_view("SAFEGUARDING_LEAD")},
    std::pair{Role::kInspector, std::string_view("INSPECTOR")},
    std::pair{Role::kInformationOfficer, std::string_view("INFORMATION_OFFICER")},
    std::pair{Role::kAdministrator, std::string_view("ADMINISTRATOR")},
    std::pair{Role::kSystem, std::string_view("SYSTEM")},
};

}  // namespace

std::string_view ToString(Role role) {
  for (const auto& [known, name] : kRoleNames) {
    if (known == role) return name;
  }
  return "UNKNOWN";
}

std::optional<Role> ParseRole(std::string_view name) {
  for (const auto& [role, known] : kRoleNames) {
    if (known == name) return role;
  }
  return std::nullopt;
}

}  // namespace ttg
