#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "platform/auth/authenticator.h"
#include "platform/auth/dev_tokens.h"
#include "platform/rpc/channel.h"
#include "platform/rpc/gate.h"
#include "platform/rpc/runtime.h"
#include "platform/rpc/server.h"
#include "platform/telemetry/metrics.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/sequential_ids.h"
#include "platform/testing/test_database.h"

namespace ttg::testing {

// A caller with everything in reach, for tests that are not about scope. Take away what they are
// about.
auth::TokenClaims ACaller(std::set<Role> roles = {Role::kResettlementWorker});

// The rpc layer of a service as it runs: its gRPC services behind the real gate, runtime and store,
// without a port, Redis or other processes. What cannot be made aborts the test process.
//
//   InProcessServer server(Migrations(), [](const InProcessServer::Parts& parts) {
//     return std::vector{rpc::Register<pb::NoteService>(
//         std::make_shared<NoteService>(parts.runtime, …))};
//   });
//   auto stub = pb::NoteService::NewStub(server.channel());
//   const auto reply = server.As(ACaller()).Call(nullptr, *stub,
//                                                &pb::NoteService::Stub::GetNote, request);
class InProcessServer {
 public:
  struct Parts {
    store::Database& database;
    FixedClock& clock;
    IdSource& ids;
    rpc::Runtime& runtime;
    rpc::Gate& gate;
  };
  using MakeServices = std::function<std::vector<rpc::Registration>(const Parts&)>;
  struct Options {
    StoreKind store = StoreKind::kSqlite;
    // Where the clock stands.
    Date today = Date(2026, 11, 23);
    int workers = 4;
    std::size_t worker_queue = 1024;
    std::function<void()> on_commit = [] {};
    // Over a real connection on a free port. For tests that call while the server stops, which
    // gRPC's in-process transport does not survive.
    bool tcp = false;
  };

  // `migrations`: the service's own.
  InProcessServer(const std::vector<store::Migration>& migrations, const MakeServices& make,
                  Options options);
  InProcessServer(const std::vector<store::Migration>& migrations, const MakeServices& make)
      : InProcessServer(migrations, make, Options()) {}
  ~InProcessServer();

  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  std::string Token(const auth::TokenClaims& claims) const;
  // Calls as somebody, with a deadline of ten seconds.
  rpc::Peer As(const auth::TokenClaims& claims) const;

  // The audit trail so far, a line an entry: "actor action method outcome subject,subject".
  std::vector<std::string> Audited();

  TestDatabase& database() { return database_; }
  FixedClock& clock() { return clock_; }
  telemetry::Metrics& metrics() { return metrics_; }

  // As a service stops: no new calls, those under way end. Idempotent.
  void Stop();

 private:
  FixedClock clock_;
  SequentialIds ids_{0xfff};
  telemetry::Metrics metrics_;
  TemporaryFolder keys_folder_;
  auth::SigningKey key_;
  std::unique_ptr<auth::KeySource> keys_;
  TestDatabase database_;
  auth::Authenticator authenticator_;
  rpc::Gate gate_;
  rpc::Workers workers_;
  rpc::Runtime runtime_;
  std::unique_ptr<rpc::Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace ttg::testing
