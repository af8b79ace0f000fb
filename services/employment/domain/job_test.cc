#include "employment/domain/job.h"

#include <gtest/gtest.h>

#include "employment/testing/builders.h"
#include "platform/testing/matchers.h"

namespace ttg::employment {
namespace {

using testing::FailsWith;
using testing::Succeeded;

// Every state against every verb: true where the verb is allowed.
struct Row {
  JobState from;
  bool start;
  bool withdraw;
  bool end;
  bool sustain;
  bool follow;
};

std::string NameOf(const ::testing::TestParamInfo<Row>& row) {
  std::string name(ToString(row.param.from));
  std::erase(name, '_');
  return name;
}

class JobVerbFrom : public ::testing::TestWithParam<Row> {
 protected:
  // A person whose release lies after the agreed start, and before today.
  static Person Released() { return AReleasedPerson(Date(2026, 3, 2)); }
  static Job TheJob() { return AJobIn(GetParam().from, 1, Date(2026, 4, 6)); }
};

TEST_P(JobVerbFrom, StartIsAllowedOrRefused) {
  Job job = TheJob();
  const auto result = job.Start(Released(), Date(2026, 4, 7), false, kToday);
  if (GetParam().start) {
    ASSERT_THAT(result, Succeeded());
    EXPECT_EQ(job.snapshot().state, JobState::kStarted);
    EXPECT_EQ(result->job.start_date, Date(2026, 4, 7));
    EXPECT_EQ(result->job.version, 2);
    return;
  }
  EXPECT_THAT(result, FailsWith(ErrorKind::kPrecondition, "JOB_NOT_AGREED"));
  EXPECT_EQ(job.snapshot().state, GetParam().from);
}

TEST_P(JobVerbFrom, WithdrawIsAllowedOrRefused) {
  Job job = TheJob();
  const auto result = job.Withdraw();
  if (GetParam().withdraw) {
    ASSERT_THAT(result, Succeeded());
    EXPECT_EQ(job.snapshot().state, JobState::kWithdrawn);
    return;
  }
  EXPECT_THAT(result, FailsWith(ErrorKind::kPrecondition, "JOB_NOT_AGREED"));
  EXPECT_EQ(job.snapshot().state, GetParam().from);
}

TEST_P(JobVerbFrom, EndIsAllowedOrRefused) {
  Job job = TheJob();
  const auto result = job.End(Date(2026, 5, 1), JobEndReason::kResigned, kToday);
  if (GetParam().end) {
    ASSERT_THAT(result, Succeeded());
    EXPECT_EQ(job.snapshot().state, JobState::kEnded);
    return;
  }
  EXPECT_THAT(result, FailsWith(ErrorKind::kPrecondition, "JOB_NOT_STARTED"));
  EXPECT_EQ(job.snapshot().state, GetParam().from);
}

TEST_P(JobVerbFrom, SustainIsAllowedOrRefused) {
  Job job = TheJob();
  const auto result = job.Sustain(6, SomeEvidence(), AnActor(), AnInstant(), kToday);
  if (GetParam().sustain) {
    ASSERT_THAT(result, Succeeded());
    EXPECT_EQ((*result)->reached_on, Date(2026, 5, 18));
    return;
  }
  EXPECT_THAT(result, FailsWith(ErrorKind::kPrecondition, "JOB_NOT_STARTED"));
}

TEST_P(JobVerbFrom, AMovedReleaseDayTouchesOnlyAnAgreedStart) {
  Job job = TheJob();
  const auto event = job.FollowReleaseDay(AReleasedPerson(Date(2026, 4, 7)));
  EXPECT_EQ(event.has_value() || job.snapshot().state == JobState::kStartAtRisk, GetParam().follow);
}

INSTANTIATE_TEST_SUITE_P(
    AllStates, JobVerbFrom,
    ::testing::Values(Row{JobState::kAgreed, true, true, false, false, true},
                      Row{JobState::kStartAtRisk, true, true, false, false, true},
                      Row{JobState::kStarted, false, false, true, true, false},
                      Row{JobState::kEnded, false, false, false, true, false},
                      Row{JobState::kWithdrawn, false, false, false, false, false}),
    NameOf);

TEST(JobAgree, AcceptsTheReleaseDayItself) {
  EXPECT_THAT(Job::Agree(AJobId(), APerson(), AStart(Date(2026, 12, 10)), kToday), Succeeded());
}

TEST(JobAgree, RefusesADayBeforeRelease) {
  EXPECT_THAT(Job::Agree(AJobId(), APerson(), AStart(Date(2026, 12, 9)), kToday),
              FailsWith(ErrorKind::kPrecondition, "STARTS_BEFORE_RELEASE"));
}

TEST(JobAgree, AcceptsADayBeforeReleaseOnTemporaryRelease) {
  JobStart start = AStart(Date(2026, 12, 1));
  start.on_temporary_release = true;
  EXPECT_THAT(Job::Agree(AJobId(), APerson(), start, kToday), Succeeded());
}

TEST(JobAgree, RefusesToday) {
  EXPECT_THAT(Job::Agree(AJobId(), AReleasedPerson(), AStart(kToday), kToday),
              FailsWith(ErrorKind::kInvalid, "START_NOT_IN_FUTURE"));
}

TEST(JobAgree, RefusesWhereThereIsNoReleaseDay) {
  Person person = APerson();
  person.release_day.reset();
  EXPECT_THAT(Job::Agree(AJobId(), person, AStart(), kToday), FailsWith("RELEASE_DAY_UNKNOWN"));
}

TEST(JobAgree, RefusesWithoutTheRightToWork) {
  Person person = APerson();
  person.right_to_work = RightToWork::kNo;
  EXPECT_THAT(Job::Agree(AJobId(), person, AStart(), kToday), FailsWith("NO_RIGHT_TO_WORK"));
}

TEST(JobBegin, RefusesTheFuture) {
  EXPECT_THAT(Job::Begin(AJobId(), AReleasedPerson(), AStart(kToday + 1), kToday),
              FailsWith(ErrorKind::kInvalid, "START_IN_FUTURE"));
}

TEST(JobBegin, AcceptsTheDayOfReleaseAndNoneBefore) {
  const Person person = AReleasedPerson(Date(2026, 3, 2));
  EXPECT_THAT(Job::Begin(AJobId(), person, AStart(Date(2026, 3, 2)), kToday), Succeeded());
  EXPECT_THAT(Job::Begin(AJobId(), person, AStart(Date(2026, 3, 1)), kToday),
              FailsWith("STARTS_BEFORE_RELEASE"));
}

TEST(JobBegin, RefusesSomebodyInPrisonUnlessOnTemporaryRelease) {
  JobStart start = AStart(kToday);
  EXPECT_THAT(Job::Begin(AJobId(), APerson(), start, kToday), FailsWith("STARTS_BEFORE_RELEASE"));
  start.on_temporary_release = true;
  EXPECT_THAT(Job::Begin(AJobId(), APerson(), start, kToday), Succeeded());
}

TEST(JobBegin, RefusesWhatIsMissing) {
  const auto with = [](auto change) {
    JobStart start = AStart(Date(2026, 4, 6));
    change(start.details);
    return Job::Begin(AJobId(), AReleasedPerson(), start, kToday);
  };
  EXPECT_THAT(with([](JobDetails& it) { it.title.clear(); }), FailsWith("JOB_TITLE_REQUIRED"));
  EXPECT_THAT(with([](JobDetails& it) { it.employer_name.clear(); }),
              FailsWith("EMPLOYER_NAME_REQUIRED"));
  EXPECT_THAT(with([](JobDetails& it) { it.soc2020 = "54"; }), FailsWith("SOC2020_MALFORMED"));
  EXPECT_THAT(with([](JobDetails& it) { it.soc2020 = "0123"; }), FailsWith("SOC2020_MALFORMED"));
  EXPECT_THAT(
      with([](JobDetails& it) { it.salary = Salary{.pence = 0, .period = SalaryPeriod::kYear}; }),
      FailsWith("SALARY_NOT_POSITIVE"));
}

TEST(JobEnd, RefusesTheFutureAndADayBeforeTheStart) {
  Job job = AJobIn(JobState::kStarted, 1, Date(2026, 4, 6));
  EXPECT_THAT(job.End(kToday + 1, JobEndReason::kOther, kToday), FailsWith("END_IN_FUTURE"));
  EXPECT_THAT(job.End(Date(2026, 4, 5), JobEndReason::kOther, kToday),
              FailsWith("END_BEFORE_START"));
}

TEST(JobEnd, RefusesADayBeforeWhatIsRecordedAsSustained) {
  Job job = AJobIn(JobState::kStarted, 1, Date(2026, 4, 6));
  ASSERT_THAT(job.Sustain(6, SomeEvidence(), AnActor(), AnInstant(), kToday), Succeeded());
  EXPECT_THAT(job.End(Date(2026, 5, 17), JobEndReason::kOther, kToday),
              FailsWith("ENDS_BEFORE_SUSTAINED"));
  EXPECT_THAT(job.End(Date(2026, 5, 18), JobEndReason::kOther, kToday), Succeeded());
}

TEST(JobSustain, CountsWeeksFromTheStart) {
  Job job = AJobIn(JobState::kStarted, 1, Date(2026, 4, 6));
  for (const auto& [weeks, days] : {std::pair(26, 182), {6, 42}, {13, 91}}) {
    const auto sustained = job.Sustain(weeks, SomeEvidence(), AnActor(), AnInstant(), kToday);
    ASSERT_THAT(sustained, Succeeded());
    EXPECT_EQ((*sustained)->reached_on - Date(2026, 4, 6), days);
  }
  std::vector<int> order;
  for (const Sustainment& each : job.snapshot().sustainments) order.push_back(each.weeks);
  EXPECT_EQ(order, (std::vector<int>{6, 13, 26}));
}

TEST(JobSustain, IsReachedOnTheDayItselfAndNotBefore) {
  Job job = AJobIn(JobState::kStarted, 1, Date(2026, 10, 12));
  EXPECT_THAT(job.Sustain(6, SomeEvidence(), AnActor(), AnInstant(), Date(2026, 11, 22)),
              FailsWith("SUSTAINMENT_NOT_REACHED"));
  EXPECT_THAT(job.Sustain(6, SomeEvidence(), AnActor(), AnInstant(), Date(2026, 11, 23)),
              Succeeded());
}

TEST(JobSustain, RefusesWhatTheJobDidNotLast) {
  Job job = AJobIn(JobState::kEnded, 1, Date(2026, 4, 6));  // lasted 50 days
  EXPECT_THAT(job.Sustain(13, SomeEvidence(), AnActor(), AnInstant(), kToday),
              FailsWith("JOB_ENDED_BEFORE"));
  EXPECT_THAT(job.Sustain(6, SomeEvidence(), AnActor(), AnInstant(), kToday), Succeeded());
}

TEST(JobSustain, TwiceGivesOneRecord) {
  Job job = AJobIn(JobState::kStarted, 1, Date(2026, 4, 6));
  ASSERT_THAT(job.Sustain(6, SomeEvidence(), AnActor(), AnInstant(), kToday), Succeeded());
  const auto again = job.Sustain(6, SomeEvidence(), AnActor(), AnInstant(), kToday);
  ASSERT_THAT(again, Succeeded());
  EXPECT_FALSE(again->has_value());
  EXPECT_EQ(job.snapshot().sustainments.size(), 1U);
}

TEST(JobSustain, RefusesOtherWeeks) {
  Job job = AJobIn(JobState::kStarted, 1, Date(2026, 4, 6));
  EXPECT_THAT(job.Sustain(7, SomeEvidence(), AnActor(), AnInstant(), kToday),
              FailsWith(ErrorKind::kInvalid, "WEEKS_NOT_MEASURED"));
}

}  // namespace
}  // namespace ttg::employment
