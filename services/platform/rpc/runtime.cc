#include "platform/rpc/runtime.h"

#include <memory>

#include "platform/rpc/unary_call.h"

namespace ttg::rpc {

Runtime::Runtime(store::Database& database, Gate& gate, Workers& workers, const Clock& clock,
                 std::function<void()> on_commit)
    : database_(database),
      gate_(gate),
      workers_(workers),
      clock_(clock),
      on_commit_(std::move(on_commit)) {}

grpc::ServerUnaryReactor* Runtime::StartRead(grpc::CallbackServerContext* context,
                                             const Message* request, Message* response,
                                             Handler handler) {
  return StartChange(context, request, response, std::move(handler), nullptr);
}

grpc::ServerUnaryReactor* Runtime::StartChange(grpc::CallbackServerContext* context,
                                               const Message* request, Message* response,
                                               Handler handler, Show show) {
  const auto call = std::make_shared<UnaryCall>(*this, context, request, response,
                                                std::move(handler), std::move(show));
  call->Begin();
  return call.get();
}

}  // namespace ttg::rpc
