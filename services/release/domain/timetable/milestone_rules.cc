#include "release/domain/timetable/milestone_rules.h"

#include <array>

#include "release/domain/ownership/months.h"

namespace ttg::release {
namespace {

using Kind = MilestoneKind;

constexpr Offset From(Base base, int count = 0, Unit unit = Unit::kDays) {
  return {base, count, unit};
}
constexpr Offset Anchor(int count, Unit unit) { return {Base::kAnchor, count, unit}; }
constexpr Offset Release(int count, Unit unit) { return {Base::kRelease, count, unit}; }
constexpr Offset Opening(int count, Unit unit) { return {Base::kOpening, count, unit}; }

constexpr auto kAll = Audience::kEverybody;
constexpr auto kDays = Unit::kDays;
constexpr auto kWorkingDays = Unit::kWorkingDays;
constexpr auto kWeeks = Unit::kWeeks;
constexpr auto kMonths = Unit::kMonths;

// 72 hours are three days: a day is all that is known of a reception.
constexpr std::array kRows = {
    MilestoneRule{Kind::kFirstAssessment, kAll, From(Base::kReception), Opening(3, kDays)},
    MilestoneRule{Kind::kResettlementPlan, kAll, From(Base::kFirstAssessment),
                  Opening(5, kWorkingDays)},
    MilestoneRule{Kind::kCrsAccommodationReferral, Audience::kHousingNeed, Anchor(-12, kWeeks),
                  Anchor(-10, kWeeks)},
    MilestoneRule{Kind::kWorkCoachIdBankAccount, kAll, Anchor(-12, kWeeks), Anchor(-4, kWeeks)},
    MilestoneRule{Kind::kPreReleaseReview, kAll, Anchor(-12, kWeeks), Anchor(-10, kWeeks)},
    MilestoneRule{Kind::kMentorOffered, kAll, Anchor(-12, kWeeks), Anchor(-6, kWeeks)},
    MilestoneRule{Kind::kCas3Referral, Audience::kNoFixedAbodeRisk, Anchor(-3, kMonths),
                  Anchor(-6, kWeeks)},
    MilestoneRule{Kind::kDutyToRefer, Audience::kNoFixedAbodeRisk, Anchor(-8, kWeeks),
                  Anchor(-6, kWeeks)},
    MilestoneRule{Kind::kFirstNightAddress, kAll, Anchor(-8, kWeeks), Anchor(-5, kWorkingDays)},
    MilestoneRule{Kind::kUniversalCredit, kAll, Anchor(-1, kWeeks), Anchor(-1, kWorkingDays)},
    MilestoneRule{Kind::kReleasePlanShared, kAll, Anchor(-4, kWeeks), Anchor(-10, kWorkingDays)},
    MilestoneRule{Kind::kLicenceReady, Audience::kOnLicence, Anchor(-4, kWeeks),
                  Anchor(-2, kWorkingDays), /*warns_working_days_before=*/2},
    MilestoneRule{Kind::kFirstAppointment, Audience::kOnLicence, Release(0, kDays),
                  Release(1, kWorkingDays)},
    MilestoneRule{Kind::kWorkerContactDay1, kAll, Release(0, kDays), Release(1, kDays)},
    MilestoneRule{Kind::kWorkerContactDay7, kAll, Release(0, kDays), Release(7, kDays)},
    MilestoneRule{Kind::kWorkerContactDay28, kAll, Release(0, kDays), Release(28, kDays)},
    MilestoneRule{Kind::kMentorContactDay1, Audience::kMatched, Release(0, kDays),
                  Release(1, kDays)},
    MilestoneRule{Kind::kMentorContactDay7, Audience::kMatched, Release(0, kDays),
                  Release(7, kDays)},
    MilestoneRule{Kind::kMentorContactDay28, Audience::kMatched, Release(0, kDays),
                  Release(28, kDays)},
    MilestoneRule{Kind::kAccommodationFirstNight, kAll, Release(0, kDays), Opening(7, kDays)},
    MilestoneRule{Kind::kAccommodationThreeMonths, kAll, Release(3, kMonths), Opening(7, kDays)},
    MilestoneRule{Kind::kEmploymentSixWeeks, kAll, Release(6, kWeeks), Opening(7, kDays)},
    MilestoneRule{Kind::kEmploymentSixMonths, kAll, Release(6, kMonths), Opening(7, kDays)}};

static_assert(kRows.size() == static_cast<std::size_t>(Kind::kEmploymentSixMonths) + 1);

// Each regime names its own rows; so far all three say the same.
struct RegimeRules {
  Regime regime = Regime::kSentencingAct;
  std::string_view label;
  // The first day of release that they are for.
  Date from;
  std::span<const MilestoneRule> rows;
};

constexpr std::array kRegimes = {
    RegimeRules{Regime::kCommunityRehabilitation, "A", Date(2019, 4, 1), kRows},
    RegimeRules{Regime::kUnifiedProbation, "B", Date(2021, 6, 26), kRows},
    RegimeRules{Regime::kSentencingAct, "C", Date(2026, 1, 22), kRows}};

const RegimeRules& Of(Regime regime) { return kRegimes[static_cast<std::size_t>(regime)]; }

Date AddWorkingDays(Date day, int count, const WorkingDays& calendar) {
  if (!calendar.Covers(day)) return day + count;
  const Date moved = count < 0 ? calendar.Subtract(day, -count) : calendar.Add(day, count);
  return calendar.Covers(moved) ? moved : day + count;
}

}  // namespace

std::string_view ToString(Regime regime) { return Of(regime).label; }

Regime RegimeOn(Date day) {
  Regime regime = kRegimes.front().regime;
  for (const RegimeRules& rules : kRegimes) {
    if (day >= rules.from) regime = rules.regime;
  }
  return regime;
}

std::span<const MilestoneRule> RulesOf(Regime regime) { return Of(regime).rows; }

Date Counted(Date day, int count, Unit unit, const WorkingDays& calendar) {
  switch (unit) {
    case Unit::kDays:
      return day + count;
    case Unit::kWorkingDays:
      return AddWorkingDays(day, count, calendar);
    case Unit::kWeeks:
      return day + 7 * count;
    case Unit::kMonths:
      return MonthsAfter(day, count);
  }
  return day;
}

}  // namespace ttg::release
