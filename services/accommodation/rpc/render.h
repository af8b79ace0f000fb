#pragma once

#include "accommodation/app/explain_bedspace.h"
#include "accommodation/app/ports.h"
#include "accommodation/app/search_bedspaces.h"
#include "ttg/accommodation/v1/accommodation_service.pb.h"

namespace ttg::accommodation {

// The domain as the contract's messages. `call` decides what a placement says about the person.
void Render(const Placement& placement, const CallContext& call, Date today, v1::Placement& out);
void Render(const Bedspace& bedspace, v1::Bedspace& out);
void Render(const Bedspace& bedspace, const Rank& rank, v1::RankedBedspace& out);
void Render(const Exclusion& exclusion, v1::Exclusion& out);
void Render(const AnsweredReleaseDay& answered, v1::AnsweredReleaseDay& out);
// Most frequent first.
void Render(const SearchBedspaces::Answer& answer, v1::SearchBedspacesResponse& out);

v1::ExclusionReason ToProto(ExclusionReason reason);
v1::PlacementState ToProto(PlacementState state);
// Unknown values of a newer client are none.
std::optional<PlacementState> FromProto(v1::PlacementState state);

}  // namespace ttg::accommodation
