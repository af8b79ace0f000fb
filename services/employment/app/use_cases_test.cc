#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "employment/app/acknowledge_release_day.h"
#include "employment/app/agree_job_start.h"
#include "employment/app/answer_release_day.h"
#include "employment/app/check_employment_status.h"
#include "employment/app/publish_vacancy.h"
#include "employment/app/record_employment_status.h"
#include "employment/app/record_job_end.h"
#include "employment/app/record_job_start.h"
#include "employment/app/record_sustainment.h"
#include "employment/app/withdraw_job_start.h"
#include "employment/testing/builders.h"
#include "employment/testing/fake_employment_store.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/matchers.h"

namespace ttg::employment {
namespace {

using ::testing::_;
using ::testing::ElementsAre;
using testing::FailsWith;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using testing::Succeeded;
using testing::SucceededWith;
using ::testing::VariantWith;

class EmploymentUseCase : public ::testing::Test {
 protected:
  EmploymentUseCase() {
    EXPECT_THAT(store_.PutPerson(APerson(1)), Succeeded());
    EXPECT_THAT(store_.PutPerson(AReleasedPerson(Date(2026, 3, 2), 2)), Succeeded());
    EXPECT_THAT(store_.AddVacancy(AVacancy()), Succeeded());
  }

  static StatedStart WithVacancy(Date start_date) {
    StatedStart start{.vacancy = AVacancyId(),
                      .type = {},
                      .employer = {},
                      .employer_name = {},
                      .title = {},
                      .soc2020 = {},
                      .salary = {},
                      .start_date = start_date,
                      .on_temporary_release = false};
    return start;
  }
  std::int64_t PositionsLeft() { return (**store_.FindVacancy(AVacancyId())).positions_left(); }

  testing::FixedClock clock_{kToday};
  testing::SequentialIds ids_;
  CallContext call_ = ACall();
  CallContext second_ = ACall("adviser.two");
  FakeEmployment state_;
  FakeEmploymentStore store_{state_, call_};
  AgreeJobStart agree_{clock_, ids_};
  RecordJobStart record_start_{clock_, ids_};
};

TEST_F(EmploymentUseCase, AgreeTakesAPositionAndWhatTheVacancySays) {
  const auto job = agree_(store_, {APersonId(1), WithVacancy(Date(2026, 12, 14))});
  ASSERT_THAT(job, Succeeded());
  EXPECT_EQ(job->snapshot().start.details.employer_name, "Example Bakery");
  EXPECT_EQ(job->snapshot().start.details.salary->period, SalaryPeriod::kHour);
  EXPECT_EQ(PositionsLeft(), 1);
  EXPECT_THAT(state_.announced, ElementsAre(VariantWith<JobStartAgreed>(_)));
}

TEST_F(EmploymentUseCase, AgreeIsRefusedOnceTheVacancyIsFull) {
  ASSERT_THAT(agree_(store_, {APersonId(1), WithVacancy(Date(2026, 12, 14))}), Succeeded());
  ASSERT_THAT(agree_(store_, {APersonId(1), WithVacancy(Date(2026, 12, 15))}), Succeeded());
  EXPECT_THAT(agree_(store_, {APersonId(2), WithVacancy(Date(2026, 12, 14))}),
              FailsWith("VACANCY_FULL"));
}

TEST_F(EmploymentUseCase, AgreeTwiceIsADuplicate) {
  ASSERT_THAT(agree_(store_, {APersonId(1), AStatedStart()}), Succeeded());
  EXPECT_THAT(agree_(store_, {APersonId(1), AStatedStart()}),
              FailsWith(ErrorKind::kDuplicate, "JOB_ALREADY_RECORDED"));
}

TEST_F(EmploymentUseCase, AgreeNeedsAPersonAndAVacancyThatAreThere) {
  EXPECT_THAT(agree_(store_, {APersonId(9), AStatedStart()}), FailsWith("PERSON_NOT_FOUND"));
  auto start = WithVacancy(Date(2026, 12, 14));
  start.vacancy = AVacancyId("VAC99999");
  EXPECT_THAT(agree_(store_, {APersonId(1), start}), FailsWith("VACANCY_NOT_FOUND"));
}

TEST_F(EmploymentUseCase, AgreeNeedsWhatNoVacancySays) {
  auto start = AStatedStart();
  start.type.reset();
  EXPECT_THAT(agree_(store_, {APersonId(1), start}), FailsWith("EMPLOYMENT_TYPE_REQUIRED"));
  start = AStatedStart();
  start.employer.reset();
  EXPECT_THAT(agree_(store_, {APersonId(1), start}), FailsWith("EMPLOYER_REQUIRED"));
  start = AStatedStart();
  start.vacancy = AVacancyId();
  start.employer = EmployerId::Parse("EMP002").value();
  EXPECT_THAT(agree_(store_, {APersonId(1), start}), FailsWith("EMPLOYER_NOT_OF_VACANCY"));
}

TEST_F(EmploymentUseCase, WithdrawGivesThePositionBack) {
  const auto job = agree_(store_, {APersonId(1), WithVacancy(Date(2026, 12, 14))});
  ASSERT_THAT(job, Succeeded());
  const auto& id = job->snapshot().id;
  EXPECT_THAT(WithdrawJobStart()(store_, {id, 7}), FailsWith(ErrorKind::kStale, "ETAG_STALE"));
  ASSERT_THAT(WithdrawJobStart()(store_, {id, 1}), Succeeded());
  EXPECT_EQ(PositionsLeft(), 2);
  // The same start can be agreed again.
  EXPECT_THAT(agree_(store_, {APersonId(1), WithVacancy(Date(2026, 12, 14))}), Succeeded());
}

TEST_F(EmploymentUseCase, RecordStartTwiceGivesOneRecord) {
  const RecordJobStart::Command command{APersonId(2), {}, WithVacancy(Date(2026, 4, 6))};
  const auto first = record_start_(store_, command);
  const auto second = record_start_(store_, command);
  ASSERT_THAT(first, Succeeded());
  ASSERT_THAT(second, Succeeded());
  EXPECT_EQ(first->snapshot().id, second->snapshot().id);
  EXPECT_EQ(PositionsLeft(), 1);
  EXPECT_THAT(state_.announced, SizeIs(1));
}

TEST_F(EmploymentUseCase, RecordStartOfAJobThatHasStartedDoesNotMindThatItsVacancyClosed) {
  clock_.Set(AnInstant() + absl::Hours(24 * 100));
  ASSERT_GT(clock_.Today(), *AVacancy().snapshot().facts.closing_date);
  EXPECT_THAT(agree_(store_, {APersonId(2), WithVacancy(clock_.Today() + 7)}),
              FailsWith("VACANCY_CLOSED"));
  EXPECT_THAT(record_start_(store_, {APersonId(2), {}, WithVacancy(clock_.Today() - 7)}),
              Succeeded());
  EXPECT_EQ(PositionsLeft(), 1);
}

TEST_F(EmploymentUseCase, RecordStartStartsTheJobThatWasAgreedForTheDay) {
  const auto agreed = agree_(store_, {APersonId(2), AStatedStart(Date(2026, 11, 24))});
  ASSERT_THAT(agreed, Succeeded());
  clock_.Advance(absl::Hours(24));
  const auto started = record_start_(store_, {APersonId(2), {}, AStatedStart(Date(2026, 11, 24))});
  ASSERT_THAT(started, Succeeded());
  EXPECT_EQ(started->snapshot().id, agreed->snapshot().id);
  EXPECT_EQ(started->snapshot().state, JobState::kStarted);
}

TEST_F(EmploymentUseCase, RecordStartOfAnAgreedJobNeedsItsVersionAndItsPerson) {
  const auto agreed = agree_(store_, {APersonId(2), AStatedStart(Date(2026, 11, 24))});
  ASSERT_THAT(agreed, Succeeded());
  const JobId id = agreed->snapshot().id;
  const auto start = AStatedStart(Date(2026, 11, 20));
  EXPECT_THAT(record_start_(store_, {APersonId(2), RecordJobStart::AgreedJob{id, 2}, start}),
              FailsWith("ETAG_STALE"));
  EXPECT_THAT(record_start_(store_, {APersonId(1), RecordJobStart::AgreedJob{id, 1}, start}),
              FailsWith("JOB_NOT_FOUND"));
  const auto started =
      record_start_(store_, {APersonId(2), RecordJobStart::AgreedJob{id, 1}, start});
  ASSERT_THAT(started, Succeeded());
  EXPECT_EQ(started->snapshot().start.start_date, Date(2026, 11, 20));
}

TEST_F(EmploymentUseCase, EndAndSustainmentAreRecorded) {
  const auto job = record_start_(store_, {APersonId(2), {}, AStatedStart(Date(2026, 4, 6))});
  ASSERT_THAT(job, Succeeded());
  const JobId id = job->snapshot().id;
  ASSERT_THAT(RecordSustainment(clock_)(store_, call_, {id, 1, 13, SomeEvidence()}), Succeeded());
  ASSERT_THAT(RecordJobEnd(clock_)(store_, {id, 2, Date(2026, 9, 1), JobEndReason::kContractEnded}),
              Succeeded());
  EXPECT_THAT(state_.announced,
              ElementsAre(VariantWith<JobStarted>(_), VariantWith<JobSustained>(_),
                          VariantWith<JobEnded>(_)));
}

TEST_F(EmploymentUseCase, AStatusIsRecordedThenCheckedByAnother) {
  const RecordEmploymentStatus record(clock_, ids_);
  const CheckEmploymentStatus check(clock_);
  RecordEmploymentStatus::Command command{APersonId(2), CheckInKind::kSixWeeks,
                                          StatusValue::kEmployed, SomeEvidence(), 0};
  const auto status = record(store_, call_, command);
  ASSERT_THAT(status, Succeeded());
  EXPECT_THAT(record(store_, call_, command), FailsWith(ErrorKind::kStale, "ETAG_STALE"));
  command.expected_version = 1;
  ASSERT_THAT(record(store_, call_, command), Succeeded());
  const StatusId id = status->snapshot().id;
  EXPECT_THAT(check(store_, call_, {id, 2}), FailsWith("CHECKED_BY_RECORDER"));
  EXPECT_THAT(check(store_, second_, {id, 2}), Succeeded());
  EXPECT_THAT(check(store_, second_, {AStatusId(9), 2}), FailsWith("STATUS_NOT_FOUND"));
}

TEST_F(EmploymentUseCase, AMovedReleaseDayIsAnsweredOnceAndAcknowledgedOnce) {
  ASSERT_THAT(agree_(store_, {APersonId(1), AStatedStart()}), Succeeded());
  const AnswerReleaseDay answer(clock_);
  ASSERT_THAT(answer(store_, {APersonId(1), Date(2026, 12, 20), ACause()}), Succeeded());
  EXPECT_THAT(
      state_.announced,
      ElementsAre(VariantWith<JobStartAgreed>(_), VariantWith<CheckInsScheduled>(_),
                  VariantWith<JobStartPutAtRisk>(_), VariantWith<EmploymentReleaseDayAnswered>(_)));
  const AcknowledgeReleaseDay acknowledge(clock_);
  EXPECT_THAT(acknowledge(store_, call_, {APersonId(1), ACause(2)}),
              FailsWith(ErrorKind::kNotFound, "ANSWER_NOT_FOUND"));
  ASSERT_THAT(acknowledge(store_, call_, {APersonId(1), ACause()}), Succeeded());
  EXPECT_THAT(acknowledge(store_, call_, {APersonId(1), ACause()}),
              FailsWith("ALREADY_ACKNOWLEDGED"));
}

TEST_F(EmploymentUseCase, AChangeAboutSomebodyUnknownAddsThem) {
  const AnswerReleaseDay answer(clock_);
  ASSERT_THAT(answer(store_, {APersonId(7), Date(2026, 12, 20), ACause()}), Succeeded());
  const auto person = *store_.FindPerson(APersonId(7));
  ASSERT_TRUE(person.has_value());
  EXPECT_EQ(person->check_ins_version, 1);
}

TEST_F(EmploymentUseCase, ReleaseMovesTheCheckInsToTheDayItHappened) {
  const FollowPerson follow;
  const auto followed =
      follow(store_, APersonId(1), [](Person& person) { person.released_on = Date(2026, 12, 9); });
  ASSERT_THAT(followed, Succeeded());
  EXPECT_EQ((**store_.FindPerson(APersonId(1))).check_ins->six_weeks_on, Date(2027, 1, 20));
  const auto nothing = follow(store_, APersonId(1), [](Person&) {});
  ASSERT_THAT(nothing, Succeeded());
  EXPECT_THAT(nothing->events, IsEmpty());
}

TEST_F(EmploymentUseCase, PublishAddsRevisesAndLeavesAlone) {
  const PublishVacancy publish;
  auto facts = SomeVacancyFacts("VAC00002");
  EXPECT_THAT(publish(store_, {facts, AnInstant()}), SucceededWith(Published::kAdded));
  EXPECT_THAT(publish(store_, {facts, AnInstant()}), SucceededWith(Published::kUnchanged));
  facts.positions = 5;
  EXPECT_THAT(publish(store_, {facts, AnInstant()}), SucceededWith(Published::kRevised));
  // A newer file that says the same keeps what was written between the two out.
  const Instant later = AnInstant() + absl::Hours(2);
  EXPECT_THAT(publish(store_, {facts, later}), SucceededWith(Published::kUnchanged));
  facts.positions = 7;
  EXPECT_THAT(publish(store_, {facts, later - absl::Hours(1)}),
              SucceededWith(Published::kUnchanged));
}

}  // namespace
}  // namespace ttg::employment
