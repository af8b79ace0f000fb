#include "bench/people.h"

#include <chrono>
#include <cstdlib>

#include <fmt/format.h>

#include "platform/lifecycle/system_clock.h"
#include "platform/lifecycle/system_ids.h"

namespace ttg::bench {
namespace {

[[noreturn]] void Die(const std::string& what) {
  fmt::print(stderr, "bench: {}\n", what);
  std::exit(1);
}

}  // namespace

std::unique_ptr<support::Cluster> ClusterWith(const std::string& programs, int people) {
  auto cluster = std::make_unique<support::Cluster>(programs);
  cluster->StartAll();
  const std::string caseload = cluster->folder() + "/caseload";
  const auto simulated = cluster->Ttg(
      {"simulate", "--people", std::to_string(people), "--seed", "7", "--out", caseload});
  if (simulated.status != 0) Die(simulated.error);
  const auto imported = cluster->Ttg({"import", "people", caseload + "/people.csv"});
  if (imported.status != 0 && imported.status != 3) Die(imported.error);
  return cluster;
}

std::vector<release::Person> Everybody(release::ReleaseService::Stub& stub,
                                       const std::string& token) {
  std::vector<release::Person> everybody;
  release::ListReleasesRequest list;
  list.set_page_size(500);
  do {
    grpc::ClientContext context;
    Prepare(context, token);
    release::ListReleasesResponse page;
    if (const auto status = stub.ListReleases(&context, list, &page); !status.ok()) {
      Die(status.error_message());
    }
    for (const auto& one : page.releases()) {
      grpc::ClientContext get_context;
      Prepare(get_context, token);
      release::GetPersonRequest get;
      get.set_person_id(one.person_id());
      release::GetPersonResponse got;
      if (const auto status = stub.GetPerson(&get_context, get, &got); !status.ok()) {
        Die(status.error_message());
      }
      everybody.push_back(got.person());
    }
    list.set_page_token(page.next_page_token());
  } while (!list.page_token().empty());
  return everybody;
}

void Prepare(grpc::ClientContext& context, const std::string& token) {
  context.AddMetadata("authorization", "Bearer " + token);
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
}

std::string NewRequestId() {
  static const auto* clock = new lifecycle::SystemClock;
  static auto* ids = new lifecycle::SystemIds(*clock);
  return ids->NewId();
}

}  // namespace ttg::bench
