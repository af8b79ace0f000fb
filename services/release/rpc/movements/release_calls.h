#pragma once

#include "platform/rpc/runtime.h"
#include "release/app/movements/movement_use_cases.h"
#include "release/rpc/movements/movement_binding.h"
#include "release/rpc/people_importer.h"
#include "ttg/release/v1/release_service.grpc.pb.h"

namespace ttg::release {

// The calls of ReleaseService that record and reverse movements.
class ReleaseCalls {
 public:
  // What it is given outlives it.
  ReleaseCalls(rpc::Runtime& runtime, const MovementUseCases& use_cases, const Clock& clock,
               BindStore bind_people, BindMovements bind_movements);

  grpc::ServerUnaryReactor* RecordRelease(grpc::CallbackServerContext* context,
                                          const v1::RecordReleaseRequest* request,
                                          v1::RecordReleaseResponse* response) const;
  grpc::ServerUnaryReactor* ReverseRelease(grpc::CallbackServerContext* context,
                                           const v1::ReverseReleaseRequest* request,
                                           v1::ReverseReleaseResponse* response) const;
  grpc::ServerUnaryReactor* TransferPrison(grpc::CallbackServerContext* context,
                                           const v1::TransferPrisonRequest* request,
                                           v1::TransferPrisonResponse* response) const;

 private:
  template <typename UseCase, typename Request, typename Response>
  grpc::ServerUnaryReactor* Change(grpc::CallbackServerContext* context, const Request* request,
                                   Response* response, const UseCase& use_case) const;

  rpc::Runtime& runtime_;
  const MovementUseCases& use_cases_;
  const Clock& clock_;
  const BindStore bind_people_;
  const BindMovements bind_movements_;
};

}  // namespace ttg::release
