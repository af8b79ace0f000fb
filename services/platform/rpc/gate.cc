#include "platform/rpc/gate.h"

#include <optional>
#include <string_view>
#include <utility>

#include "kernel/id.h"
#include "platform/audit/trail.h"
#include "platform/auth/authenticator.h"
#include "platform/rpc/errors.h"
#include "platform/telemetry/log.h"
#include "platform/telemetry/metrics.h"
#include "platform/telemetry/trace.h"

namespace ttg::rpc {
namespace {

constexpr std::string_view kBearer = "Bearer ";
// Refusals of unknown callers that are recorded in a minute: enough to see that it happens.
constexpr int kMostUnknownRefusals = 64;

std::string_view Metadata(const grpc::CallbackServerContext& context, const char* name) {
  const auto& metadata = context.client_metadata();
  const auto found = metadata.find(name);
  if (found == metadata.end()) return {};
  return {found->second.data(), found->second.size()};
}

bool HasDeadline(const grpc::CallbackServerContext& context) {
  return context.deadline() != std::chrono::system_clock::time_point::max();
}

// Failures of ours are no decisions about the caller: they are logged, not audited.
bool IsRefusal(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kInvalid:
    case ErrorKind::kUnauthenticated:
    case ErrorKind::kForbidden:
    case ErrorKind::kNotFound:
    case ErrorKind::kDuplicate:
    case ErrorKind::kPrecondition:
    case ErrorKind::kStale:
      return true;
    case ErrorKind::kOverloaded:
    case ErrorKind::kUnavailable:
    case ErrorKind::kInternal:
      return false;
  }
  return false;
}

// A method that shows nothing about people is audited only when it refuses.
auth::AuditAction ActionOf(const Method* method) {
  if (method == nullptr || method->policy.audit == auth::AuditAction::kNone) {
    return auth::AuditAction::kConsultation;
  }
  return method->policy.audit;
}

std::string AuditName(const Method* method) {
  return method == nullptr ? std::string("UNKNOWN") : "/" + method->name;
}

telemetry::Level LevelOf(const grpc::Status& status) {
  if (status.ok()) return telemetry::Level::kDebug;
  const bool ours = status.error_code() == ToCode(ErrorKind::kInternal);
  return ours ? telemetry::Level::kError : telemetry::Level::kInfo;
}

}  // namespace

Gate::Gate(store::Database& database, const auth::Authenticator& authenticator, const Clock& clock,
           IdSource& ids, telemetry::Metrics& metrics)
    : database_(database),
      reads_(database),
      authenticator_(authenticator),
      clock_(clock),
      ids_(ids),
      metrics_(metrics) {}

void Gate::Serve(MethodTable methods) { methods_ = std::move(methods); }

tl::expected<Admission, Refusal> Gate::Admit(
    const grpc::CallbackServerContext& context,
    const google::protobuf::Descriptor& request_type) const {
  Refusal refusal;
  refusal.method = methods_.Find(request_type);
  const std::string_view correlation = Metadata(context, "ttg-correlation-id");
  refusal.correlation_id = IsUuid(correlation) ? std::string(correlation) : ids_.NewId();
  const auto refuse = [&](Error error) {
    refusal.error = std::move(error);
    return tl::unexpected<Refusal>(std::move(refusal));
  };

  const std::string_view authorization = Metadata(context, "authorization");
  if (authorization.substr(0, kBearer.size()) != kBearer) {
    return refuse(Unauthenticated("TOKEN_ABSENT", "give a token as 'authorization: Bearer …'"));
  }
  const auto principal = authenticator_.Authenticate(authorization.substr(kBearer.size()));
  if (!principal) return refuse(principal.error());
  refusal.actor = (*principal)->actor.str();
  refusal.organisation = (*principal)->organisation.str();
  refusal.purpose = (*principal)->purpose;
  if (refusal.method == nullptr) {
    return refuse(Internal("METHOD_UNKNOWN", "this method is served without a contract"));
  }
  if (auto allowed = auth::Authorise(refusal.method->policy, (*principal)->roles); !allowed) {
    return refuse(std::move(allowed).error());
  }
  if (!HasDeadline(context)) {
    return refuse(Invalid("DEADLINE_REQUIRED", "set a deadline on every call"));
  }
  CallContext call = ContextOf(**principal, context);
  call.correlation_id = refusal.correlation_id;
  call.causation_id = refusal.correlation_id;
  return Admission{refusal.method, std::move(call)};
}

CallContext Gate::ContextOf(const auth::Principal& principal,
                            const grpc::CallbackServerContext& context) const {
  return {.actor = principal.actor,
          .roles = principal.roles,
          .organisation = principal.organisation,
          .scope = principal.scope,
          .purpose = principal.purpose,
          .correlation_id = {},
          .causation_id = {},
          .traceparent = telemetry::ContinueTrace(Metadata(context, "traceparent"))};
}

Refusal Gate::RefusalOf(const Admission& admission, Error error) {
  const CallContext& call = admission.call;
  return {std::move(error),        admission.method, call.actor.str(),
          call.organisation.str(), call.purpose,     call.correlation_id};
}

void Gate::Refuse(const Refusal& refusal, std::function<void(grpc::Status)> finish) const {
  grpc::Status status = ToStatus(refusal.error, refusal.correlation_id);
  if (!IsRefusal(refusal.error.kind)) return finish(std::move(status));
  if (refusal.actor.empty() && !MayRecordUnknown()) {
    metrics_.Count("ttg_rpc_refusals_unrecorded_total",
                   "Refusals of unknown callers beyond the limit of the audit trail.");
    return finish(std::move(status));
  }
  audit::Entry entry{.occurred_at = clock_.Now(),
                     .actor = refusal.actor,
                     .on_behalf_of = {},
                     .organisation = refusal.organisation,
                     .action = std::string(ToString(ActionOf(refusal.method))),
                     .method = AuditName(refusal.method),
                     .purpose = refusal.purpose,
                     .correlation_id = refusal.correlation_id,
                     .outcome = refusal.error.reason,
                     .subjects = {}};
  database_.Write(
      [entry = std::move(entry)](store::Session& session) { return audit::Append(session, entry); },
      [this, status = std::move(status), finish = std::move(finish)](const Result<void>& written) {
        if (!written) {
          metrics_.Count("ttg_audit_failures_total", "Audit rows that could not be written.");
        }
        // The caller is refused either way: there is nothing in the answer to protect.
        finish(status);
      });
}

bool Gate::MayRecordUnknown() const {
  const Instant now = clock_.Now();
  const std::lock_guard lock(unknown_mutex_);
  if (absl::AbsDuration(now - unknown_since_) >= absl::Minutes(1)) {
    unknown_since_ = now;
    unknown_recorded_ = 0;
  }
  if (unknown_recorded_ == kMostUnknownRefusals) return false;
  ++unknown_recorded_;
  return true;
}

Result<void> Gate::Audit(store::Session& session, const Method& method, const CallContext& call,
                         const std::vector<std::string>& subjects) const {
  if (method.policy.audit == auth::AuditAction::kNone) return {};
  return AuditAs(session, method.policy.audit, method, call, subjects);
}

Result<void> Gate::AuditAs(store::Session& session, auth::AuditAction action, const Method& method,
                           const CallContext& call,
                           const std::vector<std::string>& subjects) const {
  return audit::Append(session, EntryOf(action, method, call, subjects));
}

void Gate::AuditRead(const Method& method, const CallContext& call,
                     std::vector<std::string> subjects, store::Database::Done done) const {
  if (method.policy.audit == auth::AuditAction::kNone) return done({});
  reads_.Write(EntryOf(method.policy.audit, method, call, std::move(subjects)), std::move(done));
}

audit::Entry Gate::EntryOf(auth::AuditAction action, const Method& method, const CallContext& call,
                           std::vector<std::string> subjects) const {
  return {.occurred_at = clock_.Now(),
          .actor = call.actor.str(),
          .on_behalf_of = {},
          .organisation = call.organisation.str(),
          .action = std::string(ToString(action)),
          .method = AuditName(&method),
          .purpose = call.purpose,
          .correlation_id = call.correlation_id,
          .outcome = "OK",
          .subjects = std::move(subjects)};
}

void Gate::Report(const Method* method, const grpc::Status& status, const std::string& reason,
                  const std::string& correlation_id, Instant started) const {
  const double seconds = absl::ToDoubleSeconds(clock_.Now() - started);
  const std::string name = method == nullptr ? "UNKNOWN" : method->name;
  const std::string code(CodeName(status.error_code()));
  metrics_.CountCall(name, code, seconds);
  telemetry::Log(LevelOf(status), status.ok() ? "call.served" : "call.failed",
                 {{"method", std::string_view(name)},
                  {"code", std::string_view(code)},
                  {"reason", std::string_view(reason)},
                  {"correlation_id", std::string_view(correlation_id)},
                  {"seconds", seconds}});
}

}  // namespace ttg::rpc
