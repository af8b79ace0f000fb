#include "mentoring/domain/match.h"

#include <functional>
#include <ostream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mentoring/domain/release_day_moved.h"
#include "mentoring/testing/builders.h"
#include "platform/testing/matchers.h"

namespace ttg::mentoring {
namespace {

using testing::FailsWith;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct Verb {
  std::string name;
  std::function<Result<MentoringEvents>(Match&)> apply;
};

const Verb kAcceptByMentor{"AcceptByMentor",
                           [](Match& m) { return m.AcceptByMentor(kToday, kGate, {}); }};
const Verb kAcceptByPerson{"AcceptByPerson",
                           [](Match& m) { return m.AcceptByPerson(kToday, kGate, {}); }};
const Verb kDecline{"Decline", [](Match& m) { return m.Decline(DeclineReason::kNoTime, kToday); }};
const Verb kSuspend{"Suspend", [](Match& m) { return m.Suspend(); }};
const Verb kResume{"Resume", [](Match& m) { return m.Resume(kGate, {}); }};
const Verb kEnd{"End", [](Match& m) { return m.End(true, EndReason::kGoalsMet, kToday); }};
const Verb kRecord{"RecordGateMeeting",
                   [](Match& m) { return m.RecordGateMeeting(Attendance::kYes, kGate); }};

struct Row {
  Verb verb;
  MatchState from;
  // Empty: it may.
  std::string refusal;
  MatchState to;

  friend std::ostream& operator<<(std::ostream& out, const Row& row) {
    return out << row.verb.name << ToString(row.from);
  }
};

class EveryStateAndVerb : public ::testing::TestWithParam<Row> {};

TEST_P(EveryStateAndVerb, FollowsTheTable) {
  const Row& row = GetParam();
  Match match = AMatch(row.from);
  const auto done = row.verb.apply(match);
  EXPECT_EQ(match.snapshot().state, row.to);
  if (row.refusal.empty()) {
    ASSERT_TRUE(done.has_value()) << done.error().reason;
    EXPECT_EQ(match.snapshot().version, 1 + static_cast<std::int64_t>(done->size()));
  } else {
    EXPECT_THAT(done, FailsWith(ErrorKind::kPrecondition, row.refusal));
    EXPECT_EQ(match.snapshot().version, 1);
  }
}

std::vector<Row> Refused(const Verb& verb, const std::string& refusal,
                         std::initializer_list<MatchState> states) {
  std::vector<Row> rows;
  rows.reserve(states.size());
  for (const MatchState state : states) rows.push_back({verb, state, refusal, state});
  return rows;
}

std::vector<Row> Table() {
  using S = MatchState;
  std::vector<Row> rows = {
      {kAcceptByMentor, S::kProposed, "", S::kProposed},
      {kAcceptByPerson, S::kProposed, "", S::kProposed},
      {kDecline, S::kProposed, "", S::kDeclined},
      {kSuspend, S::kActive, "", S::kSuspended},
      {kResume, S::kSuspended, "", S::kActive},
      {kEnd, S::kProposed, "", S::kEnded},
      {kEnd, S::kActive, "", S::kEnded},
      {kEnd, S::kSuspended, "", S::kEnded},
      {kRecord, S::kActive, "", S::kActive},
  };
  const auto add = [&rows](const std::vector<Row>& more) {
    rows.insert(rows.end(), more.begin(), more.end());
  };
  for (const Verb& verb : {kAcceptByMentor, kAcceptByPerson, kDecline}) {
    add(Refused(verb, "MATCH_NOT_PROPOSED", {S::kDeclined, S::kActive, S::kSuspended, S::kEnded}));
  }
  add(Refused(kSuspend, "MATCH_NOT_ACTIVE",
              {S::kProposed, S::kDeclined, S::kSuspended, S::kEnded}));
  add(Refused(kResume, "MATCH_NOT_SUSPENDED", {S::kProposed, S::kDeclined, S::kActive, S::kEnded}));
  add(Refused(kEnd, "MATCH_OVER", {S::kDeclined, S::kEnded}));
  add(Refused(kRecord, "MATCH_NOT_ACTIVE", {S::kProposed, S::kDeclined, S::kSuspended, S::kEnded}));
  return rows;
}

INSTANTIATE_TEST_SUITE_P(Table, EveryStateAndVerb, ::testing::ValuesIn(Table()),
                         [](const auto& row) {
                           std::string name = row.param.verb.name + "From";
                           name += ToString(row.param.from);
                           return name;
                         });

TEST(MatchPropose, IsRefusedByEveryBlockThatHolds) {
  const auto refused = Match::Propose(SomeFacts(), kToday, {Block::kConflict, Block::kAtCapacity});
  ASSERT_THAT(refused, FailsWith("COMPATIBILITY"));
  ASSERT_THAT(refused.error().violations, SizeIs(2));
  EXPECT_EQ(refused.error().violations[1].reason, "AT_CAPACITY");
}

TEST(MatchAccept, ByBothActivatesAndPlansTheGateMeeting) {
  Match match = AMatch(MatchState::kProposed);
  ASSERT_THAT(match.AcceptByPerson(kToday, kGate, {}).value(), SizeIs(1));
  EXPECT_THAT(match.AcceptByPerson(kToday, kGate, {}), FailsWith("ALREADY_ACCEPTED"));
  const auto events = match.AcceptByMentor(kToday, kGate, {}).value();
  ASSERT_THAT(events, SizeIs(3));
  EXPECT_TRUE(std::holds_alternative<MatchActivated>(events[1].happening));
  EXPECT_EQ(events[2].subject_version, 5);
  EXPECT_EQ(match.snapshot().state, MatchState::kActive);
  EXPECT_EQ(match.snapshot().gate_meeting, GateMeeting(kGate));
}

TEST(MatchAccept, IsRefusedByABlockThatHasComeUp) {
  Match match = AMatch(MatchState::kProposed);
  EXPECT_THAT(match.AcceptByMentor(kToday, kGate, {Block::kMentorSuspended}),
              FailsWith("MENTOR_SUSPENDED"));
  EXPECT_FALSE(match.snapshot().accepted_by_mentor);
}

TEST(MatchCheckAgain, RaisesABlockOnceAndLiftsIt) {
  Match match = AMatch(MatchState::kActive);
  EXPECT_THAT(match.CheckAgain({Block::kVettingExpired}), SizeIs(1));
  EXPECT_THAT(match.CheckAgain({Block::kVettingExpired}), IsEmpty());
  EXPECT_EQ(match.snapshot().state, MatchState::kActive);
  const auto lifted = match.CheckAgain({});
  ASSERT_THAT(lifted, SizeIs(1));
  EXPECT_TRUE(std::holds_alternative<MatchUnblocked>(lifted[0].happening));
  EXPECT_FALSE(match.snapshot().block);
}

TEST(MatchCheckAgain, LeavesAMatchThatIsOver) {
  Match match = AMatch(MatchState::kEnded);
  EXPECT_THAT(match.CheckAgain({Block::kVettingExpired}), IsEmpty());
  EXPECT_THAT(match.FollowGateDate(kGate + 1, {}), IsEmpty());
}

TEST(GateMeetingRecord, IsRefusedBeforeItsDayAndTheSecondTime) {
  Match match = AMatch(MatchState::kActive);
  EXPECT_THAT(match.RecordGateMeeting(Attendance::kYes, kGate - 1),
              FailsWith("GATE_MEETING_NOT_YET"));
  ASSERT_TRUE(match.RecordGateMeeting(Attendance::kLate, kGate + 1));
  EXPECT_THAT(match.RecordGateMeeting(Attendance::kNo, kGate + 1),
              FailsWith("GATE_MEETING_RECORDED"));
}

TEST(GateMeetingRecord, TakesADay) {
  Match match = AMatch(MatchState::kActive);
  match.FollowGateDate(std::nullopt, {Block::kReleaseDayMissing});
  EXPECT_THAT(match.RecordGateMeeting(Attendance::kYes, kGate),
              FailsWith("GATE_MEETING_NOT_DATED"));
}

TEST(GateMeetingRecord, IsTakenBackWithTheRelease) {
  Match match = AMatch(MatchState::kActive);
  ASSERT_TRUE(match.RecordGateMeeting(Attendance::kYes, kGate));
  EXPECT_THAT(match.FollowGateDate(kGate + 7, {}), IsEmpty());
  EXPECT_THAT(match.PlanAgain(kGate + 7, {}), SizeIs(1));
  EXPECT_EQ(match.snapshot().gate_meeting, GateMeeting(kGate + 7));
}

TEST(AnswerReleaseDay, SaysNotAffectedWithoutAMatch) {
  const auto moved = AnswerReleaseDay(APerson(), Nth<EventId>(5), nullptr, {});
  EXPECT_EQ(moved.answer.outcome, ReleaseDayOutcome::kNotAffected);
  EXPECT_FALSE(moved.answer.NeedsAcknowledgement());
  EXPECT_THAT(moved.events, IsEmpty());
}

TEST(AnswerReleaseDay, MovesTheGateMeeting) {
  Match match = AMatch(MatchState::kActive);
  Person person = APerson();
  person.release_day = kGate + 3;
  const auto moved = AnswerReleaseDay(person, Nth<EventId>(5), &match, {});
  EXPECT_EQ(moved.answer.outcome, ReleaseDayOutcome::kMoved);
  EXPECT_TRUE(moved.answer.NeedsAcknowledgement());
  EXPECT_EQ(moved.answer.effect,
            (GateMeetingEffect{Nth<MatchId>(1), ReleaseDayOutcome::kMoved, kGate, kGate + 3, {}}));
  EXPECT_THAT(moved.events, SizeIs(1));
}

TEST(AnswerReleaseDay, PutsAMatchAtRiskThatABlockHoldsAgainstAndEndsNothing) {
  Match match = AMatch(MatchState::kActive);
  Person person = APerson();
  person.release_day = Date(2027, 7, 1);
  const auto blocks = HardBlocks(AMentor(), person, 0);
  const auto moved = AnswerReleaseDay(person, Nth<EventId>(5), &match, blocks);
  EXPECT_EQ(moved.answer.outcome, ReleaseDayOutcome::kAtRisk);
  EXPECT_EQ(moved.answer.effect->block, Block::kVettingExpired);
  EXPECT_EQ(match.snapshot().state, MatchState::kActive);
  ASSERT_THAT(moved.events, SizeIs(2));
  EXPECT_TRUE(std::holds_alternative<MatchBlocked>(moved.events[1].happening));
}

TEST(AnswerReleaseDay, LeavesAProposalThatNothingBlocksUnaffected) {
  Match match = AMatch(MatchState::kProposed);
  Person person = APerson();
  person.release_day = kGate + 3;
  EXPECT_EQ(AnswerReleaseDay(person, Nth<EventId>(5), &match, {}).answer.outcome,
            ReleaseDayOutcome::kNotAffected);
}

}  // namespace
}  // namespace ttg::mentoring
