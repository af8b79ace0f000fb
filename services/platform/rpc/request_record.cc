#include "platform/rpc/request_record.h"

#include <tuple>

namespace ttg::rpc {

Result<std::optional<std::string>> ClaimRequest(store::Session& session, const RequestKey& key,
                                                Instant now) {
  // The insert comes first: on PostgreSQL it waits for whoever has the same request in hand, which
  // a query would not.
  TTG_TRY(const auto inserted,
          session.Execute("INSERT INTO request_record"
                          " (actor, method, request_id, body_hash, resource_id, recorded_at)"
                          " VALUES (:actor, :method, :request_id, :body_hash, '', :recorded_at)"
                          " ON CONFLICT DO NOTHING",
                          {{"actor", key.actor},
                           {"method", key.method},
                           {"request_id", key.request_id},
                           {"body_hash", key.body_hash},
                           {"recorded_at", now}}));
  if (inserted == 1) return std::optional<std::string>();
  TTG_TRY(const auto found,
          (session.QueryOne<std::string, std::string>(
              "SELECT body_hash, resource_id FROM request_record"
              " WHERE actor = :actor AND method = :method AND request_id = :request_id",
              {{"actor", key.actor}, {"method", key.method}, {"request_id", key.request_id}})));
  if (!found) {
    return Unavailable("REQUEST_IN_DOUBT", "the first call with this request_id has just failed");
  }
  const auto& [body_hash, resource_id] = *found;
  if (body_hash != key.body_hash) {
    return InvalidField("request_id", "REQUEST_ID_REUSED",
                        "this request_id was used for another request; choose a new one");
  }
  return std::optional(resource_id);
}

Result<void> RecordResource(store::Session& session, const RequestKey& key,
                            const std::string& resource_id) {
  TTG_RETURN_IF_ERROR(
      session.Execute("UPDATE request_record SET resource_id = :resource_id"
                      " WHERE actor = :actor AND method = :method AND request_id = :request_id",
                      {{"resource_id", resource_id},
                       {"actor", key.actor},
                       {"method", key.method},
                       {"request_id", key.request_id}}));
  return {};
}

Result<std::int64_t> ForgetRequests(store::Session& session, Instant before, int limit) {
  return session.Execute(
      "DELETE FROM request_record WHERE (actor, method, request_id) IN ("
      "SELECT actor, method, request_id FROM request_record"
      " WHERE recorded_at < :before ORDER BY recorded_at LIMIT :limit)",
      {{"before", before}, {"limit", limit}});
}

}  // namespace ttg::rpc
