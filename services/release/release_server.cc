#include "release/release_server.h"

#include <chrono>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "platform/calendar/calendar_file.h"
#include "platform/intake/import_reactor.h"
#include "platform/intake/migrations.h"
#include "platform/rpc/stream_call.h"
#include "release/app/bulk/bulk_use_cases.h"
#include "release/app/consent/consent_use_cases.h"
#include "release/app/movements/movement_use_cases.h"
#include "release/app/ownership/ownership_use_cases.h"
#include "release/app/plan/plan_use_cases.h"
#include "release/app/timetable/timetable_use_cases.h"
#include "release/app/use_cases.h"
#include "release/domain/reference_data.h"
#include "release/domain/reference_files.h"
#include "release/events/encode.h"
#include "release/rpc/bulk/bulk_change_service.h"
#include "release/rpc/bulk/bulk_worker.h"
#include "release/rpc/consent/consent_service.h"
#include "release/rpc/movements/movement_service.h"
#include "release/rpc/movements/release_calls.h"
#include "release/rpc/ownership/ownership_service.h"
#include "release/rpc/ownership/ownership_timers.h"
#include "release/rpc/plan/plan_service.h"
#include "release/rpc/prison_events/prison_event_worker.h"
#include "release/rpc/release_service.h"
#include "release/rpc/timetable/random_feed_secrets.h"
#include "release/rpc/timetable/timetable_service.h"
#include "release/store/bulk/sql_bulk_store.h"
#include "release/store/consent/sql_consent_store.h"
#include "release/store/dates/sql_dates_store.h"
#include "release/store/lists/backfill_lists.h"
#include "release/store/merges/sql_merge_store.h"
#include "release/store/movements/sql_movement_store.h"
#include "release/store/ownership/sql_ownership_store.h"
#include "release/store/plan/sql_plan_store.h"
#include "release/store/prison_events/sql_prison_event_store.h"
#include "release/store/sql_release_store.h"
#include "release/store/timetable/sql_timetable_store.h"

namespace ttg::release {
namespace {

// How soon a bulk change that has been asked for begins.
constexpr std::chrono::milliseconds kBulkWorkEvery{200};
// How soon an event of the prison system that waited for somebody is applied once a file has
// brought them.
constexpr std::chrono::seconds kPrisonEventsEvery{5};

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
        exports_(parts.database, parts.gate),
        movement_use_cases_(parts.clock, *calendar_, parts.ids, reference_),
        release_calls_(parts.runtime, movement_use_cases_, parts.clock,
                       Binder<ReleaseStore, SqlReleaseStore>(),
                       Binder<MovementStore, SqlMovementStore>()),
        merge_use_cases_(parts.clock, *calendar_, parts.ids),
        prison_event_use_cases_(parts.clock, parts.ids, movement_use_cases_, merge_use_cases_),
        movement_service_(std::make_shared<MovementService>(
            parts.runtime, movement_use_cases_, merge_use_cases_, prison_event_use_cases_,
            parts.clock, Binder<ReleaseStore, SqlReleaseStore>(),
            Binder<MovementStore, SqlMovementStore>(), RecordBinder())),
        prison_event_worker_(parts.database, parts.clock, parts.ids, prison_event_use_cases_,
                             RecordBinder(), parts.events_appended),
        service_(std::make_shared<ReleaseService>(
            parts.runtime, imports_, use_cases_, parts.clock,
            Binder<ReleaseStore, SqlReleaseStore>(), Binder<DatesStore, SqlDatesStore>(),
            release_calls_, exports_, parts.config.state_dir, parts.events_appended)),
        bulk_use_cases_(parts.clock, *calendar_, parts.ids),
        bulk_service_(std::make_shared<BulkChangeService>(parts.runtime, bulk_use_cases_,
                                                          Binder<BulkStore, SqlBulkStore>())),
        bulk_worker_(parts.database, parts.clock, bulk_use_cases_,
                     Binder<ReleaseStore, SqlReleaseStore>(), Binder<BulkStore, SqlBulkStore>(),
                     parts.events_appended),
        consent_use_cases_(parts.clock, parts.ids),
        consent_service_(std::make_shared<ConsentService>(parts.runtime, consent_use_cases_,
                                                          Binder<ReleaseStore, SqlReleaseStore>(),
                                                          Binder<ConsentStore, SqlConsentStore>())),
        ownership_use_cases_(parts.clock, *calendar_, parts.ids, reference_),
        ownership_service_(std::make_shared<OwnershipService>(
            parts.runtime, ownership_use_cases_, parts.clock, *calendar_, OwnershipBinder())),
        ownership_timers_(parts.database, parts.clock, parts.ids, ownership_use_cases_,
                          OwnershipBinder(), parts.events_appended),
        plan_use_cases_(parts.clock, parts.ids),
        plan_service_(std::make_shared<PlanService>(parts.runtime, plan_use_cases_, parts.clock,
                                                    Binder<ReleaseStore, SqlReleaseStore>(),
                                                    Binder<PlanStore, SqlPlanStore>())),
        timetable_use_cases_(parts.clock, *calendar_, parts.ids, feed_secrets_),
        timetable_service_(std::make_shared<TimetableService>(
            parts.runtime, timetable_use_cases_, parts.clock, *calendar_,
            Binder<ReleaseStore, SqlReleaseStore>(), Binder<TimetableStore, SqlTimetableStore>())) {
  }

  std::vector<rpc::Registration> Services() override {
    return {rpc::Register<v1::ReleaseService>(service_),
            rpc::Register<v1::MovementService>(movement_service_),
            rpc::Register<v1::ConsentService>(consent_service_),
            rpc::Register<v1::BulkChangeService>(bulk_service_),
            rpc::Register<v1::OwnershipService>(ownership_service_),
            rpc::Register<v1::PlanService>(plan_service_),
            rpc::Register<v1::TimetableService>(timetable_service_)};
  }

  std::vector<rpc::TimedWork> Timers() override {
    std::vector<rpc::TimedWork> timers = ownership_timers_.All();
    timers.push_back({"release-bulk-changes", kBulkWorkEvery, [this] { bulk_worker_.Work(); }});
    timers.push_back(
        {"release-prison-events", kPrisonEventsEvery, [this] { prison_event_worker_.Work(); }});
    return timers;
  }

  void BeginStop() override {
    imports_.Stop();
    exports_.Stop();
  }

 private:
  // Binds a store to one transaction and one caller.
  template <typename Port, typename Store>
  std::function<std::unique_ptr<Port>(store::Session&, const CallContext&)> Binder() const {
    return [this](store::Session& session, const CallContext& call) {
      if constexpr (std::is_constructible_v<Store, store::Session&, const CallContext&,
                                            const EventEncoder&>) {
        return std::make_unique<Store>(session, call, encode_);
      } else if constexpr (std::is_constructible_v<Store, store::Session&>) {
        return std::make_unique<Store>(session);
      } else {
        return std::make_unique<Store>(session, call);
      }
    };
  }

  BindRecords RecordBinder() const {
    return [this](store::Session& session, const CallContext& call) {
      return BoundRecords{std::make_unique<SqlReleaseStore>(session, call, encode_),
                          std::make_unique<SqlMovementStore>(session),
                          std::make_unique<SqlConsentStore>(session, call, encode_),
                          std::make_unique<SqlMergeStore>(session, call),
                          std::make_unique<SqlPrisonEventStore>(session, call)};
    };
  }

  BindOwnership OwnershipBinder() const {
    return {Binder<ReleaseStore, SqlReleaseStore>(), Binder<OwnershipStore, SqlOwnershipStore>(),
            Binder<MovementStore, SqlMovementStore>()};
  }

  const std::unique_ptr<calendar::CalendarFile> calendar_;
  const ReferenceData reference_;
  const EventEncoder encode_;
  const UseCases use_cases_;
  intake::ImportHost imports_;
  rpc::StreamHost exports_;
  const MovementUseCases movement_use_cases_;
  const ReleaseCalls release_calls_;
  const MergeUseCases merge_use_cases_;
  const PrisonEventUseCases prison_event_use_cases_;
  const std::shared_ptr<MovementService> movement_service_;
  PrisonEventWorker prison_event_worker_;
  const std::shared_ptr<ReleaseService> service_;
  const BulkUseCases bulk_use_cases_;
  const std::shared_ptr<BulkChangeService> bulk_service_;
  BulkWorker bulk_worker_;
  const ConsentUseCases consent_use_cases_;
  const std::shared_ptr<ConsentService> consent_service_;
  const OwnershipUseCases ownership_use_cases_;
  const std::shared_ptr<OwnershipService> ownership_service_;
  OwnershipTimers ownership_timers_;
  const PlanUseCases plan_use_cases_;
  const std::shared_ptr<PlanService> plan_service_;
  const RandomFeedSecrets feed_secrets_;
  const TimetableUseCases timetable_use_cases_;
  const std::shared_ptr<TimetableService> timetable_service_;
};

Result<std::unique_ptr<rpc::HostedService>> Make(const rpc::HostParts& parts,
                                                 const Settings& settings) {
  ReferenceData reference;
  TTG_TRY(reference.prisons, ParseCodes(PrisonsFile()));
  TTG_TRY(reference.delivery_units, ParseCodes(DeliveryUnitsFile()));
  TTG_TRY(reference.local_authorities, ParseCodes(LocalAuthoritiesFile()));
  TTG_TRY(auto calendar, calendar::CalendarFile::Open(settings.calendar_file));
  TTG_RETURN_IF_ERROR(BackfillLists(parts.database, *calendar->Current(), parts.clock.Today()));
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
