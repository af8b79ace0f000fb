#include "release/app/timetable/list_due_milestones.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace ttg::release {
namespace {

using Query = ListDueMilestones::Query;

constexpr int kMostDaysAhead = 92;
constexpr int kCandidatesAtOnce = 256;

Error DueByTooFar() {
  return InvalidField("due_by", "DUE_BY_TOO_FAR", "look at most 92 days ahead");
}

bool Follows(Date due_on, const PersonId& person, MilestoneKind kind,
             const std::optional<ListDueMilestones::Cursor>& after) {
  return !after || std::tie(due_on, person.str(), kind) >
                       std::tie(after->due_on, after->person.str(), after->kind);
}

bool Fits(const Milestone& step, const Query& query) {
  return step.IsOutstanding() && step.due_on && *step.due_on <= *query.due_by &&
         (!query.kind || step.kind == *query.kind) &&
         (!query.overdue_only || step.state == MilestoneState::kOverdue) &&
         (!query.escalated_only || step.escalated);
}

DueMilestone LineOf(const Person::Snapshot& person, const Milestone& step) {
  return {person.id,
          person.number,
          person.profile.family_name,
          person.profile.given_names,
          person.prison,
          person.delivery_unit,
          person.owner,
          person.release_day.date,
          step};
}

void Collect(const Person& person, const Timetable& timetable, const Query& query,
             std::vector<DueMilestone>& lines) {
  if (!timetable.Runs()) return;
  for (const Milestone& step : timetable.milestones) {
    if (!Fits(step, query)) continue;
    if (!Follows(*step.due_on, person.id(), step.kind, query.after)) continue;
    lines.push_back(LineOf(person.snapshot(), step));
  }
}

// Whoever is still to be looked at has nothing due before `from`, so lines before it are final.
bool IsFull(const std::vector<DueMilestone>& lines, Date from, int limit) {
  const auto final = std::ranges::count_if(
      lines, [&](const DueMilestone& line) { return *line.milestone.due_on < from; });
  return final >= limit;
}

}  // namespace

Result<std::vector<DueMilestone>> ListDueMilestones::operator()(TimetableStore& store,
                                                                const Query& asked) const {
  const Date today = clock_.Today();
  const auto calendar = calendar_.Current();
  Query query = asked;
  query.due_by = asked.due_by.value_or(today);
  if (*query.due_by > today + kMostDaysAhead) return DueByTooFar();
  if (query.overdue_only || query.escalated_only) query.due_by = std::min(*query.due_by, today - 1);

  CandidateQuery candidates{query.owner,  query.prison, query.delivery_unit, *query.due_by,
                            std::nullopt, std::nullopt, kCandidatesAtOnce};
  std::vector<DueMilestone> lines;
  while (true) {
    TTG_TRY(const auto found, store.FindDue(candidates));
    for (const DueCandidate& one : found) {
      Collect(one.person, one.person.TimetableOn(today, *calendar), query, lines);
    }
    if (found.size() < static_cast<std::size_t>(candidates.limit)) break;
    if (IsFull(lines, found.back().from, query.limit)) break;
    candidates.after_day = found.back().from;
    candidates.after_person = found.back().person.id();
  }
  std::ranges::sort(lines, [](const DueMilestone& one, const DueMilestone& other) {
    return std::tie(*one.milestone.due_on, one.person.str(), one.milestone.kind) <
           std::tie(*other.milestone.due_on, other.person.str(), other.milestone.kind);
  });
  if (lines.size() > static_cast<std::size_t>(query.limit)) {
    lines.erase(lines.begin() + query.limit, lines.end());
  }
  return lines;
}

}  // namespace ttg::release
