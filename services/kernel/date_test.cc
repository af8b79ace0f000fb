#include "kernel/date.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ttg {
namespace {

struct DateRow {
  const char* text;
  const char* reason;  // empty: it parses
};

class ParseDateTable : public ::testing::TestWithParam<DateRow> {};

TEST_P(ParseDateTable, AcceptsIsoDatesThatExistAndNothingElse) {
  const auto result = ParseDate(GetParam().text);
  EXPECT_EQ(result ? "" : result.error().reason, GetParam().reason) << GetParam().text;
  if (result) {
    EXPECT_EQ(FormatDate(*result), GetParam().text);
  }
}

INSTANTIATE_TEST_SUITE_P(Forms, ParseDateTable,
                         ::testing::Values(DateRow{"2026-11-23", ""}, DateRow{"2028-02-29", ""},
                                           DateRow{"2027-02-29", "DATE_IMPOSSIBLE"},
                                           DateRow{"2026-13-01", "DATE_IMPOSSIBLE"},
                                           DateRow{"2026-00-10", "DATE_IMPOSSIBLE"},
                                           DateRow{"1899-12-31", "DATE_IMPOSSIBLE"},
                                           DateRow{"2200-01-01", "DATE_IMPOSSIBLE"},
                                           DateRow{"23/11/2026", "DATE_NOT_ISO"},
                                           DateRow{"2026-1-1", "DATE_NOT_ISO"},
                                           DateRow{"2026-11-23 ", "DATE_NOT_ISO"},
                                           DateRow{"", "DATE_NOT_ISO"},
                                           DateRow{"２026-11-2", "DATE_NOT_ISO"}));

TEST(Instant, IsWrittenInFixedWidthAndReadBack) {
  const auto instant = ParseInstant("2026-06-30T23:30:00Z");
  ASSERT_TRUE(instant.has_value());
  EXPECT_EQ(FormatInstant(*instant), "2026-06-30T23:30:00.000000Z");
  EXPECT_EQ(ParseInstant(FormatInstant(*instant)), *instant);
}

TEST(Instant, RefusesALocalTimeWithoutAnOffset) {
  EXPECT_EQ(ParseInstant("2026-06-30T23:30:00").error().reason, "INSTANT_MALFORMED");
}

}  // namespace
}  // namespace ttg
