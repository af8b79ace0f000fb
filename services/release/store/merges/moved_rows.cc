#include "release/store/merges/moved_rows.h"

#include <array>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace ttg::release {
namespace {

using store::Binds;

// A table with records of people that go to the survivor.
struct MovedTable {
  std::string_view name;
  std::string_view person = "person_id";
  // The row's key without the person, as SQL; "{}" is the shifted column.
  std::string_view key;
  // The number in the key that is moved out of the way of the survivor's own; empty: none.
  std::string_view shifted = "";
  // A person has one row for each value of it: where the survivor has one, that stands, and the
  // other stays where it is. Empty: any number of rows.
  std::string_view one_for_each = "";
};

constexpr std::array kTables = {
    MovedTable{.name = "movement", .key = "movement_id"},
    MovedTable{.name = "date_change",
               .key = "CAST(person_version AS TEXT) || '/' || CAST({} AS TEXT)",
               .shifted = "ordinal"},
    MovedTable{.name = "risk_decision",
               .key = "CAST({} AS TEXT) || '/' || question",
               .shifted = "person_version"},
    MovedTable{.name = "handover", .key = "handover_id"},
    MovedTable{
        .name = "case_transfer", .key = "reallocation_id", .one_for_each = "reallocation_id"},
    MovedTable{.name = "prison_closure_person", .key = "closure_id", .one_for_each = "closure_id"},
    MovedTable{.name = "plan_pathway", .key = "pathway", .one_for_each = "pathway"},
    MovedTable{.name = "plan_need", .key = "need_id"},
    MovedTable{.name = "plan_report", .key = "report_id"},
    MovedTable{.name = "consent_change",
               .key = "consent_id || '/' || CAST(consent_version AS TEXT) || '/' || "
                      "CAST(ordinal AS TEXT)"},
    // Whoever had been merged into the absorbed one is now represented by the survivor.
    MovedTable{.name = "person", .person = "merged_into_person_id", .key = "person_id"},
};

// Parts of a need: they are where it is, whenever they were recorded.
constexpr std::array<std::string_view, 2> kPartsOfNeeds = {"plan_action", "plan_need_review"};

// Higher than any ordinal or version that is not shifted itself.
constexpr std::int64_t kApart = 1'000'000;

std::string KeyOf(const MovedTable& table, std::string_view shifted) {
  if (table.shifted.empty()) return std::string(table.key);
  return fmt::format(fmt::runtime(table.key), shifted);
}

Binds People(const PersonMerge& merge) {
  return {{"survivor", merge.survivor}, {"absorbed", merge.absorbed}};
}

Result<std::int64_t> ShiftOf(store::Session& session, const MovedTable& table,
                             const PersonMerge& merge) {
  if (table.shifted.empty()) return 0;
  TTG_TRY(const auto highest,
          session.QueryOne<std::int64_t>(
              fmt::format("SELECT COALESCE(MAX({}), 0) FROM {} WHERE {} IN (:survivor, :absorbed)",
                          table.shifted, table.name, table.person),
              People(merge)));
  return kApart + (highest ? std::get<0>(*highest) : 0);
}

// Which rows of the absorbed person go over.
std::string Going(const MovedTable& table) {
  std::string condition = fmt::format("{} = :absorbed", table.person);
  if (table.one_for_each.empty()) return condition;
  return fmt::format("{0} AND {1} NOT IN (SELECT o.{1} FROM {2} o WHERE o.{3} = :survivor)",
                     condition, table.one_for_each, table.name, table.person);
}

Result<std::int64_t> Move(store::Session& session, const MovedTable& table,
                          const PersonMerge& merge) {
  TTG_TRY(const std::int64_t shift, ShiftOf(session, table, merge));
  Binds noting = People(merge);
  if (table.one_for_each.empty()) noting.erase(noting.begin());
  noting.emplace_back("merge", merge.id);
  TTG_TRY(const auto count,
          session.Execute(
              fmt::format("INSERT INTO merge_moved_row (merge_id, table_name, row_key, shift) "
                          "SELECT CAST(:merge AS TEXT), '{}', {}, {} FROM {} WHERE {}",
                          table.name, KeyOf(table, fmt::format("({} + {})", table.shifted, shift)),
                          shift, table.name, Going(table)),
              noting));
  if (count == 0) return 0;
  const std::string shifting =
      table.shifted.empty() ? "" : fmt::format(", {0} = {0} + {1}", table.shifted, shift);
  TTG_RETURN_IF_ERROR(session.Execute(fmt::format("UPDATE {} SET {} = :survivor{} WHERE {}",
                                                  table.name, table.person, shifting, Going(table)),
                                      People(merge)));
  return count;
}

Result<void> Return(store::Session& session, const MovedTable& table, const PersonMerge& merge) {
  std::string shifting;
  if (!table.shifted.empty()) {
    TTG_TRY(const auto shift,
            session.QueryOne<std::int64_t>(
                "SELECT MAX(shift) FROM merge_moved_row WHERE merge_id = :merge AND table_name = "
                ":name HAVING COUNT(*) > 0",
                {{"merge", merge.id}, {"name", table.name}}));
    if (!shift) return {};
    shifting = fmt::format(", {0} = {0} - {1}", table.shifted, std::get<0>(*shift));
  }
  Binds binds = People(merge);
  binds.emplace_back("merge", merge.id);
  TTG_RETURN_IF_ERROR(session.Execute(
      fmt::format("UPDATE {0} SET {1} = :absorbed{2} WHERE {1} = :survivor AND {3} IN (SELECT "
                  "row_key FROM merge_moved_row WHERE merge_id = :merge AND table_name = '{0}')",
                  table.name, table.person, shifting, KeyOf(table, table.shifted)),
      binds));
  return {};
}

Result<void> TouchPlan(store::Session& session, const PersonId& person) {
  TTG_RETURN_IF_ERROR(session.Execute(
      "INSERT INTO plan (person_id, version) VALUES (:person, 1) ON CONFLICT (person_id) DO "
      "UPDATE SET version = plan.version + 1",
      {{"person", person}}));
  return {};
}

}  // namespace

Result<void> MoveRows(store::Session& session, const PersonMerge& merge) {
  std::int64_t plan_rows = 0;
  for (const MovedTable& table : kTables) {
    TTG_TRY(const std::int64_t count, Move(session, table, merge));
    if (table.name.starts_with("plan_")) plan_rows += count;
  }
  if (plan_rows == 0) return {};
  for (const std::string_view parts : kPartsOfNeeds) {
    TTG_RETURN_IF_ERROR(session.Execute(
        fmt::format("UPDATE {} SET person_id = :survivor WHERE person_id = :absorbed", parts),
        People(merge)));
  }
  // Whoever has read either plan has to read it again.
  TTG_RETURN_IF_ERROR(TouchPlan(session, merge.survivor));
  return TouchPlan(session, merge.absorbed);
}

Result<void> ReturnRows(store::Session& session, const PersonMerge& merge) {
  for (const MovedTable& table : kTables) TTG_RETURN_IF_ERROR(Return(session, table, merge));
  Binds binds = People(merge);
  binds.emplace_back("merge", merge.id);
  for (const std::string_view parts : kPartsOfNeeds) {
    TTG_RETURN_IF_ERROR(session.Execute(
        fmt::format("UPDATE {} SET person_id = :absorbed WHERE person_id = :survivor AND need_id "
                    "IN (SELECT row_key FROM merge_moved_row WHERE merge_id = :merge AND "
                    "table_name = 'plan_need')",
                    parts),
        binds));
  }
  TTG_RETURN_IF_ERROR(session.Execute(
      "UPDATE plan SET version = version + 1 WHERE person_id IN (:survivor, :absorbed)",
      People(merge)));
  return {};
}

}  // namespace ttg::release
