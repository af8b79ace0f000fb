// Durable commands and audited reads, 64 in flight, beside a plain echo and an echo that commits
// two rows in groups. Everything is on this machine, the client too.
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "bench/figures.h"
#include "bench/load.h"
#include "bench/people.h"
#include "echo.grpc.pb.h"

namespace ttg::bench {
namespace {

namespace echo = ::ttg::bench::v1;

constexpr int kInFlight = 64;
constexpr int kPeople = 2000;
constexpr std::chrono::milliseconds kDuration{5000};

// About as large as a person with their dates.
const std::string kBody(600, 'x');

// One unary call through `start` (a method of an async stub); `done` gets whether it went well and
// the answer.
template <typename Request, typename Response, typename Start>
void Issue(Request request, const std::string& token, const Start& start,
           std::function<void(bool, const Response&)> done) {
  struct Call {
    grpc::ClientContext context;
    Request request;
    Response response;
  };
  auto call = std::make_shared<Call>();
  call->request = std::move(request);
  Prepare(call->context, token);
  start(&call->context, &call->request, &call->response,
        [call, done = std::move(done)](const grpc::Status& status) {
          done(status.ok(), call->response);
        });
}

class EchoProcess {
 public:
  EchoProcess(const std::string& programs, const std::string& folder)
      : log_(folder + "/echo.log"),
        process_({programs + "/ttg-bench-echo", folder + "/echo.db"}, {}, log_) {
    support::Eventually(std::chrono::seconds(10), [&] { return Port() != 0; });
    channel_ = grpc::CreateChannel("127.0.0.1:" + std::to_string(Port()),
                                   grpc::InsecureChannelCredentials());
    stub_ = echo::EchoService::NewStub(channel_);
  }

  echo::EchoService::Stub& stub() { return *stub_; }

 private:
  int Port() const {
    std::FILE* file = std::fopen(log_.c_str(), "r");
    int port = 0;
    if (file == nullptr) return 0;
    if (std::fscanf(file, "READY %d", &port) != 1) port = 0;
    std::fclose(file);
    return port;
  }

  const std::string log_;
  support::Process process_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<echo::EchoService::Stub> stub_;
};

template <typename Request, typename Response, typename Start>
Load DriveEcho(const Start& start) {
  Request request;
  request.set_id(NewRequestId());
  request.set_body(kBody);
  return Drive(kInFlight, kDuration, [&](int, const std::function<void(bool)>& done) {
    Issue<Request, Response>(request, "", start, [done](bool ok, const Response&) { done(ok); });
  });
}

// Each slot has people of its own, so that no two commands in flight are about one person.
Load DriveCommands(release::ReleaseService::Stub& stub, const std::string& token,
                   std::vector<release::Person>& people) {
  std::vector<std::size_t> turn(kInFlight, 0);
  return Drive(kInFlight, kDuration, [&](int slot, const std::function<void(bool)>& done) {
    const std::size_t each = people.size() / kInFlight;
    release::Person& person = people[static_cast<std::size_t>(slot) * each +
                                     turn[static_cast<std::size_t>(slot)]++ % each];
    release::AssignOwnerRequest request;
    request.set_person_id(person.person_id());
    request.set_etag(person.etag());
    request.set_request_id(NewRequestId());
    request.set_owner_id(person.owner_id() == "worker-1" ? "worker-2" : "worker-1");
    Issue<release::AssignOwnerRequest, release::AssignOwnerResponse>(
        std::move(request), token, [&](auto... call) { stub.async()->AssignOwner(call...); },
        [&person, done](bool ok, const release::AssignOwnerResponse& response) {
          if (ok) person = response.person();
          done(ok);
        });
  });
}

Load DriveReads(release::ReleaseService::Stub& stub, const std::string& token,
                const std::vector<release::Person>& people) {
  std::atomic<std::size_t> turn = 0;
  return Drive(kInFlight, kDuration, [&](int, const std::function<void(bool)>& done) {
    release::GetPersonRequest request;
    request.set_person_id(people[turn++ % people.size()].person_id());
    Issue<release::GetPersonRequest, release::GetPersonResponse>(
        std::move(request), token, [&](auto... call) { stub.async()->GetPerson(call...); },
        [done](bool ok, const release::GetPersonResponse&) { done(ok); });
  });
}

std::string Rate(const Load& load) {
  return load.failed == 0 ? fmt::format("{:.0f}/s", load.per_second)
                          : fmt::format("{:.0f}/s, {} failed", load.per_second, load.failed);
}

}  // namespace

std::vector<Figure> MeasureCalls(const std::string& programs) {
  fmt::print(stderr, "bench: calls\n");
  const auto cluster = ClusterWith(programs, kPeople);
  // The other services are left out of this one: they would take the client's cores.
  for (const auto& service : support::kServices) {
    if (service != "release") cluster->Stop(service);
  }
  EchoProcess limit(programs, cluster->folder());
  const Load plain = DriveEcho<echo::EchoRequest, echo::EchoResponse>(
      [&](auto... call) { limit.stub().async()->Echo(call...); });
  const Load grouped = DriveEcho<echo::StoreRequest, echo::StoreResponse>(
      [&](auto... call) { limit.stub().async()->Store(call...); });

  const auto stub = release::ReleaseService::NewStub(
      grpc::CreateChannel(cluster->Address("release"), grpc::InsecureChannelCredentials()));
  const std::string token = cluster->Token("resettlement-lead");
  auto people = Everybody(*stub, token);
  const Load commands = DriveCommands(*stub, token, people);
  const Load reads = DriveReads(*stub, token, people);
  return {
      {.what = "durable command (aggregate, event, request, audit), 64 in flight",
       .measured = Rate(commands),
       .limit = fmt::format("echo with group commit of two rows: {}", Rate(grouped)),
       .reach = fmt::format("≥ 0.6 of it; here {:.2f}", commands.per_second / grouped.per_second),
       .reached = commands.failed == 0 && commands.per_second >= 0.6 * grouped.per_second},
      {.what = "authorised, audited read by id, 64 in flight",
       .measured = Rate(reads),
       .limit = fmt::format("plain echo: {}", Rate(plain)),
       .reach = fmt::format("≥ 0.4 of it; here {:.2f}", reads.per_second / plain.per_second),
       .reached = reads.failed == 0 && reads.per_second >= 0.4 * plain.per_second},
  };
}

}  // namespace ttg::bench
