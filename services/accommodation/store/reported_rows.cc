#include "accommodation/store/reported_rows.h"

#include <string>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace ttg::accommodation {
namespace {

struct RowOf {
  std::string table;
  std::string condition;
  store::Binds binds;
};

struct FindRow {
  RowOf operator()(const BedspaceId& id) const {
    return {"bedspace", "bedspace_id = :id", {{"id", id}}};
  }
  RowOf operator()(const PremisesId& id) const {
    return {"premises", "premises_id = :id", {{"id", id}}};
  }
  RowOf operator()(const std::pair<BedspaceId, Date>& key) const {
    return {"bed_void",
            "bedspace_id = :id AND from_date = :from",
            {{"id", key.first}, {"from", key.second}}};
  }
  RowOf operator()(const PlacementId& id) const {
    return {"placement", "placement_id = :id", {{"id", id}}};
  }
};

}  // namespace

Result<std::optional<Instant>> ReadReportedAsOf(store::Session& session, const Reported& what) {
  const RowOf row = std::visit(FindRow(), what);
  TTG_TRY(const auto found,
          session.QueryOne<std::optional<Instant>>(
              fmt::format("SELECT reported_as_of FROM {} WHERE {}", row.table, row.condition),
              row.binds));
  return found ? std::get<0>(*found) : std::nullopt;
}

Result<void> WriteReportedAsOf(store::Session& session, const Reported& what, Instant as_of) {
  RowOf row = std::visit(FindRow(), what);
  row.binds.emplace_back("as_of", as_of);
  row.binds.emplace_back("newer_than", as_of);
  TTG_RETURN_IF_ERROR(
      session.Execute(fmt::format("UPDATE {} SET reported_as_of = :as_of WHERE {} AND "
                                  "(reported_as_of IS NULL OR reported_as_of < :newer_than)",
                                  row.table, row.condition),
                      row.binds));
  return {};
}

}  // namespace ttg::accommodation
