#include "release/domain/release_day.h"

#include <array>
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "release/testing/calendar.h"

namespace ttg::release {
namespace {

using testing::EnglandAndWales;

const Date kToday(2026, 11, 23);

ReleaseDayFacts AdultFacts(Date today = kToday) {
  return {.date_of_birth = Date(1990, 1, 1), .sentence_start = Date(2020, 1, 6), .today = today};
}

SentenceDates Only(DateType type, Date date) { return {{type, SentenceDate{.date = date}}}; }

ReleaseDay Compute(const SentenceDates& dates, const ReleaseDayFacts& facts) {
  return ComputeReleaseDay(dates, facts, EnglandAndWales());
}

struct Example {
  Date due;
  Date lawful;
  Date policy;
  Date extra;
};

// Domain A6 and the table of II.1.5.
class WorkedExample : public ::testing::TestWithParam<Example> {};

TEST_P(WorkedExample, GivesLawfulPolicyAndExtraDay) {
  const auto& [due, lawful, policy, extra] = GetParam();
  const SentenceDates dates = Only(DateType::kCrd, due);
  ReleaseDayFacts facts = AdultFacts();

  const ReleaseDay day = Compute(dates, facts);
  EXPECT_EQ(day.latest_lawful, lawful);
  EXPECT_EQ(day.date, policy);
  EXPECT_EQ(day.reason, ReleaseDayReason::kPolicy);

  facts.decision = FridayDecision::kExtraDay;
  EXPECT_EQ(Compute(dates, facts).date, extra);
  EXPECT_EQ(Compute(dates, facts).reason, ReleaseDayReason::kExtraDay);

  facts.decision = FridayDecision::kReverted;
  EXPECT_EQ(Compute(dates, facts).date, lawful);
  EXPECT_EQ(Compute(dates, facts).reason, ReleaseDayReason::kReverted);
}

INSTANTIATE_TEST_SUITE_P(
    DomainA6, WorkedExample,
    ::testing::Values(
        Example{Date(2026, 12, 4), Date(2026, 12, 4), Date(2026, 12, 3), Date(2026, 12, 2)},
        Example{Date(2026, 12, 6), Date(2026, 12, 4), Date(2026, 12, 3), Date(2026, 12, 2)},
        Example{Date(2026, 12, 24), Date(2026, 12, 24), Date(2026, 12, 23), Date(2026, 12, 22)},
        Example{Date(2026, 12, 28), Date(2026, 12, 24), Date(2026, 12, 23), Date(2026, 12, 22)},
        Example{Date(2027, 1, 1), Date(2026, 12, 31), Date(2026, 12, 30), Date(2026, 12, 29)},
        Example{Date(2027, 3, 29), Date(2027, 3, 25), Date(2027, 3, 24), Date(2027, 3, 23)},
        Example{Date(2027, 5, 3), Date(2027, 4, 30), Date(2027, 4, 29), Date(2027, 4, 28)},
        Example{Date(2027, 12, 28), Date(2027, 12, 24), Date(2027, 12, 23), Date(2027, 12, 22)}));

TEST(ReleaseDay, HasNoDateWithoutADueDate) {
  const ReleaseDay day = Compute({}, AdultFacts());
  EXPECT_EQ(day.date, std::nullopt);
  EXPECT_EQ(day.reason, ReleaseDayReason::kNoDate);
  EXPECT_EQ(day.latest_lawful, std::nullopt);
}

TEST(ReleaseDay, StaysOnAWorkingDayThatAWorkingDayFollows) {
  const ReleaseDay day = Compute(Only(DateType::kCrd, Date(2026, 12, 9)), AdultFacts());
  EXPECT_EQ(day.date, Date(2026, 12, 9));
  EXPECT_EQ(day.reason, ReleaseDayReason::kWorkingDay);
  EXPECT_TRUE(day.warnings.empty());
  EXPECT_EQ(day.calendar_version, EnglandAndWales().version());
}

// The day before Good Friday moves too: the policy follows the calendar, not the weekday.
TEST(ReleaseDay, MovesTheThursdayBeforeGoodFriday) {
  EXPECT_EQ(Compute(Only(DateType::kArd, Date(2027, 3, 25)), AdultFacts()).date, Date(2027, 3, 24));
}

struct Rule {
  DateType type;
  bool moves;
};

class FridayRuleType : public ::testing::TestWithParam<Rule> {};

TEST_P(FridayRuleType, MovesOnlyTheTypesOfThePolicy) {
  const ReleaseDay day = Compute(Only(GetParam().type, Date(2026, 12, 4)), AdultFacts());
  EXPECT_EQ(day.date, GetParam().moves ? Date(2026, 12, 3) : Date(2026, 12, 4));
}

INSTANTIATE_TEST_SUITE_P(AllDueTypes, FridayRuleType,
                         ::testing::Values(Rule{DateType::kCrd, true}, Rule{DateType::kArd, true},
                                           Rule{DateType::kPrrd, true}, Rule{DateType::kMtd, true},
                                           Rule{DateType::kNpd, false}, Rule{DateType::kApd, false},
                                           Rule{DateType::kHdcad, false},
                                           Rule{DateType::kConfirmed, false}));

TEST(ReleaseDay, RollsAParoleDateBackButNoFurther) {
  const ReleaseDay day = Compute(Only(DateType::kApd, Date(2026, 12, 6)), AdultFacts());
  EXPECT_EQ(day.date, Date(2026, 12, 4));
  EXPECT_EQ(day.reason, ReleaseDayReason::kRolledBack);
  EXPECT_EQ(day.latest_lawful, std::nullopt);
}

TEST(ReleaseDay, LeavesAnEnteredDateAndWarnsOfANonWorkingDay) {
  for (const DateType type : {DateType::kConfirmed, DateType::kHdcad}) {
    const ReleaseDay day = Compute(Only(type, Date(2026, 12, 6)), AdultFacts());
    EXPECT_EQ(day.date, Date(2026, 12, 6));
    EXPECT_EQ(day.reason, ReleaseDayReason::kAsEntered);
    EXPECT_EQ(day.warnings, std::set{ReleaseDayWarning::kNonWorkingDay});
  }
}

TEST(ReleaseDay, WarnsOfADateAfterTheLatestLawfulDay) {
  for (const DateType type : {DateType::kConfirmed, DateType::kHdcad, DateType::kApd}) {
    SentenceDates dates = Only(DateType::kCrd, Date(2026, 12, 6));
    dates[type].date = Date(2026, 12, 7);
    const ReleaseDay day = Compute(dates, AdultFacts());
    EXPECT_EQ(day.latest_lawful, Date(2026, 12, 4));
    EXPECT_TRUE(day.warnings.contains(ReleaseDayWarning::kAfterLawfulDay)) << ToString(type);
  }
}

TEST(ReleaseDay, LeavesADateBeyondTheCalendarWhateverItsType) {
  for (const DateType type : {DateType::kConfirmed, DateType::kHdcad, DateType::kApd,
                              DateType::kCrd, DateType::kNpd, DateType::kMtd}) {
    const ReleaseDay day = Compute(Only(type, Date(2029, 1, 6)), AdultFacts());
    EXPECT_EQ(day.date, Date(2029, 1, 6));
    EXPECT_EQ(day.reason, ReleaseDayReason::kBeyondCalendar);
  }
}

TEST(ReleaseDay, WarnsOfALaterDateBeyondTheCalendar) {
  SentenceDates dates = Only(DateType::kCrd, Date(2028, 12, 6));
  dates[DateType::kConfirmed].date = Date(2029, 1, 3);
  EXPECT_EQ(Compute(dates, AdultFacts()).warnings, std::set{ReleaseDayWarning::kAfterLawfulDay});
  dates = Only(DateType::kCrd, Date(2029, 2, 1));
  dates[DateType::kConfirmed].date = Date(2029, 2, 2);
  EXPECT_EQ(Compute(dates, AdultFacts()).warnings, std::set{ReleaseDayWarning::kAfterLawfulDay});
}

TEST(ReleaseDay, KnowsTheLastDayOfTheCalendar) {
  const ReleaseDay day = Compute(Only(DateType::kCrd, Date(2028, 12, 31)), AdultFacts());
  EXPECT_EQ(day.latest_lawful, Date(2028, 12, 29));
  EXPECT_EQ(day.date, Date(2028, 12, 28));
}

TEST(FridayRule, LeavesAChildAndAsksForADecision) {
  ReleaseDayFacts facts = AdultFacts();
  facts.date_of_birth = Date(2008, 12, 5);
  const ReleaseDay day = Compute(Only(DateType::kCrd, Date(2026, 12, 4)), facts);
  EXPECT_EQ(day.date, Date(2026, 12, 4));
  EXPECT_EQ(day.reason, ReleaseDayReason::kWorkingDay);
  EXPECT_EQ(day.warnings, std::set{ReleaseDayWarning::kUnderEighteen});
}

TEST(FridayRule, AppliesFromTheEighteenthBirthdayOn) {
  ReleaseDayFacts facts = AdultFacts();
  facts.date_of_birth = Date(2008, 12, 4);
  EXPECT_EQ(Compute(Only(DateType::kCrd, Date(2026, 12, 4)), facts).date, Date(2026, 12, 3));
}

TEST(FridayRule, TurnsSomebodyBornOnALeapDayEighteenOnTheFirstOfMarch) {
  EXPECT_EQ(EighteenthBirthday(Date(2008, 2, 29)), Date(2026, 3, 1));
  EXPECT_EQ(EighteenthBirthday(Date(2008, 2, 28)), Date(2026, 2, 28));
  ReleaseDayFacts facts = AdultFacts(Date(2026, 1, 5));
  facts.date_of_birth = Date(2008, 2, 29);
  EXPECT_EQ(Compute(Only(DateType::kCrd, Date(2026, 2, 27)), facts).date, Date(2026, 2, 27));
  EXPECT_EQ(Compute(Only(DateType::kCrd, Date(2026, 3, 6)), facts).date, Date(2026, 3, 5));
}

TEST(FridayRule, NeedsTwentyEightDaysSinceTheSentenceBegan) {
  ReleaseDayFacts facts = AdultFacts();
  facts.sentence_start = Date(2026, 11, 5);  // 28 days before Thursday 3 December
  EXPECT_EQ(Compute(Only(DateType::kCrd, Date(2026, 12, 4)), facts).date, Date(2026, 12, 3));
  facts.decision = FridayDecision::kExtraDay;
  EXPECT_EQ(Compute(Only(DateType::kCrd, Date(2026, 12, 4)), facts).date, Date(2026, 12, 3));
  facts.sentence_start = Date(2026, 11, 6);
  EXPECT_EQ(Compute(Only(DateType::kCrd, Date(2026, 12, 4)), facts).date, Date(2026, 12, 4));
  facts.sentence_start = std::nullopt;
  EXPECT_EQ(Compute(Only(DateType::kCrd, Date(2026, 12, 4)), facts).date, Date(2026, 12, 4));
}

TEST(FridayRule, NeverMovesIntoThePast) {
  const SentenceDates dates = Only(DateType::kCrd, Date(2026, 12, 4));
  EXPECT_EQ(Compute(dates, AdultFacts(Date(2026, 12, 3))).date, Date(2026, 12, 3));
  EXPECT_EQ(Compute(dates, AdultFacts(Date(2026, 12, 4))).date, Date(2026, 12, 4));
  EXPECT_EQ(Compute(dates, AdultFacts(Date(2026, 12, 20))).date, Date(2026, 12, 4));
  ReleaseDayFacts facts = AdultFacts(Date(2026, 12, 3));
  facts.decision = FridayDecision::kExtraDay;
  EXPECT_EQ(Compute(dates, facts).date, Date(2026, 12, 3));
}

DateType AnyComputedType(int choice) {
  constexpr std::array kTypes = {DateType::kArd, DateType::kCrd, DateType::kNpd, DateType::kPrrd,
                                 DateType::kMtd};
  return kTypes[static_cast<std::size_t>(choice)];
}

// Over every day that the calendar knows.
RC_GTEST_PROP(ReleaseDayProperty, IsLawfulAndAWorkingDayAndNeverMovedIntoThePast, ()) {
  const Date first(2012, 1, 1);
  const auto days = static_cast<int>(Date(2029, 1, 1) - first);
  const Date due = first + *rc::gen::inRange(20, days);
  const Date today = due + *rc::gen::inRange(-90, 10);
  ReleaseDayFacts facts = AdultFacts(today);
  facts.sentence_start = due - *rc::gen::inRange(0, 400);
  facts.date_of_birth = due - *rc::gen::inRange(17 * 365, 30 * 365);
  facts.decision = static_cast<FridayDecision>(*rc::gen::inRange(0, 3));
  const auto type = AnyComputedType(*rc::gen::inRange(0, 5));

  const ReleaseDay day = Compute(Only(type, due), facts);

  RC_ASSERT(day.date.has_value());
  RC_ASSERT(*day.date <= *day.latest_lawful);
  RC_ASSERT(*day.latest_lawful <= due);
  RC_ASSERT(EnglandAndWales().IsWorkingDay(*day.date));
  const bool moved = *day.date < *day.latest_lawful;
  RC_ASSERT(!moved || *day.date >= today);
  RC_ASSERT(!moved || *day.date - *facts.sentence_start >= 28);
}

TEST(EligibleDay, IsIdempotentOverTheWholeCalendar) {
  for (Date day(2012, 1, 20); day <= Date(2028, 12, 31); ++day) {
    const Date eligible = EligibleDay(day, EnglandAndWales());
    ASSERT_EQ(EligibleDay(eligible, EnglandAndWales()), eligible) << day;
    ASSERT_TRUE(EnglandAndWales().IsWorkingDay(eligible)) << day;
    ASSERT_TRUE(EnglandAndWales().IsWorkingDay(eligible + 1)) << day;
    ASSERT_LE(eligible, day);
  }
}

TEST(ReleaseDayReason, ReadsWhatItWrites) {
  for (int i = 0; i <= static_cast<int>(ReleaseDayReason::kNoDate); ++i) {
    const auto reason = static_cast<ReleaseDayReason>(i);
    EXPECT_EQ(ParseReleaseDayReason(ToString(reason)), reason);
  }
  EXPECT_EQ(ParseReleaseDayReason("NEVER"), std::nullopt);
}

}  // namespace
}  // namespace ttg::release
