#include "employment/domain/release_day_moved.h"

#include <algorithm>
#include <string>
#include <utility>

namespace ttg::employment {

namespace {

std::optional<Date> DayOf(const std::optional<CheckInDays>& days, CheckInKind kind) {
  if (!days) return std::nullopt;
  return days->On(kind);
}

DayEffect CheckInMoved(CheckInKind kind, const std::optional<CheckInDays>& before,
                       const std::optional<CheckInDays>& after) {
  return {.kind = "CHECK_IN",
          .id = std::string(ToString(kind)),
          .outcome = DayOutcome::kMoved,
          .from = DayOf(before, kind),
          .to = DayOf(after, kind),
          .reason = {}};
}

// The start itself stays where it was agreed: from and to are the same day.
DayEffect JobTouched(const Job::Snapshot& job) {
  const bool at_risk = job.state == JobState::kStartAtRisk;
  return {.kind = "JOB",
          .id = job.id.str(),
          .outcome = at_risk ? DayOutcome::kAtRisk : DayOutcome::kMoved,
          .from = job.start.start_date,
          .to = job.start.start_date,
          .reason = job.risk_reason};
}

}  // namespace

Followed FollowReleaseDay(Person& person, std::vector<Job>& jobs) {
  Followed followed;
  const auto before = person.check_ins;
  if (auto scheduled = person.ScheduleCheckIns()) {
    followed.effects.push_back(CheckInMoved(CheckInKind::kSixWeeks, before, person.check_ins));
    followed.effects.push_back(CheckInMoved(CheckInKind::kSixMonths, before, person.check_ins));
    followed.events.emplace_back(*std::move(scheduled));
  }
  for (Job& job : jobs) {
    auto event = job.FollowReleaseDay(person);
    const bool at_risk = job.snapshot().state == JobState::kStartAtRisk;
    // A start that was at risk and still is counts too: the owner is asked again.
    if (event || at_risk) followed.effects.push_back(JobTouched(job.snapshot()));
    if (event) followed.events.push_back(*std::move(event));
  }
  return followed;
}

EmploymentReleaseDayAnswered Answer(const PersonId& person, const EventId& cause,
                                    const std::vector<DayEffect>& effects, bool status_recorded) {
  const auto at_risk = [](const DayEffect& each) { return each.outcome == DayOutcome::kAtRisk; };
  const bool any_at_risk = std::any_of(effects.begin(), effects.end(), at_risk);
  DayOutcome outcome = DayOutcome::kMoved;
  if (effects.empty()) outcome = DayOutcome::kNotAffected;
  if (any_at_risk) outcome = DayOutcome::kAtRisk;
  return {.person = person,
          .cause = cause,
          .outcome = outcome,
          .effects = effects,
          .needs_acknowledgement = any_at_risk || (status_recorded && !effects.empty()),
          .version = 1};
}

Result<EmploymentReleaseDayAcknowledged> ReleaseDayAnswer::Acknowledge(const ActorId& by,
                                                                       Instant at) {
  if (data_.acknowledged_by) {
    return Precondition("ALREADY_ACKNOWLEDGED", "somebody has acknowledged this already");
  }
  data_.acknowledged_by = by;
  data_.acknowledged_at = at;
  ++data_.answered.version;
  return EmploymentReleaseDayAcknowledged{.person = data_.answered.person,
                                          .cause = data_.answered.cause,
                                          .by = by,
                                          .version = data_.answered.version};
}

}  // namespace ttg::employment
