#pragma once

#include <functional>
#include <memory>

#include "platform/rpc/runtime.h"
#include "release/app/consent/consent_use_cases.h"
#include "release/rpc/people_importer.h"
#include "ttg/release/v1/consent_service.grpc.pb.h"

namespace ttg::release {

using BindConsents =
    std::function<std::unique_ptr<ConsentStore>(store::Session&, const CallContext&)>;

// The calls of ConsentService: parse, call, render.
class ConsentService final : public v1::ConsentService::CallbackService {
 public:
  // What it is given outlives it.
  ConsentService(rpc::Runtime& runtime, const ConsentUseCases& use_cases, BindStore bind_people,
                 BindConsents bind_consents);

  grpc::ServerUnaryReactor* ListConsents(grpc::CallbackServerContext* context,
                                         const v1::ListConsentsRequest* request,
                                         v1::ListConsentsResponse* response) override;
  grpc::ServerUnaryReactor* RecordConsent(grpc::CallbackServerContext* context,
                                          const v1::RecordConsentRequest* request,
                                          v1::RecordConsentResponse* response) override;
  grpc::ServerUnaryReactor* WithdrawConsent(grpc::CallbackServerContext* context,
                                            const v1::WithdrawConsentRequest* request,
                                            v1::WithdrawConsentResponse* response) override;
  grpc::ServerUnaryReactor* RecordLegalBasis(grpc::CallbackServerContext* context,
                                             const v1::RecordLegalBasisRequest* request,
                                             v1::RecordLegalBasisResponse* response) override;
  grpc::ServerUnaryReactor* CheckConsents(grpc::CallbackServerContext* context,
                                          const v1::CheckConsentsRequest* request,
                                          v1::CheckConsentsResponse* response) override;

 private:
  // A command on one consent: all of them differ only in their use case.
  template <typename UseCase, typename Request, typename Response>
  grpc::ServerUnaryReactor* Change(grpc::CallbackServerContext* context, const Request* request,
                                   Response* response, const UseCase& use_case);

  rpc::Runtime& runtime_;
  const ConsentUseCases& use_cases_;
  const BindStore bind_people_;
  const BindConsents bind_consents_;
};

}  // namespace ttg::release
