#pragma once

#include <functional>
#include <string>
#include <vector>

#include "employment/app/ports.h"
#include "kernel/call_context.h"
#include "platform/messaging/event.h"
#include "platform/store/migrations.h"
#include "platform/store/session.h"

namespace ttg::employment {

// The schema of this context.
std::vector<store::Migration> Migrations();

// EmploymentStore over SQL, for one transaction and one caller; both outlive it.
class SqlEmploymentStore final : public EmploymentStore {
 public:
  using Encoder = std::function<messaging::Event(const EmploymentEvent&, const CallContext&)>;

  SqlEmploymentStore(store::Session& session, const CallContext& call, Encoder encode)
      : session_(session), call_(call), encode_(std::move(encode)) {}

  Result<std::optional<Person>> FindPerson(const PersonId& id) override;
  Result<std::optional<Person>> LockPerson(const PersonId& id) override;
  Result<void> PutPerson(const Person& person) override;

  Result<std::optional<Vacancy>> FindVacancy(const VacancyId& id) override;
  Result<std::optional<Vacancy>> LockVacancy(const VacancyId& id) override;
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
  Result<std::vector<Person>> ReadPeople(const std::string& sql, const store::Binds& binds);
  Result<std::vector<Vacancy>> ReadVacancies(const std::string& sql, const store::Binds& binds);
  // `where` follows the join with person p; adds the row filter.
  Result<std::vector<Job>> ReadJobs(const std::string& where, store::Binds binds);
  Result<std::vector<Sustainment>> SustainmentsOf(const JobId& id);
  Result<void> AddSustainments(const Job& job);
  Result<std::vector<EmploymentStatus>> ReadStatuses(const std::string& where, store::Binds binds);
  Result<std::vector<ReleaseDayAnswer>> ReadAnswers(const std::string& where, store::Binds binds);
  Result<std::vector<DayEffect>> EffectsOf(const PersonId& person, const EventId& cause);

  // The row filter CASELOAD on person p.
  std::string InReach(store::Binds& binds) const;

  store::Session& session_;
  const CallContext& call_;
  Encoder encode_;
};

// The first row, if there is one.
template <typename Row>
Result<std::optional<Row>> First(Result<std::vector<Row>> rows) {
  TTG_TRY(auto found, std::move(rows));
  if (found.empty()) return std::optional<Row>();
  return std::optional<Row>(std::move(found.front()));
}

// Stale / ETAG_STALE where nothing was changed.
Result<void> ExpectOne(const Result<std::int64_t>& changed);

// Cuts the row beyond the page off; `key` says where the next page goes on.
template <typename Row, typename Key>
Paged<Row> ToPage(std::vector<Row> rows, int limit, const Key& key) {
  Paged<Row> page;
  if (static_cast<int>(rows.size()) > limit) {
    rows.erase(rows.begin() + limit, rows.end());
    page.next = key(rows.back());
  }
  page.rows = std::move(rows);
  return page;
}

// The parts of a page key, which stand between '|'. Errors: Invalid / PAGE_TOKEN_INVALID.
Result<std::vector<std::string>> SplitKey(const std::string& key, std::size_t parts);

}  // namespace ttg::employment
