#include "release/domain/reference_data.h"

#include <gtest/gtest.h>

#include "platform/testing/matchers.h"
#include "release/testing/builders.h"

namespace ttg::release {
namespace {

using ttg::testing::FailsWith;

TEST(ParseCodes, TakesTheFirstColumn) {
  const auto codes = ParseCodes("code,name\nBMI,Birmingham\nSTC3,\"A, B\"\n");
  ASSERT_TRUE(codes.has_value());
  EXPECT_EQ(*codes, (std::set<std::string, std::less<>>{"BMI", "STC3"}));
}

TEST(ParseCodes, RefusesATableThatCannotBeRight) {
  EXPECT_THAT(ParseCodes("code,name\n"), FailsWith("REFERENCE_TABLE_MALFORMED"));
  EXPECT_THAT(ParseCodes("code,name\nA,x\nA,y\n"), FailsWith("REFERENCE_TABLE_MALFORMED"));
  EXPECT_THAT(ParseCodes("code,name\n\"A\",x\n"), FailsWith("REFERENCE_TABLE_MALFORMED"));
}

TEST(ReferenceFiles, AreWhole) {
  EXPECT_TRUE(testing::Reference().prisons.contains("STC3"));
  EXPECT_TRUE(testing::Reference().delivery_units.contains("N52BIRM"));
  EXPECT_TRUE(testing::Reference().local_authorities.contains("E08000025"));
}

}  // namespace
}  // namespace ttg::release
