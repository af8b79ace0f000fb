#pragma once

#include <grpcpp/grpcpp.h>

#include <functional>
#include <string>
#include <vector>

#include "kernel/call_context.h"
#include "kernel/result.h"
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

  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* Read(grpc::CallbackServerContext* context, const Request* request,
                                 Response* response, ReadHandler<Request, Response> handler);

  // Request has `request_id`; the runtime requires it to be a UUID.
  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* Change(grpc::CallbackServerContext* context, const Request* request,
                                   Response* response, ChangeHandler<Request, Response> handler,
                                   ShowHandler<Response> show);
};

}  // namespace ttg::rpc
