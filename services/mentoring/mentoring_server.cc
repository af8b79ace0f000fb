#include "mentoring/mentoring_server.h"

#include <chrono>
#include <memory>
#include <utility>
#include <vector>

#include <spdlog/spdlog.h>

#include "mentoring/app/block_check.h"
#include "mentoring/events/conflict_resolver.h"
#include "mentoring/events/encode.h"
#include "mentoring/events/on_release.h"
#include "mentoring/events/release_client.h"
#include "mentoring/rpc/mentoring_service.h"
#include "mentoring/store/sql_mentoring_lists.h"
#include "mentoring/store/sql_mentoring_store.h"
#include "platform/intake/import_reactor.h"
#include "platform/intake/migrations.h"

namespace ttg::mentoring {
namespace {

// A conflict that an import could not look up is looked up within a minute.
constexpr std::chrono::minutes kConflictsEvery{1};
// Nothing that blocks depends on the hour, so a night is often enough (domain D2).
constexpr std::chrono::hours kCheckEvery{24};

class MentoringServer final : public rpc::HostedService {
 public:
  explicit MentoringServer(const rpc::HostParts& parts)
      : database_(parts.database),
        events_appended_(parts.events_appended),
        release_(parts.peers.at("release")),
        encode_(parts.clock, parts.ids),
        bind_([this](store::Session& session, const CallContext& call) {
          return std::make_unique<SqlMentoringStore>(session, call, encode_);
        }),
        directory_(release_),
        conflicts_(database_, bind_, directory_),
        on_release_(bind_, parts.clock, directory_, conflicts_),
        imports_({.spool_folder = parts.config.state_dir},
                 intake::ImportEngine{parts.database, parts.clock}, parts.gate),
        service_(std::make_shared<MentoringService>(
            MentoringService::Parts{.runtime = parts.runtime,
                                    .imports = imports_,
                                    .directory = directory_,
                                    .clock = parts.clock,
                                    .ids = parts.ids,
                                    .bind = bind_,
                                    .bind_lists = [](store::Session& session) {
                                      return std::make_unique<SqlMentoringLists>(session);
                                    }})) {}

  std::vector<rpc::Registration> Services() override {
    return {rpc::Register<v1::MentoringService>(service_)};
  }

  std::vector<messaging::Subscription> Subscriptions() override {
    auto subscription = on_release_.Subscribe();
    subscription.replay = rpc::ReplayFrom(release_);
    return {std::move(subscription)};
  }

  std::vector<rpc::TimedWork> Timers() override {
    return {{"mentoring-conflicts", kConflictsEvery, [this] { Report(conflicts_.Run()); }},
            {"mentoring-blocks", kCheckEvery, [this] { Report(CheckAllMatches()); }}};
  }

 private:
  // One transaction a mentor, so that nobody waits long.
  Result<void> CheckAllMatches() {
    const CallContext call = OwnContext();
    std::vector<RosterEntry> roster;
    TTG_RETURN_IF_ERROR(database_.Read([&](store::Session& session) -> Result<void> {
      TTG_TRY(roster, bind_(session, call)->Roster());
      return {};
    }));
    for (const RosterEntry& entry : roster) {
      if (entry.load == 0) continue;
      TTG_RETURN_IF_ERROR(database_.WriteAndWait([&](store::Session& session) -> Result<void> {
        const auto store = bind_(session, call);
        TTG_TRY(const auto mentor, store->LockMentor(entry.mentor.id));
        return mentor ? CheckMatchesOf(*store, *mentor) : Result<void>();
      }));
    }
    return {};
  }

  // A failure is tried again the next time.
  void Report(const Result<void>& done) const {
    if (done) {
      events_appended_();
    } else {
      spdlog::warn("mentoring check failed: {}", done.error().reason);
    }
  }

  store::Database& database_;
  const std::function<void()> events_appended_;
  const rpc::Peer& release_;
  const EventEncoder encode_;
  const BindStore bind_;
  ReleaseClient directory_;
  const ConflictResolver conflicts_;
  OnRelease on_release_;
  intake::ImportHost imports_;
  std::shared_ptr<MentoringService> service_;
};

std::vector<store::Migration> AllMigrations() {
  auto all = Migrations();
  auto of_imports = intake::Migrations();
  all.insert(all.end(), of_imports.begin(), of_imports.end());
  return all;
}

}  // namespace

rpc::ServiceDefinition MentoringDefinition() {
  return {.name = "mentoring",
          .migrations = AllMigrations(),
          .peers = {"release"},
          .make = [](const rpc::HostParts& parts) -> Result<std::unique_ptr<rpc::HostedService>> {
            return std::make_unique<MentoringServer>(parts);
          },
          .read_settings = {}};
}

}  // namespace ttg::mentoring
