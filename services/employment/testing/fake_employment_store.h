#pragma once

#include <map>
#include <utility>
#include <vector>

#include "employment/app/ports.h"
#include "kernel/call_context.h"

namespace ttg::employment {

// What the fake remembers; copied for each transaction by testing::FakeRunner.
struct FakeEmployment {
  std::map<PersonId, Person> people;
  std::map<VacancyId, Vacancy> vacancies;
  std::map<JobId, Job> jobs;
  std::map<StatusId, EmploymentStatus> statuses;
  std::map<std::pair<PersonId, EventId>, ReleaseDayAnswer> answers;
  std::vector<EmploymentEvent> announced;
};

// EmploymentStore in memory, held to the same suite as the SQL one.
class FakeEmploymentStore final : public EmploymentStore {
 public:
  FakeEmploymentStore(FakeEmployment& state, const CallContext& call)
      : state_(state), call_(call) {}

  Result<std::optional<Person>> FindPerson(const PersonId& id) override;
  Result<std::optional<Person>> LockPerson(const PersonId& id) override { return FindPerson(id); }
  Result<void> PutPerson(const Person& person) override;

  Result<std::optional<Vacancy>> FindVacancy(const VacancyId& id) override;
  Result<std::optional<Vacancy>> LockVacancy(const VacancyId& id) override {
    return FindVacancy(id);
  }
  Result<void> AddVacancy(const Vacancy& vacancy) override;
  Result<void> SaveVacancy(const Vacancy& vacancy) override;
  Result<Paged<Vacancy>> ListVacancies(const VacancyQuery& query) override;

  Result<std::optional<Job>> FindJob(const JobId& id) override;
  Result<std::optional<Job>> FindJobByStart(const PersonId& person, const EmployerId& employer,
                                            Date start_date) override;
  Result<std::vector<Job>> AgreedJobsOf(const PersonId& person) override;
  Result<void> AddJob(const Job& job) override;
  Result<void> SaveJob(const Job& job) override;
  Result<Paged<Job>> ListJobs(const JobQuery& query) override;

  Result<std::optional<EmploymentStatus>> FindStatus(const StatusId& id) override;
  Result<std::optional<EmploymentStatus>> FindStatusAt(const PersonId& person,
                                                       CheckInKind check_in) override;
  Result<bool> HasStatus(const PersonId& person) override;
  Result<void> AddStatus(const EmploymentStatus& status) override;
  Result<void> SaveStatus(const EmploymentStatus& status) override;
  Result<Paged<CheckInRow>> ListCheckIns(const CheckInQuery& query) override;

  Result<std::optional<ReleaseDayAnswer>> FindAnswer(const PersonId& person,
                                                     const EventId& cause) override;
  Result<void> AddAnswer(const ReleaseDayAnswer& answer) override;
  Result<void> SaveAnswer(const ReleaseDayAnswer& answer) override;
  Result<Paged<ReleaseDayAnswer>> ListAnswers(const AnswerQuery& query) override;

  Result<void> Announce(const EmploymentEvent& event) override;

 private:
  bool InReach(const PersonId& id) const;
  Result<void> CheckFree(const Job& job) const;
  bool IsOpen(const PersonId& person, CheckInKind kind) const;
  bool IsAskedFor(const CheckInQuery& query, const PersonId& person, CheckInKind kind,
                  Date due_on) const;

  FakeEmployment& state_;
  const CallContext& call_;
};

}  // namespace ttg::employment
