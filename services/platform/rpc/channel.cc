#include "platform/rpc/channel.h"

#include <utility>

#include "platform/rpc/errors.h"
#include "platform/telemetry/trace.h"
#include "ttg/common/v1/event_log_service.grpc.pb.h"

namespace ttg::rpc {
namespace {

namespace pb = ttg::common::v1;

constexpr int kMostMessageBytes = 64 * 1024 * 1024;
constexpr int kKeepaliveMs = 60'000;
constexpr int kMostBackoffMs = 2'000;

Result<messaging::Event> ParseEvent(const pb::LoggedEvent& in) {
  TTG_TRY(const Instant time, ParseInstant(in.time()));
  messaging::Event event;
  event.position = in.position();
  event.id = in.id();
  event.source = in.source();
  event.type = in.type();
  event.subject = in.subject();
  event.subject_version = in.subject_version();
  event.partition_key = in.partition_key();
  event.time = time;
  event.correlation_id = in.correlation_id();
  event.causation_id = in.causation_id();
  event.traceparent = in.traceparent();
  event.data = in.data();
  return event;
}

}  // namespace

std::shared_ptr<grpc::Channel> MakeChannel(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMostMessageBytes);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
  // A peer that was restarted is found again quickly.
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, kMostBackoffMs);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

Peer::Peer(std::shared_ptr<grpc::Channel> channel, TokenProvider token,
           std::chrono::milliseconds deadline)
    : channel_(std::move(channel)), token_(std::move(token)), deadline_(deadline) {}

Result<void> Peer::Prepare(grpc::ClientContext& context, const CallContext* call,
                           std::chrono::milliseconds deadline) const {
  TTG_TRY(const std::string token, token_());
  const bool own = deadline > std::chrono::milliseconds::zero();
  context.set_deadline(std::chrono::system_clock::now() + (own ? deadline : deadline_));
  // Without one the service says that it is absent, which helps more than that it is malformed.
  if (!token.empty()) context.AddMetadata("authorization", "Bearer " + token);
  context.AddMetadata("traceparent",
                      telemetry::ContinueTrace(call != nullptr ? call->traceparent : ""));
  if (call != nullptr) context.AddMetadata("ttg-correlation-id", call->correlation_id);
  return {};
}

std::function<Result<std::vector<messaging::Event>>(messaging::Position after, int limit)>
ReplayFrom(const Peer& peer) {
  const std::shared_ptr<pb::EventLogService::Stub> stub =
      pb::EventLogService::NewStub(peer.channel());
  return
      [peer, stub](messaging::Position after, int limit) -> Result<std::vector<messaging::Event>> {
        pb::ReplayRequest request;
        request.set_after_position(after);
        request.set_page_size(limit);
        TTG_TRY(const pb::ReplayResponse response,
                peer.Call(nullptr, *stub, &pb::EventLogService::Stub::Replay, request));
        std::vector<messaging::Event> events;
        events.reserve(static_cast<std::size_t>(response.events_size()));
        for (const auto& logged : response.events()) {
          TTG_TRY(auto event, ParseEvent(logged));
          events.push_back(std::move(event));
        }
        return events;
      };
}

}  // namespace ttg::rpc
