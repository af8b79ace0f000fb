#pragma once

#include <string>

#include "accommodation/app/acknowledge_release_day.h"
#include "accommodation/app/cancel_placement.h"
#include "accommodation/app/explain_bedspace.h"
#include "accommodation/app/offer_placement.h"
#include "accommodation/app/ports.h"
#include "accommodation/app/record_arrival.h"
#include "accommodation/app/record_departure.h"
#include "accommodation/app/record_person_agreement.h"
#include "accommodation/app/record_provider_decision.h"
#include "accommodation/app/search_bedspaces.h"
#include "accommodation/rpc/import_rows.h"
#include "platform/intake/import_reactor.h"
#include "platform/rpc/runtime.h"
#include "ttg/accommodation/v1/accommodation_service.grpc.pb.h"

namespace ttg::accommodation {

// The contract's methods: parse, call the use case, render. What `Parts` names outlives it.
class AccommodationService final : public v1::AccommodationService::CallbackService {
 public:
  struct Parts {
    rpc::Runtime& runtime;
    intake::ImportHost& imports;
    ImportParts stock;
    RankWeights weights;
  };

  explicit AccommodationService(const Parts& parts);

  grpc::ServerBidiReactor<v1::ImportBedspacesRequest, v1::ImportBedspacesResponse>* ImportBedspaces(
      grpc::CallbackServerContext* context) override;
  grpc::ServerBidiReactor<v1::ImportPlacementsRequest, v1::ImportPlacementsResponse>*
  ImportPlacements(grpc::CallbackServerContext* context) override;
  grpc::ServerBidiReactor<v1::ImportVoidsRequest, v1::ImportVoidsResponse>* ImportVoids(
      grpc::CallbackServerContext* context) override;
  grpc::ServerUnaryReactor* SearchBedspaces(grpc::CallbackServerContext* context,
                                            const v1::SearchBedspacesRequest* request,
                                            v1::SearchBedspacesResponse* response) override;
  grpc::ServerUnaryReactor* ExplainBedspace(grpc::CallbackServerContext* context,
                                            const v1::ExplainBedspaceRequest* request,
                                            v1::ExplainBedspaceResponse* response) override;
  grpc::ServerUnaryReactor* OfferPlacement(grpc::CallbackServerContext* context,
                                           const v1::OfferPlacementRequest* request,
                                           v1::OfferPlacementResponse* response) override;
  grpc::ServerUnaryReactor* RecordProviderDecision(
      grpc::CallbackServerContext* context, const v1::RecordProviderDecisionRequest* request,
      v1::RecordProviderDecisionResponse* response) override;
  grpc::ServerUnaryReactor* RecordPersonAgreement(
      grpc::CallbackServerContext* context, const v1::RecordPersonAgreementRequest* request,
      v1::RecordPersonAgreementResponse* response) override;
  grpc::ServerUnaryReactor* RecordArrival(grpc::CallbackServerContext* context,
                                          const v1::RecordArrivalRequest* request,
                                          v1::RecordArrivalResponse* response) override;
  grpc::ServerUnaryReactor* RecordDeparture(grpc::CallbackServerContext* context,
                                            const v1::RecordDepartureRequest* request,
                                            v1::RecordDepartureResponse* response) override;
  grpc::ServerUnaryReactor* CancelPlacement(grpc::CallbackServerContext* context,
                                            const v1::CancelPlacementRequest* request,
                                            v1::CancelPlacementResponse* response) override;
  grpc::ServerUnaryReactor* GetPlacement(grpc::CallbackServerContext* context,
                                         const v1::GetPlacementRequest* request,
                                         v1::GetPlacementResponse* response) override;
  grpc::ServerUnaryReactor* ListPlacements(grpc::CallbackServerContext* context,
                                           const v1::ListPlacementsRequest* request,
                                           v1::ListPlacementsResponse* response) override;
  grpc::ServerUnaryReactor* AcknowledgeReleaseDay(
      grpc::CallbackServerContext* context, const v1::AcknowledgeReleaseDayRequest* request,
      v1::AcknowledgeReleaseDayResponse* response) override;
  grpc::ServerUnaryReactor* ListReleaseDayAnswers(
      grpc::CallbackServerContext* context, const v1::ListReleaseDayAnswersRequest* request,
      v1::ListReleaseDayAnswersResponse* response) override;

 private:
  using Bind = BindStore;

  rpc::Outcome Show(const Placement& placement, const CallContext& call, v1::Placement& out) const;
  // Fills in a placement as it is now, when a request_id is repeated.
  template <typename Response>
  rpc::Runtime::ShowHandler<Response> ShowPlacement() const;
  // A change of one placement by `use_case`, whose command `read` makes of the request.
  template <typename UseCase, typename Request, typename Response, typename Read>
  grpc::ServerUnaryReactor* ChangePlacement(grpc::CallbackServerContext* context,
                                            const Request* request, Response* response,
                                            const UseCase& use_case, Read read);

  rpc::Runtime& runtime_;
  intake::ImportHost& imports_;
  const ImportParts stock_;
  const Bind bind_;
  const Clock& clock_;
  const accommodation::SearchBedspaces search_;
  const accommodation::ExplainBedspace explain_;
  const accommodation::OfferPlacement offer_;
  const accommodation::RecordProviderDecision decide_;
  const accommodation::RecordPersonAgreement agree_;
  const accommodation::RecordArrival arrive_;
  const accommodation::RecordDeparture depart_;
  const accommodation::CancelPlacement cancel_{};
  const accommodation::AcknowledgeReleaseDay acknowledge_;
};

}  // namespace ttg::accommodation
