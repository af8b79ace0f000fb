// SqlReleaseStore's list of releases.
#include <set>
#include <utility>

#include <fmt/format.h>

#include "release/domain/lists/list_facts.h"
#include "release/store/columns.h"
#include "release/store/lists/list_query.h"
#include "release/store/rows.h"
#include "release/store/sql_release_store.h"

namespace ttg::release {
namespace {

using store::Binds;
using MaybeText = std::optional<std::string>;
using MaybeDate = std::optional<Date>;

constexpr std::size_t kPeopleAtOnce = 256;

// HELD_PAST_DUE is a fact of today (domain A5); who is held is looked up for the few it concerns.
Result<std::set<std::string>> WithHold(store::Session& session,
                                       const std::vector<ReleaseLine>& lines, Date today) {
  std::set<std::string> held;
  std::vector<std::string> late;
  for (const ReleaseLine& line : lines) {
    if (line.release_date && *line.release_date < today) late.push_back(line.id.str());
  }
  TTG_RETURN_IF_ERROR(InParts(late, kPeopleAtOnce, [&](const auto& part) -> Result<void> {
    Binds binds;
    const std::string list = InList(part, binds);
    TTG_TRY(
        const auto rows,
        session.Query<std::string>(
            fmt::format("SELECT person_id FROM person_hold WHERE person_id IN {}", list), binds));
    for (const auto& [id] : rows) held.insert(id);
    return {};
  }));
  return held;
}

}  // namespace

Result<std::vector<ReleaseLine>> SqlReleaseStore::ListReleases(const ReleaseQuery& query,
                                                               Date today) {
  TTG_TRY(const ListText list, ListTextOf(session_, call_.scope, query, today));
  TTG_TRY(
      auto rows,
      session_.Query<PersonId, std::int64_t, std::string, std::string, std::string, std::string,
                     PrisonId, std::optional<DeliveryUnit>, std::optional<ActorId>, MaybeDate,
                     std::string, MaybeText, MaybeDate, std::string, MaybeDate, std::string,
                     std::string, MaybeDate, MaybeDate, int, int, Instant>(list.sql, list.binds));
  std::vector<ReleaseLine> lines;
  lines.reserve(rows.size());
  for (auto& [id, version, state, number, family, given, prison, unit, owner, release_on, reason,
              due_type, lawful_on, warnings, released_on, name_key, sort_on, next_due,
              suspended_until, nfa_risk, due_friday, changed_at] : rows) {
    ReleaseLine line{.id = id,
                     .version = version,
                     .state = ParsePersonState(state).value_or(PersonState::kInPrison),
                     .number = PrisonNumber::Restore(number),
                     .family_name = Sensitive(std::move(family)),
                     .given_names = Sensitive(std::move(given)),
                     .prison = prison,
                     .delivery_unit = unit,
                     .owner = owner,
                     .release_date = release_on,
                     .reason = ParseReleaseDayReason(reason).value_or(ReleaseDayReason::kNoDate),
                     .due_type = due_type ? ParseDateType(*due_type) : std::nullopt,
                     .latest_lawful = lawful_on,
                     .warnings = ReadWarnings(warnings),
                     .released_on = released_on,
                     .next_due = next_due,
                     .overdue = IsOverdue(next_due, suspended_until, today),
                     .no_fixed_abode = nfa_risk == 1,
                     .friday_or_pre_holiday = due_friday == 1,
                     .changed_at = changed_at};
    line.key = query.order == ReleaseOrder::kReleaseDate ? std::move(sort_on)
               : query.order == ReleaseOrder::kName      ? std::move(name_key)
                                                         : std::move(number);
    lines.push_back(std::move(line));
  }
  TTG_TRY(const auto held, WithHold(session_, lines, today));
  for (ReleaseLine& line : lines) {
    line.warnings =
        OpenWarnings(std::move(line.warnings),
                     {line.state, line.release_date, held.contains(line.id.str())}, today);
  }
  return lines;
}

}  // namespace ttg::release
