#include "journey/domain/ripple.h"

#include <gtest/gtest.h>

namespace ttg::journey {
namespace {

Answer Says(std::string context, bool needs_acknowledgement) {
  return {.context = std::move(context),
          .outcome = needs_acknowledgement ? Outcome::kMoved : Outcome::kNotAffected,
          .needs_acknowledgement = needs_acknowledgement};
}

TEST(RippleIsOpen, UntilEveryServiceHasAnswered) {
  EXPECT_TRUE(IsOpen({}));
  EXPECT_TRUE(IsOpen({Says("accommodation", false), Says("employment", false)}));
  EXPECT_FALSE(
      IsOpen({Says("accommodation", false), Says("employment", false), Says("mentoring", false)}));
}

TEST(RippleIsOpen, UntilWhatNeedsItIsAcknowledged) {
  std::vector<Answer> answers{Says("accommodation", true), Says("employment", false),
                              Says("mentoring", false)};
  EXPECT_TRUE(IsOpen(answers));
  answers[0].acknowledged_at = absl::UnixEpoch();
  EXPECT_FALSE(IsOpen(answers));
}

TEST(RippleIsOpen, DoesNotCountOneServiceTwice) {
  EXPECT_TRUE(
      IsOpen({Says("employment", false), Says("employment", false), Says("mentoring", false)}));
}

TEST(Outcome, EveryNameReadsBack) {
  for (const auto outcome : {Outcome::kNotAffected, Outcome::kMoved, Outcome::kAtRisk}) {
    EXPECT_EQ(ParseOutcome(ToString(outcome)), outcome);
  }
}

}  // namespace
}  // namespace ttg::journey
