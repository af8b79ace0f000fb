#include "platform/rpc/server.h"

#include <algorithm>
#include <utility>

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/impl/server_builder_option.h>
#include <grpcpp/impl/server_builder_plugin.h>

namespace ttg::rpc {
namespace {

constexpr int kMostMetadataBytes = 16 * 1024;
constexpr int kMostStreams = 1000;
constexpr int kKeepaliveMs = 60'000;
constexpr int kLeastPingMs = 10'000;

// The reflection library adds itself to every server by being linked; this takes it out again.
class WithoutReflection final : public grpc::ServerBuilderOption {
 public:
  void UpdateArguments(grpc::ChannelArguments* /*arguments*/) override {}
  void UpdatePlugins(std::vector<std::unique_ptr<grpc::ServerBuilderPlugin>>* plugins) override {
    plugins->erase(
        std::remove_if(plugins->begin(), plugins->end(),
                       [](const auto& plugin) { return plugin->name() == "proto_reflection"; }),
        plugins->end());
  }
};

// Once in a process, before any server is built.
void StartPlugins() {
  static const bool started = [] {
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
    grpc::EnableDefaultHealthCheckService(true);
    return true;
  }();
  static_cast<void>(started);
}

void Limit(grpc::ServerBuilder& builder, const ServerConfig& config) {
  builder.SetMaxReceiveMessageSize(config.max_message_bytes);
  builder.SetMaxSendMessageSize(config.max_message_bytes);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, kMostMetadataBytes);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kMostStreams);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, kLeastPingMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  // Two servers on one port would share its connections without anybody noticing.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
}

}  // namespace

Server::Server(std::vector<Registration> services) : services_(std::move(services)) {}

Result<std::unique_ptr<Server>> Server::Start(const ServerConfig& config,
                                              std::vector<Registration> services) {
  StartPlugins();
  std::unique_ptr<Server> server(new Server(std::move(services)));
  grpc::ServerBuilder builder;
  Limit(builder, config);
  if (!config.reflection) builder.SetOption(std::make_unique<WithoutReflection>());
  if (!config.listen.empty()) {
    builder.AddListeningPort(config.listen, grpc::InsecureServerCredentials(), &server->port_);
  }
  for (const auto& service : server->services_) {
    builder.RegisterService(service.implementation.get());
  }
  server->server_ = builder.BuildAndStart();
  if (!server->server_ || (!config.listen.empty() && server->port_ == 0)) {
    return Unavailable("LISTEN_FAILED", "the server cannot listen on its address");
  }
  auto* health = server->server_->GetHealthCheckService();
  health->SetServingStatus(true);
  for (const auto& service : server->services_) health->SetServingStatus(service.service, true);
  return server;
}

Server::~Server() { Shutdown(std::chrono::milliseconds(0)); }

std::shared_ptr<grpc::Channel> Server::InProcessChannel() {
  return server_->InProcessChannel(grpc::ChannelArguments());
}

void Server::StopServing() {
  if (server_) server_->GetHealthCheckService()->Shutdown();
}

void Server::Shutdown(std::chrono::milliseconds grace) {
  if (!server_) return;
  StopServing();
  server_->Shutdown(std::chrono::system_clock::now() + grace);
  server_->Wait();
  server_.reset();
}

}  // namespace ttg::rpc
