#include "platform/testing/in_process_server.h"

#include <cstdio>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

#include "platform/audit/trail.h"
#include "platform/messaging/event_log.h"
#include "platform/rpc/request_record.h"

namespace ttg::testing {
namespace {

template <typename T>
T OrAbort(Result<T> result) {
  if (result) return *std::move(result);
  std::fprintf(stderr, "in-process server: %s: %s\n", result.error().reason.c_str(),
               result.error().message.c_str());
  std::abort();
}

std::vector<store::Migration> WithPlatform(const std::vector<store::Migration>& own) {
  std::vector<store::Migration> all = rpc::Migrations();
  for (const auto& more : {audit::Migrations(), messaging::Migrations(), own}) {
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

}  // namespace

auth::TokenClaims ACaller(std::set<Role> roles) {
  auth::TokenClaims claims;
  claims.subject = "worker-1";
  claims.organisation = "probation";
  claims.organisations = {"*"};
  claims.prisons = {"*"};
  claims.delivery_units = {"*"};
  claims.roles = std::move(roles);
  return claims;
}

InProcessServer::InProcessServer(const std::vector<store::Migration>& migrations,
                                 const MakeServices& make, Options options)
    : clock_(options.today),
      key_(OrAbort(auth::LoadOrMakeDevKey(keys_folder_.path()))),
      keys_(OrAbort(auth::KeySource::Open(auth::DevJwksPath(keys_folder_.path())))),
      database_(options.store, WithPlatform(migrations)),
      authenticator_(*keys_, clock_, {"ttg-dev", "ttg"}),
      gate_(*database_, authenticator_, clock_, ids_, metrics_),
      workers_(options.workers, options.worker_queue),
      runtime_(*database_, gate_, workers_, clock_, std::move(options.on_commit)) {
  auto services = make({*database_, clock_, ids_, runtime_, gate_});
  std::vector<std::string> names;
  names.reserve(services.size());
  for (const auto& service : services) names.push_back(service.service);
  gate_.Serve(OrAbort(rpc::MethodTable::Of(names)));
  const std::string listen = options.tcp ? "127.0.0.1:0" : "";
  server_ = OrAbort(rpc::Server::Start({.listen = listen}, std::move(services)));
  channel_ = options.tcp ? rpc::MakeChannel(fmt::format("127.0.0.1:{}", server_->port()))
                         : server_->InProcessChannel();
}

InProcessServer::~InProcessServer() { Stop(); }

std::string InProcessServer::Token(const auth::TokenClaims& claims) const {
  return OrAbort(auth::MintToken(key_, claims, clock_.Now()));
}

rpc::Peer InProcessServer::As(const auth::TokenClaims& claims) const {
  return {channel_, [token = Token(claims)]() -> Result<std::string> { return token; },
          std::chrono::seconds(10)};
}

std::vector<std::string> InProcessServer::Audited() {
  std::vector<std::string> lines;
  const auto read = database_->Read([&](store::Session& session) -> Result<void> {
    TTG_TRY(const auto rows,
            (session.Query<std::string, std::string, std::string, std::string, std::string>(
                "SELECT actor, action, method, outcome, subjects FROM audit_entry ORDER BY id")));
    for (const auto& [actor, action, method, outcome, subjects] : rows) {
      lines.push_back(fmt::format("{} {} {} {} {}", actor, action,
                                  method.substr(method.rfind('/') + 1), outcome, subjects));
    }
    return {};
  });
  if (!read) std::abort();
  return lines;
}

void InProcessServer::Stop() {
  server_->Shutdown(std::chrono::seconds(10));
  workers_.Stop();
}

}  // namespace ttg::testing
