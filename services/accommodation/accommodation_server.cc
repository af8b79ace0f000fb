#include "accommodation/accommodation_server.h"

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <spdlog/spdlog.h>

#include "accommodation/app/sweep_placements.h"
#include "accommodation/events/encode.h"
#include "accommodation/events/on_person_changed.h"
#include "accommodation/events/on_release_day_changed.h"
#include "accommodation/events/profile_inbox.h"
#include "accommodation/rpc/accommodation_service.h"
#include "accommodation/rpc/release_client.h"
#include "accommodation/store/sql_accommodation_store.h"
#include "platform/calendar/calendar_file.h"
#include "platform/intake/migrations.h"
#include "ttg/release/v1/release_events.pb.h"

namespace ttg::accommodation {
namespace {

// An offer expires with its day, and a bed is missed from the morning on.
constexpr std::chrono::minutes kSweepEvery{1};

struct Settings {
  // A newer calendar than the one that is built in; empty: none.
  std::string calendar_file;
};

class AccommodationServer final : public rpc::HostedService {
 public:
  AccommodationServer(const rpc::HostParts& parts, std::unique_ptr<calendar::CalendarFile> calendar,
                      ActorId self)
      : database_(parts.database),
        events_appended_(parts.events_appended),
        release_(parts.peers.at("release")),
        calendar_(std::move(calendar)),
        self_(std::move(self)),
        around_{parts.clock, parts.ids, *calendar_},
        encode_(EventEncoder(parts.clock, parts.ids)),
        bind_([this](store::Session& session, const CallContext& call) {
          return std::make_unique<SqlAccommodationStore>(session, call, encode_);
        }),
        profiles_(release_),
        inbox_(profiles_),
        sweep_(around_),
        imports_({.spool_folder = parts.config.state_dir},
                 intake::ImportEngine{parts.database, parts.clock}, parts.gate),
        service_(std::make_shared<AccommodationService>(
            AccommodationService::Parts{.runtime = parts.runtime,
                                        .imports = imports_,
                                        .stock = {bind_, around_, parts.events_appended},
                                        .weights = {}})) {}

  std::vector<rpc::Registration> Services() override {
    return {rpc::Register<v1::AccommodationService>(service_)};
  }

  std::vector<messaging::Subscription> Subscriptions() override {
    auto handlers = OnPersonChanged(bind_, self_, inbox_);
    handlers[ttg::release::v1::ReleaseDayChanged::descriptor()->full_name()] =
        OnReleaseDayChanged(bind_, self_, AnswerReleaseDay(around_));
    messaging::Subscription release;
    release.context = "release";
    release.handlers = std::move(handlers);
    release.prepare = [this](const std::vector<messaging::Event>& batch) {
      return inbox_.Prepare(batch);
    };
    release.replay = rpc::ReplayFrom(release_);
    return {std::move(release)};
  }

  std::vector<rpc::TimedWork> Timers() override {
    return {{"accommodation-sweep", kSweepEvery, [this] { Sweep(); }}};
  }

 private:
  // A failure is tried again the next time.
  void Sweep() {
    SweepPlacements::Swept swept;
    const auto done = database_.WriteAndWait([&](store::Session& session) -> Result<void> {
      messaging::Event cause;
      cause.correlation_id = around_.ids.NewId();
      const CallContext call = messaging::ContextOf(cause, self_);
      const auto store = bind_(session, call);
      TTG_TRY(swept, sweep_(*store));
      return {};
    });
    if (!done) {
      spdlog::warn("accommodation sweep failed: {}", done.error().reason);
    } else if (swept.expired + swept.kept_longer > 0) {
      events_appended_();
    }
  }

  store::Database& database_;
  const std::function<void()> events_appended_;
  const rpc::Peer& release_;
  const std::unique_ptr<calendar::CalendarFile> calendar_;
  const ActorId self_;
  const Surroundings around_;
  const Encoder encode_;
  const BindStore bind_;
  ReleaseClient profiles_;
  ProfileInbox inbox_;
  const SweepPlacements sweep_;
  intake::ImportHost imports_;
  std::shared_ptr<AccommodationService> service_;
};

std::vector<store::Migration> AllMigrations() {
  auto all = Migrations();
  auto of_imports = intake::Migrations();
  all.insert(all.end(), of_imports.begin(), of_imports.end());
  return all;
}

}  // namespace

rpc::ServiceDefinition Definition() {
  const auto settings = std::make_shared<Settings>();
  return {
      .name = "accommodation",
      .migrations = AllMigrations(),
      .peers = {"release"},
      .make =
          [settings](const rpc::HostParts& parts) -> Result<std::unique_ptr<rpc::HostedService>> {
        TTG_TRY(auto calendar, calendar::CalendarFile::Open(settings->calendar_file));
        TTG_TRY(auto self, ActorId::Parse("accommodation"));
        return std::make_unique<AccommodationServer>(parts, std::move(calendar), std::move(self));
      },
      .read_settings =
          [settings](config::Settings& from) {
            settings->calendar_file = from.Text("CALENDAR_FILE", "");
          }};
}

}  // namespace ttg::accommodation
