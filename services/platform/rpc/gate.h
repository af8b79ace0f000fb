#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <google/protobuf/message.h>
#include <grpcpp/grpcpp.h>

#include "kernel/call_context.h"
#include "kernel/clock.h"
#include "kernel/result.h"
#include "platform/audit/collector.h"
#include "platform/rpc/method_table.h"
#include "platform/store/database.h"

namespace ttg::auth {
class Authenticator;
struct Principal;
}  // namespace ttg::auth

namespace ttg::telemetry {
class Metrics;
}

namespace ttg::rpc {

// A call that was let in.
struct Admission {
  const Method* method = nullptr;
  CallContext call;
};

// A call that was not. Says what is known of the caller for the audit trail: `actor` is empty for
// somebody whom we do not know.
struct Refusal {
  Error error;
  const Method* method = nullptr;
  std::string actor;
  std::string organisation;
  std::string purpose;
  std::string correlation_id;
};

// The one door to every method, unary or streaming: authenticate → authorise → deadline. Also
// writes the audit rows of calls. Thread-safe; does not block.
//
// A streaming reactor does it in this order (unary calls go through Runtime):
//   auto admitted = gate.Admit(*context, *pb::ImportPeopleRequest::descriptor());
//   if (!admitted) → gate.Refuse(admitted.error(), [=](grpc::Status status) { Finish(status); });
//   … work in transactions, each with gate.Audit(session, *admitted->method, call, …) …
//   a later refusal → gate.Refuse(gate.RefusalOf(*admitted, error), finish);
class Gate {
 public:
  // Anything that refers to it outlives it.
  Gate(store::Database& database, const auth::Authenticator& authenticator, const Clock& clock,
       IdSource& ids, telemetry::Metrics& metrics);

  // Names the methods that are served. Before the first call.
  void Serve(MethodTable methods);

  // Errors (in Refusal::error): Unauthenticated / TOKEN_ABSENT and those of Authenticator,
  // Forbidden / ROLE_NOT_ALLOWED, Invalid / DEADLINE_REQUIRED, Internal / METHOD_UNKNOWN.
  tl::expected<Admission, Refusal> Admit(const grpc::CallbackServerContext& context,
                                         const google::protobuf::Descriptor& request_type) const;

  static Refusal RefusalOf(const Admission& admission, Error error);

  // Writes the audit row of a refusal and then calls `finish` with its status, exactly once and
  // maybe on a database thread. Refusals of unknown callers are recorded up to a number a minute,
  // so that nobody can fill the disk from outside; those beyond it are counted only.
  void Refuse(const Refusal& refusal, std::function<void(grpc::Status)> finish) const;

  // The audit row of a call that succeeded, in the transaction of its effect. Nothing where the
  // method's policy says so.
  Result<void> Audit(store::Session& session, const Method& method, const CallContext& call,
                     const std::vector<std::string>& subjects) const;
  // The same with another action: a repeat of a change is a consultation.
  Result<void> AuditAs(store::Session& session, auth::AuditAction action, const Method& method,
                       const CallContext& call, const std::vector<std::string>& subjects) const;

  // Writes the audit row of a read that succeeded and then calls `done`, exactly once and maybe on
  // a database thread. Rows of reads that end at the same time go in together.
  void AuditRead(const Method& method, const CallContext& call, std::vector<std::string> subjects,
                 store::Database::Done done) const;

  // Counts the call and logs it: codes and ids only.
  void Report(const Method* method, const grpc::Status& status, const std::string& reason,
              const std::string& correlation_id, Instant started) const;

  const Clock& clock() const { return clock_; }

 private:
  CallContext ContextOf(const auth::Principal& principal,
                        const grpc::CallbackServerContext& context) const;

  bool MayRecordUnknown() const;

  audit::Entry EntryOf(auth::AuditAction action, const Method& method, const CallContext& call,
                       std::vector<std::string> subjects) const;

  store::Database& database_;
  mutable audit::Collector reads_;
  const auth::Authenticator& authenticator_;
  const Clock& clock_;
  IdSource& ids_;
  telemetry::Metrics& metrics_;
  MethodTable methods_;
  mutable std::mutex unknown_mutex_;
  mutable Instant unknown_since_ = absl::InfinitePast();
  mutable int unknown_recorded_ = 0;
};

}  // namespace ttg::rpc
