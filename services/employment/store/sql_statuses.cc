#include <fmt/format.h>

#include "employment/store/code_column.h"
#include "employment/store/sql_employment_store.h"

namespace ttg::employment {

namespace {

constexpr std::string_view kColumns =
    "s.status_id, s.person_id, s.check_in, s.status_on, s.value, s.evidence_reference, "
    "s.recorded_by, s.recorded_at, s.checked_by, s.checked_at, s.version";

store::Binds BindsOf(const EmploymentStatus::Snapshot& status) {
  return {{"id", status.id},
          {"person", status.person},
          {"check_in", ToString(status.check_in)},
          {"status_on", status.status_on},
          {"value", ToString(status.entry.value)},
          {"evidence", status.entry.evidence},
          {"recorded_by", status.entry.by},
          {"recorded_at", status.entry.at},
          {"checked_by", status.checked_by},
          {"checked_at", status.checked_at},
          {"version", status.version}};
}

}  // namespace

Result<std::vector<EmploymentStatus>> SqlEmploymentStore::ReadStatuses(const std::string& where,
                                                                       store::Binds binds) {
  const std::string reach = InReach(binds);
  TTG_TRY(const auto rows,
          session_.Query<StatusId, PersonId, CheckInKind, Date, StatusValue,
                         std::optional<EvidenceReference>, ActorId, Instant, std::optional<ActorId>,
                         std::optional<Instant>, std::int64_t>(
              fmt::format("SELECT {} FROM employment_status s "
                          "JOIN person p ON p.person_id = s.person_id WHERE {} AND {}",
                          kColumns, reach, where),
              binds));
  std::vector<EmploymentStatus> statuses;
  statuses.reserve(rows.size());
  for (const auto& [id, person, check_in, status_on, value, evidence, by, at, checked_by,
                    checked_at, version] : rows) {
    statuses.push_back(EmploymentStatus::Restore(
        {.id = id,
         .person = person,
         .check_in = check_in,
         .status_on = status_on,
         .entry = {.value = value, .evidence = evidence, .by = by, .at = at},
         .checked_by = checked_by,
         .checked_at = checked_at,
         .version = version}));
  }
  return statuses;
}

Result<std::optional<EmploymentStatus>> SqlEmploymentStore::FindStatus(const StatusId& id) {
  return First(ReadStatuses("s.status_id = :id", {{"id", id}}));
}

Result<std::optional<EmploymentStatus>> SqlEmploymentStore::FindStatusAt(const PersonId& person,
                                                                         CheckInKind check_in) {
  return First(ReadStatuses("s.person_id = :person AND s.check_in = :check_in",
                            {{"person", person}, {"check_in", ToString(check_in)}}));
}

Result<bool> SqlEmploymentStore::HasStatus(const PersonId& person) {
  TTG_TRY(const auto statuses, ReadStatuses("s.person_id = :person", {{"person", person}}));
  return !statuses.empty();
}

Result<void> SqlEmploymentStore::AddStatus(const EmploymentStatus& status) {
  TTG_RETURN_IF_ERROR(session_.Execute(
      "INSERT INTO employment_status (status_id, person_id, check_in, status_on, value, "
      "evidence_reference, recorded_by, recorded_at, checked_by, checked_at, version) "
      "VALUES (:id, :person, :check_in, :status_on, :value, :evidence, :recorded_by, "
      ":recorded_at, :checked_by, :checked_at, :version)",
      BindsOf(status.snapshot())));
  return {};
}

Result<void> SqlEmploymentStore::SaveStatus(const EmploymentStatus& status) {
  auto binds = BindsOf(status.snapshot());
  binds.emplace_back("expected", status.snapshot().version - 1);
  return ExpectOne(session_.Execute(
      "UPDATE employment_status SET person_id = :person, check_in = :check_in, "
      "status_on = :status_on, value = :value, evidence_reference = :evidence, "
      "recorded_by = :recorded_by, recorded_at = :recorded_at, checked_by = :checked_by, "
      "checked_at = :checked_at, version = :version "
      "WHERE status_id = :id AND version = :expected",
      binds));
}

Result<Paged<CheckInRow>> SqlEmploymentStore::ListCheckIns(const CheckInQuery& query) {
  store::Binds binds{{"limit", query.page.limit + 1}};
  std::string where = InReach(binds);
  if (query.from) {
    where += " AND c.due_on >= :from_day";
    binds.emplace_back("from_day", *query.from);
  }
  if (query.to) {
    where += " AND c.due_on <= :to_day";
    binds.emplace_back("to_day", *query.to);
  }
  if (query.person) {
    where += " AND c.person_id = :person";
    binds.emplace_back("person", *query.person);
  }
  if (query.open_only) {
    where +=
        " AND NOT EXISTS (SELECT 1 FROM employment_status s WHERE s.person_id = c.person_id "
        "AND s.check_in = c.kind AND s.checked_by IS NOT NULL)";
  }
  if (!query.page.after.empty()) {
    TTG_TRY(const auto key, SplitKey(query.page.after, 3));
    where += " AND (c.due_on, c.person_id, c.kind) > (:after_day, :after_person, :after_kind)";
    binds.emplace_back("after_day", key[0]);
    binds.emplace_back("after_person", key[1]);
    binds.emplace_back("after_kind", key[2]);
  }
  TTG_TRY(const auto rows,
          session_.Query<PersonId, CheckInKind, Date, std::optional<Date>>(
              fmt::format("SELECT c.person_id, c.kind, c.due_on, p.released_on FROM check_in c "
                          "JOIN person p ON p.person_id = c.person_id WHERE {} "
                          "ORDER BY c.due_on, c.person_id, c.kind LIMIT :limit",
                          where),
              binds));
  std::vector<CheckInRow> check_ins;
  for (const auto& [person, kind, due_on, released_on] : rows) {
    TTG_TRY(const auto status, FindStatusAt(person, kind));
    CheckInRow row{.person = person,
                   .kind = kind,
                   .due_on = due_on,
                   .released = released_on.has_value(),
                   .status = {}};
    if (status) row.status = status->snapshot();
    check_ins.push_back(std::move(row));
  }
  return ToPage(std::move(check_ins), query.page.limit, [](const CheckInRow& last) {
    return fmt::format("{}|{}|{}", FormatDate(last.due_on), last.person.str(),
                       std::string(ToString(last.kind)));
  });
}

}  // namespace ttg::employment
