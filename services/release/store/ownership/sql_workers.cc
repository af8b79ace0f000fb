#include <utility>

#include <fmt/format.h>

#include "release/store/ownership/sql_ownership_store.h"
#include "release/store/rows.h"

namespace ttg::release {
namespace {

using store::Binds;

// Both databases take at least this many placeholders.
constexpr std::size_t kWorkersAtOnce = 256;

constexpr std::string_view kWorkerColumns =
    "worker_id, version, name, side, prison_id, delivery_unit, telephone, contracted_minutes, "
    "reduced_minutes, leaves_on";

using Found = std::map<std::string, Worker::Snapshot>;

Result<void> LoadWorkers(store::Session& session, const std::string& list, const Binds& binds,
                         Found& found) {
  TTG_TRY(
      auto rows,
      session.Query<ActorId, std::int64_t, std::string, std::string, std::optional<PrisonId>,
                    std::optional<DeliveryUnit>, std::string, int, int, std::optional<Date>>(
          fmt::format("SELECT {} FROM worker WHERE worker_id IN {}", kWorkerColumns, list), binds));
  for (auto& [id, version, name, side, prison, unit, telephone, contracted, reduced, leaves_on] :
       rows) {
    found.emplace(id.str(),
                  Worker::Snapshot{.id = id,
                                   .version = version,
                                   .is = {.name = Sensitive(std::move(name)),
                                          .side = ParseOwnerSide(side).value_or(OwnerSide::kPrison),
                                          .prison = prison,
                                          .delivery_unit = unit,
                                          .telephone = Sensitive(std::move(telephone)),
                                          .contracted_minutes = contracted,
                                          .reduced_minutes = reduced,
                                          .leaves_on = leaves_on}});
  }
  return {};
}

Result<void> LoadAbsences(store::Session& session, const std::string& list, const Binds& binds,
                          Found& found) {
  TTG_TRY(const auto rows,
          session.Query<std::string, AbsenceId, Date, std::optional<Date>>(
              fmt::format("SELECT worker_id, absence_id, from_on, until_on FROM worker_absence "
                          "WHERE worker_id IN {} ORDER BY worker_id, from_on",
                          list),
              binds));
  for (const auto& [worker, id, from, until] : rows) {
    found.at(worker).absences.push_back({id, from, until});
  }
  return {};
}

// The register as the people's own rows show it.
Result<void> NoteSide(store::Session& session, const Worker::Snapshot& worker) {
  TTG_RETURN_IF_ERROR(session.Execute(
      "UPDATE person SET owner_side = :side WHERE owner_id = :owner AND (owner_side IS NULL OR "
      "owner_side <> :side)",
      {{"side", ToString(worker.is.side)}, {"owner", worker.id}}));
  return {};
}

Result<void> WriteAbsences(store::Session& session, const Worker::Snapshot& worker) {
  TTG_RETURN_IF_ERROR(session.Execute("DELETE FROM worker_absence WHERE worker_id = :worker",
                                      {{"worker", worker.id}}));
  std::vector<std::vector<store::Value>> rows;
  rows.reserve(worker.absences.size());
  for (const Absence& one : worker.absences) {
    rows.push_back({ToValue(one.id), ToValue(worker.id), ToValue(one.from), ToValue(one.until)});
  }
  return InsertRows(session, "worker_absence", "absence_id, worker_id, from_on, until_on",
                    std::move(rows));
}

}  // namespace

Result<std::vector<Worker>> SqlOwnershipStore::FindWorkers(const std::vector<ActorId>& ids) {
  std::vector<std::string> texts;
  texts.reserve(ids.size());
  for (const ActorId& id : ids) texts.push_back(id.str());
  Found found;
  const auto load = [&](const std::vector<std::string>& part) -> Result<void> {
    Binds binds;
    const std::string list = InList(part, binds);
    TTG_RETURN_IF_ERROR(LoadWorkers(session_, list, binds, found));
    return LoadAbsences(session_, list, binds, found);
  };
  TTG_RETURN_IF_ERROR(InParts(texts, kWorkersAtOnce, load));
  std::vector<Worker> workers;
  workers.reserve(found.size());
  for (auto& [id, worker] : found) workers.push_back(Worker::Restore(std::move(worker)));
  return workers;
}

Result<Worker> SqlOwnershipStore::FindWorker(const ActorId& id) {
  TTG_TRY(auto workers, FindWorkers({id}));
  if (workers.empty()) return WorkerNotFound();
  return std::move(workers.front());
}

Result<void> SqlOwnershipStore::InsertWorker(const Worker::Snapshot& worker) {
  const Worker::Description& is = worker.is;
  TTG_TRY(const auto added,
          session_.Execute(
              fmt::format("INSERT INTO worker ({}) VALUES (:id, :version, :name, :side, :prison, "
                          ":unit, :telephone, :contracted, :reduced, :leaves_on) "
                          "ON CONFLICT DO NOTHING",
                          kWorkerColumns),
              {{"id", worker.id},
               {"version", worker.version},
               {"name", is.name.Reveal()},
               {"side", ToString(is.side)},
               {"prison", is.prison},
               {"unit", is.delivery_unit},
               {"telephone", is.telephone.Reveal()},
               {"contracted", is.contracted_minutes},
               {"reduced", is.reduced_minutes},
               {"leaves_on", is.leaves_on}}));
  if (added == 0) return WorkerExists();
  return {};
}

Result<void> SqlOwnershipStore::UpdateWorker(const Worker::Snapshot& worker) {
  const Worker::Description& is = worker.is;
  TTG_TRY(const auto changed,
          session_.Execute("UPDATE worker SET version = :version, name = :name, side = :side, "
                           "prison_id = :prison, delivery_unit = :unit, telephone = :telephone, "
                           "contracted_minutes = :contracted, reduced_minutes = :reduced, "
                           "leaves_on = :leaves_on WHERE worker_id = :id AND version = :expected",
                           {{"version", worker.version},
                            {"name", is.name.Reveal()},
                            {"side", ToString(is.side)},
                            {"prison", is.prison},
                            {"unit", is.delivery_unit},
                            {"telephone", is.telephone.Reveal()},
                            {"contracted", is.contracted_minutes},
                            {"reduced", is.reduced_minutes},
                            {"leaves_on", is.leaves_on},
                            {"id", worker.id},
                            {"expected", worker.version - 1}}));
  if (changed == 0) return WorkerChanged();
  return {};
}

Result<Worker> SqlOwnershipStore::SaveWorker(const Worker& worker) {
  Worker::Snapshot saved = worker.snapshot();
  const bool is_new = saved.version == 0;
  ++saved.version;
  TTG_RETURN_IF_ERROR(is_new ? InsertWorker(saved) : UpdateWorker(saved));
  TTG_RETURN_IF_ERROR(WriteAbsences(session_, saved));
  TTG_RETURN_IF_ERROR(NoteSide(session_, saved));
  return Worker::Restore(std::move(saved));
}

Result<std::optional<OwnerStanding>> SqlReleaseStore::FindOwner(const ActorId& owner) {
  TTG_TRY(const auto row,
          (session_.QueryOne<std::string, std::optional<Date>>(
              "SELECT side, leaves_on FROM worker WHERE worker_id = :owner", {{"owner", owner}})));
  if (!row) return std::optional<OwnerStanding>();
  const auto& [side, leaves_on] = *row;
  return std::optional(OwnerStanding{ParseOwnerSide(side).value_or(OwnerSide::kPrison), leaves_on});
}

}  // namespace ttg::release
