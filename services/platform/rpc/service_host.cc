#include "platform/rpc/service_host.h"

#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "platform/audit/trail.h"
#include "platform/auth/authenticator.h"
#include "platform/auth/dev_tokens.h"
#include "platform/auth/key_source.h"
#include "platform/auth/signing_key.h"
#include "platform/lifecycle/signals.h"
#include "platform/lifecycle/system_clock.h"
#include "platform/lifecycle/system_ids.h"
#include "platform/lifecycle/timer.h"
#include "platform/messaging/event_log.h"
#include "platform/messaging/lease.h"
#include "platform/messaging/relay.h"
#include "platform/rpc/audit_service.h"
#include "platform/rpc/event_log_service.h"
#include "platform/rpc/request_record.h"
#include "platform/telemetry/log.h"
#include "platform/telemetry/metrics.h"

namespace ttg::rpc {
namespace {

constexpr std::chrono::milliseconds kLinkEvery{1000};
constexpr int kLinkBatch = 5000;
constexpr absl::Duration kLeaseTime = absl::Seconds(30);
// A caller repeats a request within seconds; a month leaves room for queues that stood still.
constexpr absl::Duration kRequestsKept = absl::Hours(24 * 30);
constexpr std::chrono::hours kForgetEvery{1};
// Few enough that no command waits noticeably behind one batch.
constexpr int kForgetBatch = 500;

using KeyPointer = std::shared_ptr<const auth::SigningKey>;

Result<KeyPointer> Share(Result<auth::SigningKey> key) {
  if (!key) return key.error();
  return std::make_shared<const auth::SigningKey>(*std::move(key));
}

// The keys of this process: who may call us, who we are, and what vouches for the audit trail.
struct Keys {
  std::unique_ptr<auth::KeySource> callers;
  TokenProvider system_token;
  KeyPointer audit;
};

// Mints a token for an hour and uses it for half of that.
TokenProvider Minted(KeyPointer key, auth::TokenClaims claims, const Clock& clock) {
  struct Cache {
    std::mutex mutex;
    std::string token;
    Instant renew_at = absl::InfinitePast();
  };
  claims.lifetime = absl::Hours(1);
  return [key = std::move(key), claims = std::move(claims), &clock,
          cache = std::make_shared<Cache>()]() -> Result<std::string> {
    const std::lock_guard lock(cache->mutex);
    const Instant now = clock.Now();
    if (now >= cache->renew_at) {
      TTG_TRY(cache->token, auth::MintToken(*key, claims, now));
      cache->renew_at = now + claims.lifetime / 2;
    }
    return cache->token;
  };
}

// Reads the file at each call: whoever rotates the token only has to replace it.
TokenProvider FromFile(std::string path) {
  return [path = std::move(path)]() -> Result<std::string> {
    std::ifstream file(path);
    std::string token;
    if (!std::getline(file, token) || token.empty()) {
      return Unavailable("SYSTEM_TOKEN_UNREADABLE", "this service's own token cannot be read");
    }
    return token;
  };
}

Result<std::string> NoToken() {
  return Unavailable("SYSTEM_TOKEN_ABSENT", "this service has no token of its own");
}

Result<Keys> OpenKeys(const ServiceConfig& config, const std::string& service, const Clock& clock) {
  Keys keys;
  keys.system_token = NoToken;
  auth::TokenClaims claims = auth::SystemClaims(service);
  claims.issuer = config.issuer;
  claims.audience = config.audience;
  std::string jwks = config.jwks;
  if (!config.dev_keys.empty()) {
    TTG_TRY(keys.audit, Share(auth::LoadOrMakeDevKey(config.dev_keys)));
    keys.system_token = Minted(keys.audit, claims, clock);
    jwks = auth::DevJwksPath(config.dev_keys);
  }
  if (!config.audit_key_file.empty()) {
    TTG_TRY(keys.audit, Share(auth::SigningKey::Load(config.audit_key_file)));
  }
  if (!config.system_key_file.empty()) {
    TTG_TRY(auto key, Share(auth::SigningKey::Load(config.system_key_file)));
    keys.system_token = Minted(std::move(key), claims, clock);
  }
  if (!config.system_token_file.empty()) keys.system_token = FromFile(config.system_token_file);
  TTG_TRY(keys.callers, auth::KeySource::Open(jwks));
  return keys;
}

std::string DatabaseUrl(const ServiceConfig& config, const std::string& service) {
  const std::string& url = config.database_url.Reveal();
  return url.empty() ? fmt::format("sqlite:{}/{}.db", config.state_dir, service) : url;
}

Result<std::unique_ptr<store::Database>> OpenDatabase(const ServiceDefinition& definition,
                                                      const ServiceConfig& config) {
  std::error_code ignored;  // the database says so better if the folder is not there
  if (!config.state_dir.empty()) std::filesystem::create_directories(config.state_dir, ignored);
  store::DatabaseConfig database;
  database.url = DatabaseUrl(config, definition.name);
  database.readers = config.workers;
  TTG_TRY(auto opened, store::Database::Open(database));
  std::vector<store::Migration> migrations = Migrations();
  for (const auto& more : {audit::Migrations(), messaging::Migrations(), definition.migrations}) {
    migrations.insert(migrations.end(), more.begin(), more.end());
  }
  TTG_RETURN_IF_ERROR(store::Migrate(*opened, migrations));
  return opened;
}

// Members in construction order; Stop goes the other way.
class Host final : public ServiceHost {
 public:
  Host(const ServiceDefinition& definition, ServiceConfig config)
      : config_(std::move(config)), name_(definition.name), ids_(clock_) {}
  ~Host() override { Stop(); }

  Result<void> Build(const ServiceDefinition& definition) {
    TTG_TRY(keys_, OpenKeys(config_, name_, clock_));
    TTG_TRY(database_, OpenDatabase(definition, config_));
    authenticator_ = std::make_unique<auth::Authenticator>(
        *keys_.callers, clock_, auth::TokenRules{config_.issuer, config_.audience});
    gate_ = std::make_unique<Gate>(*database_, *authenticator_, clock_, ids_, metrics_);
    workers_ =
        std::make_unique<Workers>(config_.workers, static_cast<std::size_t>(config_.worker_queue));
    if (config_.messaging) relay_ = MakeRelay();
    runtime_ = std::make_unique<Runtime>(*database_, *gate_, *workers_, clock_,
                                         [this] { EventsAppended(); });
    for (const auto& [peer, address] : config_.peers) {
      peers_.emplace(peer, Peer(MakeChannel(address), keys_.system_token, config_.rpc_deadline));
    }
    TTG_TRY(service_, definition.make({config_, *database_, clock_, ids_, *runtime_, *gate_, peers_,
                                       [this] { EventsAppended(); }}));
    return {};
  }

  Result<void> Run() {
    TTG_RETURN_IF_ERROR(StartServer());
    StartTimers();
    if (relay_) relay_->Start();
    if (config_.messaging) StartConsumer();
    RegisterGauges();
    if (config_.metrics_port != 0) {
      TTG_RETURN_IF_ERROR(metrics_.Expose(config_.metrics_port));
    }
    return {};
  }

  int port() const override { return server_->port(); }
  std::shared_ptr<grpc::Channel> InProcessChannel() override { return server_->InProcessChannel(); }
  store::Database& database() override { return *database_; }

  void Stop() override {
    stopping_ = true;
    metrics_.Conceal();
    if (server_) server_->StopServing();
    if (service_) service_->BeginStop();
    if (server_) server_->Shutdown(config_.grace);
    timers_.clear();
    for (const auto& lease : std::exchange(leases_, {})) {
      // One that is not given up runs out.
      static_cast<void>(lease->Release(*database_));
    }
    {
      const std::lock_guard lock(consumer_mutex_);
      if (consumer_) consumer_->Stop();
    }
    if (relay_) relay_->Stop();
    if (workers_) workers_->Stop();
    if (database_) database_->Close();
  }

 private:
  std::unique_ptr<messaging::Relay> MakeRelay() {
    messaging::RelayConfig relay;
    relay.context = name_;
    relay.redis = config_.redis;
    relay.consumers = config_.consumers;
    return messaging::MakeRelay(std::move(relay), *database_);
  }

  void EventsAppended() {
    if (relay_) relay_->Notify();
  }

  messaging::RelayStatus RelayState() const {
    return relay_ ? relay_->Status() : messaging::RelayStatus{};
  }

  std::vector<messaging::StreamProgress> ConsumerState() const {
    const std::lock_guard lock(consumer_mutex_);
    return consumer_ ? consumer_->Progress() : std::vector<messaging::StreamProgress>();
  }

  Result<void> StartServer() {
    namespace pb = ttg::common::v1;
    std::vector<Registration> services = service_->Services();
    services.push_back(Register<pb::EventLogService>(std::make_shared<EventLogService>(
        *runtime_, clock_, [this] { return RelayState(); }, [this] { return ConsumerState(); })));
    services.push_back(Register<pb::AuditService>(
        std::make_shared<AuditService>(*runtime_, clock_, name_, keys_.audit)));
    std::vector<std::string> names;
    names.reserve(services.size());
    for (const auto& service : services) names.push_back(service.service);
    TTG_TRY(auto methods, MethodTable::Of(names));
    gate_->Serve(std::move(methods));
    TTG_TRY(server_, Server::Start({config_.listen, config_.reflection}, std::move(services)));
    return {};
  }

  void StartConsumer() {
    auto subscriptions = service_->Subscriptions();
    if (subscriptions.empty()) return;
    messaging::ConsumerConfig consumer;
    consumer.name = name_;
    consumer.redis = config_.redis;
    consumer.applied = [this] { EventsAppended(); };
    const std::lock_guard lock(consumer_mutex_);
    consumer_ = messaging::MakeConsumer(consumer, *database_, clock_, std::move(subscriptions));
    consumer_->Start();
  }

  void StartTimers() {
    std::vector<TimedWork> timers = service_->Timers();
    if (database_->dialect() == store::Dialect::kPostgres) {
      timers.push_back({"link_audit", kLinkEvery, [this] { LinkAudit(); }});
    }
    timers.push_back({"forget_requests", kForgetEvery, [this] { ForgetOldRequests(); }});
    for (auto& timer : timers) {
      timers_.push_back(
          std::make_unique<lifecycle::Timer>(timer.every, LeaseOf(timer), std::move(timer.work)));
    }
  }

  std::function<bool()> LeaseOf(const TimedWork& timer) {
    // SQLite's file has one process (store/file_lock.h): there a lease would do nothing but keep
    // the timer of a process that was killed from its successor.
    if (database_->dialect() == store::Dialect::kSqlite) return [] { return true; };
    // Longer than the pause, or the next replica would do it too.
    auto lease = std::make_shared<messaging::Lease>("timer:" + timer.name, process_,
                                                    kLeaseTime + 2 * absl::FromChrono(timer.every));
    leases_.push_back(lease);
    return [this, lease] { return lease->Hold(*database_, clock_.Now()).value_or(false); };
  }

  void ForgetOldRequests() {
    std::int64_t forgotten = kForgetBatch;
    while (forgotten == kForgetBatch && !stopping_) {
      const auto done = database_->WriteAndWait([&](store::Session& session) -> Result<void> {
        TTG_TRY(forgotten, ForgetRequests(session, clock_.Now() - kRequestsKept, kForgetBatch));
        return {};
      });
      if (done) continue;
      telemetry::Log(telemetry::Level::kWarning, "requests.forget_failed",
                     {{"reason", std::string_view(done.error().reason)}});
      return;
    }
  }

  void LinkAudit() {
    const auto linked = database_->WriteAndWait([](store::Session& session) -> Result<void> {
      TTG_RETURN_IF_ERROR(audit::LinkPending(session, kLinkBatch));
      return {};
    });
    if (!linked) {
      telemetry::Log(telemetry::Level::kWarning, "audit.link_failed",
                     {{"reason", std::string_view(linked.error().reason)}});
    }
  }

  void RegisterGauges() {
    metrics_.Gauge("ttg_rpc_worker_queue", "Reads that wait for a worker.", {},
                   [this] { return static_cast<double>(workers_->queued()); });
    metrics_.Gauge("ttg_store_queue", "Commands that wait for the writer.", {},
                   [this] { return static_cast<double>(database_->Stats().queued); });
    metrics_.Gauge("ttg_store_group_size", "Commands a commit, since the start.", {}, [this] {
      const auto stats = database_->Stats();
      return stats.groups == 0
                 ? 0.0
                 : static_cast<double>(stats.commands) / static_cast<double>(stats.groups);
    });
    metrics_.Gauge("ttg_relay_unpublished_events", "Events committed and not in Redis.", {},
                   [this] {
                     const auto relay = RelayState();
                     return static_cast<double>(relay.last_position - relay.published_through);
                   });
    metrics_.Gauge("ttg_relay_alarm", "1 while the relay stands still for an operator.", {},
                   [this] { return RelayState().alarm.empty() ? 0.0 : 1.0; });
    for (const auto& progress : ConsumerState()) {
      RegisterStreamGauges(progress.stream);
    }
  }

  void RegisterStreamGauges(const std::string& stream) {
    const auto read = [this, stream](auto value) {
      for (const auto& progress : ConsumerState()) {
        if (progress.stream == stream) return static_cast<double>(value(progress));
      }
      return 0.0;
    };
    using Progress = messaging::StreamProgress;
    metrics_.Gauge(
        "ttg_consumer_lag_events", "Events known and not applied.", {{"stream", stream}}, [read] {
          return read([](const Progress& p) { return p.last_known - p.applied_through; });
        });
    metrics_.Gauge("ttg_consumer_dead_letters", "Events that failed or wait.", {{"stream", stream}},
                   [read] { return read([](const Progress& p) { return p.dead_letters; }); });
  }

  const ServiceConfig config_;
  const std::string name_;
  const std::string process_ = messaging::ProcessName();
  lifecycle::SystemClock clock_;
  lifecycle::SystemIds ids_;
  telemetry::Metrics metrics_;
  Keys keys_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<auth::Authenticator> authenticator_;
  std::unique_ptr<Gate> gate_;
  std::unique_ptr<Workers> workers_;
  std::unique_ptr<messaging::Relay> relay_;
  std::unique_ptr<Runtime> runtime_;
  std::map<std::string, Peer> peers_;
  std::unique_ptr<HostedService> service_;
  std::unique_ptr<Server> server_;
  mutable std::mutex consumer_mutex_;
  std::unique_ptr<messaging::Consumer> consumer_;
  std::atomic<bool> stopping_ = false;
  std::vector<std::shared_ptr<messaging::Lease>> leases_;
  std::vector<std::unique_ptr<lifecycle::Timer>> timers_;
};

// "127.0.0.1:7001" with the port that was taken.
std::string AddressOf(const std::string& listen, int port) {
  return fmt::format("{}:{}", listen.substr(0, listen.rfind(':')), port);
}

}  // namespace

Result<std::unique_ptr<ServiceHost>> ServiceHost::Start(const ServiceDefinition& definition,
                                                        const ServiceConfig& config) {
  auto host = std::make_unique<Host>(definition, config);
  TTG_RETURN_IF_ERROR(host->Build(definition));
  TTG_RETURN_IF_ERROR(host->Run());
  return std::unique_ptr<ServiceHost>(std::move(host));
}

int RunService(int argc, char** argv, const ServiceDefinition& definition) {
  // Before any thread starts, so that all of them leave the signals to us.
  lifecycle::Signals signals;
  telemetry::StartLogging(definition.name);
  std::string prefix = "TTG_";
  for (const char c : definition.name) {
    prefix += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  auto settings = config::Settings::Of(std::move(prefix), argc, argv);
  const ServiceConfig config = ReadServiceConfig(settings, definition);
  if (const auto help = settings.help()) {
    fmt::print("{}", *help);
    return 0;
  }
  if (const auto faults = settings.Faults(); !faults.empty()) {
    for (const auto& fault : faults) fmt::print(stderr, "{}\n", fault);
    return 2;
  }
  const auto host = ServiceHost::Start(definition, config);
  if (!host) {
    fmt::print(stderr, "{}: {}\n", host.error().reason, host.error().message);
    return 1;
  }
  fmt::print("READY {} {}\n", definition.name, AddressOf(config.listen, (*host)->port()));
  std::fflush(stdout);
  signals.Wait();
  (*host)->Stop();
  telemetry::Log(telemetry::Level::kInfo, "service.stopped");
  return 0;
}

}  // namespace ttg::rpc
