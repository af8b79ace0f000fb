#pragma once

#include <memory>
#include <string>

#include "kernel/clock.h"
#include "platform/auth/signing_key.h"
#include "platform/rpc/runtime.h"
#include "ttg/common/v1/audit_service.grpc.pb.h"

namespace ttg::rpc {

// ttg.common.v1.AuditService over this service's own trail.
class AuditService final : public ttg::common::v1::AuditService::CallbackService {
 public:
  // `service` stands in the exported head, so that one service's head is no other's. Without a key
  // nothing can be exported: FAILED_PRECONDITION / AUDIT_KEY_ABSENT.
  AuditService(Runtime& runtime, const Clock& clock, std::string service,
               std::shared_ptr<const auth::SigningKey> key);

  grpc::ServerUnaryReactor* VerifyAudit(grpc::CallbackServerContext* context,
                                        const ttg::common::v1::VerifyAuditRequest* request,
                                        ttg::common::v1::VerifyAuditResponse* response) override;
  grpc::ServerUnaryReactor* ExportAuditHead(
      grpc::CallbackServerContext* context, const ttg::common::v1::ExportAuditHeadRequest* request,
      ttg::common::v1::ExportAuditHeadResponse* response) override;

 private:
  Runtime& runtime_;
  const Clock& clock_;
  const std::string service_;
  const std::shared_ptr<const auth::SigningKey> key_;
};

}  // namespace ttg::rpc
