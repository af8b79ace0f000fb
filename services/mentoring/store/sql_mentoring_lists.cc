#include "mentoring/store/sql_mentoring_lists.h"

#include <string>
#include <utility>

#include <fmt/format.h>

#include "mentoring/app/access.h"
#include "mentoring/store/rows.h"
#include "platform/store/caseload_filter.h"

namespace ttg::mentoring {
namespace {

constexpr std::string_view kFrom =
    " FROM mentor_match m JOIN person p ON p.person_id = m.person_id"
    " JOIN mentor r ON r.mentor_id = m.mentor_id WHERE ";

// "<first>/<second>", as a page ends.
std::pair<std::string, std::string> SplitCursor(const std::string& after) {
  const auto slash = after.find('/');
  if (slash == std::string::npos) return {after, ""};
  return {after.substr(0, slash), after.substr(slash + 1)};
}

std::string PeopleFilter(const CallContext& call, store::Binds& binds) {
  if (call.Has(Role::kSystem)) return "1 = 1";
  return store::CaseloadFilter(call.scope, "p.prison_id", "p.delivery_unit", binds);
}

std::string MatchesFilter(const CallContext& call, store::Binds& binds) {
  if (!IsMentorAlone(call)) return PeopleFilter(call, binds);
  binds.emplace_back("caller", call.actor);
  return "m.mentor_id = :caller";
}

// Mentors who are cleared for a prison or work in a delivery unit of the caller's.
std::string MentorsFilter(const CallContext& call, store::Binds& binds) {
  if (call.Has(Role::kSystem)) return "1 = 1";
  std::string reach =
      store::CaseloadFilter(call.scope, "reach.prison_id", "reach.delivery_unit", binds);
  if (reach == "1 = 1") return reach;
  return fmt::format(
      "EXISTS (SELECT 1 FROM (SELECT mentor_id, prison_id, CAST(NULL AS TEXT) AS delivery_unit "
      "FROM mentor_clearance UNION ALL SELECT mentor_id, CAST(NULL AS TEXT), delivery_unit FROM "
      "mentor_area) reach WHERE reach.mentor_id = m.mentor_id AND {})",
      reach);
}

}  // namespace

Result<std::vector<MatchRow>> SqlMentoringLists::Rows(const CallContext& call,
                                                      std::string condition, store::Binds binds,
                                                      std::string_view order, int limit) {
  condition += " AND " + MatchesFilter(call, binds);
  const std::string tail = fmt::format("{}{} ORDER BY {} LIMIT {}", kFrom, condition, order, limit);
  TTG_TRY(auto matches,
          QueryMatches(session_, fmt::format("SELECT {}{}", kMatchColumns, tail), binds));
  // The same rows once more: one snapshot serves both queries.
  TTG_TRY(auto names, (session_.Query<std::string, std::string, std::optional<PrisonId>>(
                          "SELECT r.family_name, r.given_names, p.prison_id" + tail, binds)));
  std::vector<MatchRow> rows;
  rows.reserve(matches.size());
  for (std::size_t i = 0; i < matches.size() && i < names.size(); ++i) {
    auto& [family, given, prison] = names[i];
    rows.push_back(
        {std::move(matches[i]), {std::move(family), std::move(given)}, std::move(prison)});
  }
  return rows;
}

Result<std::optional<MatchRow>> SqlMentoringLists::FindMatch(const CallContext& call,
                                                             const MatchId& id) {
  TTG_TRY(auto rows, Rows(call, "m.match_id = :id", {{"id", id}}, "m.match_id", 1));
  if (rows.empty()) return std::optional<MatchRow>();
  return std::optional(std::move(rows.front()));
}

Result<std::vector<MatchRow>> SqlMentoringLists::Matches(const CallContext& call,
                                                         const MatchFilter& filter,
                                                         const PageOf& page) {
  std::string condition = "m.match_id > :after";
  store::Binds binds = {{"after", page.after}};
  if (filter.person) {
    condition += " AND m.person_id = :person";
    binds.emplace_back("person", *filter.person);
  }
  if (filter.mentor) {
    condition += " AND m.mentor_id = :mentor";
    binds.emplace_back("mentor", *filter.mentor);
  }
  if (filter.state) {
    condition += " AND m.state = :state";
    binds.emplace_back("state", ToString(*filter.state));
  }
  if (filter.at_risk_only) condition += " AND m.block IS NOT NULL";
  return Rows(call, std::move(condition), std::move(binds), "m.match_id", page.limit);
}

Result<std::vector<MatchRow>> SqlMentoringLists::GateMeetings(const CallContext& call, Date from,
                                                              Date through, const PageOf& page) {
  std::string condition =
      "m.gate_meeting_planned = 1 AND m.gate_meeting_on >= :from AND m.gate_meeting_on <= :through "
      "AND m.state IN ('ACTIVE', 'SUSPENDED')";
  store::Binds binds = {{"from", from}, {"through", through}};
  const auto [day, id] = SplitCursor(page.after);
  if (!id.empty()) {
    condition +=
        " AND (m.gate_meeting_on > :day OR (m.gate_meeting_on = :day AND m.match_id > :after))";
    binds.emplace_back("day", day);
    binds.emplace_back("after", id);
  }
  return Rows(call, std::move(condition), std::move(binds), "m.gate_meeting_on, m.match_id",
              page.limit);
}

Result<std::vector<RosterEntry>> SqlMentoringLists::Mentors(const CallContext& call,
                                                            const std::optional<PrisonId>& prison,
                                                            const std::optional<DeliveryUnit>& unit,
                                                            const PageOf& page) {
  store::Binds binds = {{"after", page.after}};
  std::string condition = "m.mentor_id > :after AND " + MentorsFilter(call, binds);
  if (prison) {
    condition +=
        " AND EXISTS (SELECT 1 FROM mentor_clearance c WHERE c.mentor_id = m.mentor_id AND "
        "c.prison_id = :prison)";
    binds.emplace_back("prison", *prison);
  }
  if (unit) {
    condition +=
        " AND EXISTS (SELECT 1 FROM mentor_area a WHERE a.mentor_id = m.mentor_id AND "
        "a.delivery_unit = :unit)";
    binds.emplace_back("unit", *unit);
  }
  return LoadMentors(session_, condition, binds, page.limit);
}

Result<std::vector<StoredAnswer>> SqlMentoringLists::Answers(const CallContext& call,
                                                             const std::optional<PersonId>& person,
                                                             bool open_only, const PageOf& page) {
  store::Binds binds;
  std::string condition = PeopleFilter(call, binds);
  if (person) {
    condition += " AND a.person_id = :person";
    binds.emplace_back("person", *person);
  }
  if (open_only) condition += " AND a.outcome <> 'NOT_AFFECTED' AND a.acknowledged_by IS NULL";
  const auto [at, cause] = SplitCursor(page.after);
  if (!cause.empty()) {
    condition +=
        " AND (a.answered_at < :at OR (a.answered_at = :at AND a.cause_event_id < :cause))";
    binds.emplace_back("at", at);
    binds.emplace_back("cause", cause);
  }
  return QueryAnswers(
      session_,
      fmt::format("SELECT {} FROM release_day_answer a JOIN person p ON p.person_id = a.person_id "
                  "WHERE {} ORDER BY a.answered_at DESC, a.cause_event_id DESC LIMIT {}",
                  kAnswerColumns, condition, page.limit),
      binds);
}

}  // namespace ttg::mentoring
