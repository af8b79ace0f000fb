#pragma once

#include <functional>
#include <memory>

#include "platform/rpc/runtime.h"
#include "platform/store/session.h"
#include "release/app/bulk/bulk_use_cases.h"
#include "ttg/release/v1/bulk_change_service.grpc.pb.h"

namespace ttg::release {

// Binds what is stored about bulk changes to a transaction and a caller.
using BindBulk = std::function<std::unique_ptr<BulkStore>(store::Session&, const CallContext&)>;

// The calls of BulkChangeService: parse, call, render.
class BulkChangeService final : public v1::BulkChangeService::CallbackService {
 public:
  // What it is given outlives it.
  BulkChangeService(rpc::Runtime& runtime, const BulkUseCases& use_cases, BindBulk bind);

  grpc::ServerUnaryReactor* PrepareBulkChange(grpc::CallbackServerContext* context,
                                              const v1::PrepareBulkChangeRequest* request,
                                              v1::PrepareBulkChangeResponse* response) override;
  grpc::ServerUnaryReactor* GetBulkChange(grpc::CallbackServerContext* context,
                                          const v1::GetBulkChangeRequest* request,
                                          v1::GetBulkChangeResponse* response) override;
  grpc::ServerUnaryReactor* ListBulkChanges(grpc::CallbackServerContext* context,
                                            const v1::ListBulkChangesRequest* request,
                                            v1::ListBulkChangesResponse* response) override;
  grpc::ServerUnaryReactor* ListBulkChangeRows(grpc::CallbackServerContext* context,
                                               const v1::ListBulkChangeRowsRequest* request,
                                               v1::ListBulkChangeRowsResponse* response) override;
  grpc::ServerUnaryReactor* RunBulkChange(grpc::CallbackServerContext* context,
                                          const v1::RunBulkChangeRequest* request,
                                          v1::RunBulkChangeResponse* response) override;
  grpc::ServerUnaryReactor* StopBulkChange(grpc::CallbackServerContext* context,
                                           const v1::StopBulkChangeRequest* request,
                                           v1::StopBulkChangeResponse* response) override;
  grpc::ServerUnaryReactor* DiscardBulkChange(grpc::CallbackServerContext* context,
                                              const v1::DiscardBulkChangeRequest* request,
                                              v1::DiscardBulkChangeResponse* response) override;

 private:
  template <typename UseCase, typename Request, typename Response>
  grpc::ServerUnaryReactor* Change(grpc::CallbackServerContext* context, const Request* request,
                                   Response* response, const UseCase& use_case);

  rpc::Runtime& runtime_;
  const BulkUseCases& use_cases_;
  const BindBulk bind_;
};

}  // namespace ttg::release
