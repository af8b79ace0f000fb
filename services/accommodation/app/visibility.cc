#include "accommodation/app/visibility.h"

#include <algorithm>
#include <array>

namespace ttg::accommodation {
namespace {

constexpr std::array kStaffRoles = {Role::kResettlementWorker, Role::kResettlementLead,
                                    Role::kCommunityWorker,    Role::kInspector,
                                    Role::kAdministrator,      Role::kSystem};

Error PlacementNotFound() {
  return NotFound("PLACEMENT_NOT_FOUND", "there is no such placement, or it is not yours to see");
}

}  // namespace

bool IsStaff(const CallContext& call) {
  return std::any_of(kStaffRoles.begin(), kStaffRoles.end(),
                     [&](Role role) { return call.Has(role); });
}

bool SeesPerson(const CallContext& call, const Person& person) {
  return IsStaff(call) && (call.scope.prisons.Covers(person.prison) ||
                           call.scope.delivery_units.Covers(person.delivery_unit));
}

bool SeesPlacement(const CallContext& call, const PlacementRecord& placement,
                   const std::optional<Person>& person) {
  if (person && SeesPerson(call, *person)) return true;
  if (IsStaff(call)) return placement.external && call.scope.prisons.all;
  return call.scope.organisations.Covers(placement.provider);
}

Result<Person> LoadPerson(AccommodationStore& store, const CallContext& call, const PersonId& id) {
  TTG_TRY(const auto person, store.FindPerson(id));
  if (!person || !SeesPerson(call, *person)) {
    return NotFound("PERSON_NOT_FOUND", "there is no such person, or they are not yours to see");
  }
  return *person;
}

Result<Placement> LoadPlacement(AccommodationStore& store, const CallContext& call,
                                const PlacementId& id) {
  TTG_TRY(auto placement, store.FindPlacement(id));
  if (!placement) return PlacementNotFound();
  std::optional<Person> person;
  if (placement->record().person) {
    TTG_TRY(person, store.FindPerson(*placement->record().person));
  }
  if (!SeesPlacement(call, placement->record(), person)) return PlacementNotFound();
  return *std::move(placement);
}

Result<Placement> LoadForChange(AccommodationStore& store, const CallContext& call,
                                const PlacementId& id, std::int64_t version) {
  TTG_TRY(auto placement, LoadPlacement(store, call, id));
  if (placement.record().version != version) return PlacementChanged();
  return placement;
}

Error PlacementChanged() {
  return Stale("PLACEMENT_CHANGED", "the placement has changed since you read it; read it again");
}

}  // namespace ttg::accommodation
