#include "platform/messaging/lease.h"

#include <array>
#include <random>

#include <fmt/format.h>
#include <unistd.h>

namespace ttg::messaging {

Lease::Lease(std::string name, std::string holder, absl::Duration ttl)
    : name_(std::move(name)), holder_(std::move(holder)), ttl_(ttl) {}

Result<bool> Lease::Hold(store::Database& database, Instant now) {
  if (now < renew_at_) return true;
  bool held = false;
  TTG_RETURN_IF_ERROR(database.WriteAndWait([&](store::Session& session) -> Result<void> {
    TTG_TRY(const auto changed,
            session.Execute(
                "INSERT INTO lease (name, holder, expires_at)"
                " VALUES (:name, :holder, :expires_at)"
                " ON CONFLICT (name) DO UPDATE"
                " SET holder = excluded.holder, expires_at = excluded.expires_at"
                " WHERE lease.holder = excluded.holder OR lease.expires_at < :now",
                {{"name", name_}, {"holder", holder_}, {"expires_at", now + ttl_}, {"now", now}}));
    held = changed > 0;
    return {};
  }));
  renew_at_ = held ? now + ttl_ / 3 : absl::InfinitePast();
  return held;
}

Result<void> Lease::Release(store::Database& database) {
  renew_at_ = absl::InfinitePast();
  return database.WriteAndWait([&](store::Session& session) -> Result<void> {
    TTG_RETURN_IF_ERROR(session.Execute("DELETE FROM lease WHERE name = :name AND holder = :holder",
                                        {{"name", name_}, {"holder", holder_}}));
    return {};
  });
}

std::string ProcessName() {
  std::array<char, 256> host{};
  gethostname(host.data(), host.size() - 1);
  std::random_device random;
  return fmt::format("{}:{}:{:08x}", host.data(), getpid(), random());
}

}  // namespace ttg::messaging
