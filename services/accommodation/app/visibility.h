#pragma once

#include <optional>

#include "accommodation/app/ports.h"

namespace ttg::accommodation {

// Whose rows a caller sees. Staff see the people of their prisons and areas; a provider's people
// see what is in their own organisation's bedspaces, without the person.
bool IsStaff(const CallContext& call);
bool SeesPerson(const CallContext& call, const Person& person);
// `person` is the placement's, if it has one and it is known.
bool SeesPlacement(const CallContext& call, const PlacementRecord& placement,
                   const std::optional<Person>& person);

// A person whom the caller may see. Errors: NotFound / PERSON_NOT_FOUND.
Result<Person> LoadPerson(AccommodationStore& store, const CallContext& call, const PersonId& id);

// A placement that the caller may see. Errors: NotFound / PLACEMENT_NOT_FOUND.
Result<Placement> LoadPlacement(AccommodationStore& store, const CallContext& call,
                                const PlacementId& id);

// The same, if it still is as the caller has read it. Errors: Stale / PLACEMENT_CHANGED.
Result<Placement> LoadForChange(AccommodationStore& store, const CallContext& call,
                                const PlacementId& id, std::int64_t version);

Error PlacementChanged();

}  // namespace ttg::accommodation
