#include "release/release_server.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "platform/calendar/calendar_file.h"
#include "platform/intake/import_reactor.h"
#include "platform/intake/migrations.h"
#include "release/app/plan/plan_use_cases.h"
#include "release/app/use_cases.h"
#include "release/domain/reference_data.h"
#include "release/domain/reference_files.h"
#include "release/events/encode.h"
#include "release/rpc/plan/plan_service.h"
#include "release/rpc/release_service.h"
#include "release/store/plan/sql_plan_store.h"
#include "release/store/sql_release_store.h"

namespace ttg::release {
namespace {

struct Settings {
  // A newer calendar than the one that is built in; empty: none.
  std::string calendar_file;
};

class ReleaseServer final : public rpc::HostedService {
 public:
  ReleaseServer(const rpc::HostParts& parts, std::unique_ptr<calendar::CalendarFile> calendar,
                ReferenceData reference)
      : calendar_(std::move(calendar)),
        reference_(std::move(reference)),
        encode_(EncodeEvent(parts.clock, parts.ids)),
        use_cases_(parts.clock, *calendar_, parts.ids, reference_),
        imports_({.spool_folder = parts.config.state_dir}, {parts.database, parts.clock},
                 parts.gate),
        service_(std::make_shared<ReleaseService>(parts.runtime, imports_, use_cases_, parts.clock,
                                                  Binder<ReleaseStore, SqlReleaseStore>(),
                                                  parts.events_appended)),
        plan_use_cases_(parts.clock, parts.ids),
        plan_service_(std::make_shared<PlanService>(parts.runtime, plan_use_cases_, parts.clock,
                                                    Binder<ReleaseStore, SqlReleaseStore>(),
                                                    Binder<PlanStore, SqlPlanStore>())) {}

  std::vector<rpc::Registration> Services() override {
    return {rpc::Register<v1::ReleaseService>(service_),
            rpc::Register<v1::PlanService>(plan_service_)};
  }

 private:
  // Binds a store to one transaction and one caller.
  template <typename Port, typename Store>
  std::function<std::unique_ptr<Port>(store::Session&, const CallContext&)> Binder() const {
    return [this](store::Session& session, const CallContext& call) {
      return std::make_unique<Store>(session, call, encode_);
    };
  }

  const std::unique_ptr<calendar::CalendarFile> calendar_;
  const ReferenceData reference_;
  const EventEncoder encode_;
  const UseCases use_cases_;
  intake::ImportHost imports_;
  const std::shared_ptr<ReleaseService> service_;
  const PlanUseCases plan_use_cases_;
  const std::shared_ptr<PlanService> plan_service_;
};

Result<std::unique_ptr<rpc::HostedService>> Make(const rpc::HostParts& parts,
                                                 const Settings& settings) {
  ReferenceData reference;
  TTG_TRY(reference.prisons, ParseCodes(PrisonsFile()));
  TTG_TRY(reference.delivery_units, ParseCodes(DeliveryUnitsFile()));
  TTG_TRY(reference.local_authorities, ParseCodes(LocalAuthoritiesFile()));
  TTG_TRY(auto calendar, calendar::CalendarFile::Open(settings.calendar_file));
  return std::make_unique<ReleaseServer>(parts, std::move(calendar), std::move(reference));
}

}  // namespace

rpc::ServiceDefinition Definition() {
  std::vector<store::Migration> migrations = Migrations();
  for (store::Migration& step : intake::Migrations()) migrations.push_back(std::move(step));
  const auto settings = std::make_shared<Settings>();
  return {.name = "release",
          .migrations = std::move(migrations),
          .peers = {},
          .make = [settings](const rpc::HostParts& parts) { return Make(parts, *settings); },
          .read_settings =
              [settings](config::Settings& from) {
                settings->calendar_file = from.Text("CALENDAR_FILE", "");
              }};
}

}  // namespace ttg::release
