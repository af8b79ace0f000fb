#pragma once

#include "accommodation/app/acknowledge_release_day.h"
#include "accommodation/app/cancel_placement.h"
#include "accommodation/app/offer_placement.h"
#include "accommodation/app/ports.h"
#include "accommodation/app/record_arrival.h"
#include "accommodation/app/record_departure.h"
#include "accommodation/app/record_person_agreement.h"
#include "accommodation/app/record_provider_decision.h"
#include "accommodation/app/wanted_stay.h"
#include "ttg/accommodation/v1/accommodation_service.pb.h"

namespace ttg::accommodation {

// Requests as commands and queries. Errors: Invalid with a violation for each field.
Result<WantedStay> Parse(const v1::SearchBedspacesRequest& in);

struct ExplainQuery {
  BedspaceId bedspace;
  WantedStay wanted;
};
Result<ExplainQuery> Parse(const v1::ExplainBedspaceRequest& in);

Result<OfferPlacement::Command> Parse(const v1::OfferPlacementRequest& in);
Result<RecordProviderDecision::Command> Parse(const v1::RecordProviderDecisionRequest& in);
Result<RecordPersonAgreement::Command> Parse(const v1::RecordPersonAgreementRequest& in);
Result<RecordArrival::Command> Parse(const v1::RecordArrivalRequest& in);
Result<RecordDeparture::Command> Parse(const v1::RecordDepartureRequest& in);
Result<CancelPlacement::Command> Parse(const v1::CancelPlacementRequest& in);
Result<PlacementId> Parse(const v1::GetPlacementRequest& in);
Result<AcknowledgeReleaseDay::Command> Parse(const v1::AcknowledgeReleaseDayRequest& in);

// With the page that the token and the size name.
Result<PlacementQuery> Parse(const v1::ListPlacementsRequest& in);
Result<AnswerQuery> Parse(const v1::ListReleaseDayAnswersRequest& in);

// Where the page after these begins, in the words of the parsers above.
std::string CursorAfter(const Placement& last);
std::string CursorAfter(const AnsweredReleaseDay& last);

}  // namespace ttg::accommodation
