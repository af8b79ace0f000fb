#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "employment/domain/events.h"
#include "employment/domain/person.h"

namespace ttg::employment {

// A job has lasted 6, 13 or 26 weeks from its start (domain C4).
struct Sustainment {
  int weeks = 0;
  Date reached_on;
  EvidenceReference evidence;
  ActorId recorded_by;
  Instant recorded_at;

  friend bool operator==(const Sustainment&, const Sustainment&) = default;
};

// What is said when a start is agreed or recorded.
struct JobStart {
  JobDetails details;
  std::optional<VacancyId> vacancy;
  Date start_date;
  bool on_temporary_release = false;
};

// One job of one person (domain C4 to C6):
//
//   agreed ⇄ start at risk → started → ended
//      └────────┴→ withdrawn
class Job {
 public:
  struct Snapshot {
    JobId id;
    PersonId person;
    JobStart start;
    JobState state = JobState::kAgreed;
    std::string risk_reason;
    std::optional<Date> ended_on;
    std::optional<JobEndReason> end_reason;
    std::vector<Sustainment> sustainments;
    std::int64_t version = 1;
  };

  // Agrees a start for a day to come. Errors: those of CheckDetails, Invalid /
  // START_NOT_IN_FUTURE, Precondition / NO_RIGHT_TO_WORK, RELEASE_DAY_UNKNOWN,
  // STARTS_BEFORE_RELEASE.
  static Result<Job> Agree(const JobId& id, const Person& person, JobStart start, Date today);
  // Records a start that nobody agreed here before. Errors: those of CheckDetails and of Start.
  static Result<Job> Begin(const JobId& id, const Person& person, JobStart start, Date today);
  // Rebuilds a stored job without checks. For stores only.
  static Job Restore(Snapshot stored) { return Job(std::move(stored)); }

  const Snapshot& snapshot() const { return data_; }
  // As Agree or Begin announce it.
  EmploymentEvent Announcement() const;

  // The agreed job has started. Errors: Precondition / JOB_NOT_AGREED, STARTS_BEFORE_RELEASE,
  // Invalid / START_IN_FUTURE.
  Result<JobStarted> Start(const Person& person, Date start_date, bool on_temporary_release,
                           Date today);
  // Errors: Precondition / JOB_NOT_AGREED.
  Result<JobStartWithdrawn> Withdraw();
  // Errors: Precondition / JOB_NOT_STARTED, ENDS_BEFORE_SUSTAINED, Invalid / END_IN_FUTURE,
  // END_BEFORE_START.
  Result<JobEnded> End(Date ended_on, JobEndReason reason, Date today);
  // Nothing where these weeks are recorded already. Errors: Invalid / WEEKS_NOT_MEASURED,
  // Precondition / JOB_NOT_STARTED, SUSTAINMENT_NOT_REACHED, JOB_ENDED_BEFORE.
  Result<std::optional<JobSustained>> Sustain(int weeks, const EvidenceReference& evidence,
                                              const ActorId& by, Instant at, Date today);

  // Compares an agreed start with the day of release (domain C6): puts it at risk, or clears it.
  std::optional<EmploymentEvent> FollowReleaseDay(const Person& person);

  bool TakesPosition() const {
    return data_.start.vacancy.has_value() && data_.state != JobState::kWithdrawn;
  }

 private:
  explicit Job(Snapshot data) : data_(std::move(data)) {}

  JobFacts Facts() const;
  JobFacts NextFacts();
  bool IsAgreed() const {
    return data_.state == JobState::kAgreed || data_.state == JobState::kStartAtRisk;
  }
  std::string RiskTo(const Person& person) const;

  Snapshot data_;
};

}  // namespace ttg::employment
