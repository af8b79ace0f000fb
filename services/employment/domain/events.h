#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "employment/domain/check_in.h"
#include "employment/domain/facts.h"
#include "kernel/date.h"

namespace ttg::employment {

// What this context announces. `version` is that of the subject (the job, the status, the person's
// check-ins, the answer), and each event of one subject raises it by one.

struct JobFacts {
  JobId job;
  PersonId person;
  EmployerId employer;
  std::optional<VacancyId> vacancy;
  Date start_date;
  std::int64_t version = 0;

  friend bool operator==(const JobFacts&, const JobFacts&) = default;
};

struct JobStartAgreed {
  JobFacts job;
};
struct JobStarted {
  JobFacts job;
};
struct JobStartPutAtRisk {
  JobFacts job;
  std::string reason;
};
struct JobStartWithdrawn {
  JobFacts job;
};
struct JobEnded {
  JobFacts job;
  Date ended_on;
  JobEndReason reason;
};
struct JobSustained {
  JobFacts job;
  int weeks = 0;
  Date reached_on;
};
struct EmploymentStatusRecorded {
  StatusId status;
  PersonId person;
  CheckInKind check_in;
  StatusValue value;
  Date status_on;
  bool checked = false;
  std::int64_t version = 0;
};
struct CheckInsScheduled {
  PersonId person;
  // Nothing: there is no release day any more.
  std::optional<CheckInDays> days;
  std::int64_t version = 0;
};

// One thing that a moved release day touched.
struct DayEffect {
  // JOB or CHECK_IN.
  std::string kind;
  std::string id;
  DayOutcome outcome = DayOutcome::kMoved;
  std::optional<Date> from;
  std::optional<Date> to;
  // UPPER_SNAKE; empty unless at risk.
  std::string reason;

  friend bool operator==(const DayEffect&, const DayEffect&) = default;
};

struct EmploymentReleaseDayAnswered {
  PersonId person;
  EventId cause;
  DayOutcome outcome = DayOutcome::kNotAffected;
  std::vector<DayEffect> effects;
  bool needs_acknowledgement = false;
  std::int64_t version = 0;
};
struct EmploymentReleaseDayAcknowledged {
  PersonId person;
  EventId cause;
  ActorId by;
  std::int64_t version = 0;
};

using EmploymentEvent =
    std::variant<JobStartAgreed, JobStarted, JobStartPutAtRisk, JobStartWithdrawn, JobEnded,
                 JobSustained, EmploymentStatusRecorded, CheckInsScheduled,
                 EmploymentReleaseDayAnswered, EmploymentReleaseDayAcknowledged>;

}  // namespace ttg::employment
