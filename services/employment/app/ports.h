#pragma once

#include <optional>
#include <string>
#include <vector>

#include "employment/domain/employment_status.h"
#include "employment/domain/events.h"
#include "employment/domain/job.h"
#include "employment/domain/person.h"
#include "employment/domain/release_day_moved.h"
#include "employment/domain/vacancy.h"
#include "kernel/result.h"

namespace ttg::employment {

struct Page {
  // The key at which the previous page ended, as the store gave it; empty: from the beginning.
  std::string after;
  int limit = 100;
};

template <typename Row>
struct Paged {
  std::vector<Row> rows;
  // Where the next page goes on; empty: this was the last.
  std::string next;
};

struct VacancyQuery {
  std::string sector;
  std::string local_authority;
  std::optional<EmploymentType> hours;
  std::optional<EmployerId> employer;
  // Those that have a position left and are not closed on this day.
  std::optional<Date> open_on;
  Page page;
};

struct JobQuery {
  std::optional<PersonId> person;
  std::vector<JobState> states;
  std::optional<VacancyId> vacancy;
  Page page;
};

struct CheckInQuery {
  std::optional<Date> from;
  std::optional<Date> to;
  std::optional<PersonId> person;
  // Only those without a status that has been checked.
  bool open_only = false;
  Page page;
};

struct CheckInRow {
  PersonId person;
  CheckInKind kind = CheckInKind::kSixWeeks;
  Date due_on;
  bool released = false;
  std::optional<EmploymentStatus::Snapshot> status;
};

struct AnswerQuery {
  std::optional<PersonId> person;
  // Only those that somebody has still to acknowledge.
  bool open_only = false;
  Page page;
};

// What employment remembers, bound to one transaction and one caller. People outside the caller's
// prisons and areas, and what belongs to them, are not found.
//
// Save… expects the stored version to be the one before the given: Stale / ETAG_STALE otherwise.
// Other errors are those of the database.
class EmploymentStore {
 public:
  virtual ~EmploymentStore() = default;

  virtual Result<std::optional<Person>> FindPerson(const PersonId& id) = 0;
  // Also keeps every other transaction from changing the person, or deciding by them, until this
  // one ends.
  virtual Result<std::optional<Person>> LockPerson(const PersonId& id) = 0;
  // Adds or replaces the person, with the days of their check-ins.
  virtual Result<void> PutPerson(const Person& person) = 0;

  virtual Result<std::optional<Vacancy>> FindVacancy(const VacancyId& id) = 0;
  // As LockPerson.
  virtual Result<std::optional<Vacancy>> LockVacancy(const VacancyId& id) = 0;
  virtual Result<void> AddVacancy(const Vacancy& vacancy) = 0;
  virtual Result<void> SaveVacancy(const Vacancy& vacancy) = 0;
  // By id.
  virtual Result<Paged<Vacancy>> ListVacancies(const VacancyQuery& query) = 0;

  virtual Result<std::optional<Job>> FindJob(const JobId& id) = 0;
  // The job of that person with that employer that starts on that day and is not withdrawn: there
  // is at most one (domain C5).
  virtual Result<std::optional<Job>> FindJobByStart(const PersonId& person,
                                                    const EmployerId& employer,
                                                    Date start_date) = 0;
  // In states AGREED and START_AT_RISK, by id.
  virtual Result<std::vector<Job>> AgreedJobsOf(const PersonId& person) = 0;
  // Duplicate / UNIQUE_VIOLATED where FindJobByStart has one.
  virtual Result<void> AddJob(const Job& job) = 0;
  virtual Result<void> SaveJob(const Job& job) = 0;
  // Newest start first.
  virtual Result<Paged<Job>> ListJobs(const JobQuery& query) = 0;

  virtual Result<std::optional<EmploymentStatus>> FindStatus(const StatusId& id) = 0;
  virtual Result<std::optional<EmploymentStatus>> FindStatusAt(const PersonId& person,
                                                               CheckInKind check_in) = 0;
  virtual Result<bool> HasStatus(const PersonId& person) = 0;
  virtual Result<void> AddStatus(const EmploymentStatus& status) = 0;
  virtual Result<void> SaveStatus(const EmploymentStatus& status) = 0;
  // Soonest first.
  virtual Result<Paged<CheckInRow>> ListCheckIns(const CheckInQuery& query) = 0;

  virtual Result<std::optional<ReleaseDayAnswer>> FindAnswer(const PersonId& person,
                                                             const EventId& cause) = 0;
  virtual Result<void> AddAnswer(const ReleaseDayAnswer& answer) = 0;
  virtual Result<void> SaveAnswer(const ReleaseDayAnswer& answer) = 0;
  // Newest first.
  virtual Result<Paged<ReleaseDayAnswer>> ListAnswers(const AnswerQuery& query) = 0;

  // Writes what is announced in the same transaction.
  virtual Result<void> Announce(const EmploymentEvent& event) = 0;
};

// What employment has to ask the release service, because it may not travel in events.
struct Profile {
  PersonId person;
  std::int64_t version = 0;
  RightToWork right_to_work = RightToWork::kUnanswered;
};

class ProfileSource {
 public:
  virtual ~ProfileSource() = default;

  // Whoever the release service does not know is left out. Errors: Unavailable and others of the
  // call.
  virtual Result<std::vector<Profile>> Fetch(const std::vector<PersonId>& people) = 0;
};

}  // namespace ttg::employment
