#pragma once

#include "platform/rpc/runtime.h"
#include "release/app/merges/merge_use_cases.h"
#include "release/app/movements/movement_use_cases.h"
#include "release/app/prison_events/prison_event_use_cases.h"
#include "release/rpc/movements/movement_binding.h"
#include "release/rpc/movements/record_binders.h"
#include "release/rpc/people_importer.h"
#include "ttg/release/v1/movement_service.grpc.pb.h"

namespace ttg::release {

// The calls of MovementService: parse, call, render.
class MovementService final : public v1::MovementService::CallbackService {
 public:
  // What it is given outlives it.
  MovementService(rpc::Runtime& runtime, const MovementUseCases& use_cases,
                  const MergeUseCases& merges, const PrisonEventUseCases& prison_events,
                  const Clock& clock, BindStore bind_people, BindMovements bind_movements,
                  BindRecords bind_records);

  grpc::ServerUnaryReactor* RecordMovement(grpc::CallbackServerContext* context,
                                           const v1::RecordMovementRequest* request,
                                           v1::RecordMovementResponse* response) override;
  grpc::ServerUnaryReactor* ReverseMovement(grpc::CallbackServerContext* context,
                                            const v1::ReverseMovementRequest* request,
                                            v1::ReverseMovementResponse* response) override;
  grpc::ServerUnaryReactor* CorrectMovement(grpc::CallbackServerContext* context,
                                            const v1::CorrectMovementRequest* request,
                                            v1::CorrectMovementResponse* response) override;
  grpc::ServerUnaryReactor* ListMovements(grpc::CallbackServerContext* context,
                                          const v1::ListMovementsRequest* request,
                                          v1::ListMovementsResponse* response) override;
  grpc::ServerUnaryReactor* ListMovementRules(grpc::CallbackServerContext* context,
                                              const v1::ListMovementRulesRequest* request,
                                              v1::ListMovementRulesResponse* response) override;

  // In merge_methods.cc.
  grpc::ServerUnaryReactor* MergePeople(grpc::CallbackServerContext* context,
                                        const v1::MergePeopleRequest* request,
                                        v1::MergePeopleResponse* response) override;
  grpc::ServerUnaryReactor* UnmergePeople(grpc::CallbackServerContext* context,
                                          const v1::UnmergePeopleRequest* request,
                                          v1::UnmergePeopleResponse* response) override;
  grpc::ServerUnaryReactor* ListMerges(grpc::CallbackServerContext* context,
                                       const v1::ListMergesRequest* request,
                                       v1::ListMergesResponse* response) override;

  // In prison_event_methods.cc.
  grpc::ServerUnaryReactor* ReceivePrisonEvents(grpc::CallbackServerContext* context,
                                                const v1::ReceivePrisonEventsRequest* request,
                                                v1::ReceivePrisonEventsResponse* response) override;
  grpc::ServerUnaryReactor* GetPrisonEventPosition(
      grpc::CallbackServerContext* context, const v1::GetPrisonEventPositionRequest* request,
      v1::GetPrisonEventPositionResponse* response) override;
  grpc::ServerUnaryReactor* ListPrisonEvents(grpc::CallbackServerContext* context,
                                             const v1::ListPrisonEventsRequest* request,
                                             v1::ListPrisonEventsResponse* response) override;
  grpc::ServerUnaryReactor* SettlePrisonEvent(grpc::CallbackServerContext* context,
                                              const v1::SettlePrisonEventRequest* request,
                                              v1::SettlePrisonEventResponse* response) override;

 private:
  template <typename UseCase, typename Request, typename Response>
  grpc::ServerUnaryReactor* Change(grpc::CallbackServerContext* context, const Request* request,
                                   Response* response, const UseCase& use_case);

  template <typename UseCase, typename Request, typename Response>
  grpc::ServerUnaryReactor* ChangeMerge(grpc::CallbackServerContext* context,
                                        const Request* request, Response* response,
                                        const UseCase& use_case);
  BoundRecords BindForEvents(store::Session& session, const CallContext& call,
                             const CallContext& system) const;

  rpc::Runtime& runtime_;
  const MovementUseCases& use_cases_;
  const MergeUseCases& merges_;
  const PrisonEventUseCases& prison_events_;
  const Clock& clock_;
  const BindStore bind_people_;
  const BindMovements bind_movements_;
  const BindRecords bind_records_;
};

}  // namespace ttg::release
