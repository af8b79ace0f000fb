// The limits in a process of their own: a plain gRPC echo, and one that commits two rows through
// SQLite in groups. Prints "READY <port>", ends with SIGTERM.
#include <csignal>
#include <cstdio>
#include <memory>
#include <string>

#include <grpcpp/grpcpp.h>

#include "echo.grpc.pb.h"
#include "platform/lifecycle/system_clock.h"
#include "platform/lifecycle/system_ids.h"
#include "platform/store/database.h"
#include "platform/store/migrations.h"

namespace {

namespace pb = ttg::bench::v1;

class Limits final : public pb::EchoService::CallbackService {
 public:
  explicit Limits(ttg::store::Database& database) : database_(database) {}

  grpc::ServerUnaryReactor* Echo(grpc::CallbackServerContext* context,
                                 const pb::EchoRequest* request,
                                 pb::EchoResponse* response) override {
    response->set_id(request->id());
    response->set_body(request->body());
    auto* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

  grpc::ServerUnaryReactor* Store(grpc::CallbackServerContext* context,
                                  const pb::StoreRequest* request,
                                  pb::StoreResponse* response) override {
    auto* reactor = context->DefaultReactor();
    database_.Write(
        [this, request](ttg::store::Session& session) -> ttg::Result<void> {
          for (const char* sql : {"INSERT INTO first (id, body) VALUES (:id, :body)",
                                  "INSERT INTO second (id, body) VALUES (:id, :body)"}) {
            TTG_RETURN_IF_ERROR(
                session.Execute(sql, {{"id", ids_.NewId()}, {"body", request->body()}}));
          }
          return {};
        },
        [=](const ttg::Result<void>& stored) {
          response->set_id(request->id());
          response->set_body(request->body());
          reactor->Finish(stored ? grpc::Status::OK
                                 : grpc::Status(grpc::StatusCode::UNAVAILABLE, "not stored"));
        });
    return reactor;
  }

 private:
  ttg::store::Database& database_;
  ttg::lifecycle::SystemClock clock_;
  ttg::lifecycle::SystemIds ids_{clock_};
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);

  auto database = ttg::store::Database::Open({.url = std::string("sqlite:") + argv[1]});
  const std::string tables =
      "CREATE TABLE first (id TEXT PRIMARY KEY, body TEXT) WITHOUT ROWID;\n"
      "CREATE TABLE second (id TEXT PRIMARY KEY, body TEXT) WITHOUT ROWID;\n";
  if (!database || !ttg::store::Migrate(**database, {{"bench", 1, "rows", tables, tables}}))
    return 1;
  Limits limits(**database);
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&limits);
  const auto server = builder.BuildAndStart();
  if (!server) return 1;
  std::printf("READY %d\n", port);
  std::fflush(stdout);
  int signal = 0;
  sigwait(&ends, &signal);
  server->Shutdown();
  (*database)->Close();
  return 0;
}
