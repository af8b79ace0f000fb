#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "kernel/id.h"

namespace ttg {

// Who may do what is said with these (design.md section 3). The names match
// ttg.common.v1.Role without its prefix.
enum class Role {
  kResettlementWorker,
  kResettlementLead,
  kCommunityWorker,
  kGovernorApprover,
  kHousingPartner,
  kProviderManager,
  kEmploymentAdviser,
  kMentorCoordinator,
  kMentor,
  kSafeguardingLead,
  kInspector,
  kInformationOfficer,
  kAdministrator,
  kSystem,
};

std::string_view ToString(Role role);
std::optional<Role> ParseRole(std::string_view name);

// A set of references that may be "all of them".
template <typename Reference>
struct Reach {
  bool all = false;
  std::set<Reference> some;

  bool Covers(const Reference& one) const { return all || some.contains(one); }
  bool Covers(const std::optional<Reference>& one) const {
    return one.has_value() ? Covers(*one) : all;
  }
};

// The caller's organisations, prisons and areas. Every query is filtered by them; a row outside
// answers NOT_FOUND.
struct Scope {
  Reach<OrganisationId> organisations;
  Reach<PrisonId> prisons;
  Reach<DeliveryUnit> delivery_units;
};

// What a use case knows about the call it serves. Made by platform/rpc from the token and the
// request, and by platform/messaging (role SYSTEM) from an event.
struct CallContext {
  ActorId actor;
  std::set<Role> roles;
  // The organisation on whose behalf the actor acts.
  OrganisationId organisation;
  Scope scope;
  // Why the data is needed, for the audit trail; a code such as RESETTLEMENT.
  std::string purpose;
  // One id for everything that follows from one command, across services.
  std::string correlation_id;
  // The event or request that caused this call.
  std::string causation_id;
  // W3C trace context, "00-<trace>-<span>-<flags>".
  std::string traceparent;

  bool Has(Role role) const { return roles.contains(role); }
};

}  // namespace ttg
