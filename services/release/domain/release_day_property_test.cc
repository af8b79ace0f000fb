// What must hold on every day of the calendar in force, 1 January 2024 to 31 December 2028 (domain
// A3 to A6): not samples, all of them.
#include <array>
#include <optional>

#include <gtest/gtest.h>

#include "platform/lifecycle/system_clock.h"
#include "release/domain/release_day.h"
#include "release/testing/calendar.h"

namespace ttg::release {
namespace {

using testing::EnglandAndWales;

const Date kFirst(2024, 1, 1);
const Date kLast(2028, 12, 31);
constexpr std::array kStatutoryTypes = {DateType::kArd, DateType::kCrd, DateType::kNpd,
                                        DateType::kPrrd, DateType::kMtd};
constexpr std::array kDecisions = {FridayDecision::kNone, FridayDecision::kReverted,
                                   FridayDecision::kExtraDay};

struct Case {
  DateType type = DateType::kCrd;
  Date due;
  ReleaseDayFacts facts;
};

ReleaseDay Compute(const Case& one) {
  return ComputeReleaseDay({{one.type, SentenceDate{.date = one.due}}}, one.facts,
                           EnglandAndWales());
}

// Every statutory date of these five years, seen from long before, from shortly before, on the day
// and after it, with a long sentence, one of about 28 days and one that nobody knows the start of.
template <typename Check>
void ForEveryStatutoryDate(const Check& check) {
  for (Date due = kFirst; due <= kLast; ++due) {
    for (const DateType type : kStatutoryTypes) {
      for (const Date today : {due - 400, due - 2, due - 1, due, due + 1}) {
        for (const std::optional<Date> start :
             {std::optional(due - 900), std::optional(due - 30), std::optional<Date>()}) {
          for (const FridayDecision decision : kDecisions) {
            check(Case{type,
                       due,
                       {.date_of_birth = Date(1990, 1, 1),
                        .sentence_start = start,
                        .decision = decision,
                        .today = today}});
          }
        }
      }
    }
  }
}

bool MovedByPolicy(const ReleaseDay& day) {
  return day.reason == ReleaseDayReason::kPolicy || day.reason == ReleaseDayReason::kExtraDay;
}

// Domain A4, A5.
void CheckLawful(const Case& one, const ReleaseDay& day) {
  ASSERT_TRUE(day.date && day.latest_lawful) << FormatDate(one.due);
  ASSERT_LE(*day.date, *day.latest_lawful) << FormatDate(one.due);
  ASSERT_LE(*day.latest_lawful, one.due) << FormatDate(one.due);
  ASSERT_TRUE(EnglandAndWales().IsWorkingDay(*day.date)) << FormatDate(one.due);
  ASSERT_TRUE(EnglandAndWales().IsWorkingDay(*day.latest_lawful)) << FormatDate(one.due);
  ASSERT_TRUE(day.warnings.empty()) << FormatDate(one.due);
}

// Domain A6: not to a due date in the past and never to a result in the past; only if 28 days lie
// between sentence start and result; not without a sentence start.
void CheckFridayRule(const Case& one, const ReleaseDay& day) {
  if (!MovedByPolicy(day)) return;
  ASSERT_NE(one.type, DateType::kNpd);
  ASSERT_GE(one.due, one.facts.today) << FormatDate(one.due);
  ASSERT_GE(*day.date, one.facts.today) << FormatDate(one.due);
  ASSERT_TRUE(one.facts.sentence_start.has_value());
  ASSERT_GE(*day.date - *one.facts.sentence_start, 28) << FormatDate(one.due);
  ASSERT_TRUE(EnglandAndWales().IsWorkingDay(*day.date + 1)) << FormatDate(one.due);
}

TEST(EveryReleaseDay, IsLawfulAWorkingDayAndMovedOnlyWhereTheFridayRuleAllowsIt) {
  ForEveryStatutoryDate([](const Case& one) {
    const ReleaseDay day = Compute(one);
    CheckLawful(one, day);
    CheckFridayRule(one, day);
    ASSERT_FALSE(::testing::Test::HasFatalFailure());
  });
}

// Domain A6: the rule moves each day that the policy is about, as long as nothing forbids it.
TEST(EveryReleaseDay, IsMovedWhereItOrTheDayAfterIsNoWorkingDay) {
  for (Date due = kFirst; due <= kLast; ++due) {
    const Case one{
        DateType::kCrd,
        due,
        {.date_of_birth = Date(1990, 1, 1), .sentence_start = due - 900, .today = due - 400}};
    const ReleaseDay day = Compute(one);
    const bool awkward = due == kLast || !EnglandAndWales().IsWorkingDay(due) ||
                         !EnglandAndWales().IsWorkingDay(due + 1);
    ASSERT_EQ(MovedByPolicy(day), awkward) << FormatDate(due);
  }
}

// Domain A6: the rule applied to its own result changes nothing.
TEST(EveryReleaseDay, StaysWhereTheFridayRuleHasPutIt) {
  for (Date day = kFirst; day <= kLast; ++day) {
    const Date eligible = EligibleDay(day, EnglandAndWales());
    ASSERT_LE(eligible, day);
    ASSERT_EQ(EligibleDay(eligible, EnglandAndWales()), eligible) << FormatDate(day);
    const ReleaseDay again = Compute({DateType::kCrd,
                                      eligible,
                                      {.date_of_birth = Date(1990, 1, 1),
                                       .sentence_start = eligible - 900,
                                       .today = eligible - 1}});
    ASSERT_EQ(again.date, eligible) << FormatDate(day);
    ASSERT_EQ(again.reason, ReleaseDayReason::kWorkingDay) << FormatDate(day);
  }
}

// Domain A6: whoever is 18 on the latest lawful day is moved; whoever turns 18 the day after is
// not, and somebody has to decide.
TEST(EveryReleaseDay, KnowsTheEighteenthBirthdayToTheDay) {
  for (Date due = kFirst; due <= kLast; ++due) {
    const Date lawful = EnglandAndWales().RollBack(due);
    if (EligibleDay(lawful, EnglandAndWales()) == lawful) continue;
    // Born on the same day of the year; 29 February has its own test below.
    if (lawful.month() == 2 && lawful.day() >= 28) continue;
    Case one{DateType::kCrd,
             due,
             {.date_of_birth = Date(lawful.year() - 18, lawful.month(), lawful.day()),
              .sentence_start = due - 900,
              .today = due - 400}};
    ASSERT_EQ(Compute(one).reason, ReleaseDayReason::kPolicy) << FormatDate(due);
    ++one.facts.date_of_birth;
    const ReleaseDay child = Compute(one);
    ASSERT_EQ(child.date, lawful) << FormatDate(due);
    ASSERT_TRUE(child.warnings.contains(ReleaseDayWarning::kUnderEighteen)) << FormatDate(due);
  }
}

TEST(EighteenthBirthday, FallsOnTheDayOfBirthEighteenYearsOnOrOnTheFirstOfMarch) {
  for (Date born(2006, 1, 1); born <= Date(2010, 12, 31); ++born) {
    const Date birthday = EighteenthBirthday(born);
    ASSERT_EQ(birthday.year(), born.year() + 18);
    const bool leap_day = born.month() == 2 && born.day() == 29;
    const Date next_year_has_none(born.year() + 18, 3, 1);
    // 2008 + 18 = 2026 has no 29 February.
    ASSERT_EQ(birthday,
              leap_day ? next_year_has_none : Date(born.year() + 18, born.month(), born.day()));
  }
  // Friday 27 February 2026 is before that birthday, Monday 2 March after it.
  Case one{DateType::kCrd,
           Date(2026, 2, 28),
           {.date_of_birth = Date(2008, 2, 29),
            .sentence_start = Date(2024, 1, 8),
            .today = Date(2026, 1, 5)}};
  EXPECT_TRUE(Compute(one).warnings.contains(ReleaseDayWarning::kUnderEighteen));
  EXPECT_EQ(Compute(one).date, Date(2026, 2, 27));
  one.due = Date(2026, 3, 6);
  EXPECT_EQ(Compute(one).date, Date(2026, 3, 5));
}

// Domain A1: a date is never an instant; today is the date in London.
TEST(TodayInLondon, IsTomorrowAtHalfPastElevenInTheEveningOfEverySummerDay) {
  const absl::TimeZone utc = absl::UTCTimeZone();
  for (const int year : {2024, 2025, 2026, 2027, 2028}) {
    for (Date day(year, 6, 1); day <= Date(year, 6, 30); ++day) {
      const Instant late = absl::FromCivil(absl::CivilMinute(day) + 23 * 60 + 30, utc);
      ASSERT_EQ(lifecycle::LondonDate(late), day + 1) << FormatDate(day);
      ASSERT_EQ(lifecycle::LondonDate(late - absl::Minutes(31)), day) << FormatDate(day);
    }
    for (Date day(year, 12, 1); day <= Date(year, 12, 31); ++day) {
      const Instant late = absl::FromCivil(absl::CivilMinute(day) + 23 * 60 + 30, utc);
      ASSERT_EQ(lifecycle::LondonDate(late), day) << FormatDate(day);
    }
  }
}

}  // namespace
}  // namespace ttg::release
