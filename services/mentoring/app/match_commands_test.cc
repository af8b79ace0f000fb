#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mentoring/app/acknowledge_release_day.h"
#include "mentoring/app/end_match.h"
#include "mentoring/app/follow_release.h"
#include "mentoring/app/propose_match.h"
#include "mentoring/app/record_decision.h"
#include "mentoring/app/record_gate_meeting.h"
#include "mentoring/app/record_mentor_check.h"
#include "mentoring/app/resume_match.h"
#include "mentoring/app/suspend_match.h"
#include "mentoring/testing/scenario.h"
#include "platform/testing/matchers.h"

namespace ttg::mentoring {
namespace {

using testing::FailsWith;
using testing::Succeeded;

CallContext Elsewhere(Role role) {
  CallContext call = ACaller(role);
  call.scope.prisons.some = {Ref<PrisonId>("ZZI")};
  return call;
}

class ProposeMatchCommand : public Scenario {
 protected:
  Result<Match> Propose(const CallContext& call, std::optional<MentorId> mentor = {}) {
    return ProposeMatch(clock_, ids_)(store_, call, {Nth<PersonId>(1), std::move(mentor), {}});
  }
};

TEST_F(ProposeMatchCommand, TakesTheBestSuggestionWhereNobodyIsNamed) {
  const auto match = Propose(ACaller());
  ASSERT_THAT(match, Succeeded());
  EXPECT_EQ(match->snapshot().facts.mentor, Ref<MentorId>("MEN0001"));
  EXPECT_EQ(Count<MatchProposed>(), 1);
}

TEST_F(ProposeMatchCommand, SaysWhenEveryMentorIsBlocked) {
  state_.mentors.begin()->second.capacity = 0;
  EXPECT_THAT(Propose(ACaller()), FailsWith("NO_MENTOR_ELIGIBLE"));
}

TEST_F(ProposeMatchCommand, RefusesASecondLiveMatch) {
  Given(MatchState::kActive);
  EXPECT_THAT(Propose(ACaller()), FailsWith("MATCH_EXISTS"));
}

TEST_F(ProposeMatchCommand, KnowsNeitherAPersonElsewhereNorAnUnknownMentor) {
  EXPECT_THAT(Propose(Elsewhere(Role::kMentorCoordinator)),
              FailsWith(ErrorKind::kNotFound, "PERSON_NOT_FOUND"));
  EXPECT_THAT(Propose(ACaller(), Ref<MentorId>("NOBODY")), FailsWith("MENTOR_NOT_FOUND"));
}

TEST_F(ProposeMatchCommand, NamesAConflictToThoseWhoAreClearedOnly) {
  state_.mentors.begin()->second.conflicts.people = {Nth<PersonId>(1)};
  EXPECT_THAT(Propose(ACaller(), Ref<MentorId>("MEN0001")), FailsWith("CONFLICT"));
  EXPECT_THAT(Propose(ACaller(Role::kResettlementWorker), Ref<MentorId>("MEN0001")),
              FailsWith("COMPATIBILITY"));
}

class MatchCommands : public Scenario {
 protected:
  Result<Match> Decide(const CallContext& call, bool by_mentor) {
    return RecordDecision(clock_)(
        store_, call,
        {.match = TheMatch().facts.match, .version = TheMatch().version, .by_mentor = by_mentor});
  }
};

TEST_F(MatchCommands, BringAMatchFromProposalToItsEnd) {
  const MatchId id = Given(MatchState::kProposed);
  ASSERT_THAT(Decide(ACaller(), true), Succeeded());
  ASSERT_THAT(Decide(ACaller(), false), Succeeded());
  EXPECT_EQ(TheMatch().state, MatchState::kActive);
  ASSERT_THAT(SuspendMatch()(store_, ACaller(), {id, TheMatch().version}), Succeeded());
  ASSERT_THAT(ResumeMatch()(store_, ACaller(), {id, TheMatch().version}), Succeeded());
  clock_.Advance(absl::Hours(24 * 14));
  ASSERT_THAT(
      RecordGateMeeting(clock_)(store_, ACaller(), {id, TheMatch().version, Attendance::kYes}),
      Succeeded());
  ASSERT_THAT(
      EndMatch(clock_)(store_, ACaller(), {id, TheMatch().version, true, EndReason::kGoalsMet}),
      Succeeded());
  EXPECT_EQ(TheMatch().state, MatchState::kEnded);
  std::int64_t version = 1;
  for (const MentoringEvent& event : state_.events) EXPECT_EQ(event.subject_version, ++version);
}

TEST_F(MatchCommands, RefuseAnOldVersion) {
  const MatchId id = Given(MatchState::kActive);
  EXPECT_THAT(SuspendMatch()(store_, ACaller(), {id, 7}),
              FailsWith(ErrorKind::kStale, "MATCH_CHANGED"));
}

TEST_F(MatchCommands, ShowAMentorOwnMatchesOnly) {
  Given(MatchState::kProposed);
  EXPECT_THAT(Decide(ACaller(Role::kMentor, "MEN0002"), true), FailsWith("MATCH_NOT_FOUND"));
  EXPECT_THAT(Decide(ACaller(Role::kMentor, "MEN0001"), true), Succeeded());
}

TEST_F(MatchCommands, HideAMatchOutsideTheCaseload) {
  Given(MatchState::kProposed);
  EXPECT_THAT(Decide(Elsewhere(Role::kResettlementWorker), false), FailsWith("MATCH_NOT_FOUND"));
}

TEST_F(MatchCommands, CheckTheBlocksAgainBeforeAnAcceptance) {
  Given(MatchState::kProposed);
  state_.people.begin()->second.release_day = Date(2028, 1, 3);
  EXPECT_THAT(Decide(ACaller(), true), FailsWith("VETTING_EXPIRED"));
}

TEST_F(MatchCommands, RaiseABlockWhenTheMentorIsSuspended) {
  Given(MatchState::kActive);
  ASSERT_THAT(RecordMentorCheck()(store_, ACaller(),
                                  {Ref<MentorId>("MEN0001"), 1, MentorStanding::kSuspended}),
              Succeeded());
  EXPECT_EQ(TheMatch().block, Block::kMentorSuspended);
  EXPECT_EQ(TheMatch().state, MatchState::kActive);
  EXPECT_EQ(Count<MatchBlocked>(), 1);
}

class AcknowledgeCommand : public Scenario {
 protected:
  Result<StoredAnswer> Acknowledge(const CallContext& call, int cause) {
    return AcknowledgeReleaseDay(clock_)(store_, call, {Nth<PersonId>(1), Nth<EventId>(cause)});
  }
};

TEST_F(AcknowledgeCommand, TakesEachAnswerOnce) {
  Given(MatchState::kActive);
  ASSERT_THAT(
      FollowRelease(clock_).ChangeDay(store_, {Nth<PersonId>(1), Nth<EventId>(5), kGate + 3}),
      Succeeded());
  EXPECT_THAT(Acknowledge(ACaller(), 6), FailsWith("RELEASE_DAY_ANSWER_NOT_FOUND"));
  EXPECT_THAT(Acknowledge(Elsewhere(Role::kResettlementLead), 5),
              FailsWith("RELEASE_DAY_ANSWER_NOT_FOUND"));
  EXPECT_THAT(Acknowledge(ACaller(), 5), Succeeded());
  EXPECT_THAT(Acknowledge(ACaller(), 5), FailsWith("ALREADY_ACKNOWLEDGED"));
  EXPECT_EQ(Count<ReleaseDayAcknowledged>(), 1);
  EXPECT_EQ(state_.events.back().subject_version, 2);
}

TEST_F(AcknowledgeCommand, RefusesWhatTouchedNothing) {
  ASSERT_THAT(
      FollowRelease(clock_).ChangeDay(store_, {Nth<PersonId>(1), Nth<EventId>(5), kGate + 3}),
      Succeeded());
  EXPECT_THAT(Acknowledge(ACaller(), 5), FailsWith("NOTHING_TO_ACKNOWLEDGE"));
}

}  // namespace
}  // namespace ttg::mentoring
