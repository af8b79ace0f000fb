#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "kernel/call_context.h"
#include "kernel/result.h"
#include "platform/messaging/event.h"
#include "platform/rpc/errors.h"

namespace ttg::rpc {

// A client channel with keepalive and our message size. `address` is host:port. Never blocks.
std::shared_ptr<grpc::Channel> MakeChannel(const std::string& address);

// Gives a token that is good for a while: minted, or read from a file again when it changes.
using TokenProvider = std::function<Result<std::string>()>;

// One peer service (or, for the command line, the service it talks to), and how it is called:
// every call gets a deadline, a token, the trace and the correlation id.
class Peer {
 public:
  Peer(std::shared_ptr<grpc::Channel> channel, TokenProvider token,
       std::chrono::milliseconds deadline);

  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }

  // Readies a context, for streaming calls; a `deadline` of zero means the peer's.
  Result<void> Prepare(grpc::ClientContext& context, const CallContext* call,
                       std::chrono::milliseconds deadline = {}) const;

  // One unary call. `call` may be null where there is none (the command line):
  //   TTG_TRY(auto reply, peer.Call(&call, *stub, &pb::ReleaseService::Stub::GetPerson, request));
  template <typename Stub, typename Request, typename Response>
  Result<Response> Call(const CallContext* call, Stub& stub,
                        grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                     Response*),
                        const Request& request) const {
    grpc::ClientContext context;
    TTG_RETURN_IF_ERROR(Prepare(context, call));
    Response response;
    if (const auto status = (stub.*method)(&context, request, &response); !status.ok()) {
      return FromStatus(status);
    }
    return response;
  }

 private:
  std::shared_ptr<grpc::Channel> channel_;
  TokenProvider token_;
  std::chrono::milliseconds deadline_;
};

// What messaging::Subscription::replay needs: the producer's EventLogService.Replay.
std::function<Result<std::vector<messaging::Event>>(messaging::Position after, int limit)>
ReplayFrom(const Peer& peer);

}  // namespace ttg::rpc
