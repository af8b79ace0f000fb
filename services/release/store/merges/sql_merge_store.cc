#include "release/store/merges/sql_merge_store.h"

#include <utility>

#include <fmt/format.h>

#include "platform/store/caseload_filter.h"
#include "release/store/merges/merge_text.h"
#include "release/store/merges/moved_rows.h"
#include "release/store/rows.h"

namespace ttg::release {

using store::Binds;

Result<std::vector<PersonMerge>> SqlMergeStore::Select(std::string_view rest, const Binds& binds) {
  TTG_TRY(auto rows,
          session_.Query<MergeId, std::int64_t, PersonId, PersonId, Instant, ActorId, std::string,
                         std::optional<Instant>, std::optional<ActorId>, std::string, std::string,
                         PrisonId>(
              fmt::format("SELECT m.merge_id, m.version, m.survivor_person_id, "
                          "m.absorbed_person_id, m.merged_at, m.merged_by, m.reason, "
                          "m.unmerged_at, m.unmerged_by, m.unmerge_reason, m.before, p.prison_id "
                          "FROM person_merge m JOIN person p ON p.person_id = "
                          "m.survivor_person_id WHERE {}",
                          rest),
              binds));
  std::vector<PersonMerge> merges;
  merges.reserve(rows.size());
  for (auto& [id, version, survivor, absorbed, at, by, reason, undone_at, undone_by, undone_reason,
              before, prison] : rows) {
    PersonMerge merge{.id = id,
                      .version = version,
                      .survivor = survivor,
                      .absorbed = absorbed,
                      .merged_at = at,
                      .merged_by = by,
                      .reason = std::move(reason),
                      .unmerged_at = undone_at,
                      .unmerged_by = undone_by,
                      .unmerge_reason = std::move(undone_reason),
                      // Read below, with the rest of it.
                      .survivor_before = {.prison = prison}};
    TTG_RETURN_IF_ERROR(ReadBefore(before, merge));
    merges.push_back(std::move(merge));
  }
  return merges;
}

Result<PersonMerge> SqlMergeStore::Find(const MergeId& id) {
  TTG_TRY(auto merges, Select("m.merge_id = :id", {{"id", id}}));
  if (merges.empty()) return MergeNotFound();
  return std::move(merges.front());
}

Result<std::vector<PersonMerge>> SqlMergeStore::List(const MergeQuery& query) {
  Binds binds;
  std::string condition =
      store::CaseloadFilter(call_.scope, "p.prison_id", "p.delivery_unit", binds);
  if (query.person) {
    condition += " AND (m.survivor_person_id = :person OR m.absorbed_person_id = :person)";
    binds.emplace_back("person", *query.person);
  }
  if (query.before) {
    condition += " AND m.merge_id < :before";
    binds.emplace_back("before", *query.before);
  }
  binds.emplace_back("limit", query.limit);
  return Select(condition + " ORDER BY m.merge_id DESC LIMIT :limit", binds);
}

Result<std::optional<MergeId>> SqlMergeStore::LatestOf(const PersonId& survivor) {
  TTG_TRY(const auto row, session_.QueryOne<MergeId>(
                              "SELECT merge_id FROM person_merge WHERE survivor_person_id = "
                              ":survivor AND unmerged_at IS NULL ORDER BY merge_id DESC LIMIT 1",
                              {{"survivor", survivor}}));
  if (!row) return std::optional<MergeId>();
  return std::optional(std::get<0>(*row));
}

Result<std::vector<MovementId>> SqlMergeStore::MovementsOf(const MergeId& merge) {
  TTG_TRY(const auto rows,
          session_.Query<MovementId>("SELECT row_key FROM merge_moved_row WHERE merge_id = :merge "
                                     "AND table_name = 'movement'",
                                     {{"merge", merge}}));
  std::vector<MovementId> ids;
  ids.reserve(rows.size());
  for (const auto& [id] : rows) ids.push_back(id);
  return ids;
}

Result<PersonMerge> SqlMergeStore::Add(PersonMerge merge) {
  merge.version = 1;
  TTG_RETURN_IF_ERROR(InsertRows(
      session_, "person_merge",
      "merge_id, version, survivor_person_id, absorbed_person_id, merged_at, merged_by, reason, "
      "unmerge_reason, before",
      {{ToValue(merge.id), ToValue(merge.version), ToValue(merge.survivor), ToValue(merge.absorbed),
        ToValue(merge.merged_at), ToValue(merge.merged_by), ToValue(merge.reason), ToValue(""),
        ToValue(WriteBefore(merge))}}));
  TTG_RETURN_IF_ERROR(MoveRows(session_, merge));
  return merge;
}

Result<PersonMerge> SqlMergeStore::Undo(PersonMerge merge) {
  TTG_TRY(const auto changed,
          session_.Execute("UPDATE person_merge SET version = version + 1, unmerged_at = :at, "
                           "unmerged_by = :by, unmerge_reason = :reason WHERE merge_id = :id AND "
                           "version = :expected",
                           {{"at", merge.unmerged_at},
                            {"by", merge.unmerged_by},
                            {"reason", merge.unmerge_reason},
                            {"id", merge.id},
                            {"expected", merge.version}}));
  if (changed == 0) return MergeChanged();
  ++merge.version;
  TTG_RETURN_IF_ERROR(ReturnRows(session_, merge));
  return merge;
}

}  // namespace ttg::release
