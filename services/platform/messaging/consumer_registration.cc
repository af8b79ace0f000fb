#include "platform/messaging/consumer_registration.h"

#include <algorithm>
#include <limits>

namespace ttg::messaging {

Result<void> RecordConsumers(store::Session& session, const std::vector<Registration>& seen,
                             const std::set<std::string>& configured, Instant now,
                             Instant forget_before) {
  for (const Registration& one : seen) {
    TTG_RETURN_IF_ERROR(session.Execute(
        "INSERT INTO consumer_registration (consumer, applied_through, seen_at)"
        " VALUES (:consumer, :applied_through, :seen_at)"
        " ON CONFLICT (consumer) DO UPDATE"
        " SET applied_through = excluded.applied_through, seen_at = excluded.seen_at",
        {{"consumer", one.consumer}, {"applied_through", one.applied_through}, {"seen_at", now}}));
  }
  TTG_TRY(const auto stale, session.Query<std::string>("SELECT consumer FROM consumer_registration"
                                                       " WHERE seen_at < :forget_before",
                                                       {{"forget_before", forget_before}}));
  for (const auto& [consumer] : stale) {
    if (configured.contains(consumer)) continue;
    TTG_RETURN_IF_ERROR(session.Execute(
        "DELETE FROM consumer_registration WHERE consumer = :consumer", {{"consumer", consumer}}));
  }
  return {};
}

Result<std::vector<Registration>> ListConsumers(store::Session& session) {
  TTG_TRY(const auto rows,
          session.Query<std::string, std::int64_t>(
              "SELECT consumer, applied_through FROM consumer_registration ORDER BY consumer"));
  std::vector<Registration> registered;
  registered.reserve(rows.size());
  for (const auto& [consumer, applied_through] : rows) {
    registered.push_back({.consumer = consumer, .applied_through = applied_through});
  }
  return registered;
}

Position AppliedByAll(const std::vector<Registration>& registered,
                      const std::set<std::string>& configured) {
  std::set<std::string> missing = configured;
  Position lowest = std::numeric_limits<Position>::max();
  for (const Registration& one : registered) {
    missing.erase(one.consumer);
    lowest = std::min(lowest, one.applied_through);
  }
  return missing.empty() && !registered.empty() ? lowest : 0;
}

}  // namespace ttg::messaging
