#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "kernel/clock.h"
#include "kernel/result.h"
#include "kernel/sensitive.h"
#include "platform/config/settings.h"
#include "platform/messaging/consumer.h"
#include "platform/rpc/channel.h"
#include "platform/rpc/gate.h"
#include "platform/rpc/runtime.h"
#include "platform/rpc/server.h"
#include "platform/store/database.h"
#include "platform/store/migrations.h"

namespace ttg::rpc {

// How one service process runs. Read from TTG_<SERVICE>_… (README of deploy/), flags or a file.
struct ServiceConfig {
  std::string listen = "127.0.0.1:0";
  // Holds the database (where database_url is empty) and what the service spools.
  std::string state_dir;
  Sensitive<std::string> database_url;
  redis::ClientConfig redis;
  // False: no relay and no consumer (tests of one service).
  bool messaging = true;
  // Who signs tokens: a JWKS as file or http(s) URL, or a folder with a development key.
  std::string jwks;
  std::string dev_keys;
  std::string issuer = "ttg-dev";
  std::string audience = "ttg";
  // How this service identifies itself to others: a file with a token, or with a private JWK that
  // signs one. With dev_keys neither is needed.
  std::string system_token_file;
  std::string system_key_file;
  // Signs audit heads; with dev_keys not needed.
  std::string audit_key_file;
  bool reflection = false;
  int metrics_port = 0;  // 0: none
  int workers = 4;
  int worker_queue = 1024;
  std::chrono::milliseconds rpc_deadline{2000};
  std::chrono::milliseconds grace{10000};
  // Who consumes our events, for trimming: "accommodation", …
  std::set<std::string> consumers;
  // By context: "release" → host:port.
  std::map<std::string, std::string> peers;
};

// The platform's parts, for a service to build upon. They outlive the HostedService.
struct HostParts {
  const ServiceConfig& config;
  store::Database& database;
  const Clock& clock;
  IdSource& ids;
  Runtime& runtime;
  Gate& gate;
  // One for each of ServiceDefinition::peers.
  const std::map<std::string, Peer>& peers;
  // Wakes the relay; for work that appends events outside Runtime::Change (imports, timers).
  std::function<void()> events_appended;
};

// Work that runs periodically on one replica at a time.
struct TimedWork {
  std::string name;
  std::chrono::milliseconds every;
  std::function<void()> work;
};

// What a service brings: its composition root derives from this. Members in construction order.
class HostedService {
 public:
  virtual ~HostedService() = default;
  // Called once each, after construction.
  virtual std::vector<Registration> Services() = 0;
  virtual std::vector<messaging::Subscription> Subscriptions() { return {}; }
  virtual std::vector<TimedWork> Timers() { return {}; }
  // The server is about to refuse calls: end long streams (ImportHost::Stop).
  virtual void BeginStop() {}
};

struct ServiceDefinition {
  std::string name;  // "release"
  // The service's own; those of the platform are added.
  std::vector<store::Migration> migrations;
  // The contexts that it calls or whose events it consumes.
  std::vector<std::string> peers;
  // Those that consume its events, as long as the settings don't say otherwise.
  std::vector<std::string> consumers;
  std::function<Result<std::unique_ptr<HostedService>>(const HostParts&)> make;
  // Reads further settings; may be empty.
  std::function<void(config::Settings&)> read_settings;
};

// One service, whole: database, migrations, audit, authenticator, runtime, relay, consumer,
// telemetry and server. Starts in < 300 ms.
class ServiceHost {
 public:
  static Result<std::unique_ptr<ServiceHost>> Start(const ServiceDefinition& definition,
                                                    const ServiceConfig& config);
  virtual ~ServiceHost() = default;

  virtual int port() const = 0;
  virtual std::shared_ptr<grpc::Channel> InProcessChannel() = 0;
  virtual store::Database& database() = 0;
  // Not serving → drain calls → flush the event log → close. Idempotent; the destructor calls it.
  virtual void Stop() = 0;
};

// Reads what every service needs; faults are collected in `settings`.
ServiceConfig ReadServiceConfig(config::Settings& settings, const ServiceDefinition& definition);

// The main of a service: reads settings, starts, prints "READY <name> <host:port>" on standard
// output, waits for SIGTERM or SIGINT, stops. The exit code: 0, 1 (could not start), 2 (settings
// are wrong: prints every fault).
int RunService(int argc, char** argv, const ServiceDefinition& definition);

}  // namespace ttg::rpc
