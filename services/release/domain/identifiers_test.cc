#include "release/domain/identifiers.h"

#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace ttg::release {
namespace {

using ttg::testing::FailsWith;

const Date kToday(2026, 11, 23);

TEST(PrisonNumber, HasOneLetterFourDigitsTwoLetters) {
  EXPECT_EQ(ParsePrisonNumber("A1234BC")->Reveal(), "A1234BC");
  for (const char* text : {"", "a1234bc", "A12345C", "AB123CD", "A1234B", "A1234BCD", "A1234B1"}) {
    EXPECT_THAT(ParsePrisonNumber(text), FailsWith("PRISON_NUMBER_MALFORMED")) << text;
  }
}

TEST(Crn, HasOneLetterSixDigits) {
  EXPECT_EQ(ParseCrn("X123456")->Reveal(), "X123456");
  for (const char* text : {"", "X12345", "1123456", "x123456", "X1234567"}) {
    EXPECT_THAT(ParseCrn(text), FailsWith("CRN_MALFORMED")) << text;
  }
}

struct PncRow {
  const char* text;
  const char* canonical;
};

class PncCanonical : public ::testing::TestWithParam<PncRow> {};

TEST_P(PncCanonical, IsTheLongForm) {
  const auto pnc = ParsePnc(GetParam().text, kToday);
  ASSERT_TRUE(pnc.has_value());
  EXPECT_EQ(pnc->Reveal(), GetParam().canonical);
}

INSTANTIATE_TEST_SUITE_P(Forms, PncCanonical,
                         ::testing::Values(PncRow{"2018/0123456P", "2018/0123456P"},
                                           PncRow{"18/123456P", "2018/0123456P"},
                                           PncRow{"03/11985X", "2003/0011985X"},
                                           PncRow{"79/163001B", "1979/0163001B"},
                                           PncRow{"25/1F", "2025/0000001F"},
                                           PncRow{"00/0Z", "2000/0000000Z"}));

TEST(Pnc, RefusesAWrongCheckLetter) {
  for (const char* text : {"2018/0123456Q", "2003/0011985Y", "1979/0163001C", "2000/0000000A"}) {
    EXPECT_THAT(ParsePnc(text, kToday), FailsWith("PNC_CHECK_LETTER_WRONG")) << text;
  }
}

TEST(Pnc, RefusesOtherForms) {
  for (const char* text : {"", "2018", "2018/123456P", "18/12345678P", "18/P", "2018/0123456p",
                           "2018-0123456P", "018/123456P", "20x8/0123456P"}) {
    EXPECT_THAT(ParsePnc(text, kToday), FailsWith("PNC_MALFORMED")) << text;
  }
}

TEST(Cro, ChecksItsLetterInBothForms) {
  EXPECT_EQ(ParseCro("012345/18K")->Reveal(), "012345/18K");
  EXPECT_EQ(ParseCro("12345/18K")->Reveal(), "012345/18K");
  EXPECT_EQ(ParseCro("265416/99Q")->Reveal(), "265416/99Q");
  EXPECT_EQ(ParseCro("SF18/12345K")->Reveal(), "SF18/12345K");
  EXPECT_THAT(ParseCro("012345/18L"), FailsWith("CRO_CHECK_LETTER_WRONG"));
  for (const char* text : {"", "K", "012345K", "1234567/18K", "012345/018K", "SF/18K"}) {
    EXPECT_THAT(ParseCro(text), FailsWith("CRO_MALFORMED")) << text;
  }
}

TEST(NormaliseIdentifier, DropsSpaceAndRaisesCase) {
  EXPECT_EQ(NormaliseIdentifier("  a1234bc\t"), "A1234BC");
  EXPECT_EQ(NormaliseIdentifier("   "), "");
}

}  // namespace
}  // namespace ttg::release
