#include "release/store/bulk/sql_bulk_store.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "platform/store/caseload_filter.h"
#include "release/store/bulk/draft_text.h"
#include "release/store/columns.h"
#include "release/store/rows.h"

namespace ttg::release {
namespace {

using store::Binds;
using MaybeText = std::optional<std::string>;
using MaybeDate = std::optional<Date>;

constexpr std::size_t kNumbersAtOnce = 256;

constexpr std::string_view kJobColumns =
    "bulk_change_id, version, kind, state, label, reason, organisation_id, reach_prisons, "
    "reach_units, prepared_by, prepared_at, run_by, finished_at, calendar_version, row_count, "
    "moving_count, refused_count, done_count, person_cursor";

constexpr std::string_view kRowColumns =
    "bulk_change_id, line, person_id, prison_number, type, dated_on, regime, before_on, after_on, "
    "moving, state, refusal, column_name, message";

constexpr std::string_view kAll = "*";

template <typename Reference>
std::string WriteReach(const Reach<Reference>& reach) {
  if (reach.all) return std::string(kAll);
  std::vector<std::string> codes;
  codes.reserve(reach.some.size());
  for (const Reference& one : reach.some) codes.push_back(one.str());
  return JoinCodes(codes);
}

template <typename Reference>
Reach<Reference> ReadReach(const std::string& text) {
  Reach<Reference> reach;
  reach.all = text == kAll;
  if (reach.all) return reach;
  for (const std::string& code : SplitCodes(text)) {
    if (auto parsed = Reference::Parse(code)) reach.some.insert(*std::move(parsed));
  }
  return reach;
}

std::vector<store::Value> RowValues(const BulkChangeId& job, const BulkChangeRow& row) {
  return {ToValue(job),
          ToValue(row.line),
          ToValue(row.person),
          ToValue(row.prison_number.Reveal()),
          ToValue(row.type ? MaybeText(ToString(*row.type)) : std::nullopt),
          ToValue(row.date),
          ToValue(row.regime),
          ToValue(row.before),
          ToValue(row.after),
          ToValue(row.IsMoving() ? 1 : 0),
          ToValue(ToString(row.state)),
          ToValue(row.refusal),
          ToValue(row.column),
          ToValue(row.message)};
}

// The jobs of the organisations in reach.
std::string InReach(const Scope& scope, Binds& binds) {
  if (scope.organisations.all) return "1 = 1";
  std::vector<std::string> ids;
  ids.reserve(scope.organisations.some.size());
  for (const OrganisationId& id : scope.organisations.some) ids.push_back(id.str());
  if (ids.empty()) return "1 = 0";
  return fmt::format("organisation_id IN {}", InList(ids, binds));
}

}  // namespace

Result<std::vector<BulkChange>> SqlBulkStore::Jobs(const std::string& condition,
                                                   const Binds& binds) {
  TTG_TRY(auto rows,
          session_.Query<BulkChangeId, std::int64_t, std::string, std::string, std::string,
                         std::string, OrganisationId, std::string, std::string, ActorId, Instant,
                         std::optional<ActorId>, std::optional<Instant>, std::string, std::int64_t,
                         std::int64_t, std::int64_t, std::int64_t, std::string>(
              fmt::format("SELECT {} FROM bulk_change WHERE {}", kJobColumns, condition), binds));
  std::vector<BulkChange> jobs;
  jobs.reserve(rows.size());
  for (auto& [id, version, kind, state, label, reason, organisation, prisons, units, prepared_by,
              prepared_at, run_by, finished_at, calendar, row_count, moving, refused, done,
              cursor] : rows) {
    jobs.push_back(BulkChange::Restore(
        {.id = id,
         .version = version,
         .kind = ParseBulkChangeKind(kind).value_or(BulkChangeKind::kTranche),
         .state = ParseBulkChangeState(state).value_or(BulkChangeState::kDiscarded),
         .label = std::move(label),
         .reason = std::move(reason),
         .organisation = organisation,
         .reach = {.organisations = {},
                   .prisons = ReadReach<PrisonId>(prisons),
                   .delivery_units = ReadReach<DeliveryUnit>(units)},
         .prepared_by = prepared_by,
         .prepared_at = prepared_at,
         .run_by = run_by,
         .finished_at = finished_at,
         .calendar_version = std::move(calendar),
         .progress = {row_count, moving, refused, done},
         .cursor = std::move(cursor)}));
  }
  return jobs;
}

Result<BulkChange> SqlBulkStore::Find(const BulkChangeId& id) {
  Binds binds = {{"id", id}};
  const std::string reach = InReach(call_.scope, binds);
  TTG_TRY(auto jobs, Jobs(fmt::format("bulk_change_id = :id AND {}", reach), binds));
  if (jobs.empty()) return BulkChangeNotFound();
  return std::move(jobs.front());
}

Result<std::vector<BulkChange>> SqlBulkStore::List(const BulkChangeQuery& query) {
  Binds binds = {{"limit", query.limit}};
  std::string condition = InReach(call_.scope, binds);
  if (!query.after.empty()) {
    condition += " AND bulk_change_id < :after";
    binds.emplace_back("after", query.after);
  }
  return Jobs(fmt::format("{} ORDER BY bulk_change_id DESC LIMIT :limit", condition), binds);
}

Result<BulkChange> SqlBulkStore::Add(BulkChange job, const std::vector<BulkDraft>& drafts) {
  BulkChange::Snapshot data = job.snapshot();
  data.version = 1;
  TTG_RETURN_IF_ERROR(InsertRows(
      session_, "bulk_change", kJobColumns,
      {{ToValue(data.id), ToValue(data.version), ToValue(ToString(data.kind)),
        ToValue(ToString(data.state)), ToValue(data.label), ToValue(data.reason),
        ToValue(data.organisation), ToValue(WriteReach(data.reach.prisons)),
        ToValue(WriteReach(data.reach.delivery_units)), ToValue(data.prepared_by),
        ToValue(data.prepared_at), ToValue(data.run_by), ToValue(data.finished_at),
        ToValue(data.calendar_version), ToValue(data.progress.rows), ToValue(data.progress.moving),
        ToValue(data.progress.refused), ToValue(data.progress.done), ToValue(data.cursor)}}));
  std::vector<std::vector<store::Value>> parts;
  parts.reserve(drafts.size());
  for (const BulkDraft& draft : drafts) {
    parts.push_back({ToValue(data.id), ToValue(draft.part), ToValue(WriteDraft(draft.rows))});
  }
  TTG_RETURN_IF_ERROR(
      InsertRows(session_, "bulk_change_draft", "bulk_change_id, part, lines", std::move(parts)));
  return BulkChange::Restore(std::move(data));
}

Result<BulkChange> SqlBulkStore::Save(BulkChange job) {
  BulkChange::Snapshot data = job.snapshot();
  TTG_TRY(const auto changed,
          session_.Execute(
              "UPDATE bulk_change SET version = version + 1, state = :state, run_by = :run_by, "
              "finished_at = :finished_at, reach_prisons = :prisons, reach_units = :units "
              "WHERE bulk_change_id = :id AND version = :version",
              {{"state", ToString(data.state)},
               {"run_by", data.run_by},
               {"finished_at", data.finished_at},
               {"prisons", WriteReach(data.reach.prisons)},
               {"units", WriteReach(data.reach.delivery_units)},
               {"id", data.id},
               {"version", data.version}}));
  if (changed == 0) return BulkChangeChanged();
  TTG_TRY(auto jobs, Jobs("bulk_change_id = :id", {{"id", data.id}}));
  return std::move(jobs.front());
}

Result<std::optional<BulkChange>> SqlBulkStore::FindOpen() {
  TTG_TRY(auto jobs,
          Jobs("state IN ('PREPARING', 'RUNNING') ORDER BY bulk_change_id LIMIT 1", Binds()));
  if (jobs.empty()) return std::optional<BulkChange>();
  return std::optional(std::move(jobs.front()));
}

Result<BulkChange> SqlBulkStore::Hold(const BulkChangeId& id, BulkChangeState state) {
  // An update that changes nothing locks the row on PostgreSQL; SQLite has one writer anyway.
  TTG_TRY(const auto held,
          session_.Execute("UPDATE bulk_change SET version = version WHERE bulk_change_id = :id "
                           "AND state = :state",
                           {{"id", id}, {"state", ToString(state)}}));
  if (held == 0) return BulkChangeChanged();
  TTG_TRY(auto jobs, Jobs("bulk_change_id = :id", {{"id", id}}));
  return std::move(jobs.front());
}

Result<void> SqlBulkStore::Advance(const BulkChangeId& id, const BulkProgress& by,
                                   const std::string& cursor) {
  TTG_RETURN_IF_ERROR(session_.Execute(
      "UPDATE bulk_change SET row_count = row_count + :rows, moving_count = moving_count + "
      ":moving, refused_count = refused_count + :refused, done_count = done_count + :done, "
      "person_cursor = :cursor WHERE bulk_change_id = :id",
      {{"rows", by.rows},
       {"moving", by.moving},
       {"refused", by.refused},
       {"done", by.done},
       {"cursor", cursor},
       {"id", id}}));
  return {};
}

Result<std::optional<BulkDraft>> SqlBulkStore::NextDraft(const BulkChangeId& id) {
  TTG_TRY(const auto row, session_.QueryOne<int, std::string>(
                              "SELECT part, lines FROM bulk_change_draft WHERE bulk_change_id = "
                              ":id ORDER BY part LIMIT 1",
                              {{"id", id}}));
  if (!row) return std::optional<BulkDraft>();
  const auto& [part, lines] = *row;
  return std::optional(BulkDraft{part, ReadDraft(lines)});
}

Result<void> SqlBulkStore::TakeDraft(const BulkChangeId& id, int part) {
  TTG_TRY(
      const auto taken,
      session_.Execute("DELETE FROM bulk_change_draft WHERE bulk_change_id = :id AND part = :part",
                       {{"id", id}, {"part", part}}));
  if (taken == 0) return BulkChangeChanged();
  return {};
}

Result<void> SqlBulkStore::AddRows(const BulkChangeId& id, const std::vector<BulkChangeRow>& rows) {
  std::vector<std::vector<store::Value>> values;
  values.reserve(rows.size());
  for (const BulkChangeRow& row : rows) values.push_back(RowValues(id, row));
  return InsertRows(session_, "bulk_change_row", kRowColumns, std::move(values));
}

Result<std::vector<BulkChangeRow>> SqlBulkStore::Rows(const std::string& condition,
                                                      const Binds& binds) {
  TTG_TRY(auto found,
          session_.Query<std::int64_t, std::optional<PersonId>, std::string, MaybeText, MaybeDate,
                         std::string, MaybeDate, MaybeDate, std::string, std::string, std::string,
                         std::string>(
              fmt::format("SELECT r.line, r.person_id, r.prison_number, r.type, r.dated_on, "
                          "r.regime, r.before_on, r.after_on, r.state, r.refusal, r.column_name, "
                          "r.message FROM bulk_change_row r {}",
                          condition),
              binds));
  std::vector<BulkChangeRow> rows;
  rows.reserve(found.size());
  for (auto& [line, person, number, type, dated_on, regime, before, after, state, refusal, column,
              message] : found) {
    rows.push_back({.line = line,
                    .person = person,
                    .prison_number = Sensitive(std::move(number)),
                    .type = type ? ParseDateType(*type) : std::nullopt,
                    .date = dated_on,
                    .regime = std::move(regime),
                    .before = before,
                    .after = after,
                    .state = ParseBulkChangeRowState(state).value_or(BulkChangeRowState::kRefused),
                    .refusal = std::move(refusal),
                    .column = std::move(column),
                    .message = std::move(message)});
  }
  return rows;
}

Result<std::vector<BulkChangeRow>> SqlBulkStore::ListRows(const BulkChangeRowQuery& query) {
  Binds binds = {{"job", query.job}, {"after_line", query.after_line}, {"limit", query.limit}};
  std::string condition = "r.bulk_change_id = :job AND r.line > :after_line";
  if (query.moving_only) condition += " AND r.moving = 1";
  if (query.state) {
    condition += " AND r.state = :state";
    binds.emplace_back("state", ToString(*query.state));
  }
  binds.emplace_back("actor", call_.actor);
  const std::string reach =
      store::CaseloadFilter(call_.scope, "p.prison_id", "p.delivery_unit", binds);
  return Rows(fmt::format("JOIN bulk_change j ON j.bulk_change_id = r.bulk_change_id LEFT JOIN "
                          "person p ON p.person_id = r.person_id WHERE {0} AND ({1} OR "
                          "(r.person_id IS NULL AND (j.prepared_by = :actor OR j.run_by = "
                          ":actor))) ORDER BY r.line LIMIT :limit",
                          condition, reach),
              binds);
}

Result<void> SqlBulkStore::AddPendingOf(const BulkChangeId& id, std::vector<BulkChangeRow>& rows) {
  std::set<std::string> numbers;
  for (const BulkChangeRow& row : rows) numbers.insert(row.prison_number.Reveal());
  const std::int64_t last = rows.back().line;
  return InParts(std::vector<std::string>(numbers.begin(), numbers.end()), kNumbersAtOnce,
                 [&](const std::vector<std::string>& part) -> Result<void> {
                   Binds binds;
                   const std::string list = InList(part, binds);
                   binds.emplace_back("job", id);
                   binds.emplace_back("last", last);
                   // Without the sum, SQLite would run through all rows that are left.
                   TTG_TRY(auto further,
                           Rows(fmt::format("WHERE r.bulk_change_id = :job AND r.prison_number IN "
                                            "{} AND r.state = 'PENDING' AND r.line + 0 > :last",
                                            list),
                                binds));
                   std::ranges::move(further, std::back_inserter(rows));
                   return {};
                 });
}

Result<std::vector<BulkChangeRow>> SqlBulkStore::PendingRows(const BulkChangeId& id, int limit) {
  TTG_TRY(auto rows, Rows("WHERE r.bulk_change_id = :job AND r.state = 'PENDING' ORDER BY r.line "
                          "LIMIT :limit",
                          {{"job", id}, {"limit", limit}}));
  if (rows.empty()) return rows;
  TTG_RETURN_IF_ERROR(AddPendingOf(id, rows));
  return rows;
}

Result<void> SqlBulkStore::SettleRows(const BulkChangeId& id,
                                      const std::vector<BulkChangeRow>& rows) {
  for (const BulkChangeRow& row : rows) {
    TTG_TRY(const auto settled,
            session_.Execute("UPDATE bulk_change_row SET state = :state, refusal = :refusal, "
                             "column_name = :column, message = :message WHERE bulk_change_id = "
                             ":job AND line = :line AND state = 'PENDING'",
                             {{"state", ToString(row.state)},
                              {"refusal", row.refusal},
                              {"column", row.column},
                              {"message", row.message},
                              {"job", id},
                              {"line", row.line}}));
    if (settled == 0) return BulkChangeChanged();
  }
  return {};
}

Result<PeopleWindow> SqlBulkStore::NextPeople(const std::string& after,
                                              const std::string& calendar_version, int limit) {
  TTG_TRY(const auto rows,
          session_.Query<std::string, std::string, std::string, std::string>(
              "SELECT person_id, prison_number, state, calendar_version FROM person WHERE "
              "person_id > :after ORDER BY person_id LIMIT :limit",
              {{"after", after}, {"limit", limit}}));
  PeopleWindow window;
  for (const auto& [id, number, state, version] : rows) {
    window.last = id;
    if (version == calendar_version) continue;
    if (!ReleaseLiesAhead(ParsePersonState(state).value_or(PersonState::kInPrison))) continue;
    window.outdated.push_back(PrisonNumber::Restore(number));
  }
  return window;
}

Result<void> SqlBulkStore::StampCalendar(const CalendarStamp& stamp,
                                         const std::string& calendar_version) {
  std::vector<std::string> ids;
  ids.reserve(stamp.people.size());
  for (const PersonId& id : stamp.people) ids.push_back(id.str());
  return InParts(ids, kNumbersAtOnce, [&](const std::vector<std::string>& part) -> Result<void> {
    Binds binds;
    const std::string list = InList(part, binds);
    binds.emplace_back("new_version", calendar_version);
    binds.emplace_back("previous", stamp.previous_version);
    TTG_RETURN_IF_ERROR(session_.Execute(
        fmt::format("UPDATE person SET calendar_version = :new_version WHERE person_id IN {} AND "
                    "calendar_version = :previous",
                    list),
        binds));
    return {};
  });
}

}  // namespace ttg::release
