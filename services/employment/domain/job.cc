#include "employment/domain/job.h"

#include <algorithm>
#include <utility>

namespace ttg::employment {

namespace {

constexpr int kDaysOfWeek = 7;

Error StartNotInFuture() {
  return InvalidField("start_date", "START_NOT_IN_FUTURE",
                      "a start is agreed for a day to come; record one that has happened");
}

Error StartInFuture() {
  return InvalidField("start_date", "START_IN_FUTURE",
                      "a start is recorded once it has happened; agree one for a day to come");
}

Error StartsBeforeRelease() {
  return Precondition("STARTS_BEFORE_RELEASE",
                      "the job starts before release; choose a later day, or say that it is on "
                      "temporary release");
}

Error ReleaseDayUnknown() {
  return Precondition("RELEASE_DAY_UNKNOWN",
                      "there is no release day yet, so no start can be agreed for after it");
}

Error NoRightToWork() {
  return Precondition("NO_RIGHT_TO_WORK", "settle the right to work before agreeing a job");
}

Error JobNotAgreed() {
  return Precondition("JOB_NOT_AGREED", "the job has started, ended or been withdrawn");
}

Error JobNotStarted() {
  return Precondition("JOB_NOT_STARTED", "the job has not started, or is over");
}

Error EndInFuture() {
  return InvalidField("ended_on", "END_IN_FUTURE", "an end is recorded once it has happened");
}

Error EndBeforeStart() {
  return InvalidField("ended_on", "END_BEFORE_START", "a job ends on or after its start");
}

Error EndsBeforeSustained() {
  return Precondition("ENDS_BEFORE_SUSTAINED",
                      "the job is recorded as sustained to a later day than this end");
}

Error WeeksNotMeasured() {
  return InvalidField("weeks", "WEEKS_NOT_MEASURED", "a job is measured at 6, 13 and 26 weeks");
}

Error SustainmentNotReached() {
  return Precondition("SUSTAINMENT_NOT_REACHED", "the job has not lasted so long yet");
}

Error JobEndedBefore() {
  return Precondition("JOB_ENDED_BEFORE", "the job ended before it lasted so long");
}

Result<void> CheckStarted(const Person& person, Date start_date, bool on_temporary_release,
                          Date today) {
  if (start_date > today) return StartInFuture();
  if (on_temporary_release) return {};
  if (!person.released_on || start_date < *person.released_on) return StartsBeforeRelease();
  return {};
}

}  // namespace

Result<Job> Job::Agree(const JobId& id, const Person& person, JobStart start, Date today) {
  TTG_RETURN_IF_ERROR(CheckDetails(start.details));
  if (start.start_date <= today) return StartNotInFuture();
  if (person.right_to_work == RightToWork::kNo) return NoRightToWork();
  if (!start.on_temporary_release) {
    const auto release = person.CountsFrom();
    if (!release) return ReleaseDayUnknown();
    if (start.start_date < *release) return StartsBeforeRelease();
  }
  return Job({.id = id,
              .person = person.id,
              .start = std::move(start),
              .state = JobState::kAgreed,
              .risk_reason = {},
              .ended_on = {},
              .end_reason = {},
              .sustainments = {},
              .version = 1});
}

Result<Job> Job::Begin(const JobId& id, const Person& person, JobStart start, Date today) {
  TTG_RETURN_IF_ERROR(CheckDetails(start.details));
  TTG_RETURN_IF_ERROR(CheckStarted(person, start.start_date, start.on_temporary_release, today));
  return Job({.id = id,
              .person = person.id,
              .start = std::move(start),
              .state = JobState::kStarted,
              .risk_reason = {},
              .ended_on = {},
              .end_reason = {},
              .sustainments = {},
              .version = 1});
}

EmploymentEvent Job::Announcement() const {
  if (data_.state == JobState::kStarted) return JobStarted{Facts()};
  return JobStartAgreed{Facts()};
}

Result<JobStarted> Job::Start(const Person& person, Date start_date, bool on_temporary_release,
                              Date today) {
  if (!IsAgreed()) return JobNotAgreed();
  TTG_RETURN_IF_ERROR(CheckStarted(person, start_date, on_temporary_release, today));
  data_.state = JobState::kStarted;
  data_.risk_reason.clear();
  data_.start.start_date = start_date;
  data_.start.on_temporary_release = on_temporary_release;
  return JobStarted{NextFacts()};
}

Result<JobStartWithdrawn> Job::Withdraw() {
  if (!IsAgreed()) return JobNotAgreed();
  data_.state = JobState::kWithdrawn;
  data_.risk_reason.clear();
  return JobStartWithdrawn{NextFacts()};
}

Result<JobEnded> Job::End(Date ended_on, JobEndReason reason, Date today) {
  if (data_.state != JobState::kStarted) return JobNotStarted();
  if (ended_on > today) return EndInFuture();
  if (ended_on < data_.start.start_date) return EndBeforeStart();
  const bool sustained_longer =
      std::any_of(data_.sustainments.begin(), data_.sustainments.end(),
                  [&](const Sustainment& each) { return each.reached_on > ended_on; });
  if (sustained_longer) return EndsBeforeSustained();
  data_.state = JobState::kEnded;
  data_.ended_on = ended_on;
  data_.end_reason = reason;
  return JobEnded{.job = NextFacts(), .ended_on = ended_on, .reason = reason};
}

Result<std::optional<JobSustained>> Job::Sustain(int weeks, const EvidenceReference& evidence,
                                                 const ActorId& by, Instant at, Date today) {
  if (weeks != 6 && weeks != 13 && weeks != 26) return WeeksNotMeasured();
  if (data_.state != JobState::kStarted && data_.state != JobState::kEnded) return JobNotStarted();
  const auto place = std::find_if(data_.sustainments.begin(), data_.sustainments.end(),
                                  [&](const Sustainment& each) { return each.weeks >= weeks; });
  if (place != data_.sustainments.end() && place->weeks == weeks) {
    return std::optional<JobSustained>();
  }
  const int days = weeks * kDaysOfWeek;
  const Date reached_on = data_.start.start_date + days;
  if (reached_on > today) return SustainmentNotReached();
  if (data_.ended_on && *data_.ended_on < reached_on) return JobEndedBefore();
  data_.sustainments.insert(place, {.weeks = weeks,
                                    .reached_on = reached_on,
                                    .evidence = evidence,
                                    .recorded_by = by,
                                    .recorded_at = at});
  return JobSustained{.job = NextFacts(), .weeks = weeks, .reached_on = reached_on};
}

std::optional<EmploymentEvent> Job::FollowReleaseDay(const Person& person) {
  if (!IsAgreed()) return std::nullopt;
  const std::string risk = RiskTo(person);
  if (risk == data_.risk_reason) return std::nullopt;
  data_.risk_reason = risk;
  if (risk.empty()) {
    data_.state = JobState::kAgreed;
    return JobStartAgreed{NextFacts()};
  }
  data_.state = JobState::kStartAtRisk;
  return JobStartPutAtRisk{.job = NextFacts(), .reason = risk};
}

std::string Job::RiskTo(const Person& person) const {
  if (data_.start.on_temporary_release) return "";
  const auto release = person.CountsFrom();
  if (!release) return "RELEASE_DAY_REMOVED";
  return data_.start.start_date < *release ? "STARTS_BEFORE_RELEASE" : "";
}

JobFacts Job::Facts() const {
  return {.job = data_.id,
          .person = data_.person,
          .employer = data_.start.details.employer,
          .vacancy = data_.start.vacancy,
          .start_date = data_.start.start_date,
          .version = data_.version};
}

JobFacts Job::NextFacts() {
  ++data_.version;
  return Facts();
}

}  // namespace ttg::employment
