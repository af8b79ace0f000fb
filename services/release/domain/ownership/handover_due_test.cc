#include "release/domain/ownership/handover_due.h"

#include <gmock/gmock.h>

#include "release/domain/ownership/months.h"
#include "release/testing/builders.h"

// Domain A11: a handover falls due 8 months and 14 days before release (determinate), 12 months
// (parole, indeterminate), at once if sentence start + 10 months is not before release.
namespace ttg::release {
namespace {

TEST(MonthsAfter, EndAtTheLastDayOfAShorterMonth) {
  struct Row {
    Date from;
    int months;
    Date to;
  };
  for (const auto& [from, months, to] :
       {Row{Date(2026, 1, 31), 1, Date(2026, 2, 28)}, Row{Date(2028, 1, 31), 1, Date(2028, 2, 29)},
        Row{Date(2028, 2, 29), 12, Date(2029, 2, 28)},
        Row{Date(2028, 2, 29), -12, Date(2027, 2, 28)},
        Row{Date(2026, 10, 31), -8, Date(2026, 2, 28)},
        Row{Date(2028, 10, 30), -8, Date(2028, 2, 29)},
        Row{Date(2026, 10, 29), -8, Date(2026, 2, 28)},
        Row{Date(2026, 12, 31), -1, Date(2026, 11, 30)},
        Row{Date(2026, 12, 30), -1, Date(2026, 11, 30)},
        Row{Date(2026, 3, 15), -3, Date(2025, 12, 15)},
        Row{Date(2026, 8, 31), 10, Date(2027, 6, 30)},
        Row{Date(2026, 5, 1), 0, Date(2026, 5, 1)}}) {
    EXPECT_EQ(MonthsAfter(from, months), to) << FormatDate(from) << " and " << months;
  }
}

TEST(HandoverDue, FollowsTheKindOfSentence) {
  struct Row {
    const char* name;
    HandoverDueFacts facts;
    std::optional<HandoverDue> due;
  };
  const Date release(2027, 10, 31);
  const Date start(2024, 1, 10);
  const Date parole_due(2026, 10, 31);
  const auto determinate = HandoverDue{Date(2027, 2, 14), HandoverDueRule::kDeterminate};
  const auto parole = HandoverDue{parole_due, HandoverDueRule::kParole};
  for (const auto& [name, facts, due] :
       {Row{"no release day", {std::nullopt, start, "SDS", false}, std::nullopt},
        Row{"determinate", {release, start, "SDS", false}, determinate},
        Row{"sentence not known", {release, std::nullopt, "", false}, determinate},
        Row{"with a parole date", {release, start, "SDS", true}, parole},
        Row{"extended", {release, start, "EDS", false}, parole},
        Row{"special custodial", {release, start, "SOPC", false}, parole},
        Row{"public protection", {release, start, "IPP", false}, parole},
        Row{"life", {release, start, "LIFE", false}, parole},
        Row{"parole of a leap day",
            {Date(2028, 2, 29), start, "LIFE", false},
            HandoverDue{Date(2027, 2, 28), HandoverDueRule::kParole}},
        Row{"leap day eight months before",
            {Date(2028, 10, 31), start, "SDS", false},
            HandoverDue{Date(2028, 2, 15), HandoverDueRule::kDeterminate}},
        Row{"ten months to the day",
            {release, Date(2026, 12, 31), "SDS", false},
            HandoverDue{Date(2026, 12, 31), HandoverDueRule::kAtOnce}},
        Row{"a day more than ten months", {release, Date(2026, 12, 30), "SDS", false}, determinate},
        Row{"short and with parole",
            {release, Date(2027, 6, 1), "EDS", true},
            HandoverDue{Date(2027, 6, 1), HandoverDueRule::kAtOnce}}}) {
    EXPECT_EQ(HandoverDueOf(facts), due) << name;
  }
}

TEST(HandoverDue, IsForWhoIsHeld) {
  // Sentenced on 2 June 2025, released on 3 December 2026.
  auto person = testing::APerson().snapshot();
  EXPECT_EQ(HandoverDueOf(person), (HandoverDue{Date(2026, 3, 20), HandoverDueRule::kDeterminate}));
  person.dates[DateType::kPed] = {Date(2026, 12, 1), std::nullopt, "IMPORT", {}, ""};
  EXPECT_EQ(HandoverDueOf(person)->rule, HandoverDueRule::kParole);
  for (const PersonState state :
       {PersonState::kReleased, PersonState::kDeported, PersonState::kDied, PersonState::kMerged}) {
    person.state = state;
    EXPECT_EQ(HandoverDueOf(person), std::nullopt);
  }
  for (const PersonState state :
       {PersonState::kTemporarilyOut, PersonState::kInSecureHospital,
        PersonState::kImmigrationDetention, PersonState::kAtLarge, PersonState::kInPrison}) {
    person.state = state;
    EXPECT_TRUE(HandoverDueOf(person).has_value());
  }
}

}  // namespace
}  // namespace ttg::release
