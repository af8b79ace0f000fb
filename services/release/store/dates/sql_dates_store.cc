#include "release/store/dates/sql_dates_store.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "platform/store/caseload_filter.h"

namespace ttg::release {
namespace {

using store::Binds;
using MaybeText = std::optional<std::string>;
using MaybeDate = std::optional<Date>;

constexpr std::array kWarnings = {
    ReleaseDayWarning::kAfterLawfulDay, ReleaseDayWarning::kNonWorkingDay,
    ReleaseDayWarning::kHeldPastDue, ReleaseDayWarning::kUnderEighteen};

// The column that says since when; of HELD_PAST_DUE the day before that.
std::string_view SinceColumn(ReleaseDayWarning warning) {
  switch (warning) {
    case ReleaseDayWarning::kAfterLawfulDay:
      return "after_lawful_since_on";
    case ReleaseDayWarning::kNonWorkingDay:
      return "non_working_since_on";
    case ReleaseDayWarning::kUnderEighteen:
      return "under_eighteen_since_on";
    case ReleaseDayWarning::kHeldPastDue:
      return "sort_on";
  }
  return "sort_on";
}

// How far the column lies before the day since when the warning stands.
int DaysBefore(ReleaseDayWarning warning) {
  return warning == ReleaseDayWarning::kHeldPastDue ? 1 : 0;
}

// Word for word the condition of the warning's index.
std::string ConditionOf(ReleaseDayWarning warning, Date today, Binds& binds) {
  if (warning != ReleaseDayWarning::kHeldPastDue) {
    return fmt::format("{} IS NOT NULL AND state NOT IN ('RELEASED', 'DEPORTED', 'DIED', 'MERGED')",
                       SinceColumn(warning));
  }
  binds.emplace_back("today", today);
  return "state IN ('IN_PRISON', 'TEMPORARILY_OUT') AND sort_on < :today AND NOT EXISTS (SELECT 1 "
         "FROM person_hold h WHERE h.person_id = person.person_id)";
}

// No index of these columns is to be used, but the warning's own: it holds the few who are warned.
constexpr std::string_view kPrison = "COALESCE(prison_id, prison_id)";
constexpr std::string_view kUnit = "COALESCE(delivery_unit, delivery_unit)";
constexpr std::string_view kOwner = "COALESCE(owner_id, owner_id)";

void AddFilters(const UrgentTaskQuery& query, std::string& condition, Binds& binds) {
  if (query.owner) {
    condition += fmt::format(" AND {} = :owner", kOwner);
    binds.emplace_back("owner", *query.owner);
  }
  if (query.prison) {
    condition += fmt::format(" AND {} = :prison", kPrison);
    binds.emplace_back("prison", *query.prison);
  }
  if (query.delivery_unit) {
    condition += fmt::format(" AND {} = :unit", kUnit);
    binds.emplace_back("unit", *query.delivery_unit);
  }
}

void AddCursor(ReleaseDayWarning warning, const UrgentTaskCursor& after, std::string& condition,
               Binds& binds) {
  // Of one person and day, a warning follows those of a lower number.
  const std::string_view from = warning > after.warning ? ">=" : ">";
  condition +=
      fmt::format(" AND ({}, person_id) {} (:after_day, :after_id)", SinceColumn(warning), from);
  binds.emplace_back("after_day", after.since - DaysBefore(warning));
  binds.emplace_back("after_id", after.person);
}

std::optional<SentenceDate> DateOf(const MaybeText& source, const MaybeDate& date,
                                   const MaybeDate& override_date, Instant as_of,
                                   const std::string& regime) {
  if (!source) return std::nullopt;
  return SentenceDate{date, override_date, *source, as_of, regime};
}

}  // namespace

Result<std::vector<DateChangeLine>> SqlDatesStore::ListDateChanges(const DateChangeQuery& query) {
  Binds binds = {{"person", query.person}, {"limit", query.limit}};
  std::string condition = "person_id = :person";
  if (query.material_only) condition += " AND material = 1";
  if (query.after) {
    condition += " AND (person_version, ordinal) < (:version, :ordinal)";
    binds.emplace_back("version", query.after->version);
    binds.emplace_back("ordinal", query.after->ordinal);
  }
  TTG_TRY(
      auto rows,
      session_.Query<std::int64_t, std::int64_t, MaybeText, MaybeDate, MaybeDate, MaybeText,
                     std::optional<Instant>, std::string, MaybeDate, MaybeDate, MaybeText,
                     std::optional<Instant>, std::string, std::string, ActorId, Instant, MaybeDate,
                     MaybeDate>(
          fmt::format("SELECT person_version, ordinal, type, previous_on, previous_override_on, "
                      "previous_source, previous_as_of, previous_regime, dated_on, override_on, "
                      "source, as_of, regime, reason, changed_by, changed_at, release_before_on, "
                      "release_after_on FROM date_change WHERE {} ORDER BY person_version DESC, "
                      "ordinal DESC LIMIT :limit",
                      condition),
          binds));
  std::vector<DateChangeLine> lines;
  lines.reserve(rows.size());
  for (auto& [version, ordinal, type, previous_on, previous_override, previous_source,
              previous_as_of, previous_regime, dated_on, override_on, source, as_of, regime, reason,
              changed_by, changed_at, before, after] : rows) {
    DateChange change{type ? ParseDateType(*type) : std::nullopt,
                      DateOf(previous_source, previous_on, previous_override,
                             previous_as_of.value_or(changed_at), previous_regime),
                      DateOf(source, dated_on, override_on, as_of.value_or(changed_at), regime),
                      std::move(reason),
                      changed_by,
                      changed_at,
                      before,
                      after};
    lines.push_back({std::move(change), {version, ordinal}});
  }
  return lines;
}

Result<std::vector<UrgentTask>> SqlDatesStore::TasksOf(ReleaseDayWarning warning,
                                                       const UrgentTaskQuery& query, Date today) {
  Binds binds = {{"limit", query.limit}};
  std::string condition = ConditionOf(warning, today, binds);
  AddFilters(query, condition, binds);
  if (query.after) AddCursor(warning, *query.after, condition, binds);
  const std::string reach = store::CaseloadFilter(call_.scope, kPrison, kUnit, binds);
  TTG_TRY(auto rows,
          session_.Query<PersonId, PrisonId, std::optional<DeliveryUnit>, std::optional<ActorId>,
                         MaybeDate, MaybeDate, Date>(
              fmt::format("SELECT person_id, prison_id, delivery_unit, owner_id, release_on, "
                          "lawful_on, {0} FROM person WHERE {1} AND {2} ORDER BY {0}, person_id "
                          "LIMIT :limit",
                          SinceColumn(warning), condition, reach),
              binds));
  std::vector<UrgentTask> tasks;
  tasks.reserve(rows.size());
  for (auto& [person, prison, unit, owner, release_on, lawful_on, since] : rows) {
    tasks.push_back(
        {person, prison, unit, owner, warning, release_on, lawful_on, since + DaysBefore(warning)});
  }
  return tasks;
}

Result<std::vector<UrgentTask>> SqlDatesStore::ListUrgentTasks(const UrgentTaskQuery& query,
                                                               Date today) {
  std::vector<UrgentTask> all;
  for (const ReleaseDayWarning warning : kWarnings) {
    if (query.warning && *query.warning != warning) continue;
    TTG_TRY(auto tasks, TasksOf(warning, query, today));
    all.insert(all.end(), std::make_move_iterator(tasks.begin()),
               std::make_move_iterator(tasks.end()));
  }
  std::ranges::sort(all, ComesBefore);
  if (all.size() > static_cast<std::size_t>(query.limit)) {
    all.erase(all.begin() + query.limit, all.end());
  }
  return all;
}

}  // namespace ttg::release
