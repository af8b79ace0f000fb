#include "journey/domain/pathway.h"

#include <gtest/gtest.h>

namespace ttg::journey {
namespace {

Thing Bed(PathwayState progress, bool at_risk = false) {
  return {.pathway = Pathway::kBed, .id = "b", .progress = progress, .at_risk = at_risk};
}

TEST(PathwaySummary, OfNothingIsNone) { EXPECT_EQ(Summarise({}), PathwayState::kNone); }

TEST(PathwaySummary, ShowsTheFurthestThing) {
  EXPECT_EQ(Summarise({Bed(PathwayState::kInProgress), Bed(PathwayState::kConfirmed)}),
            PathwayState::kConfirmed);
  EXPECT_EQ(Summarise({Bed(PathwayState::kDone), Bed(PathwayState::kInProgress)}),
            PathwayState::kDone);
}

TEST(PathwaySummary, ARiskOutranksEverything) {
  EXPECT_EQ(Summarise({Bed(PathwayState::kDone), Bed(PathwayState::kInProgress, true)}),
            PathwayState::kAtRisk);
}

TEST(ThingChange, MakesAThingThatIsNew) {
  EXPECT_EQ(Apply(std::nullopt,
                  {.pathway = Pathway::kJob, .id = "j", .progress = PathwayState::kConfirmed}),
            (Thing{.pathway = Pathway::kJob, .id = "j", .progress = PathwayState::kConfirmed}));
}

TEST(ThingChange, LeavesWhatItDoesNotName) {
  const auto after = Apply(Bed(PathwayState::kConfirmed), {.id = "b", .at_risk = true});
  ASSERT_TRUE(after.has_value());
  EXPECT_EQ(*after, Bed(PathwayState::kConfirmed, true));
  EXPECT_EQ(*Apply(after, {.id = "b", .at_risk = false}), Bed(PathwayState::kConfirmed));
}

TEST(ThingChange, EndsAThing) {
  EXPECT_EQ(Apply(Bed(PathwayState::kConfirmed), {.id = "b", .gone = true}), std::nullopt);
}

TEST(PathwayState, EveryNameReadsBack) {
  for (const auto state : {PathwayState::kNone, PathwayState::kInProgress, PathwayState::kConfirmed,
                           PathwayState::kAtRisk, PathwayState::kDone}) {
    EXPECT_EQ(ParsePathwayState(ToString(state)), state);
  }
  EXPECT_EQ(ParsePathwayState("LOST"), std::nullopt);
}

}  // namespace
}  // namespace ttg::journey
