#include "platform/rpc/unary_call.h"

#include <utility>

#include "kernel/id.h"
#include "platform/auth/base64url.h"
#include "platform/rpc/conversions.h"
#include "platform/rpc/errors.h"

namespace ttg::rpc {
namespace {

// The text of a string field; nothing where the request has no such field.
std::optional<std::string> TextOf(const google::protobuf::Message& request, const char* name) {
  const auto* field = request.GetDescriptor()->FindFieldByName(name);
  if (field == nullptr || field->cpp_type() != field->CPPTYPE_STRING || field->is_repeated()) {
    return std::nullopt;
  }
  return request.GetReflection()->GetString(request, field);
}

// For the database: undoes what was begun for a caller who is gone.
Error Abandoned() { return Unavailable("CALL_CANCELLED", "the caller has cancelled the call"); }

}  // namespace

UnaryCall::UnaryCall(Runtime& runtime, grpc::CallbackServerContext* context,
                     const Runtime::Message* request, Runtime::Message* response,
                     Runtime::Handler handler, Runtime::Show show)
    : runtime_(runtime),
      context_(context),
      request_(request),
      response_(response),
      handler_(std::move(handler)),
      show_(std::move(show)),
      started_(runtime.clock_.Now()) {}

void UnaryCall::Begin() {
  self_ = shared_from_this();
  auto admitted = runtime_.gate_.Admit(*context_, *request_->GetDescriptor());
  if (!admitted) {
    if (Claim()) Refuse(admitted.error());
    return;
  }
  admission_ = *std::move(admitted);
  correlation_id_ = admission_->call.correlation_id;
  if (show_) {
    BeginChange();
  } else {
    BeginRead();
  }
}

void UnaryCall::BeginRead() {
  const bool queued = runtime_.workers_.TryPost([self = self_] { self->RunRead(); });
  if (queued || !Claim()) return;
  Refuse(Overloaded("SERVER_AT_CAPACITY", "the server is at capacity; back off and try again"));
}

void UnaryCall::RunRead() {
  if (!Claim()) return;
  std::optional<Outcome> outcome;
  const auto read = runtime_.database_.Read([&](store::Session& session) -> Result<void> {
    response_->Clear();
    TTG_TRY(outcome,
            Guarded([&] { return handler_(admission_->call, session, *request_, *response_); }));
    return {};
  });
  if (!read) return Refuse(read.error());
  AuditRead(*std::move(outcome));
}

void UnaryCall::AuditRead(Outcome outcome) {
  runtime_.gate_.AuditRead(*admission_->method, admission_->call, std::move(outcome.subjects),
                           // Without its audit row the answer is not given.
                           [self = self_](const Result<void>& committed) {
                             if (!committed) return self->Refuse(committed.error());
                             self->End(grpc::Status::OK, {});
                           });
}

void UnaryCall::BeginChange() {
  if (auto valid = Validate(); !valid) {
    if (Claim()) Refuse(std::move(valid).error());
    return;
  }
  runtime_.database_.Write(
      [self = self_](store::Session& session) { return self->RunChange(session); },
      [self = self_](const Result<void>& committed) { self->EndChange(committed); });
}

Result<void> UnaryCall::Validate() {
  Fields fields;
  const std::string request_id = TextOf(*request_, "request_id").value_or("");
  if (!IsUuid(request_id)) {
    fields.Refuse("request_id", "REQUEST_ID_INVALID",
                  "choose a UUID in lower case for each change");
  }
  if (const auto etag = TextOf(*request_, "etag"); etag && etag->empty()) {
    fields.Refuse("etag", "ETAG_REQUIRED", "give the etag that the resource was read with");
  }
  TTG_RETURN_IF_ERROR(fields.Check());
  admission_->call.causation_id = request_id;
  key_ = {admission_->call.actor.str(), admission_->method->name, request_id,
          auth::EncodeBase64Url(auth::Sha256(request_->SerializeAsString()))};
  return {};
}

Result<void> UnaryCall::RunChange(store::Session& session) {
  if (!Claim()) return Abandoned();
  response_->Clear();
  repeated_ = false;
  TTG_TRY(const auto done_before, ClaimRequest(session, key_, runtime_.clock_.Now()));
  if (done_before) return RepeatChange(session, *done_before);
  TTG_TRY(const Outcome outcome,
          Guarded([&] { return handler_(admission_->call, session, *request_, *response_); }));
  TTG_RETURN_IF_ERROR(RecordResource(session, key_, outcome.resource_id));
  return runtime_.gate_.Audit(session, *admission_->method, admission_->call, outcome.subjects);
}

Result<void> UnaryCall::RepeatChange(store::Session& session, const std::string& resource_id) {
  repeated_ = true;
  TTG_TRY(const Outcome outcome,
          Guarded([&] { return show_(admission_->call, session, resource_id, *response_); }));
  return runtime_.gate_.AuditAs(session, auth::AuditAction::kConsultation, *admission_->method,
                                admission_->call, outcome.subjects);
}

void UnaryCall::EndChange(const Result<void>& committed) {
  // Finished already: cancelled before it started. Claim covers a command that was never run,
  // because the database refused it.
  if (!Claim()) return;
  if (!committed) return Refuse(committed.error());
  if (!repeated_) runtime_.on_commit_();
  End(grpc::Status::OK, {});
}

Result<Outcome> UnaryCall::Guarded(const std::function<Result<Outcome>()>& work) {
  // The last resort: nothing of ours throws, and what a library throws may quote personal data.
  try {
    return work();
  } catch (...) {
    return Internal("UNEXPECTED_FAULT", "an unexpected fault; report it with the correlation id");
  }
}

bool UnaryCall::Claim() {
  State expected = State::kWaiting;
  if (!state_.compare_exchange_strong(expected, State::kRunning)) {
    return expected == State::kRunning;
  }
  if (!context_->IsCancelled() && context_->deadline() > std::chrono::system_clock::now()) {
    return true;
  }
  End(grpc::Status::CANCELLED, "CALL_CANCELLED");
  return false;
}

void UnaryCall::Refuse(const Refusal& refusal) {
  correlation_id_ = refusal.correlation_id;
  runtime_.gate_.Refuse(refusal, [self = self_, reason = refusal.error.reason](
                                     const grpc::Status& status) { self->End(status, reason); });
}

void UnaryCall::Refuse(Error error) { Refuse(Gate::RefusalOf(*admission_, std::move(error))); }

void UnaryCall::End(grpc::Status status, std::string reason) {
  if (state_.exchange(State::kFinished) == State::kFinished) return;
  Send(std::move(status), std::move(reason));
}

void UnaryCall::Send(grpc::Status status, std::string reason) {
  runtime_.workers_.Post([self = self_, status = std::move(status), reason = std::move(reason)] {
    const Method* method = self->admission_ ? self->admission_->method : nullptr;
    self->runtime_.gate_.Report(method, status, reason, self->correlation_id_, self->started_);
    self->Finish(status);
  });
}

void UnaryCall::OnCancel() {
  State expected = State::kWaiting;
  // One that runs is finished by whoever runs it: its request must live until then.
  if (state_.compare_exchange_strong(expected, State::kFinished)) {
    Send(grpc::Status::CANCELLED, "CALL_CANCELLED");
  }
}

void UnaryCall::OnDone() { self_.reset(); }

}  // namespace ttg::rpc
