#pragma once

#include <functional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "kernel/call_context.h"
#include "kernel/clock.h"
#include "kernel/result.h"
#include "platform/rpc/gate.h"
#include "platform/rpc/workers.h"
#include "platform/store/database.h"
#include "platform/store/session.h"

namespace ttg::rpc {

// What a handler says about a call that succeeded.
struct Outcome {
  // The id of what was changed or read; a repeat of the request_id shows this one again.
  std::string resource_id;
  // Whom the answer is about, for the audit trail: person ids, in the order shown.
  std::vector<std::string> subjects;
};

// Serves one unary call: off the reactor thread, bounded, finished exactly once.
//
//   authenticate → authorise → validate → [transaction: replay check → handler → request record →
//   audit] → reply
//
// Reads run on the worker pool with a read-only session, and their audit row is committed before
// the reply; changes run in one transaction of the store. The method's policy is found by its
// request type, which is unique to the method (buf's rule). A full queue answers
// RESOURCE_EXHAUSTED; a call that is cancelled or past its deadline before it starts does nothing.
//
// Validate: INVALID_ARGUMENT / DEADLINE_REQUIRED for a call without a deadline; a change also needs
// `request_id` (a UUID: REQUEST_ID_INVALID) and, where the request has the field, `etag`
// (ETAG_REQUIRED). Another body under a used request_id: INVALID_ARGUMENT / REQUEST_ID_REUSED.
//
// Handlers may run more than once (PostgreSQL's retries); the response is empty each time. They
// keep what they capture alive and refer to nothing of the reactor's thread.
class Runtime {
 public:
  template <typename Request, typename Response>
  using ReadHandler = std::function<Result<Outcome>(const CallContext&, store::Session&,
                                                    const Request&, Response&)>;
  // Changes and fills in the response. Events are appended by the handler's store, on `session`.
  template <typename Request, typename Response>
  using ChangeHandler = ReadHandler<Request, Response>;
  // Fills in the response for the resource as it is now, when a request_id is repeated.
  template <typename Response>
  using ShowHandler = std::function<Result<Outcome>(const CallContext&, store::Session&,
                                                    const std::string& resource_id, Response&)>;

  // The parts outlive the runtime. `on_commit` runs after each change that committed, on a database
  // thread: it wakes the relay.
  Runtime(store::Database& database, Gate& gate, Workers& workers, const Clock& clock,
          std::function<void()> on_commit);

  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* Read(grpc::CallbackServerContext* context, const Request* request,
                                 Response* response,
                                 std::type_identity_t<ReadHandler<Request, Response>> handler) {
    return StartRead(context, request, response, Erase<Request, Response>(std::move(handler)));
  }

  // Request has `request_id`; the runtime requires it to be a UUID.
  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* Change(grpc::CallbackServerContext* context, const Request* request,
                                   Response* response,
                                   std::type_identity_t<ChangeHandler<Request, Response>> handler,
                                   std::type_identity_t<ShowHandler<Response>> show) {
    return StartChange(
        context, request, response, Erase<Request, Response>(std::move(handler)),
        [show = std::move(show)](const CallContext& call, store::Session& session,
                                 const std::string& resource_id, google::protobuf::Message& out) {
          return show(call, session, resource_id, static_cast<Response&>(out));
        });
  }

 private:
  friend class UnaryCall;

  using Message = google::protobuf::Message;
  using Handler =
      std::function<Result<Outcome>(const CallContext&, store::Session&, const Message&, Message&)>;
  using Show = std::function<Result<Outcome>(const CallContext&, store::Session&,
                                             const std::string&, Message&)>;

  template <typename Request, typename Response>
  static Handler Erase(ReadHandler<Request, Response> handler) {
    return [handler = std::move(handler)](const CallContext& call, store::Session& session,
                                          const Message& in, Message& out) {
      return handler(call, session, static_cast<const Request&>(in), static_cast<Response&>(out));
    };
  }

  grpc::ServerUnaryReactor* StartRead(grpc::CallbackServerContext* context, const Message* request,
                                      Message* response, Handler handler);
  grpc::ServerUnaryReactor* StartChange(grpc::CallbackServerContext* context,
                                        const Message* request, Message* response, Handler handler,
                                        Show show);

  store::Database& database_;
  Gate& gate_;
  Workers& workers_;
  const Clock& clock_;
  const std::function<void()> on_commit_;
};

}  // namespace ttg::rpc
