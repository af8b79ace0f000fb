#include "employment/employment_server.h"

#include <memory>
#include <utility>
#include <vector>

#include "employment/events/encode.h"
#include "employment/events/on_release_events.h"
#include "employment/rpc/employment_service.h"
#include "employment/rpc/release_client.h"
#include "employment/store/sql_employment_store.h"
#include "platform/intake/import_reactor.h"
#include "platform/intake/migrations.h"

namespace ttg::employment {

namespace {

ActorId OwnName() { return ActorId::Parse("employment").value(); }

class EmploymentServer final : public rpc::HostedService {
 public:
  explicit EmploymentServer(const rpc::HostParts& parts)
      : release_(parts.peers.at("release")),
        encode_(parts.clock, parts.ids),
        bind_([this](store::Session& session, const CallContext& call) {
          return std::make_unique<SqlEmploymentStore>(session, call, encode_);
        }),
        profiles_(release_),
        on_release_(bind_, parts.clock, profiles_, OwnName()),
        imports_({.spool_folder = parts.config.state_dir},
                 intake::ImportEngine{parts.database, parts.clock}, parts.gate),
        service_(
            std::make_shared<EmploymentService>(EmploymentService::Parts{.runtime = parts.runtime,
                                                                         .imports = imports_,
                                                                         .clock = parts.clock,
                                                                         .ids = parts.ids,
                                                                         .bind = bind_})) {}

  std::vector<rpc::Registration> Services() override {
    return {rpc::Register<v1::EmploymentService>(service_)};
  }

  std::vector<messaging::Subscription> Subscriptions() override {
    return {{.context = "release",
             .handlers = on_release_.Handlers(),
             .prepare =
                 [this](const std::vector<messaging::Event>& batch) {
                   return on_release_.Prepare(batch);
                 },
             .replay = rpc::ReplayFrom(release_)}};
  }

 private:
  const rpc::Peer& release_;
  const EventEncoder encode_;
  const BindStore bind_;
  ReleaseClient profiles_;
  OnReleaseEvents on_release_;
  intake::ImportHost imports_;
  std::shared_ptr<EmploymentService> service_;
};

std::vector<store::Migration> AllMigrations() {
  auto all = Migrations();
  for (auto& migration : intake::Migrations()) all.push_back(std::move(migration));
  return all;
}

}  // namespace

rpc::ServiceDefinition EmploymentDefinition() {
  return {.name = "employment",
          .migrations = AllMigrations(),
          .peers = {"release"},
          .make = [](const rpc::HostParts& parts) -> Result<std::unique_ptr<rpc::HostedService>> {
            return std::make_unique<EmploymentServer>(parts);
          },
          .read_settings = {}};
}

}  // namespace ttg::employment
