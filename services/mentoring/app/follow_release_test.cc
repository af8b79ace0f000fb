#include "mentoring/app/follow_release.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mentoring/testing/scenario.h"
#include "platform/testing/matchers.h"

namespace ttg::mentoring {
namespace {

using testing::FailsWith;
using testing::Succeeded;

class FollowReleaseReaction : public Scenario {
 protected:
  ReleaseDayAnswer Move(std::optional<Date> day, int cause = 5) {
    EXPECT_THAT(follow_.ChangeDay(store_, {Nth<PersonId>(1), Nth<EventId>(cause), day}),
                Succeeded());
    return state_.answers.at({Nth<PersonId>(1), Nth<EventId>(cause)}).answer;
  }

  FollowRelease follow_{clock_};
};

TEST_F(FollowReleaseReaction, MovesTheGateMeetingWithTheReleaseDay) {
  Given(MatchState::kActive);
  EXPECT_EQ(Move(kGate - 3).outcome, ReleaseDayOutcome::kMoved);
  EXPECT_EQ(TheMatch().gate_meeting->date(), kGate - 3);
  EXPECT_EQ(Count<GateMeetingScheduled>(), 1);
  EXPECT_EQ(Count<ReleaseDayAnswered>(), 1);
}

TEST_F(FollowReleaseReaction, RaisesVettingThatEndsBeforeTheNewDayAndLiftsItAgain) {
  Given(MatchState::kActive);
  const auto at_risk = Move(Date(2027, 7, 1));
  EXPECT_EQ(at_risk.outcome, ReleaseDayOutcome::kAtRisk);
  EXPECT_EQ(at_risk.effect->block, Block::kVettingExpired);
  EXPECT_EQ(Move(kGate, 6).outcome, ReleaseDayOutcome::kMoved);
  EXPECT_EQ(Count<MatchUnblocked>(), 1);
}

TEST_F(FollowReleaseReaction, PutsTheMatchAtRiskWhenThereIsNoDayAnyMore) {
  Given(MatchState::kActive);
  EXPECT_EQ(Move(std::nullopt).effect->block, Block::kReleaseDayMissing);
  EXPECT_EQ(TheMatch().gate_meeting->date(), std::nullopt);
}

TEST_F(FollowReleaseReaction, AnswersEveryChangeOnceAndInOrder) {
  EXPECT_EQ(Move(kGate + 1, 5).outcome, ReleaseDayOutcome::kNotAffected);
  EXPECT_EQ(Move(kGate + 2, 6).outcome, ReleaseDayOutcome::kNotAffected);
  EXPECT_EQ(Count<ReleaseDayAnswered>(), 2);
  EXPECT_EQ(state_.events[1].subject_version, 2);
  EXPECT_THAT(follow_.ChangeDay(store_, {Nth<PersonId>(1), Nth<EventId>(6), kGate}),
              FailsWith("RELEASE_DAY_ANSWERED"));
}

// Domain A8: death stops every reminder at once.
TEST_F(FollowReleaseReaction, EndsTheMatchOfSomebodyWhoHasDied) {
  Given(MatchState::kActive);
  ASSERT_THAT(follow_.EndMatch(store_, Nth<PersonId>(1), EndReason::kOther), Succeeded());
  EXPECT_EQ(TheMatch().state, MatchState::kEnded);
  EXPECT_FALSE(TheMatch().ended_as_planned);
  EXPECT_EQ(Count<MatchEnded>(), 1);
  ASSERT_THAT(follow_.EndMatch(store_, Nth<PersonId>(1), EndReason::kOther), Succeeded());
  EXPECT_EQ(Count<MatchEnded>(), 1) << "there is none any more";
}

TEST_F(FollowReleaseReaction, PutsTheGateMeetingOnTheDayOfTheReleaseAndTakesItBack) {
  Given(MatchState::kActive);
  ASSERT_THAT(follow_.Release(store_, Nth<PersonId>(1), kGate + 1), Succeeded());
  EXPECT_EQ(TheMatch().gate_meeting->date(), kGate + 1);
  ASSERT_THAT(follow_.Reverse(store_, Nth<PersonId>(1), kGate + 9), Succeeded());
  EXPECT_EQ(TheMatch().gate_meeting->date(), kGate + 9);
  EXPECT_FALSE(state_.people.begin()->second.released_on);
}

TEST_F(FollowReleaseReaction, RaisesWhatAMoveToAnotherPrisonOrAreaBlocks) {
  Given(MatchState::kActive);
  ASSERT_THAT(follow_.ChangePrison(store_, Nth<PersonId>(1), Ref<PrisonId>("FHI")), Succeeded());
  EXPECT_EQ(TheMatch().block, Block::kNotClearedForPrison);
  ASSERT_THAT(follow_.ChangePrison(store_, Nth<PersonId>(1), Ref<PrisonId>("BMI")), Succeeded());
  ASSERT_THAT(follow_.ChangeArea(store_, Nth<PersonId>(1), Ref<DeliveryUnit>("N52STF")),
              Succeeded());
  EXPECT_EQ(TheMatch().block, Block::kOutsideArea);
}

TEST_F(FollowReleaseReaction, KeepsTheNewerProfile) {
  Profile newer = *APerson().profile;
  newer.version = 3;
  newer.same_sex_mentor_only = true;
  ASSERT_THAT(follow_.ChangeProfile(store_, Nth<PersonId>(1), newer), Succeeded());
  ASSERT_THAT(follow_.ChangeProfile(store_, Nth<PersonId>(1), *APerson().profile), Succeeded());
  EXPECT_EQ(state_.people.begin()->second.profile, newer);
}

TEST_F(FollowReleaseReaction, MakesTheEntryOfSomebodyNew) {
  ASSERT_THAT(follow_.Schedule(store_, {Nth<PersonId>(2), kGate, Ref<PrisonId>("BMI"), {}}),
              Succeeded());
  EXPECT_EQ(state_.people.at(Nth<PersonId>(2)).release_day, kGate);
}

}  // namespace
}  // namespace ttg::mentoring
