#include "release/store/prison_events/sql_prison_event_store.h"

#include <utility>

#include <fmt/format.h>

#include "platform/store/caseload_filter.h"
#include "release/store/rows.h"

namespace ttg::release {
namespace {

using store::Binds;

std::string Reach(const Scope& scope, Binds& binds) {
  return store::CaseloadFilter(scope, "COALESCE(p.prison_id, e.prison_id)", "p.delivery_unit",
                               binds);
}

}  // namespace

Result<std::vector<PrisonEvent>> SqlPrisonEventStore::Select(std::string_view rest,
                                                             const Binds& binds) {
  TTG_TRY(
      auto rows,
      session_
          .Query<PrisonEventId, std::int64_t, std::string, std::string, std::string, std::int64_t,
                 std::string, std::optional<Instant>, Instant, std::string, std::string,
                 std::string, std::string, std::string, std::string, std::optional<MovementId>,
                 std::optional<ActorId>, std::optional<Instant>, std::string>(
              fmt::format("SELECT e.prison_event_id, e.version, e.content_key, e.source, "
                          "e.batch_id, e.ordinal, e.event_type, e.occurred_at, e.received_at, "
                          "e.prison_number, e.removed_number, e.reason, e.prison_id, e.outcome, "
                          "e.outcome_reason, e.movement_id, e.settled_by, e.settled_at, "
                          "e.settle_reason FROM prison_event e LEFT JOIN person p ON "
                          "p.prison_number = e.prison_number WHERE {}",
                          rest),
              binds));
  std::vector<PrisonEvent> events;
  events.reserve(rows.size());
  for (auto& [id, version, key, source, batch, ordinal, type, occurred_at, received_at, number,
              removed, reason, prison, outcome, outcome_reason, movement, settled_by, settled_at,
              settle_reason] : rows) {
    PrisonEvent event{
        .id = id,
        .version = version,
        .notice = {.content_key = std::move(key),
                   .type = std::move(type),
                   .occurred_at = occurred_at,
                   .number = Sensitive(std::move(number)),
                   .removed_number = Sensitive(std::move(removed)),
                   .reason = std::move(reason),
                   .prison = std::move(prison),
                   .fault = {}},
        .source = std::move(source),
        .batch = std::move(batch),
        .ordinal = ordinal,
        .received_at = received_at,
        .outcome = ParsePrisonEventOutcome(outcome).value_or(PrisonEventOutcome::kRefused),
        .outcome_reason = std::move(outcome_reason),
        .movement = movement,
        .settled_by = settled_by,
        .settled_at = settled_at,
        .settle_reason = std::move(settle_reason)};
    // What has no time could not be read.
    if (!occurred_at) event.notice.fault = event.outcome_reason;
    events.push_back(std::move(event));
  }
  return events;
}

Result<std::optional<PrisonEvent>> SqlPrisonEventStore::AddOrFind(const PrisonEvent& event) {
  const PrisonEventNotice& notice = event.notice;
  TTG_TRY(const auto added,
          session_.Execute(
              "INSERT INTO prison_event (prison_event_id, version, content_key, source, batch_id, "
              "ordinal, event_type, occurred_at, received_at, prison_number, removed_number, "
              "reason, prison_id, outcome, outcome_reason, settle_reason) VALUES (:id, :version, "
              ":key, :source, :batch, :ordinal, :type, :occurred_at, :received_at, :number, "
              ":removed, :reason, :prison, :outcome, :outcome_reason, '') ON CONFLICT "
              "(content_key) DO NOTHING",
              {{"id", event.id},
               {"version", event.version},
               {"key", notice.content_key},
               {"source", event.source},
               {"batch", event.batch},
               {"ordinal", event.ordinal},
               {"type", notice.type},
               {"occurred_at", notice.fault.empty() ? notice.occurred_at : std::nullopt},
               {"received_at", event.received_at},
               {"number", notice.number.Reveal()},
               {"removed", notice.removed_number.Reveal()},
               {"reason", notice.reason},
               {"prison", notice.prison},
               {"outcome", ToString(event.outcome)},
               {"outcome_reason", event.outcome_reason}}));
  if (added > 0) return std::optional<PrisonEvent>();
  TTG_TRY(auto known, Select("e.content_key = :key", {{"key", notice.content_key}}));
  if (known.empty()) return PrisonEventChanged();
  return std::optional(std::move(known.front()));
}

Result<PrisonEvent> SqlPrisonEventStore::Find(const PrisonEventId& id) {
  Binds binds = {{"id", id}};
  const std::string reach = Reach(call_.scope, binds);
  TTG_TRY(auto events, Select(fmt::format("e.prison_event_id = :id AND {}", reach), binds));
  if (events.empty()) return PrisonEventNotFound();
  return std::move(events.front());
}

Result<PrisonEvent> SqlPrisonEventStore::Save(PrisonEvent event) {
  TTG_TRY(const auto changed,
          session_.Execute("UPDATE prison_event SET version = version + 1, outcome = :outcome, "
                           "outcome_reason = :outcome_reason, movement_id = :movement, "
                           "settled_by = :settled_by, settled_at = :settled_at, settle_reason = "
                           ":settle_reason WHERE prison_event_id = :id AND version = :expected",
                           {{"outcome", ToString(event.outcome)},
                            {"outcome_reason", event.outcome_reason},
                            {"movement", event.movement},
                            {"settled_by", event.settled_by},
                            {"settled_at", event.settled_at},
                            {"settle_reason", event.settle_reason},
                            {"id", event.id},
                            {"expected", event.version}}));
  if (changed == 0) return PrisonEventChanged();
  ++event.version;
  return event;
}

Result<std::vector<PrisonEvent>> SqlPrisonEventStore::List(const PrisonEventQuery& query) {
  Binds binds;
  std::string condition = Reach(call_.scope, binds);
  if (query.outcome) {
    condition += " AND e.outcome = :outcome";
    binds.emplace_back("outcome", ToString(*query.outcome));
  } else {
    condition += " AND e.outcome IN ('WAITING', 'REFUSED')";
  }
  if (query.after) {
    condition += " AND e.prison_event_id > :after";
    binds.emplace_back("after", *query.after);
  }
  binds.emplace_back("limit", query.limit);
  return Select(condition + " ORDER BY e.prison_event_id LIMIT :limit", binds);
}

Result<std::vector<PrisonEvent>> SqlPrisonEventStore::RefusedOf(
    const std::vector<std::string>& numbers) {
  if (numbers.empty()) return std::vector<PrisonEvent>();
  Binds binds;
  const std::string list = InList(numbers, binds);
  return Select(fmt::format("e.outcome IN ('WAITING', 'REFUSED') AND e.outcome = 'REFUSED' AND "
                            "e.occurred_at IS NOT NULL AND e.prison_number IN {} ORDER BY "
                            "e.occurred_at, e.prison_event_id",
                            list),
                binds);
}

Result<std::vector<PrisonEvent>> SqlPrisonEventStore::Ready(int limit) {
  return Select(
      "e.outcome IN ('WAITING', 'REFUSED') AND e.outcome = 'WAITING' AND p.person_id IS "
      "NOT NULL ORDER BY e.occurred_at, e.prison_event_id LIMIT :limit",
      {{"limit", limit}});
}

Result<std::vector<PrisonEvent>> SqlPrisonEventStore::OfBatch(const std::string& batch) {
  return Select("e.batch_id = :batch ORDER BY e.ordinal", {{"batch", batch}});
}

Result<std::string> SqlPrisonEventStore::PositionOf(const std::string& source) {
  TTG_TRY(const auto row, session_.QueryOne<std::string>(
                              "SELECT position FROM prison_event_source WHERE source = :source",
                              {{"source", source}}));
  return row ? std::get<0>(*row) : std::string();
}

Result<void> SqlPrisonEventStore::SetPosition(const std::string& source,
                                              const std::string& position, Instant at) {
  TTG_RETURN_IF_ERROR(session_.Execute(
      "INSERT INTO prison_event_source (source, position, taken_at) VALUES (:source, :position, "
      ":at) ON CONFLICT (source) DO UPDATE SET position = excluded.position, taken_at = "
      "excluded.taken_at",
      {{"source", source}, {"position", position}, {"at", at}}));
  return {};
}

Result<void> SqlPrisonEventStore::Try(const std::function<Result<void>()>& work) {
  return session_.Savepoint(work);
}

}  // namespace ttg::release
