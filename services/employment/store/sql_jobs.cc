#include <array>

#include <fmt/format.h>

#include "employment/store/code_column.h"
#include "employment/store/sql_employment_store.h"

namespace ttg::employment {

namespace {

constexpr std::string_view kColumns =
    "j.job_id, j.person_id, j.vacancy_id, j.state, j.employment_type, j.employer_id, "
    "j.employer_name, j.title, j.soc2020, j.salary_pence, j.salary_period, j.start_date, "
    "j.on_temporary_release, j.risk_reason, j.ended_on, j.end_reason, j.version";

store::Binds BindsOf(const Job::Snapshot& job) {
  const JobDetails& details = job.start.details;
  store::Binds binds{{"id", job.id},
                     {"person", job.person},
                     {"vacancy", job.start.vacancy},
                     {"state", ToString(job.state)},
                     {"type", ToString(details.type)},
                     {"employer", details.employer},
                     {"employer_name", details.employer_name},
                     {"title", details.title},
                     {"soc2020", details.soc2020},
                     {"start_date", job.start.start_date},
                     {"on_temporary_release", job.start.on_temporary_release ? 1 : 0},
                     {"risk_reason", job.risk_reason},
                     {"ended_on", job.ended_on},
                     {"version", job.version}};
  const auto& salary = details.salary;
  binds.emplace_back("salary_pence", salary ? std::optional(salary->pence) : std::nullopt);
  binds.emplace_back("salary_period",
                     salary ? std::optional(ToString(salary->period)) : std::nullopt);
  binds.emplace_back("end_reason",
                     job.end_reason ? std::optional(ToString(*job.end_reason)) : std::nullopt);
  return binds;
}

// One placeholder a state: there are five.
constexpr std::array<std::string_view, 5> kStateNames{"state_0", "state_1", "state_2", "state_3",
                                                      "state_4"};

std::string StateIn(const std::vector<JobState>& states, store::Binds& binds) {
  std::string list;
  for (std::size_t i = 0; i < states.size() && i < kStateNames.size(); ++i) {
    list += fmt::format("{}:{}", i == 0 ? "" : ", ", kStateNames[i]);
    binds.emplace_back(kStateNames[i], ToString(states[i]));
  }
  return fmt::format(" AND j.state IN ({})", list);
}

}  // namespace

Result<std::vector<Sustainment>> SqlEmploymentStore::SustainmentsOf(const JobId& id) {
  TTG_TRY(const auto rows,
          session_.Query<int, Date, EvidenceReference, ActorId, Instant>(
              "SELECT weeks, reached_on, evidence_reference, recorded_by, recorded_at "
              "FROM sustainment WHERE job_id = :id ORDER BY weeks",
              {{"id", id}}));
  std::vector<Sustainment> sustainments;
  sustainments.reserve(rows.size());
  for (const auto& [weeks, reached_on, evidence, by, at] : rows) {
    sustainments.push_back({.weeks = weeks,
                            .reached_on = reached_on,
                            .evidence = evidence,
                            .recorded_by = by,
                            .recorded_at = at});
  }
  return sustainments;
}

Result<std::vector<Job>> SqlEmploymentStore::ReadJobs(const std::string& where,
                                                      store::Binds binds) {
  using Text = std::string;
  const std::string reach = InReach(binds);
  TTG_TRY(const auto rows,
          session_.Query<JobId, PersonId, std::optional<VacancyId>, JobState, EmploymentType,
                         EmployerId, Text, Text, Text, std::optional<std::int64_t>,
                         std::optional<SalaryPeriod>, Date, std::int64_t, Text, std::optional<Date>,
                         std::optional<JobEndReason>, std::int64_t>(
              fmt::format("SELECT {} FROM job j JOIN person p ON p.person_id = j.person_id "
                          "WHERE {} AND {}",
                          kColumns, reach, where),
              binds));
  std::vector<Job> jobs;
  for (const auto& [id, person, vacancy, state, type, employer, employer_name, title, soc2020,
                    pence, period, start_date, temporary, risk, ended_on, end_reason, version] :
       rows) {
    std::optional<Salary> salary;
    if (pence && period) salary = Salary{.pence = *pence, .period = *period};
    // Only a job that has started can have lasted.
    std::vector<Sustainment> sustainments;
    if (state == JobState::kStarted || state == JobState::kEnded) {
      TTG_TRY(sustainments, SustainmentsOf(id));
    }
    jobs.push_back(Job::Restore({.id = id,
                                 .person = person,
                                 .start = {.details = {.type = type,
                                                       .employer = employer,
                                                       .employer_name = employer_name,
                                                       .title = title,
                                                       .soc2020 = soc2020,
                                                       .salary = salary},
                                           .vacancy = vacancy,
                                           .start_date = start_date,
                                           .on_temporary_release = temporary != 0},
                                 .state = state,
                                 .risk_reason = risk,
                                 .ended_on = ended_on,
                                 .end_reason = end_reason,
                                 .sustainments = std::move(sustainments),
                                 .version = version}));
  }
  return jobs;
}

Result<std::optional<Job>> SqlEmploymentStore::FindJob(const JobId& id) {
  return First(ReadJobs("j.job_id = :id", {{"id", id}}));
}

Result<std::optional<Job>> SqlEmploymentStore::FindJobByStart(const PersonId& person,
                                                              const EmployerId& employer,
                                                              Date start_date) {
  return First(
      ReadJobs("j.person_id = :person AND j.employer_id = :employer "
               "AND j.start_date = :start_date AND j.state <> 'WITHDRAWN'",
               {{"person", person}, {"employer", employer}, {"start_date", start_date}}));
}

Result<std::vector<Job>> SqlEmploymentStore::AgreedJobsOf(const PersonId& person) {
  return ReadJobs(
      "j.person_id = :person AND j.state IN ('AGREED', 'START_AT_RISK') ORDER BY j.job_id",
      {{"person", person}});
}

Result<void> SqlEmploymentStore::AddSustainments(const Job& job) {
  for (const Sustainment& each : job.snapshot().sustainments) {
    TTG_RETURN_IF_ERROR(session_.Execute(
        "INSERT INTO sustainment (job_id, weeks, reached_on, evidence_reference, recorded_by, "
        "recorded_at) VALUES (:id, :weeks, :reached_on, :evidence, :by, :at) "
        "ON CONFLICT (job_id, weeks) DO NOTHING",
        {{"id", job.snapshot().id},
         {"weeks", each.weeks},
         {"reached_on", each.reached_on},
         {"evidence", each.evidence},
         {"by", each.recorded_by},
         {"at", each.recorded_at}}));
  }
  return {};
}

Result<void> SqlEmploymentStore::AddJob(const Job& job) {
  TTG_RETURN_IF_ERROR(session_.Execute(
      "INSERT INTO job (job_id, person_id, vacancy_id, state, employment_type, employer_id, "
      "employer_name, title, soc2020, salary_pence, salary_period, start_date, "
      "on_temporary_release, risk_reason, ended_on, end_reason, version) "
      "VALUES (:id, :person, :vacancy, :state, :type, :employer, :employer_name, :title, "
      ":soc2020, :salary_pence, :salary_period, :start_date, :on_temporary_release, "
      ":risk_reason, :ended_on, :end_reason, :version)",
      BindsOf(job.snapshot())));
  return AddSustainments(job);
}

Result<void> SqlEmploymentStore::SaveJob(const Job& job) {
  auto binds = BindsOf(job.snapshot());
  binds.emplace_back("expected", job.snapshot().version - 1);
  TTG_RETURN_IF_ERROR(ExpectOne(session_.Execute(
      "UPDATE job SET person_id = :person, vacancy_id = :vacancy, state = :state, "
      "employment_type = :type, employer_id = :employer, employer_name = :employer_name, "
      "title = :title, soc2020 = :soc2020, salary_pence = :salary_pence, "
      "salary_period = :salary_period, start_date = :start_date, "
      "on_temporary_release = :on_temporary_release, risk_reason = :risk_reason, "
      "ended_on = :ended_on, end_reason = :end_reason, version = :version "
      "WHERE job_id = :id AND version = :expected",
      binds)));
  return AddSustainments(job);
}

Result<Paged<Job>> SqlEmploymentStore::ListJobs(const JobQuery& query) {
  std::string where = "1 = 1";
  store::Binds binds{{"limit", query.page.limit + 1}};
  if (query.person) {
    where += " AND j.person_id = :person";
    binds.emplace_back("person", *query.person);
  }
  if (query.vacancy) {
    where += " AND j.vacancy_id = :vacancy";
    binds.emplace_back("vacancy", *query.vacancy);
  }
  if (!query.states.empty()) where += StateIn(query.states, binds);
  if (!query.page.after.empty()) {
    TTG_TRY(const auto key, SplitKey(query.page.after, 2));
    where += " AND (j.start_date, j.job_id) < (:after_day, :after_id)";
    binds.emplace_back("after_day", key[0]);
    binds.emplace_back("after_id", key[1]);
  }
  TTG_TRY(auto rows,
          ReadJobs(where + " ORDER BY j.start_date DESC, j.job_id DESC LIMIT :limit", binds));
  return ToPage(std::move(rows), query.page.limit, [](const Job& last) {
    return fmt::format("{}|{}", FormatDate(last.snapshot().start.start_date),
                       last.snapshot().id.str());
  });
}

}  // namespace ttg::employment
