#include "mentoring/app/register_mentor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mentoring/app/resolve_conflicts.h"
#include "mentoring/testing/scenario.h"
#include "platform/testing/matchers.h"

namespace ttg::mentoring {
namespace {

using testing::Succeeded;
using testing::SucceededWith;
using Outcome = RegisterMentor::Outcome;

class RegisterMentorCommand : public Scenario {
 protected:
  Result<Outcome> Register(const Mentor& entry) {
    return RegisterMentor()(store_, ACaller(), entry);
  }
  const Mentor& Stored() const { return state_.mentors.at(Ref<MentorId>("MEN0001")); }
};

TEST_F(RegisterMentorCommand, ChangesNothingTheSecondTime) {
  EXPECT_THAT(Register(AMentor("MEN0009")), SucceededWith(Outcome::kAdded));
  EXPECT_THAT(Register(AMentor("MEN0009")), SucceededWith(Outcome::kUnchanged));
}

TEST_F(RegisterMentorCommand, KeepsWhatNoFileSays) {
  state_.mentors.begin()->second.standing = MentorStanding::kRecalled;
  EXPECT_THAT(Register(AMentor("MEN0001", 9)), SucceededWith(Outcome::kUpdated));
  EXPECT_EQ(Stored().standing, MentorStanding::kRecalled);
  EXPECT_EQ(Stored().capacity, 9);
}

TEST_F(RegisterMentorCommand, LetsNothingOlderOverwriteWhatIsNewer) {
  Mentor older = AMentor("MEN0001", 9);
  older.as_of -= absl::Hours(1);
  EXPECT_THAT(Register(older), SucceededWith(Outcome::kOlder));
  EXPECT_EQ(Stored().capacity, 3);
}

TEST_F(RegisterMentorCommand, RemembersANewerFileThatSaysTheSame) {
  Mentor newer = AMentor();
  newer.as_of += absl::Hours(2);
  EXPECT_THAT(Register(newer), SucceededWith(Outcome::kUnchanged));
  Mentor between = AMentor("MEN0001", 9);
  between.as_of += absl::Hours(1);
  EXPECT_THAT(Register(between), SucceededWith(Outcome::kOlder));
  EXPECT_EQ(Stored().capacity, 3);
}

TEST_F(RegisterMentorCommand, KeepsAConflictThatALaterFileLeavesOut) {
  auto& conflicts = state_.mentors.begin()->second.conflicts;
  conflicts.people = {Nth<PersonId>(1)};
  conflicts.numbers = Sensitive(std::set<std::string>{"B0000BB"});
  EXPECT_THAT(Register(AMentor()), SucceededWith(Outcome::kUnchanged));
  EXPECT_THAT(Register(AMentor("MEN0001", 9)), SucceededWith(Outcome::kUpdated));
  EXPECT_TRUE(Stored().conflicts.people.contains(Nth<PersonId>(1)));
  EXPECT_TRUE(Stored().conflicts.numbers.Reveal().contains("B0000BB"));
}

TEST_F(RegisterMentorCommand, RaisesWhatTheNewEntryBlocks) {
  Given(MatchState::kActive);
  Mentor entry = AMentor();
  entry.conflicts.people = {Nth<PersonId>(1)};
  EXPECT_THAT(Register(entry), SucceededWith(Outcome::kUpdated));
  EXPECT_EQ(TheMatch().block, Block::kConflict);
  EXPECT_EQ(Count<MatchBlocked>(), 1);
}

TEST_F(RegisterMentorCommand, LearnsLaterWhoHasANumber) {
  Given(MatchState::kActive);
  auto& conflicts = state_.mentors.begin()->second.conflicts;
  conflicts.numbers = Sensitive(std::set<std::string>{"A0000AA", "B0000BB"});
  conflicts.checked = false;
  ASSERT_THAT(ResolveConflicts()(store_, {{Ref<MentorId>("MEN0001")},
                                          {"A0000AA", "B0000BB"},
                                          {{"A0000AA", Nth<PersonId>(1)}}}),
              Succeeded());
  EXPECT_TRUE(Stored().conflicts.checked);
  EXPECT_EQ(Stored().conflicts.numbers.Reveal(), (std::set<std::string>{"B0000BB"}));
  EXPECT_EQ(TheMatch().block, Block::kConflict);
}

TEST_F(RegisterMentorCommand, StaysUncheckedWhileANumberWasNotAskedFor) {
  auto& conflicts = state_.mentors.begin()->second.conflicts;
  conflicts.numbers = Sensitive(std::set<std::string>{"A0000AA", "B0000BB"});
  conflicts.checked = false;
  ASSERT_THAT(ResolveConflicts()(store_, {{Ref<MentorId>("MEN0001")}, {"A0000AA"}, {}}),
              Succeeded());
  EXPECT_FALSE(Stored().conflicts.checked);
}

}  // namespace
}  // namespace ttg::mentoring
