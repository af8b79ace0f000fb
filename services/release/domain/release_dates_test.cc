#include "release/domain/release_dates.h"

#include <gtest/gtest.h>

namespace ttg::release {
namespace {

const Date kEarly(2027, 3, 1);
const Date kLate(2027, 6, 1);

SentenceDate On(Date date) { return {.date = date}; }

TEST(StatutoryDate, IsAbsentWithoutAnyReleaseDate) {
  EXPECT_EQ(StatutoryDate({{DateType::kSed, On(kLate)}, {DateType::kHdced, On(kEarly)}}),
            std::nullopt);
}

TEST(StatutoryDate, TakesTheLatestType) {
  EXPECT_EQ(StatutoryDate({{DateType::kCrd, On(kEarly)}, {DateType::kPrrd, On(kLate)}}),
            (TypedDate{kLate, DateType::kPrrd}));
}

TEST(StatutoryDate, ReducesEachTypeToItsOverrideFirst) {
  const SentenceDate pulled_back{.date = Date(2028, 1, 1), .override_date = kEarly};
  EXPECT_EQ(StatutoryDate({{DateType::kCrd, pulled_back}, {DateType::kArd, On(kLate)}}),
            (TypedDate{kLate, DateType::kArd}));
}

TEST(StatutoryDate, BreaksTiesInTheOrderOfTheRule) {
  SentenceDates dates;
  for (const DateType type :
       {DateType::kMtd, DateType::kPrrd, DateType::kNpd, DateType::kCrd, DateType::kArd}) {
    dates[type] = On(kLate);
    EXPECT_EQ(StatutoryDate(dates)->type, type);
  }
}

TEST(StatutoryDate, TakesTheMidDateWhereItIsLater) {
  EXPECT_EQ(StatutoryDate({{DateType::kCrd, On(kEarly)}, {DateType::kMtd, On(kLate)}})->type,
            DateType::kMtd);
}

TEST(StatutoryDate, IgnoresTheEarlyAndLateDatesOfAnOrder) {
  EXPECT_EQ(StatutoryDate({{DateType::kEtd, On(kEarly)}, {DateType::kLtd, On(kLate)}}),
            std::nullopt);
}

TEST(DueDate, GoesDownThePrecedence) {
  SentenceDates dates{{DateType::kCrd, On(kLate)}};
  for (const DateType type : {DateType::kHdcad, DateType::kApd, DateType::kConfirmed}) {
    dates[type] = On(kEarly);
    EXPECT_EQ(DueDate(dates), (TypedDate{kEarly, type}));
  }
}

TEST(DateType, ReadsWhatItWrites) {
  for (int i = 0; i <= static_cast<int>(DateType::kLed); ++i) {
    const auto type = static_cast<DateType>(i);
    EXPECT_EQ(ParseDateType(ToString(type)), type);
  }
  EXPECT_EQ(ParseDateType("TED"), std::nullopt);
}

}  // namespace
}  // namespace ttg::release
