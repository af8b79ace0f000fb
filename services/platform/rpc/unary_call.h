#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <google/protobuf/message.h>
#include <grpcpp/grpcpp.h>

#include "platform/rpc/request_record.h"
#include "platform/rpc/runtime.h"

namespace ttg::rpc {

// One unary call on its way through Runtime. gRPC, a worker and the database each hold it while
// they need it, and request and response live until it is finished. Whoever claims it first
// (a worker that starts it, or a cancellation) is the one who finishes it.
class UnaryCall final : public grpc::ServerUnaryReactor,
                        public std::enable_shared_from_this<UnaryCall> {
 public:
  UnaryCall(Runtime& runtime, grpc::CallbackServerContext* context, const Runtime::Message* request,
            Runtime::Message* response, Runtime::Handler handler, Runtime::Show show);

  // Starts a read (without `show`) or a change. Called once, on gRPC's thread.
  void Begin();

  void OnCancel() override;
  void OnDone() override;

 private:
  enum class State { kWaiting, kRunning, kFinished };

  void BeginRead();
  void BeginChange();
  void RunRead();
  void AuditRead(Outcome outcome);
  Result<void> RunChange(store::Session& session);
  Result<void> RepeatChange(store::Session& session, const std::string& resource_id);
  void EndChange(const Result<void>& committed);
  Result<void> Validate();
  Result<Outcome> Guarded(const std::function<Result<Outcome>()>& work);

  // False: it was cancelled before it started, or it is too late to start. True again for a retry.
  bool Claim();
  void Refuse(const Refusal& refusal);
  void Refuse(Error error);
  // Ends the call; only by whoever claimed it.
  void End(grpc::Status status, std::string reason);
  // Hands the work of sending to a worker, because database threads have better things to do.
  void Send(grpc::Status status, std::string reason);

  Runtime& runtime_;
  grpc::CallbackServerContext* const context_;
  const Runtime::Message* const request_;
  Runtime::Message* const response_;
  const Runtime::Handler handler_;
  const Runtime::Show show_;
  const Instant started_;
  std::optional<Admission> admission_;
  RequestKey key_;
  bool repeated_ = false;
  std::string correlation_id_;
  std::atomic<State> state_ = State::kWaiting;
  std::shared_ptr<UnaryCall> self_;
};

}  // namespace ttg::rpc
