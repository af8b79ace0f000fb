#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/date.h"
#include "kernel/result.h"
#include "platform/store/migrations.h"
#include "platform/store/session.h"

namespace ttg::audit {

// Who did what, about whom, why and how it ended. Ids and codes only.
struct Entry {
  Instant occurred_at;
  std::string actor;
  // For whom the actor acted; empty where it acted for itself.
  std::string on_behalf_of;
  std::string organisation;
  // COLLECTION, ALTERATION, CONSULTATION, DISCLOSURE, COMBINATION, ERASURE.
  std::string action;
  // "/ttg.release.v1.ReleaseService/ConfirmDate", or the event's type.
  std::string method;
  std::string purpose;
  std::string correlation_id;
  // "OK", or the reason of the refusal.
  std::string outcome;
  std::vector<std::string> subjects;
};

// The last linked entry; {0, zeroes} for an empty trail. `entry` is its place in the chain, which
// is dense and starts at 1, and not its id.
struct Head {
  std::int64_t entry = 0;
  std::string hash;

  friend bool operator==(const Head&, const Head&) = default;
};

// How heads are signed and read back; platform/auth knows the keys.
using SignHead = std::function<Result<std::string>(const Head&)>;
using OpenHead = std::function<Result<Head>(std::string_view signed_head)>;

// A head that was exported earlier, and how to read it.
struct SignedHead {
  std::string text;
  OpenHead open;
};

struct Verification {
  bool intact = true;
  std::int64_t entries = 0;
  // Rows at the end that are not linked yet (PostgreSQL): nothing is known of them.
  std::int64_t unlinked = 0;
  // The first place in the chain that does not fit; 0 where intact, or where the signed head itself
  // does not hold.
  std::int64_t first_broken_entry = 0;
  // ENTRY_ALTERED, ENTRY_MISSING, TRUNCATED, HEAD_SIGNATURE_INVALID; empty where intact.
  std::string fault;
};

// The schema of audit_entry.
std::vector<store::Migration> Migrations();

// Writes an entry in the transaction of `session`. On SQLite it is linked at once; on PostgreSQL,
// where one chain would serialise all writers, LinkPending does that later.
Result<void> Append(store::Session& session, const Entry& entry);
// The same for several, in their order.
Result<void> Append(store::Session& session, const std::vector<Entry>& entries);

// Links at most `limit` committed entries that are not linked yet, in id order (one that commits
// late comes after those that are linked already); how many it linked. Run by
// the leader; two at once wait for each other.
Result<std::int64_t> LinkPending(store::Session& session, std::int64_t limit);

// Recomputes the chain from its first entry to its last. An edit, a gap or a swap is found without
// `exported`; a truncation, and a chain that was recomputed as a whole, are found by it.
Result<Verification> Verify(store::Session& session,
                            const std::optional<SignedHead>& exported = std::nullopt);

Result<Head> CurrentHead(store::Session& session);

}  // namespace ttg::audit
