#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kernel/date.h"
#include "kernel/result.h"
#include "platform/store/migrations.h"
#include "platform/store/session.h"

namespace ttg::rpc {

// The schema of request_record.
std::vector<store::Migration> Migrations();

// One change that was asked for: who, what, under which id, with which body. Kept so that a repeat
// repeats the answer and not the effect; written in the transaction of the change, so that a
// failed one leaves none. Forgotten after 30 days: a repeat that comes later is a new request.
struct RequestKey {
  std::string actor;
  std::string method;
  std::string request_id;
  std::string body_hash;
};

// Claims the request for this transaction. Nothing: it is new, and `RecordResource` must follow
// the change. Otherwise the resource that it changed the first time. Waits for a transaction that
// holds the same request just now. Errors: Invalid / REQUEST_ID_REUSED (another body).
Result<std::optional<std::string>> ClaimRequest(store::Session& session, const RequestKey& key,
                                                Instant now);

Result<void> RecordResource(store::Session& session, const RequestKey& key,
                            const std::string& resource_id);

// Removes what was recorded before `before`, the oldest first and at most `limit`; how many.
Result<std::int64_t> ForgetRequests(store::Session& session, Instant before, int limit);

}  // namespace ttg::rpc
