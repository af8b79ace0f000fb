#pragma once

#include <functional>
#include <vector>

#include "kernel/clock.h"
#include "platform/messaging/consumer.h"
#include "platform/messaging/relay.h"
#include "platform/rpc/runtime.h"
#include "ttg/common/v1/event_log_service.grpc.pb.h"

namespace ttg::rpc {

// ttg.common.v1.EventLogService over this service's own log, relay and consumer.
class EventLogService final : public ttg::common::v1::EventLogService::CallbackService {
 public:
  // Both are asked at every call, because relay and consumer start after the services.
  using RelayStatus = std::function<messaging::RelayStatus()>;
  using Progress = std::function<std::vector<messaging::StreamProgress>()>;

  EventLogService(Runtime& runtime, const Clock& clock, RelayStatus relay, Progress progress);

  grpc::ServerUnaryReactor* Replay(grpc::CallbackServerContext* context,
                                   const ttg::common::v1::ReplayRequest* request,
                                   ttg::common::v1::ReplayResponse* response) override;
  grpc::ServerUnaryReactor* GetLag(grpc::CallbackServerContext* context,
                                   const ttg::common::v1::GetLagRequest* request,
                                   ttg::common::v1::GetLagResponse* response) override;
  grpc::ServerUnaryReactor* ListDeadLetters(
      grpc::CallbackServerContext* context, const ttg::common::v1::ListDeadLettersRequest* request,
      ttg::common::v1::ListDeadLettersResponse* response) override;
  grpc::ServerUnaryReactor* RetryDeadLetter(
      grpc::CallbackServerContext* context, const ttg::common::v1::RetryDeadLetterRequest* request,
      ttg::common::v1::RetryDeadLetterResponse* response) override;
  grpc::ServerUnaryReactor* DiscardDeadLetter(
      grpc::CallbackServerContext* context,
      const ttg::common::v1::DiscardDeadLetterRequest* request,
      ttg::common::v1::DiscardDeadLetterResponse* response) override;
  grpc::ServerUnaryReactor* AdvanceLog(grpc::CallbackServerContext* context,
                                       const ttg::common::v1::AdvanceLogRequest* request,
                                       ttg::common::v1::AdvanceLogResponse* response) override;

 private:
  Runtime& runtime_;
  const Clock& clock_;
  const RelayStatus relay_;
  const Progress progress_;
};

}  // namespace ttg::rpc
