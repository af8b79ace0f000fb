#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "kernel/result.h"

namespace ttg::rpc {

// One gRPC service to be served, with the name of its contract.
struct Registration {
  std::string service;  // "ttg.release.v1.ReleaseService"
  std::shared_ptr<grpc::Service> implementation;
};

// Register<pb::ReleaseService>(std::make_shared<ReleaseService>(runtime, …)).
template <typename Contract>
Registration Register(std::shared_ptr<grpc::Service> implementation) {
  return {Contract::service_full_name(), std::move(implementation)};
}

struct ServerConfig {
  // host:port; port 0 takes a free one. Empty: in process only.
  std::string listen;
  bool reflection = false;
  int max_message_bytes = 4 * 1024 * 1024;
};

// A running gRPC server: health for each service and for "", reflection by flag, limits.
class Server {
 public:
  // Errors: Unavailable / LISTEN_FAILED.
  static Result<std::unique_ptr<Server>> Start(const ServerConfig& config,
                                               std::vector<Registration> services);
  ~Server();

  // The port that was taken; 0 for an in-process server.
  int port() const { return port_; }

  std::shared_ptr<grpc::Channel> InProcessChannel();

  // NOT_SERVING from now on, so that balancers turn away; calls still work. For good.
  void StopServing();
  // Refuses new calls, waits up to `grace` for those under way, then cancels them. Idempotent.
  void Shutdown(std::chrono::milliseconds grace);

 private:
  explicit Server(std::vector<Registration> services);

  std::vector<Registration> services_;
  std::unique_ptr<grpc::Server> server_;
  int port_ = 0;
};

}  // namespace ttg::rpc
