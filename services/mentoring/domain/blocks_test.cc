#include "mentoring/domain/blocks.h"

#include <functional>
#include <ostream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mentoring/testing/builders.h"

namespace ttg::mentoring {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Case {
  std::string name;
  Block block;
  std::function<void(Mentor&, Person&)> change;

  friend std::ostream& operator<<(std::ostream& out, const Case& it) { return out << it.name; }
};

class EveryBlock : public ::testing::TestWithParam<Case> {};

TEST_P(EveryBlock, IsNamedAlone) {
  Mentor mentor = AMentor();
  Person person = APerson();
  GetParam().change(mentor, person);
  EXPECT_THAT(HardBlocks(mentor, person, 0), ElementsAre(GetParam().block));
  EXPECT_EQ(ParseBlock(ToString(GetParam().block)), GetParam().block);
  EXPECT_FALSE(Explain(GetParam().block).empty());
}

Case Standing(std::string name, Block block, MentorStanding standing) {
  return {std::move(name), block,
          [standing](Mentor& mentor, Person&) { mentor.standing = standing; }};
}

INSTANTIATE_TEST_SUITE_P(
    Blocks, EveryBlock,
    ::testing::Values(
        Standing("Suspended", Block::kMentorSuspended, MentorStanding::kSuspended),
        Standing("UnderInvestigation", Block::kMentorUnderInvestigation,
                 MentorStanding::kUnderInvestigation),
        Standing("Recalled", Block::kMentorRecalled, MentorStanding::kRecalled),
        Standing("Licence", Block::kMentorLicence, MentorStanding::kLicenceCondition),
        Case{"Conflict", Block::kConflict,
             [](Mentor& mentor, Person& person) { mentor.conflicts.people = {person.id}; }},
        Case{"ConflictsUnchecked", Block::kConflictsUnchecked,
             [](Mentor& mentor, Person&) { mentor.conflicts.checked = false; }},
        Case{"ProfileMissing", Block::kProfileMissing,
             [](Mentor&, Person& person) { person.profile.reset(); }},
        Case{"ReleaseDayMissing", Block::kReleaseDayMissing,
             [](Mentor&, Person& person) { person.release_day.reset(); }},
        Case{"PrisonMissing", Block::kPrisonMissing,
             [](Mentor&, Person& person) { person.prison.reset(); }},
        Case{"NotCleared", Block::kNotClearedForPrison,
             [](Mentor&, Person& person) { person.prison = Ref<PrisonId>("FHI"); }},
        Case{"VettingMissing", Block::kVettingMissing,
             [](Mentor& mentor, Person&) { mentor.clearances.begin()->second.reset(); }},
        Case{"VettingExpired", Block::kVettingExpired,
             [](Mentor& mentor, Person&) { mentor.clearances.begin()->second = kGate - 1; }},
        Case{"AreaMissing", Block::kAreaMissing,
             [](Mentor&, Person& person) { person.delivery_unit.reset(); }},
        Case{"OutsideArea", Block::kOutsideArea,
             [](Mentor&, Person& person) { person.delivery_unit = Ref<DeliveryUnit>("N52STF"); }},
        Case{"Child", Block::kChildWithoutEnhancedClearance,
             [](Mentor&, Person& person) { person.profile->born_on = Date(2008, 12, 8); }},
        Case{"AgeUnknown", Block::kChildWithoutEnhancedClearance,
             [](Mentor&, Person& person) { person.profile->born_on.reset(); }},
        Case{"EnhancedClearanceExpired", Block::kChildWithoutEnhancedClearance,
             [](Mentor& mentor, Person& person) {
               person.profile->born_on = Date(2010, 1, 1);
               mentor.enhanced_clearance_expires_on = kGate - 1;
             }},
        Case{"SexSpecificNeed", Block::kSexSpecificNeed,
             [](Mentor& mentor, Person& person) {
               mentor.sex = Sex::kFemale;
               person.profile->same_sex_mentor_only = true;
             }},
        Case{"SexUnknown", Block::kSexSpecificNeed,
             [](Mentor&, Person& person) {
               person.profile->sex.reset();
               person.profile->same_sex_mentor_only = true;
             }},
        Case{"NoCapacity", Block::kAtCapacity,
             [](Mentor& mentor, Person&) { mentor.capacity = 0; }}),
    [](const auto& row) { return row.param.name; });

TEST(HardBlocks, AreNoneForASuitableMentor) {
  EXPECT_THAT(HardBlocks(AMentor(), APerson(), 2), IsEmpty());
}

TEST(HardBlocks, LetAClearanceHoldOnItsLastDay) {
  Mentor mentor = AMentor();
  mentor.clearances.begin()->second = kGate;
  EXPECT_THAT(HardBlocks(mentor, APerson(), 0), IsEmpty());
}

TEST(HardBlocks, CountWhoeverTurnsEighteenOnTheGateDateAsAnAdult) {
  Person person = APerson();
  person.profile->born_on = Date(2008, 12, 7);
  EXPECT_THAT(HardBlocks(AMentor(), person, 0), IsEmpty());
}

TEST(HardBlocks, LetAChildHaveAMentorWithEnhancedClearance) {
  Mentor mentor = AMentor();
  mentor.enhanced_clearance_expires_on = kGate;
  Person person = APerson();
  person.profile->born_on = Date(2010, 1, 1);
  EXPECT_THAT(HardBlocks(mentor, person, 0), IsEmpty());
}

TEST(HardBlocks, AreJudgedOnTheDayOfTheReleaseOnceItHasHappened) {
  Person person = APerson();
  person.release_day.reset();
  person.released_on = kGate;
  EXPECT_THAT(HardBlocks(AMentor(), person, 0), IsEmpty());
}

TEST(HardBlocks, AreNamedTogetherTheGravestFirst) {
  Mentor mentor = AMentor();
  mentor.standing = MentorStanding::kSuspended;
  EXPECT_THAT(HardBlocks(mentor, APerson(), 3),
              ElementsAre(Block::kMentorSuspended, Block::kAtCapacity));
}

TEST(MaskedName, SaysNothingAboutAnotherPerson) {
  EXPECT_EQ(MaskedName(Block::kConflict), "COMPATIBILITY");
  EXPECT_EQ(MaskedName(Block::kAtCapacity), "AT_CAPACITY");
}

}  // namespace
}  // namespace ttg::mentoring
