#include <utility>

#include <fmt/format.h>

#include "release/domain/ownership/workload.h"
#include "release/store/ownership/sql_ownership_store.h"
#include "release/store/rows.h"

namespace ttg::release {
namespace {

using store::Binds;

// Both databases take at least this many placeholders.
constexpr std::size_t kWorkersAtOnce = 256;

std::vector<std::string> TextsOf(const std::vector<ActorId>& ids) {
  std::vector<std::string> texts;
  texts.reserve(ids.size());
  for (const ActorId& id : ids) texts.push_back(id.str());
  return texts;
}

// The weight of a case as SQL, from the same table as the domain's.
const std::string& PointsOfCase() {
  static const std::string kText = [] {
    std::string text = "CASE p.case_kind";
    for (const CaseWeight& row : kCaseWeights) {
      text += fmt::format(" WHEN '{}' THEN {}", row.code, row.points);
    }
    return text + " ELSE 0 END";
  }();
  return kText;
}

constexpr std::string_view kIsOpen =
    "p.case_kind IS NOT NULL AND (p.case_until_on IS NULL OR p.case_until_on >= :today)";

// Worker by worker, from the index person_case alone.
Result<void> Count(store::Session& session, const std::string& which, const Binds& binds,
                   std::vector<WorkerLoad>& loads) {
  TTG_TRY(const auto rows,
          session.Query<ActorId, std::optional<Date>, int, int, std::int64_t, std::int64_t>(
              fmt::format("SELECT w.worker_id, w.leaves_on, w.contracted_minutes, "
                          "w.reduced_minutes, COUNT(p.case_kind), COALESCE(SUM({}), 0) FROM worker "
                          "w LEFT JOIN person p ON p.owner_id = w.worker_id AND {} WHERE {} GROUP "
                          "BY w.worker_id",
                          PointsOfCase(), kIsOpen, which),
              binds));
  loads.reserve(loads.size() + rows.size());
  for (const auto& [worker, leaves_on, contracted, reduced, cases, points] : rows) {
    loads.push_back({worker, leaves_on, {cases, points, AvailablePoints(contracted, reduced)}});
  }
  return {};
}

}  // namespace

Result<std::vector<WorkerLoad>> SqlOwnershipStore::CountLoads(const WorkerQuery& query,
                                                              Date today) {
  Binds places = {{"today", today}};
  std::string which = "1 = 1";
  if (query.prison) {
    which += " AND w.prison_id = :prison";
    places.emplace_back("prison", *query.prison);
  }
  if (query.delivery_unit) {
    which += " AND w.delivery_unit = :unit";
    places.emplace_back("unit", *query.delivery_unit);
  }
  std::vector<WorkerLoad> loads;
  if (query.workers.empty()) {
    TTG_RETURN_IF_ERROR(Count(session_, which, places, loads));
    return loads;
  }
  TTG_RETURN_IF_ERROR(
      InParts(TextsOf(query.workers), kWorkersAtOnce, [&](const auto& part) -> Result<void> {
        Binds binds = places;
        const std::string list = InList(part, binds);
        return Count(session_, fmt::format("{} AND w.worker_id IN {}", which, list), binds, loads);
      }));
  return loads;
}

Result<std::vector<ActorId>> SqlOwnershipStore::NextWorkers(const std::string& after, int limit) {
  TTG_TRY(const auto rows,
          session_.Query<ActorId>("SELECT worker_id FROM worker WHERE worker_id > :after ORDER BY "
                                  "worker_id LIMIT :limit",
                                  {{"after", after}, {"limit", limit}}));
  std::vector<ActorId> workers;
  workers.reserve(rows.size());
  for (const auto& [id] : rows) workers.push_back(id);
  return workers;
}

Result<std::map<ActorId, std::set<Date>>> SqlOwnershipStore::FindWeeksOver(
    const std::vector<ActorId>& workers, Date from) {
  std::map<ActorId, std::set<Date>> weeks;
  TTG_RETURN_IF_ERROR(
      InParts(TextsOf(workers), kWorkersAtOnce, [&](const auto& part) -> Result<void> {
        Binds binds = {{"from", from}};
        const std::string list = InList(part, binds);
        TTG_TRY(const auto rows,
                session_.Query<ActorId, Date>(
                    fmt::format("SELECT worker_id, week_on FROM workload_week WHERE worker_id IN "
                                "{} AND week_on >= :from AND too_much = 1",
                                list),
                    binds));
        for (const auto& [worker, week] : rows) weeks[worker].insert(week);
        return {};
      }));
  return weeks;
}

Result<void> SqlOwnershipStore::RecordWeek(Date week, const std::vector<WeekLoad>& loads) {
  for (const WeekLoad& one : loads) {
    TTG_RETURN_IF_ERROR(session_.Execute(
        "INSERT INTO workload_week (worker_id, week_on, cases, points, available_points, too_much) "
        "VALUES (:worker, :week, :cases, :points, :available, :too_much) ON CONFLICT (worker_id, "
        "week_on) DO UPDATE SET cases = excluded.cases, points = excluded.points, "
        "available_points = excluded.available_points, too_much = excluded.too_much",
        {{"worker", one.worker},
         {"week", week},
         {"cases", one.load.cases},
         {"points", one.load.points},
         {"available", one.load.available_points},
         {"too_much", one.load.IsOver() ? 1 : 0}}));
  }
  return {};
}

Result<std::vector<CaseOfOwner>> SqlOwnershipStore::ListCases(const ActorId& owner, Date today) {
  Binds binds = {{"owner", owner}, {"today", today}};
  const std::string reach = Reach(binds);
  TTG_TRY(const auto rows,
          session_.Query<PersonId, int>(
              fmt::format("SELECT p.person_id, {} FROM person p WHERE p.owner_id = :owner AND {} "
                          "AND {} ORDER BY p.sort_on DESC, p.person_id DESC",
                          PointsOfCase(), kIsOpen, reach),
              binds));
  std::vector<CaseOfOwner> cases;
  cases.reserve(rows.size());
  for (const auto& [person, points] : rows) cases.push_back({person, points});
  return cases;
}

Result<void> SqlOwnershipStore::RecordTransfers(const std::vector<CaseTransfer>& transfers,
                                                Instant at) {
  std::vector<std::vector<store::Value>> rows;
  rows.reserve(transfers.size());
  for (const CaseTransfer& one : transfers) {
    rows.push_back({ToValue(one.reallocation), ToValue(one.person), ToValue(one.from_owner),
                    ToValue(one.to_owner), ToValue(ToString(one.why)), ToValue(one.reason),
                    ToValue(call_.actor), ToValue(at)});
  }
  return InsertRows(session_, "case_transfer",
                    "reallocation_id, person_id, from_owner_id, to_owner_id, why, reason, "
                    "moved_by, moved_at",
                    std::move(rows));
}

Result<std::int64_t> SqlOwnershipStore::CountTransfers(const ReallocationId& id) {
  TTG_TRY(const auto rows,
          session_.Query<std::int64_t>(
              "SELECT COUNT(*) FROM case_transfer WHERE reallocation_id = :id", {{"id", id}}));
  return std::get<0>(rows.front());
}

Result<std::vector<PersonId>> SqlOwnershipStore::ListBelonging(const PrisonId& prison) {
  Binds binds = {{"prison", prison}};
  const std::string reach = Reach(binds);
  TTG_TRY(const auto rows,
          session_.Query<PersonId>(
              fmt::format("SELECT p.person_id FROM person p WHERE p.prison_id = :prison AND "
                          "p.state IN ('IN_PRISON', 'TEMPORARILY_OUT', 'IN_SECURE_HOSPITAL') AND "
                          "{} ORDER BY p.person_id",
                          reach),
              binds));
  std::vector<PersonId> people;
  people.reserve(rows.size());
  for (const auto& [id] : rows) people.push_back(id);
  return people;
}

Result<void> SqlOwnershipStore::RecordClosure(const PrisonClosure& closure, Instant at) {
  TTG_RETURN_IF_ERROR(
      InsertRows(session_, "prison_closure",
                 "closure_id, prison_id, to_prison_id, reason, closed_by, closed_at",
                 {{ToValue(closure.id), ToValue(closure.prison), ToValue(closure.to_prison),
                   ToValue(closure.reason), ToValue(call_.actor), ToValue(at)}}));
  std::vector<std::vector<store::Value>> rows;
  rows.reserve(closure.moved.size());
  for (const PersonId& person : closure.moved) {
    rows.push_back({ToValue(closure.id), ToValue(person)});
  }
  return InsertRows(session_, "prison_closure_person", "closure_id, person_id", std::move(rows));
}

Result<PrisonClosure> SqlOwnershipStore::FindClosure(const ClosureId& id) {
  TTG_TRY(const auto found,
          (session_.QueryOne<PrisonId, PrisonId, std::string>(
              "SELECT prison_id, to_prison_id, reason FROM prison_closure WHERE closure_id = :id",
              {{"id", id}})));
  if (!found) return ClosureNotFound();
  const auto& [prison, to_prison, reason] = *found;
  PrisonClosure closure{id, prison, to_prison, reason, {}};
  TTG_TRY(const auto rows,
          session_.Query<PersonId>("SELECT person_id FROM prison_closure_person WHERE closure_id = "
                                   ":id ORDER BY person_id",
                                   {{"id", id}}));
  closure.moved.reserve(rows.size());
  for (const auto& [person] : rows) closure.moved.push_back(person);
  return closure;
}

}  // namespace ttg::release
