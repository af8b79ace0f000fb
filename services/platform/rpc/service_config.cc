#include <cctype>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "platform/rpc/service_host.h"

namespace ttg::rpc {
namespace {

constexpr int kHighestPort = 65535;

std::string UpperCase(std::string_view text) {
  std::string upper;
  for (const char c : text) {
    upper += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return upper;
}

redis::ClientConfig ReadRedis(config::Settings& settings) {
  redis::ClientConfig redis;
  redis.host = settings.Text("REDIS_HOST", redis.host);
  redis.port = static_cast<int>(settings.Number("REDIS_PORT", redis.port, 1, kHighestPort));
  redis.user = settings.Text("REDIS_USER", "");
  redis.password_file = settings.Text("REDIS_PASSWORD_FILE", "");
  redis.sentinels = settings.List("REDIS_SENTINELS");
  redis.master_name = settings.Text("REDIS_MASTER_NAME", "");
  return redis;
}

// A URL may hold a password, so it can lie in a file.
Sensitive<std::string> ReadDatabaseUrl(config::Settings& settings, std::string fallback) {
  std::string given = settings.Text("DATABASE_URL", "");
  auto from_file = settings.SecretFromFile("DATABASE_URL");
  if (!given.empty() && !from_file.Reveal().empty()) {
    settings.Fault("DATABASE_URL", "or DATABASE_URL_FILE, and not both");
  }
  if (!from_file.Reveal().empty()) return from_file;
  return Sensitive<std::string>(given.empty() ? std::move(fallback) : std::move(given));
}

void ReadKeys(config::Settings& settings, ServiceConfig& config) {
  config.jwks = settings.Text("JWKS", "");
  config.dev_keys = settings.Text("DEV_KEYS", "");
  config.issuer = settings.Text("ISSUER", config.issuer);
  config.audience = settings.Text("AUDIENCE", config.audience);
  config.system_token_file = settings.Text("SYSTEM_TOKEN_FILE", "");
  config.system_key_file = settings.Text("SYSTEM_KEY_FILE", "");
  config.audit_key_file = settings.Text("AUDIT_KEY_FILE", "");
  if (config.jwks.empty() == config.dev_keys.empty()) {
    settings.Fault("JWKS", "or DEV_KEYS is required, and not both: who signs tokens");
  }
}

}  // namespace

ServiceConfig ReadServiceConfig(config::Settings& settings, const ServiceDefinition& definition) {
  ServiceConfig config;
  config.listen = settings.Required("LISTEN");
  config.state_dir = settings.Required("STATE_DIR");
  config.database_url =
      ReadDatabaseUrl(settings, fmt::format("sqlite:{}/{}.db", config.state_dir, definition.name));
  config.redis = ReadRedis(settings);
  config.messaging = settings.Flag("MESSAGING", true);
  ReadKeys(settings, config);
  config.reflection = settings.Flag("REFLECTION", false);
  config.metrics_port = static_cast<int>(settings.Number("METRICS_PORT", 0, 0, kHighestPort));
  config.workers = static_cast<int>(settings.Number("WORKERS", config.workers, 1, 256));
  config.worker_queue =
      static_cast<int>(settings.Number("WORKER_QUEUE", config.worker_queue, 1, 1'000'000));
  config.rpc_deadline = std::chrono::milliseconds(
      settings.Number("RPC_DEADLINE_MS", config.rpc_deadline.count(), 1, 600'000));
  config.grace =
      std::chrono::milliseconds(settings.Number("GRACE_MS", config.grace.count(), 0, 600'000));
  for (const std::string& peer : definition.peers) {
    config.peers[peer] = settings.Required(fmt::format("PEER_{}", UpperCase(peer)));
  }
  const auto consumers = settings.List("CONSUMERS");
  config.consumers.insert(definition.consumers.begin(), definition.consumers.end());
  if (!consumers.empty()) config.consumers = {consumers.begin(), consumers.end()};
  if (definition.read_settings) definition.read_settings(settings);
  return config;
}

}  // namespace ttg::rpc
