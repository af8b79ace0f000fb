#pragma once

#include <optional>

#include "employment/app/ports.h"
#include "employment/app/stated_start.h"
#include "kernel/clock.h"

namespace ttg::employment {

// Records that a job has started (domain C5). Recording twice gives one record.
class RecordJobStart {
 public:
  struct AgreedJob {
    JobId job;
    std::int64_t expected_version = 0;
  };
  struct Command {
    PersonId person;
    // The agreed job that has started; of `start` then only the day counts.
    std::optional<AgreedJob> agreed;
    StatedStart start;
  };

  RecordJobStart(const Clock& clock, IdSource& ids) : clock_(clock), ids_(ids) {}

  // Errors: NotFound, Stale, those of Job::Begin and Job::Start and of Vacancy::TakePosition.
  Result<Job> operator()(EmploymentStore& store, const Command& command) const;

 private:
  Result<Job> StartAgreed(EmploymentStore& store, const Person& person, Job job,
                          const StatedStart& start) const;
  Result<Job> BeginNew(EmploymentStore& store, const Person& person,
                       const StatedStart& stated) const;

  const Clock& clock_;
  IdSource& ids_;
};

}  // namespace ttg::employment
