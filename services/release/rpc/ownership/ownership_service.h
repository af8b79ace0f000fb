#pragma once

#include <functional>
#include <memory>

#include "kernel/calendar.h"
#include "kernel/clock.h"
#include "platform/rpc/runtime.h"
#include "release/app/ownership/ownership_use_cases.h"
#include "release/rpc/people_importer.h"
#include "ttg/release/v1/ownership_service.grpc.pb.h"

namespace ttg::release {

// Binds the three stores that commands about owners need to one transaction and one caller.
struct BindOwnership {
  BindStore people;
  std::function<std::unique_ptr<OwnershipStore>(store::Session&, const CallContext&)> owners;
  std::function<std::unique_ptr<MovementStore>(store::Session&, const CallContext&)> movements;
};

// The calls of OwnershipService: parse, call, render.
class OwnershipService final : public v1::OwnershipService::CallbackService {
 public:
  // What it is given outlives it.
  OwnershipService(rpc::Runtime& runtime, const OwnershipUseCases& use_cases, const Clock& clock,
                   const Calendar& calendar, BindOwnership bind);

  grpc::ServerUnaryReactor* OfferHandover(grpc::CallbackServerContext* context,
                                          const v1::OfferHandoverRequest* request,
                                          v1::OfferHandoverResponse* response) override;
  grpc::ServerUnaryReactor* AcceptHandover(grpc::CallbackServerContext* context,
                                           const v1::AcceptHandoverRequest* request,
                                           v1::AcceptHandoverResponse* response) override;
  grpc::ServerUnaryReactor* DeclineHandover(grpc::CallbackServerContext* context,
                                            const v1::DeclineHandoverRequest* request,
                                            v1::DeclineHandoverResponse* response) override;
  grpc::ServerUnaryReactor* WithdrawHandover(grpc::CallbackServerContext* context,
                                             const v1::WithdrawHandoverRequest* request,
                                             v1::WithdrawHandoverResponse* response) override;
  grpc::ServerUnaryReactor* AssignHandover(grpc::CallbackServerContext* context,
                                           const v1::AssignHandoverRequest* request,
                                           v1::AssignHandoverResponse* response) override;
  grpc::ServerUnaryReactor* ListHandovers(grpc::CallbackServerContext* context,
                                          const v1::ListHandoversRequest* request,
                                          v1::ListHandoversResponse* response) override;
  grpc::ServerUnaryReactor* ListHandoversDue(grpc::CallbackServerContext* context,
                                             const v1::ListHandoversDueRequest* request,
                                             v1::ListHandoversDueResponse* response) override;
  grpc::ServerUnaryReactor* RegisterWorker(grpc::CallbackServerContext* context,
                                           const v1::RegisterWorkerRequest* request,
                                           v1::RegisterWorkerResponse* response) override;
  grpc::ServerUnaryReactor* UpdateWorker(grpc::CallbackServerContext* context,
                                         const v1::UpdateWorkerRequest* request,
                                         v1::UpdateWorkerResponse* response) override;
  grpc::ServerUnaryReactor* RecordAbsence(grpc::CallbackServerContext* context,
                                          const v1::RecordAbsenceRequest* request,
                                          v1::RecordAbsenceResponse* response) override;
  grpc::ServerUnaryReactor* EndAbsence(grpc::CallbackServerContext* context,
                                       const v1::EndAbsenceRequest* request,
                                       v1::EndAbsenceResponse* response) override;
  grpc::ServerUnaryReactor* ListWorkloads(grpc::CallbackServerContext* context,
                                          const v1::ListWorkloadsRequest* request,
                                          v1::ListWorkloadsResponse* response) override;
  grpc::ServerUnaryReactor* PreviewReallocation(grpc::CallbackServerContext* context,
                                                const v1::PreviewReallocationRequest* request,
                                                v1::PreviewReallocationResponse* response) override;
  grpc::ServerUnaryReactor* RunReallocation(grpc::CallbackServerContext* context,
                                            const v1::RunReallocationRequest* request,
                                            v1::RunReallocationResponse* response) override;
  grpc::ServerUnaryReactor* ClosePrison(grpc::CallbackServerContext* context,
                                        const v1::ClosePrisonRequest* request,
                                        v1::ClosePrisonResponse* response) override;

 private:
  // Commands on a handover, and commands on a worker: those of a kind differ only in their use
  // case.
  template <typename UseCase, typename Request, typename Response>
  grpc::ServerUnaryReactor* ChangeHandover(grpc::CallbackServerContext* context,
                                           const Request* request, Response* response,
                                           const UseCase& use_case);
  template <typename UseCase, typename Request, typename Response>
  grpc::ServerUnaryReactor* ChangeWorker(grpc::CallbackServerContext* context,
                                         const Request* request, Response* response,
                                         const UseCase& use_case);
  template <typename Response>
  rpc::Outcome ShowHandover(const HandoverView& view, const Person& person, Response& out) const;
  // The last release day of those whose handovers have to be assigned.
  Date Through() const;

  rpc::Runtime& runtime_;
  const OwnershipUseCases& use_cases_;
  const Clock& clock_;
  const Calendar& calendar_;
  const BindOwnership bind_;
};

}  // namespace ttg::release
