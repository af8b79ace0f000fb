#include "platform/audit/trail.h"

#include <array>
#include <span>
#include <tuple>
#include <utility>

#include <nlohmann/json.hpp>

#include "platform/audit/chain.h"

namespace ttg::audit {
namespace {

using store::Session;

// Rows that Verify holds in memory at a time.
constexpr int kBatch = 1000;

// The id, and what it says: what the hash covers, as it is stored.
using Row =
    std::tuple<std::int64_t, std::string, std::string, std::string, std::string, std::string,
               std::string, std::string, std::string, std::string, std::string>;
constexpr std::string_view kColumns =
    "id, occurred_at, actor, on_behalf_of, organisation, action, method, purpose, correlation_id,"
    " outcome, subjects";

// A linked row: its place, the hash before it, its hash, and the row.
struct Link {
  std::int64_t sequence = 0;
  std::optional<std::string> previous_hash;
  std::optional<std::string> hash;
  Row row;
};

std::string HashOfRow(std::int64_t sequence, std::string_view previous_hash, const Row& row) {
  return std::apply(
      [&](std::int64_t id, const auto&... texts) {
        return HashOf(sequence, previous_hash, {std::to_string(id), texts...});
      },
      row);
}

Row RowOf(std::int64_t id, const Entry& entry) {
  const std::string subjects =
      nlohmann::json(entry.subjects).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return {id,
          FormatInstant(entry.occurred_at),
          entry.actor,
          entry.on_behalf_of,
          entry.organisation,
          entry.action,
          entry.method,
          entry.purpose,
          entry.correlation_id,
          entry.outcome,
          subjects};
}

store::Binds BindsOf(const Row& row) {
  constexpr std::array<std::string_view, 10> kNames = {
      "occurred_at", "actor",   "on_behalf_of",   "organisation", "action",
      "method",      "purpose", "correlation_id", "outcome",      "subjects"};
  return std::apply(
      [&](std::int64_t, const auto&... texts) {
        store::Binds binds;
        std::size_t next = 0;
        (binds.emplace_back(kNames.at(next++), texts), ...);
        return binds;
      },
      row);
}

Result<void> AppendUnlinked(Session& session, const Entry& entry) {
  TTG_RETURN_IF_ERROR(session.Execute(
      "INSERT INTO audit_entry (occurred_at, actor, on_behalf_of, organisation, action, method,"
      " purpose, correlation_id, outcome, subjects)"
      " VALUES (:occurred_at, :actor, :on_behalf_of, :organisation, :action, :method,"
      " :purpose, :correlation_id, :outcome, :subjects)",
      BindsOf(RowOf(0, entry))));
  return {};
}

// Writes the entry that follows `head`, which it becomes.
Result<void> AppendLinked(Session& session, const Entry& entry, Head& head) {
  const std::int64_t sequence = head.entry + 1;
  const Row row = RowOf(sequence, entry);
  const Head next{sequence, HashOfRow(sequence, head.hash, row)};
  store::Binds binds = BindsOf(row);
  binds.emplace_back("sequence", sequence);
  binds.emplace_back("previous_hash", head.hash);
  binds.emplace_back("hash", next.hash);
  TTG_RETURN_IF_ERROR(session.Execute(
      "INSERT INTO audit_entry (id, occurred_at, actor, on_behalf_of, organisation, action, method,"
      " purpose, correlation_id, outcome, subjects, sequence, previous_hash, hash)"
      " VALUES (:sequence, :occurred_at, :actor, :on_behalf_of, :organisation, :action, :method,"
      " :purpose, :correlation_id, :outcome, :subjects, :sequence, :previous_hash, :hash)",
      binds));
  head = next;
  return {};
}

Result<void> AppendAllLinked(Session& session, std::span<const Entry> entries) {
  TTG_TRY(Head head, CurrentHead(session));
  for (const Entry& entry : entries) TTG_RETURN_IF_ERROR(AppendLinked(session, entry, head));
  return {};
}

Result<void> AppendAllUnlinked(Session& session, std::span<const Entry> entries) {
  for (const Entry& entry : entries) TTG_RETURN_IF_ERROR(AppendUnlinked(session, entry));
  return {};
}

Result<void> AppendAll(Session& session, std::span<const Entry> entries) {
  switch (session.dialect()) {
    case store::Dialect::kSqlite:
      return AppendAllLinked(session, entries);
    case store::Dialect::kPostgres:
      return AppendAllUnlinked(session, entries);
  }
  return Internal("DIALECT_UNKNOWN", "this database is not known");
}

template <std::size_t... I, typename Columns>
Row TailOf(const Columns& columns, std::index_sequence<I...>) {
  return {std::get<I + 3>(columns)...};
}

Result<std::vector<Link>> LinksAfter(Session& session, std::int64_t sequence) {
  using Text = std::string;
  TTG_TRY(const auto rows,
          (session.Query<std::int64_t, std::optional<Text>, std::optional<Text>, std::int64_t, Text,
                         Text, Text, Text, Text, Text, Text, Text, Text, Text>(
              "SELECT sequence, previous_hash, hash, " + std::string(kColumns) +
                  " FROM audit_entry WHERE sequence > :sequence ORDER BY sequence LIMIT :batch",
              {{"sequence", sequence}, {"batch", kBatch}})));
  std::vector<Link> links;
  links.reserve(rows.size());
  for (const auto& columns : rows) {
    links.push_back({std::get<0>(columns), std::get<1>(columns), std::get<2>(columns),
                     TailOf(columns, std::make_index_sequence<std::tuple_size_v<Row>>())});
  }
  return links;
}

void Break(Verification& found, std::int64_t at, std::string fault) {
  found.intact = false;
  found.first_broken_entry = at;
  found.fault = std::move(fault);
}

// Walks the chain and compares it with the head that was exported.
class Walk {
 public:
  explicit Walk(std::optional<Head> exported) : exported_(std::move(exported)) {}

  // False once the chain is broken.
  bool Step(const Link& link) {
    const std::int64_t expected = last_.entry + 1;
    if (link.sequence != expected) return Stop(expected, "ENTRY_MISSING");
    const std::string hash = HashOfRow(link.sequence, last_.hash, link.row);
    if (link.previous_hash != last_.hash || link.hash != hash)
      return Stop(expected, "ENTRY_ALTERED");
    if (exported_ && exported_->entry == expected && exported_->hash != hash) {
      return Stop(expected, "ENTRY_ALTERED");
    }
    last_ = {expected, hash};
    return true;
  }

  Verification Finish() {
    if (found_.intact && exported_ && exported_->entry > last_.entry) {
      Stop(last_.entry + 1, "TRUNCATED");
    }
    found_.entries = last_.entry;
    return found_;
  }

  std::int64_t position() const { return last_.entry; }

 private:
  bool Stop(std::int64_t at, std::string fault) {
    Break(found_, at, std::move(fault));
    return false;
  }

  const std::optional<Head> exported_;
  Head last_{0, Genesis()};
  Verification found_;
};

Result<Verification> WalkChain(Session& session, std::optional<Head> exported) {
  Walk walk(std::move(exported));
  for (;;) {
    TTG_TRY(const std::vector<Link> links, LinksAfter(session, walk.position()));
    for (const Link& link : links) {
      if (!walk.Step(link)) return walk.Finish();
    }
    if (links.size() < kBatch) return walk.Finish();
  }
}

}  // namespace

Result<Head> CurrentHead(Session& session) {
  TTG_TRY(const auto last, (session.QueryOne<std::int64_t, std::string>(
                               "SELECT sequence, hash FROM audit_entry WHERE sequence IS NOT NULL"
                               " ORDER BY sequence DESC LIMIT 1")));
  if (!last) return Head{0, Genesis()};
  return Head{std::get<0>(*last), std::get<1>(*last)};
}

Result<void> Append(Session& session, const Entry& entry) {
  return AppendAll(session, {&entry, 1});
}

Result<void> Append(Session& session, const std::vector<Entry>& entries) {
  return AppendAll(session, entries);
}

Result<std::int64_t> LinkPending(Session& session, std::int64_t limit) {
  if (session.dialect() == store::Dialect::kSqlite) return 0;
  // Two that link at once would fork the chain.
  TTG_RETURN_IF_ERROR(session.ExecuteScript("SELECT pg_advisory_xact_lock(8391166493262404724)"));
  TTG_TRY(Head head, CurrentHead(session));
  using Text = std::string;
  TTG_TRY(const auto rows,
          (session.Query<std::int64_t, Text, Text, Text, Text, Text, Text, Text, Text, Text, Text>(
              "SELECT " + std::string(kColumns) +
                  " FROM audit_entry WHERE sequence IS NULL ORDER BY id LIMIT :batch",
              {{"batch", limit}})));
  for (const Row& row : rows) {
    const std::int64_t sequence = head.entry + 1;
    const Head next{sequence, HashOfRow(sequence, head.hash, row)};
    TTG_RETURN_IF_ERROR(session.Execute(
        "UPDATE audit_entry SET sequence = :sequence, previous_hash = :previous_hash, hash = :hash"
        " WHERE id = :id",
        {{"sequence", sequence},
         {"previous_hash", head.hash},
         {"hash", next.hash},
         {"id", std::get<0>(row)}}));
    head = next;
  }
  return static_cast<std::int64_t>(rows.size());
}

Result<Verification> Verify(Session& session, const std::optional<SignedHead>& exported) {
  std::optional<Head> head;
  Verification found;
  if (exported) {
    if (const Result<Head> opened = exported->open(exported->text)) {
      head = *opened;
    } else {
      Break(found, 0, "HEAD_SIGNATURE_INVALID");
    }
  }
  if (found.intact) {
    TTG_TRY(found, WalkChain(session, head));
  }
  const std::int64_t walked = found.entries;
  TTG_TRY(const auto counts,
          (session.QueryOne<std::int64_t, std::int64_t>(
              "SELECT count(sequence), count(*) - count(sequence) FROM audit_entry")));
  std::tie(found.entries, found.unlinked) = *counts;
  // Rows beside the chain. On SQLite none waits to be linked: one that is not was taken out.
  const bool strays = session.dialect() == store::Dialect::kSqlite && found.unlinked > 0;
  if (found.intact && (strays || found.entries != walked)) {
    Break(found, walked + 1, "ENTRY_ALTERED");
  }
  return found;
}

}  // namespace ttg::audit
