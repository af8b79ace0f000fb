#include "mentoring/domain/ranking.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "mentoring/testing/builders.h"

namespace ttg::mentoring {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> Order(const Ranking& ranking) {
  std::vector<std::string> ids;
  for (const auto& ranked : ranking.eligible) ids.push_back(ranked.entry.mentor.id.str());
  return ids;
}

TEST(RankMentors, PutsAFormerMentorFirstThenAreaLanguageLoadAndExperience) {
  Mentor former = AMentor("F");
  former.delivery_units = {Ref<DeliveryUnit>("N52STF"), Ref<DeliveryUnit>("N52BIRM")};
  Mentor elsewhere = AMentor("A");
  elsewhere.delivery_units = {Ref<DeliveryUnit>("N52STF"), Ref<DeliveryUnit>("N52BIRM")};
  Mentor speaks = AMentor("L");
  speaks.languages.insert("Polish");
  Mentor shares = AMentor("S");
  shares.lived_experience = {"CARE_LEAVER"};
  const Ranking ranking = RankMentors(
      {{elsewhere, 0}, {AMentor("N"), 1}, {shares, 1}, {AMentor("B"), 0}, {speaks, 2}, {former, 2}},
      APerson(), {former.id}, {"Polish", "CARE_LEAVER"});
  EXPECT_THAT(Order(ranking), ElementsAre("F", "L", "B", "S", "N", "A"));
  EXPECT_THAT(ranking.eligible.front().reasons, ElementsAre(RankReason::kFormerMentor));
}

TEST(RankMentors, CountsTheBlockedByReason) {
  Mentor suspended = AMentor("A");
  suspended.standing = MentorStanding::kSuspended;
  const Ranking ranking =
      RankMentors({{suspended, 3}, {AMentor("B"), 3}, {AMentor("C"), 0}}, APerson(), {}, {});
  EXPECT_THAT(Order(ranking), ElementsAre("C"));
  EXPECT_EQ(ranking.blocked.at(Block::kMentorSuspended), 1);
  EXPECT_EQ(ranking.blocked.at(Block::kAtCapacity), 2);
}

TEST(RankMentors, NeverOffersABlockedMentorAndForgetsNobody) {
  EXPECT_TRUE(rc::check([] {
    std::vector<RosterEntry> roster;
    const int mentors = *rc::gen::inRange(0, 20);
    for (int i = 0; i < mentors; ++i) {
      Mentor mentor = AMentor("M" + std::to_string(i), *rc::gen::inRange(0, 4));
      mentor.clearances.begin()->second = kGate + *rc::gen::inRange(-2, 3);
      mentor.standing = *rc::gen::element(MentorStanding::kActive, MentorStanding::kSuspended);
      roster.push_back({mentor, *rc::gen::inRange(0, 4)});
    }
    const Ranking ranking = RankMentors(roster, APerson(), {}, {});
    int blocked = 0;
    for (const RosterEntry& entry : roster) {
      blocked += HardBlocks(entry.mentor, APerson(), entry.load).empty() ? 0 : 1;
    }
    RC_ASSERT(ranking.eligible.size() + blocked == roster.size());
    for (const auto& ranked : ranking.eligible) {
      RC_ASSERT(HardBlocks(ranked.entry.mentor, APerson(), ranked.entry.load).empty());
    }
    std::ranges::reverse(roster);
    RC_ASSERT(Order(RankMentors(roster, APerson(), {}, {})) == Order(ranking));
  }));
}

}  // namespace
}  // namespace ttg::mentoring
