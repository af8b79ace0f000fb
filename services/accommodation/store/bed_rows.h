#pragma once

#include <optional>
#include <vector>

#include "accommodation/domain/availability.h"
#include "platform/store/session.h"

namespace ttg::accommodation {

Result<std::optional<Bedspace>> ReadBedspace(store::Session& session, const BedspaceId& id);
Result<std::optional<Premises>> ReadPremises(store::Session& session, const PremisesId& id);
Result<void> WriteBedspace(store::Session& session, const Bedspace& bedspace);

Result<std::optional<Void>> ReadVoid(store::Session& session, const BedspaceId& bedspace,
                                     Date from);
// Errors: CONSTRAINT_VIOLATED while a plan holds one of its nights.
Result<void> WriteVoid(store::Session& session, const BedspaceId& bedspace, const Void& one);

// All beds in order of their ids, or one, with what decides about nights around `around`.
Result<std::vector<BedPicture>> ReadBeds(store::Session& session,
                                         const std::optional<BedspaceId>& only, const Stay& around,
                                         Date today, const std::optional<PlacementId>& except);

}  // namespace ttg::accommodation
