#include "employment/testing/fake_employment_store.h"

#include <algorithm>
#include <string>
#include <tuple>

namespace ttg::employment {

namespace {

Error UniqueViolated() { return Duplicate("UNIQUE_VIOLATED", "there is one already"); }

Error ConstraintViolated() {
  return Precondition("CONSTRAINT_VIOLATED", "a constraint of the database forbids it");
}

Error EtagStale() { return Stale("ETAG_STALE", "it has changed since it was read; read it again"); }

template <typename Map>
Result<std::optional<typename Map::mapped_type>> Find(const Map& map,
                                                      const typename Map::key_type& key) {
  const auto found = map.find(key);
  if (found == map.end()) return std::optional<typename Map::mapped_type>();
  return std::optional(found->second);
}

template <typename Map>
Result<void> Add(Map& map, const typename Map::key_type& key,
                 const typename Map::mapped_type& row) {
  if (!map.emplace(key, row).second) return UniqueViolated();
  return {};
}

template <typename Map>
Result<void> Save(Map& map, const typename Map::key_type& key, const typename Map::mapped_type& row,
                  std::int64_t stored, std::int64_t saved) {
  if (stored != saved - 1) return EtagStale();
  map.insert_or_assign(key, row);
  return {};
}

// `rows` stand in order; a page begins after the row whose key is `page.after`.
template <typename Row, typename Key>
Paged<Row> PageOf(const std::vector<Row>& rows, const Page& page, const Key& key) {
  Paged<Row> result;
  bool begun = page.after.empty();
  for (const Row& row : rows) {
    if (begun && static_cast<int>(result.rows.size()) == page.limit) {
      result.next = key(result.rows.back());
      break;
    }
    if (begun) result.rows.push_back(row);
    begun = begun || key(row) == page.after;
  }
  return result;
}

bool Matches(const VacancyQuery& query, const Vacancy& vacancy) {
  const VacancyFacts& facts = vacancy.snapshot().facts;
  if (!query.sector.empty() && query.sector != facts.sector) return false;
  if (!query.local_authority.empty() && query.local_authority != facts.local_authority) {
    return false;
  }
  if (query.hours && *query.hours != facts.hours) return false;
  if (query.employer && *query.employer != facts.employer) return false;
  if (!query.open_on) return true;
  return vacancy.positions_left() > 0 &&
         (!facts.closing_date || *facts.closing_date >= *query.open_on);
}

bool Matches(const JobQuery& query, const Job::Snapshot& job) {
  if (query.person && *query.person != job.person) return false;
  if (query.vacancy && query.vacancy != job.start.vacancy) return false;
  return query.states.empty() ||
         std::find(query.states.begin(), query.states.end(), job.state) != query.states.end();
}

}  // namespace

bool FakeEmploymentStore::InReach(const PersonId& id) const {
  const auto found = state_.people.find(id);
  return found != state_.people.end() &&
         (call_.scope.prisons.Covers(found->second.prison) ||
          call_.scope.delivery_units.Covers(found->second.delivery_unit));
}

Result<std::optional<Person>> FakeEmploymentStore::FindPerson(const PersonId& id) {
  if (!InReach(id)) return std::optional<Person>();
  return Find(state_.people, id);
}

Result<void> FakeEmploymentStore::PutPerson(const Person& person) {
  state_.people.insert_or_assign(person.id, person);
  return {};
}

Result<std::optional<Vacancy>> FakeEmploymentStore::FindVacancy(const VacancyId& id) {
  return Find(state_.vacancies, id);
}

Result<void> FakeEmploymentStore::AddVacancy(const Vacancy& vacancy) {
  if (vacancy.positions_left() < 0) return ConstraintViolated();
  return Add(state_.vacancies, vacancy.snapshot().facts.id, vacancy);
}

Result<void> FakeEmploymentStore::SaveVacancy(const Vacancy& vacancy) {
  const auto found = state_.vacancies.find(vacancy.snapshot().facts.id);
  if (found == state_.vacancies.end()) return EtagStale();
  if (vacancy.positions_left() < 0) return ConstraintViolated();
  return Save(state_.vacancies, found->first, vacancy, found->second.snapshot().version,
              vacancy.snapshot().version);
}

Result<Paged<Vacancy>> FakeEmploymentStore::ListVacancies(const VacancyQuery& query) {
  std::vector<Vacancy> rows;
  for (const auto& [id, vacancy] : state_.vacancies) {
    if (Matches(query, vacancy)) rows.push_back(vacancy);
  }
  return PageOf(rows, query.page, [](const Vacancy& row) { return row.snapshot().facts.id.str(); });
}

Result<std::optional<Job>> FakeEmploymentStore::FindJob(const JobId& id) {
  const auto found = state_.jobs.find(id);
  if (found == state_.jobs.end() || !InReach(found->second.snapshot().person)) {
    return std::optional<Job>();
  }
  return std::optional(found->second);
}

Result<std::optional<Job>> FakeEmploymentStore::FindJobByStart(const PersonId& person,
                                                               const EmployerId& employer,
                                                               Date start_date) {
  for (const auto& [id, job] : state_.jobs) {
    const Job::Snapshot& row = job.snapshot();
    if (row.person == person && row.start.details.employer == employer &&
        row.start.start_date == start_date && row.state != JobState::kWithdrawn &&
        InReach(person)) {
      return std::optional(job);
    }
  }
  return std::optional<Job>();
}

Result<std::vector<Job>> FakeEmploymentStore::AgreedJobsOf(const PersonId& person) {
  std::vector<Job> rows;
  for (const auto& [id, job] : state_.jobs) {
    const JobState state = job.snapshot().state;
    const bool agreed = state == JobState::kAgreed || state == JobState::kStartAtRisk;
    if (agreed && job.snapshot().person == person && InReach(person)) rows.push_back(job);
  }
  return rows;
}

Result<void> FakeEmploymentStore::CheckFree(const Job& job) const {
  const Job::Snapshot& wanted = job.snapshot();
  if (wanted.state == JobState::kWithdrawn) return {};
  for (const auto& [id, other] : state_.jobs) {
    const Job::Snapshot& row = other.snapshot();
    if (id != wanted.id && row.state != JobState::kWithdrawn && row.person == wanted.person &&
        row.start.details.employer == wanted.start.details.employer &&
        row.start.start_date == wanted.start.start_date) {
      return UniqueViolated();
    }
  }
  return {};
}

Result<void> FakeEmploymentStore::AddJob(const Job& job) {
  TTG_RETURN_IF_ERROR(CheckFree(job));
  return Add(state_.jobs, job.snapshot().id, job);
}

Result<void> FakeEmploymentStore::SaveJob(const Job& job) {
  const auto found = state_.jobs.find(job.snapshot().id);
  if (found == state_.jobs.end()) return EtagStale();
  TTG_RETURN_IF_ERROR(CheckFree(job));
  return Save(state_.jobs, found->first, job, found->second.snapshot().version,
              job.snapshot().version);
}

Result<Paged<Job>> FakeEmploymentStore::ListJobs(const JobQuery& query) {
  std::vector<Job> rows;
  for (const auto& [id, job] : state_.jobs) {
    if (InReach(job.snapshot().person) && Matches(query, job.snapshot())) rows.push_back(job);
  }
  std::sort(rows.begin(), rows.end(), [](const Job& a, const Job& b) {
    return std::tie(b.snapshot().start.start_date, b.snapshot().id) <
           std::tie(a.snapshot().start.start_date, a.snapshot().id);
  });
  return PageOf(rows, query.page, [](const Job& row) { return row.snapshot().id.str(); });
}

Result<std::optional<EmploymentStatus>> FakeEmploymentStore::FindStatus(const StatusId& id) {
  const auto found = state_.statuses.find(id);
  if (found == state_.statuses.end() || !InReach(found->second.snapshot().person)) {
    return std::optional<EmploymentStatus>();
  }
  return std::optional(found->second);
}

Result<std::optional<EmploymentStatus>> FakeEmploymentStore::FindStatusAt(const PersonId& person,
                                                                          CheckInKind check_in) {
  for (const auto& [id, status] : state_.statuses) {
    if (status.snapshot().person == person && status.snapshot().check_in == check_in &&
        InReach(person)) {
      return std::optional(status);
    }
  }
  return std::optional<EmploymentStatus>();
}

Result<bool> FakeEmploymentStore::HasStatus(const PersonId& person) {
  return InReach(person) &&
         std::any_of(state_.statuses.begin(), state_.statuses.end(),
                     [&](const auto& each) { return each.second.snapshot().person == person; });
}

Result<void> FakeEmploymentStore::AddStatus(const EmploymentStatus& status) {
  for (const auto& [id, other] : state_.statuses) {
    if (other.snapshot().person == status.snapshot().person &&
        other.snapshot().check_in == status.snapshot().check_in) {
      return UniqueViolated();
    }
  }
  return Add(state_.statuses, status.snapshot().id, status);
}

Result<void> FakeEmploymentStore::SaveStatus(const EmploymentStatus& status) {
  const auto found = state_.statuses.find(status.snapshot().id);
  if (found == state_.statuses.end()) return EtagStale();
  return Save(state_.statuses, found->first, status, found->second.snapshot().version,
              status.snapshot().version);
}

bool FakeEmploymentStore::IsOpen(const PersonId& person, CheckInKind kind) const {
  return std::none_of(state_.statuses.begin(), state_.statuses.end(), [&](const auto& each) {
    const EmploymentStatus::Snapshot& status = each.second.snapshot();
    return status.person == person && status.check_in == kind && status.checked_by.has_value();
  });
}

bool FakeEmploymentStore::IsAskedFor(const CheckInQuery& query, const PersonId& person,
                                     CheckInKind kind, Date due_on) const {
  if (query.from && due_on < *query.from) return false;
  if (query.to && due_on > *query.to) return false;
  return !query.open_only || IsOpen(person, kind);
}

Result<Paged<CheckInRow>> FakeEmploymentStore::ListCheckIns(const CheckInQuery& query) {
  std::vector<CheckInRow> rows;
  for (const auto& [id, person] : state_.people) {
    if (!person.check_ins || !InReach(id) || (query.person && *query.person != id)) continue;
    for (const CheckInKind kind : {CheckInKind::kSixWeeks, CheckInKind::kSixMonths}) {
      const Date due_on = person.check_ins->On(kind);
      if (!IsAskedFor(query, id, kind, due_on)) continue;
      TTG_TRY(const auto status, FindStatusAt(id, kind));
      CheckInRow row{.person = id,
                     .kind = kind,
                     .due_on = due_on,
                     .released = person.released_on.has_value(),
                     .status = {}};
      if (status) row.status = status->snapshot();
      rows.push_back(std::move(row));
    }
  }
  std::sort(rows.begin(), rows.end(), [](const CheckInRow& a, const CheckInRow& b) {
    return std::tuple(a.due_on, a.person, ToString(a.kind)) <
           std::tuple(b.due_on, b.person, ToString(b.kind));
  });
  return PageOf(rows, query.page, [](const CheckInRow& row) {
    return row.person.str() + std::string(ToString(row.kind));
  });
}

Result<std::optional<ReleaseDayAnswer>> FakeEmploymentStore::FindAnswer(const PersonId& person,
                                                                        const EventId& cause) {
  if (!InReach(person)) return std::optional<ReleaseDayAnswer>();
  return Find(state_.answers, {person, cause});
}

Result<void> FakeEmploymentStore::AddAnswer(const ReleaseDayAnswer& answer) {
  const auto& answered = answer.snapshot().answered;
  return Add(state_.answers, {answered.person, answered.cause}, answer);
}

Result<void> FakeEmploymentStore::SaveAnswer(const ReleaseDayAnswer& answer) {
  const auto& answered = answer.snapshot().answered;
  const auto found = state_.answers.find({answered.person, answered.cause});
  if (found == state_.answers.end()) return EtagStale();
  return Save(state_.answers, found->first, answer, found->second.snapshot().answered.version,
              answered.version);
}

Result<Paged<ReleaseDayAnswer>> FakeEmploymentStore::ListAnswers(const AnswerQuery& query) {
  std::vector<ReleaseDayAnswer> rows;
  for (const auto& [key, answer] : state_.answers) {
    const auto& row = answer.snapshot();
    if (!InReach(key.first) || (query.person && *query.person != key.first)) continue;
    if (query.open_only && (!row.answered.needs_acknowledgement || row.acknowledged_by)) continue;
    rows.push_back(answer);
  }
  std::sort(rows.begin(), rows.end(), [](const ReleaseDayAnswer& a, const ReleaseDayAnswer& b) {
    return std::tie(b.snapshot().answered_at, b.snapshot().answered.cause) <
           std::tie(a.snapshot().answered_at, a.snapshot().answered.cause);
  });
  return PageOf(rows, query.page,
                [](const ReleaseDayAnswer& row) { return row.snapshot().answered.cause.str(); });
}

Result<void> FakeEmploymentStore::Announce(const EmploymentEvent& event) {
  state_.announced.push_back(event);
  return {};
}

}  // namespace ttg::employment
