#include "employment/testing/employment_store_contract.h"

#include <gmock/gmock.h>

#include "platform/testing/matchers.h"

namespace ttg::employment {

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(EmploymentStoreContract);

namespace {

using ::testing::ElementsAre;
using testing::FailsWith;
using ::testing::IsEmpty;
using testing::Succeeded;

Result<void> AddPeople(EmploymentStore& tx) {
  TTG_RETURN_IF_ERROR(tx.PutPerson(APerson(1)));
  return tx.PutPerson(AReleasedPerson(Date(2026, 3, 2), 2));
}

std::vector<std::string> IdsOf(const std::vector<Job>& jobs) {
  std::vector<std::string> ids;
  ids.reserve(jobs.size());
  for (const Job& job : jobs) ids.push_back(job.snapshot().id.str());
  return ids;
}

EmploymentStatus AStatus(int n = 1, CheckInKind kind = CheckInKind::kSixWeeks) {
  return *EmploymentStatus::Record(AStatusId(n), AReleasedPerson(Date(2026, 3, 2), 2), kind,
                                   AnEntry(), kToday);
}

ReleaseDayAnswer AnAnswer(int cause, bool at_risk) {
  std::vector<DayEffect> effects{
      {"CHECK_IN", "SIX_WEEKS", DayOutcome::kMoved, std::nullopt, Date(2027, 1, 28), ""}};
  if (at_risk) {
    effects.push_back({"JOB", AJobId().str(), DayOutcome::kAtRisk, Date(2026, 12, 14),
                       Date(2026, 12, 14), "STARTS_BEFORE_RELEASE"});
  }
  return ReleaseDayAnswer::Restore({.answered = Answer(APersonId(1), ACause(cause), effects, false),
                                    .answered_at = AnInstant() + absl::Seconds(cause),
                                    .acknowledged_by = {},
                                    .acknowledged_at = {}});
}

TEST_P(EmploymentStoreContract, KeepsAPersonAsPut) {
  Person person = APerson();
  person.owner = AnActor();
  ASSERT_THAT(Write([&](EmploymentStore& tx) { return tx.PutPerson(person); }), Succeeded());
  person.release_day.reset();
  person.ScheduleCheckIns();
  ASSERT_THAT(Write([&](EmploymentStore& tx) -> Result<void> {
                TTG_TRY(const auto locked, tx.LockPerson(person.id));
                EXPECT_NE(locked, person);
                return tx.PutPerson(person);
              }),
              Succeeded());
  EXPECT_THAT(Read([&](EmploymentStore& tx) -> Result<void> {
                TTG_TRY(const auto found, tx.FindPerson(person.id));
                EXPECT_EQ(found, person);
                TTG_TRY(const auto due, tx.ListCheckIns({}));
                EXPECT_THAT(due.rows, IsEmpty());
                return {};
              }),
              Succeeded());
}

TEST_P(EmploymentStoreContract, ShowsNobodyOutsideTheCallersReach) {
  ASSERT_THAT(Write([](EmploymentStore& tx) -> Result<void> {
                TTG_RETURN_IF_ERROR(AddPeople(tx));
                TTG_RETURN_IF_ERROR(tx.AddJob(AJobIn(JobState::kAgreed)));
                TTG_RETURN_IF_ERROR(tx.AddStatus(AStatus()));
                return tx.AddAnswer(AnAnswer(1, true));
              }),
              Succeeded());
  call_ = ACallFrom("LEI");
  EXPECT_THAT(Write([](EmploymentStore& tx) -> Result<void> {
                EXPECT_EQ(tx.FindPerson(APersonId(1))->has_value(), false);
                EXPECT_EQ(tx.LockPerson(APersonId(1))->has_value(), false);
                EXPECT_EQ(tx.FindJob(AJobId())->has_value(), false);
                EXPECT_EQ(tx.FindStatus(AStatusId())->has_value(), false);
                EXPECT_EQ(tx.FindAnswer(APersonId(1), ACause(1))->has_value(), false);
                EXPECT_THAT(tx.ListJobs({})->rows, IsEmpty());
                EXPECT_THAT(tx.ListCheckIns({})->rows, IsEmpty());
                EXPECT_THAT(tx.ListAnswers({})->rows, IsEmpty());
                return {};
              }),
              Succeeded());
  call_ = ACallFrom("BMI");
  EXPECT_THAT(Read([](EmploymentStore& tx) -> Result<void> {
                EXPECT_EQ(tx.FindJob(AJobId())->has_value(), true);
                return {};
              }),
              Succeeded());
}

TEST_P(EmploymentStoreContract, KeepsAVacancyAsSaved) {
  ASSERT_THAT(Write([](EmploymentStore& tx) { return tx.AddVacancy(AVacancy()); }), Succeeded());
  ASSERT_THAT(Write([](EmploymentStore& tx) -> Result<void> {
                TTG_TRY(auto vacancy, tx.LockVacancy(AVacancyId()));
                EXPECT_EQ(vacancy->snapshot().facts, SomeVacancyFacts());
                TTG_RETURN_IF_ERROR(vacancy->TakePosition(kToday));
                return tx.SaveVacancy(*vacancy);
              }),
              Succeeded());
  EXPECT_THAT(Read([](EmploymentStore& tx) -> Result<void> {
                TTG_TRY(const auto vacancy, tx.FindVacancy(AVacancyId()));
                EXPECT_EQ(vacancy->positions_left(), 1);
                EXPECT_EQ(vacancy->snapshot().as_of, AnInstant());
                return {};
              }),
              Succeeded());
}

TEST_P(EmploymentStoreContract, RefusesToStoreMoreTakenThanThereAre) {
  auto snapshot = AVacancy().snapshot();
  snapshot.positions_taken = 3;
  EXPECT_THAT(Write([&](EmploymentStore& tx) { return tx.AddVacancy(Vacancy::Restore(snapshot)); }),
              FailsWith("CONSTRAINT_VIOLATED"));
}

TEST_P(EmploymentStoreContract, ListsVacanciesByFilterAndPage) {
  ASSERT_THAT(Write([](EmploymentStore& tx) -> Result<void> {
                for (const char* id : {"VAC00003", "VAC00001", "VAC00002"}) {
                  TTG_RETURN_IF_ERROR(tx.AddVacancy(AVacancy(id)));
                }
                auto other = SomeVacancyFacts("VAC00004");
                other.sector = "RETAIL";
                other.closing_date = {};
                other.place = {};
                other.salary_from = {};
                other.excluded_offences = {};
                return tx.AddVacancy(Vacancy::Publish(other, AnInstant()));
              }),
              Succeeded());
  const auto list = [&](VacancyQuery query, std::vector<std::string> expected) {
    EXPECT_THAT(Read([&](EmploymentStore& tx) -> Result<void> {
                  std::vector<std::string> ids;
                  do {
                    TTG_TRY(const auto page, tx.ListVacancies(query));
                    for (const auto& row : page.rows) {
                      ids.push_back(row.snapshot().facts.id.str());
                    }
                    query.page.after = page.next;
                  } while (!query.page.after.empty());
                  EXPECT_EQ(ids, expected);
                  return {};
                }),
                Succeeded());
  };
  VacancyQuery query;
  query.page.limit = 2;
  list(query, {"VAC00001", "VAC00002", "VAC00003", "VAC00004"});
  query.open_on = Date(2027, 2, 1);
  list(query, {"VAC00004"});
  query.open_on.reset();
  query.sector = "HOSPITALITY";
  query.hours = EmploymentType::kFullTime;
  query.local_authority = "E08000025";
  query.employer = *EmployerId::Parse("EMP001");
  list(query, {"VAC00001", "VAC00002", "VAC00003"});
}

TEST_P(EmploymentStoreContract, KeepsAJobWithWhatFollowed) {
  ASSERT_THAT(Write([](EmploymentStore& tx) -> Result<void> {
                TTG_RETURN_IF_ERROR(AddPeople(tx));
                return tx.AddJob(AJobIn(JobState::kStarted, 1, Date(2026, 4, 6)));
              }),
              Succeeded());
  ASSERT_THAT(
      Write([](EmploymentStore& tx) -> Result<void> {
        TTG_TRY(auto job, tx.FindJob(AJobId()));
        TTG_RETURN_IF_ERROR(job->Sustain(6, SomeEvidence(), AnActor(), AnInstant(), kToday));
        TTG_RETURN_IF_ERROR(tx.SaveJob(*job));
        TTG_RETURN_IF_ERROR(job->End(Date(2026, 9, 1), JobEndReason::kRedundant, kToday));
        return tx.SaveJob(*job);
      }),
      Succeeded());
  EXPECT_THAT(Read([](EmploymentStore& tx) -> Result<void> {
                TTG_TRY(const auto job, tx.FindJob(AJobId()));
                EXPECT_EQ(job->snapshot().state, JobState::kEnded);
                EXPECT_EQ(job->snapshot().end_reason, JobEndReason::kRedundant);
                EXPECT_EQ(job->snapshot().version, 3);
                EXPECT_THAT(job->snapshot().sustainments,
                            ElementsAre(Sustainment{6, Date(2026, 5, 18), SomeEvidence(), AnActor(),
                                                    AnInstant()}));
                return {};
              }),
              Succeeded());
}

TEST_P(EmploymentStoreContract, RefusesToSaveOverANewerVersion) {
  ASSERT_THAT(Write([](EmploymentStore& tx) -> Result<void> {
                TTG_RETURN_IF_ERROR(AddPeople(tx));
                TTG_RETURN_IF_ERROR(tx.AddVacancy(AVacancy()));
                return tx.AddJob(AJobIn(JobState::kAgreed));
              }),
              Succeeded());
  Job stale = AJobIn(JobState::kAgreed);
  ASSERT_THAT(stale.Withdraw(), Succeeded());
  ASSERT_THAT(Write([&](EmploymentStore& tx) { return tx.SaveJob(stale); }), Succeeded());
  EXPECT_THAT(Write([&](EmploymentStore& tx) { return tx.SaveJob(stale); }),
              FailsWith(ErrorKind::kStale, "ETAG_STALE"));
  EXPECT_THAT(Write([&](EmploymentStore& tx) { return tx.SaveVacancy(AVacancy()); }),
              FailsWith("ETAG_STALE"));
}

TEST_P(EmploymentStoreContract, HoldsOneJobAPersonEmployerAndDayUnlessWithdrawn) {
  ASSERT_THAT(Write([](EmploymentStore& tx) -> Result<void> {
                TTG_RETURN_IF_ERROR(AddPeople(tx));
                TTG_RETURN_IF_ERROR(tx.AddJob(AJobIn(JobState::kWithdrawn, 1)));
                return tx.AddJob(AJobIn(JobState::kAgreed, 2));
              }),
              Succeeded());
  EXPECT_THAT(Write([](EmploymentStore& tx) { return tx.AddJob(AJobIn(JobState::kStarted, 3)); }),
              FailsWith(ErrorKind::kDuplicate, "UNIQUE_VIOLATED"));
  EXPECT_THAT(Read([](EmploymentStore& tx) -> Result<void> {
                TTG_TRY(const auto same,
                        tx.FindJobByStart(APersonId(), SomeDetails().employer, Date(2026, 12, 14)));
                EXPECT_EQ(same->snapshot().id, AJobId(2));
                return {};
              }),
              Succeeded());
}

TEST_P(EmploymentStoreContract, ListsJobsNewestFirst) {
  ASSERT_THAT(
      Write([](EmploymentStore& tx) -> Result<void> {
        TTG_RETURN_IF_ERROR(AddPeople(tx));
        TTG_RETURN_IF_ERROR(tx.AddJob(AJobIn(JobState::kEnded, 1, Date(2026, 4, 6))));
        TTG_RETURN_IF_ERROR(tx.AddJob(AJobIn(JobState::kAgreed, 2)));
        TTG_RETURN_IF_ERROR(tx.AddJob(AJobIn(JobState::kStartAtRisk, 3, Date(2026, 12, 15))));
        return tx.AddJob(AJobIn(JobState::kStarted, 4, Date(2026, 4, 7)));
      }),
      Succeeded());
  EXPECT_THAT(Read([](EmploymentStore& tx) -> Result<void> {
                JobQuery query;
                query.page.limit = 3;
                TTG_TRY(const auto first, tx.ListJobs(query));
                EXPECT_THAT(IdsOf(first.rows),
                            ElementsAre(AJobId(3).str(), AJobId(2).str(), AJobId(4).str()));
                query.page.after = first.next;
                TTG_TRY(const auto last, tx.ListJobs(query));
                EXPECT_THAT(IdsOf(last.rows), ElementsAre(AJobId(1).str()));
                EXPECT_EQ(last.next, "");
                JobQuery some;
                some.person = APersonId();
                some.states = {JobState::kAgreed, JobState::kEnded};
                TTG_TRY(const auto filtered, tx.ListJobs(some));
                EXPECT_THAT(IdsOf(filtered.rows), ElementsAre(AJobId(2).str(), AJobId(1).str()));
                TTG_TRY(const auto agreed, tx.AgreedJobsOf(APersonId()));
                EXPECT_THAT(IdsOf(agreed), ElementsAre(AJobId(2).str(), AJobId(3).str()));
                return {};
              }),
              Succeeded());
}

TEST_P(EmploymentStoreContract, HoldsOneStatusACheckIn) {
  ASSERT_THAT(Write([](EmploymentStore& tx) -> Result<void> {
                TTG_RETURN_IF_ERROR(AddPeople(tx));
                EXPECT_EQ(*tx.HasStatus(APersonId(2)), false);
                return tx.AddStatus(AStatus());
              }),
              Succeeded());
  EXPECT_THAT(Write([](EmploymentStore& tx) { return tx.AddStatus(AStatus(2)); }),
              FailsWith("UNIQUE_VIOLATED"));
  ASSERT_THAT(Write([](EmploymentStore& tx) -> Result<void> {
                TTG_TRY(auto status, tx.FindStatusAt(APersonId(2), CheckInKind::kSixWeeks));
                EXPECT_EQ(status->snapshot(), AStatus().snapshot());
                TTG_RETURN_IF_ERROR(status->Check(AnActor("adviser.two"), AnInstant()));
                return tx.SaveStatus(*status);
              }),
              Succeeded());
  EXPECT_THAT(Read([](EmploymentStore& tx) -> Result<void> {
                TTG_TRY(const auto status, tx.FindStatus(AStatusId()));
                EXPECT_EQ(status->snapshot().checked_by, AnActor("adviser.two"));
                EXPECT_EQ(*tx.HasStatus(APersonId(2)), true);
                return {};
              }),
              Succeeded());
}

TEST_P(EmploymentStoreContract, ListsCheckInsSoonestFirst) {
  ASSERT_THAT(Write([](EmploymentStore& tx) -> Result<void> {
                TTG_RETURN_IF_ERROR(AddPeople(tx));
                auto status = AStatus();
                TTG_RETURN_IF_ERROR(status.Check(AnActor("adviser.two"), AnInstant()));
                TTG_RETURN_IF_ERROR(tx.AddStatus(AStatus(2, CheckInKind::kSixMonths)));
                return tx.AddStatus(status);
              }),
              Succeeded());
  EXPECT_THAT(Read([](EmploymentStore& tx) -> Result<void> {
                std::vector<Date> days;
                CheckInQuery query;
                query.page.limit = 3;
                do {
                  TTG_TRY(const auto page, tx.ListCheckIns(query));
                  for (const CheckInRow& row : page.rows) days.push_back(row.due_on);
                  query.page.after = page.next;
                } while (!query.page.after.empty());
                EXPECT_THAT(days, ElementsAre(Date(2026, 4, 13), Date(2026, 9, 2),
                                              Date(2027, 1, 21), Date(2027, 6, 10)));
                CheckInQuery open;
                open.person = APersonId(2);
                open.open_only = true;
                TTG_TRY(const auto still_open, tx.ListCheckIns(open));
                EXPECT_EQ(still_open.rows.size(), 1U);
                EXPECT_EQ(still_open.rows[0].status,
                          AStatus(2, CheckInKind::kSixMonths).snapshot());
                CheckInQuery window;
                window.from = Date(2026, 9, 2);
                window.to = Date(2027, 1, 21);
                TTG_TRY(const auto within, tx.ListCheckIns(window));
                EXPECT_EQ(within.rows.size(), 2U);
                EXPECT_TRUE(within.rows[0].released);
                EXPECT_FALSE(within.rows[1].released);
                return {};
              }),
              Succeeded());
}

TEST_P(EmploymentStoreContract, KeepsAnswersUntilAcknowledged) {
  ASSERT_THAT(Write([](EmploymentStore& tx) -> Result<void> {
                TTG_RETURN_IF_ERROR(AddPeople(tx));
                TTG_RETURN_IF_ERROR(tx.AddAnswer(AnAnswer(1, true)));
                return tx.AddAnswer(AnAnswer(2, false));
              }),
              Succeeded());
  AnswerQuery query;
  query.open_only = true;
  const auto open = [&](std::size_t expected) {
    EXPECT_THAT(Read([&](EmploymentStore& tx) -> Result<void> {
                  TTG_TRY(const auto page, tx.ListAnswers(query));
                  EXPECT_EQ(page.rows.size(), expected);
                  return {};
                }),
                Succeeded());
  };
  open(1);
  ASSERT_THAT(Write([](EmploymentStore& tx) -> Result<void> {
                TTG_TRY(auto answer, tx.FindAnswer(APersonId(1), ACause(1)));
                EXPECT_EQ(answer->snapshot().answered.effects,
                          AnAnswer(1, true).snapshot().answered.effects);
                TTG_RETURN_IF_ERROR(answer->Acknowledge(AnActor(), AnInstant()));
                return tx.SaveAnswer(*answer);
              }),
              Succeeded());
  open(0);
  EXPECT_THAT(Read([](EmploymentStore& tx) -> Result<void> {
                AnswerQuery all;
                all.person = APersonId(1);
                all.page.limit = 1;
                TTG_TRY(const auto newest, tx.ListAnswers(all));
                EXPECT_EQ(newest.rows[0].snapshot().answered.cause, ACause(2));
                all.page.after = newest.next;
                TTG_TRY(const auto older, tx.ListAnswers(all));
                EXPECT_EQ(older.rows[0].snapshot().acknowledged_by, AnActor());
                return {};
              }),
              Succeeded());
}

TEST_P(EmploymentStoreContract, StoresNothingWhereTheChangeFails) {
  EXPECT_THAT(Write([](EmploymentStore& tx) -> Result<void> {
                TTG_RETURN_IF_ERROR(AddPeople(tx));
                return Precondition("REFUSED", "");
              }),
              FailsWith("REFUSED"));
  EXPECT_THAT(Read([](EmploymentStore& tx) -> Result<void> {
                EXPECT_EQ(tx.FindPerson(APersonId(1))->has_value(), false);
                return {};
              }),
              Succeeded());
}

TEST_P(EmploymentStoreContract, StoresNothingWhereTheCommitFails) {
  store_->FailNextCommit();
  EXPECT_THAT(Write(AddPeople), FailsWith("COMMIT_FAILED"));
  EXPECT_THAT(Read([](EmploymentStore& tx) -> Result<void> {
                EXPECT_EQ(tx.FindPerson(APersonId(1))->has_value(), false);
                return {};
              }),
              Succeeded());
}

}  // namespace
}  // namespace ttg::employment
