#include "employment/domain/release_day_moved.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "employment/testing/builders.h"
#include "platform/testing/matchers.h"

namespace ttg::employment {
namespace {

using ::testing::ElementsAre;
using testing::FailsWith;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using testing::Succeeded;
using ::testing::VariantWith;

Followed Move(Person& person, std::vector<Job>& jobs, std::optional<Date> day) {
  person.release_day = day;
  return FollowReleaseDay(person, jobs);
}

TEST(ReleaseDayMoved, MovesTheCheckIns) {
  Person person = APerson();
  std::vector<Job> jobs;
  const auto followed = Move(person, jobs, Date(2026, 12, 17));
  ASSERT_THAT(followed.events,
              ElementsAre(VariantWith<CheckInsScheduled>(Field(&CheckInsScheduled::version, 2))));
  EXPECT_THAT(followed.effects, ElementsAre(DayEffect{"CHECK_IN", "SIX_WEEKS", DayOutcome::kMoved,
                                                      Date(2027, 1, 21), Date(2027, 1, 28), ""},
                                            DayEffect{"CHECK_IN", "SIX_MONTHS", DayOutcome::kMoved,
                                                      Date(2027, 6, 10), Date(2027, 6, 17), ""}));
}

TEST(ReleaseDayMoved, PutsAnAgreedStartBeforeItAtRisk) {
  Person person = APerson();
  std::vector<Job> jobs{AJobIn(JobState::kAgreed)};
  const auto followed = Move(person, jobs, Date(2026, 12, 15));
  EXPECT_EQ(jobs[0].snapshot().state, JobState::kStartAtRisk);
  EXPECT_EQ(jobs[0].snapshot().risk_reason, "STARTS_BEFORE_RELEASE");
  EXPECT_THAT(followed.events, SizeIs(2));
  EXPECT_THAT(followed.effects.back(),
              (DayEffect{"JOB", AJobId().str(), DayOutcome::kAtRisk, Date(2026, 12, 14),
                         Date(2026, 12, 14), "STARTS_BEFORE_RELEASE"}));
}

TEST(ReleaseDayMoved, ToTheDayOfTheStartLeavesItAgreed) {
  Person person = APerson();
  std::vector<Job> jobs{AJobIn(JobState::kAgreed)};
  Move(person, jobs, Date(2026, 12, 14));
  EXPECT_EQ(jobs[0].snapshot().state, JobState::kAgreed);
}

TEST(ReleaseDayMoved, BackClearsTheRisk) {
  Person person = APerson();
  std::vector<Job> jobs{AJobIn(JobState::kAgreed)};
  Move(person, jobs, Date(2026, 12, 15));
  const auto followed = Move(person, jobs, Date(2026, 12, 10));
  EXPECT_EQ(jobs[0].snapshot().state, JobState::kAgreed);
  EXPECT_THAT(followed.events.back(), VariantWith<JobStartAgreed>(::testing::_));
  EXPECT_EQ(followed.effects.back().outcome, DayOutcome::kMoved);
}

TEST(ReleaseDayMoved, FurtherAwayAsksAgainWithoutANewAnnouncement) {
  Person person = APerson();
  std::vector<Job> jobs{AJobIn(JobState::kAgreed)};
  Move(person, jobs, Date(2026, 12, 15));
  const auto followed = Move(person, jobs, Date(2026, 12, 16));
  EXPECT_THAT(followed.events, SizeIs(1));
  EXPECT_EQ(followed.effects.back().outcome, DayOutcome::kAtRisk);
}

TEST(ReleaseDayMoved, RemovedTakesTheCheckInsAwayAndPutsTheStartAtRisk) {
  Person person = APerson();
  std::vector<Job> jobs{AJobIn(JobState::kAgreed)};
  const auto followed = Move(person, jobs, std::nullopt);
  EXPECT_FALSE(person.check_ins.has_value());
  EXPECT_EQ(followed.effects.front().to, std::nullopt);
  EXPECT_EQ(followed.effects.back().reason, "RELEASE_DAY_REMOVED");
}

TEST(ReleaseDayMoved, TouchesNothingOnceThePersonIsReleased) {
  Person person = AReleasedPerson();
  std::vector<Job> jobs{AJobIn(JobState::kAgreed)};
  const auto followed = Move(person, jobs, Date(2027, 3, 1));
  EXPECT_THAT(followed.events, IsEmpty());
  EXPECT_THAT(followed.effects, IsEmpty());
}

TEST(ReleaseDayMoved, LeavesWorkOnTemporaryReleaseAlone) {
  Person person = APerson();
  JobStart start = AStart(Date(2026, 12, 1));
  start.on_temporary_release = true;
  std::vector<Job> jobs{*Job::Agree(AJobId(), person, start, kToday)};
  Move(person, jobs, Date(2026, 12, 20));
  EXPECT_EQ(jobs[0].snapshot().state, JobState::kAgreed);
}

TEST(ReleaseDayAnswered, SaysNotAffectedWhereNothingWasTouched) {
  const auto answer = Answer(APersonId(), ACause(), {}, true);
  EXPECT_EQ(answer.outcome, DayOutcome::kNotAffected);
  EXPECT_FALSE(answer.needs_acknowledgement);
}

TEST(ReleaseDayAnswered, NeedsAcknowledgementForARiskOrARecordedStatus) {
  Person person = APerson();
  std::vector<Job> jobs;
  const auto moved = Move(person, jobs, Date(2026, 12, 17)).effects;
  EXPECT_EQ(Answer(person.id, ACause(), moved, false).outcome, DayOutcome::kMoved);
  EXPECT_FALSE(Answer(person.id, ACause(), moved, false).needs_acknowledgement);
  EXPECT_TRUE(Answer(person.id, ACause(), moved, true).needs_acknowledgement);
  jobs.push_back(AJobIn(JobState::kAgreed));
  const auto at_risk = Move(person, jobs, Date(2026, 12, 18)).effects;
  EXPECT_EQ(Answer(person.id, ACause(), at_risk, false).outcome, DayOutcome::kAtRisk);
  EXPECT_TRUE(Answer(person.id, ACause(), at_risk, false).needs_acknowledgement);
}

TEST(ReleaseDayAcknowledge, WorksOnce) {
  auto answer = ReleaseDayAnswer::Restore({.answered = Answer(APersonId(), ACause(), {}, false),
                                           .answered_at = AnInstant(),
                                           .acknowledged_by = {},
                                           .acknowledged_at = {}});
  ASSERT_THAT(answer.Acknowledge(AnActor(), AnInstant()), Succeeded());
  EXPECT_THAT(answer.Acknowledge(AnActor(), AnInstant()),
              FailsWith(ErrorKind::kPrecondition, "ALREADY_ACKNOWLEDGED"));
}

TEST(ReleaseDayMoved, AStartIsAtRiskExactlyWhileItLiesBeforeTheReleaseDay) {
  EXPECT_TRUE(rc::check([] {
    Person person = APerson();
    std::vector<Job> jobs{AJobIn(JobState::kAgreed)};
    for (const int days : *rc::gen::container<std::vector<int>>(rc::gen::inRange(-20, 20))) {
      const Date day = Date(2026, 12, 14) + days;
      Move(person, jobs, day);
      const bool at_risk = jobs[0].snapshot().state == JobState::kStartAtRisk;
      RC_ASSERT(at_risk == (day > Date(2026, 12, 14)));
      RC_ASSERT(person.check_ins == CheckInsAfter(day));
    }
  }));
}

}  // namespace
}  // namespace ttg::employment
