#include "release/domain/ownership/workload.h"

#include <algorithm>

#include "release/domain/ownership/months.h"

namespace ttg::release {
namespace {

constexpr int kMonthsOfMilestones = 6;

const CaseWeight& WeightOf(CaseStage stage, std::optional<RiskOfSeriousHarm> tier) {
  const auto* found =
      std::find_if(kCaseWeights.begin(), kCaseWeights.end(),
                   [&](const CaseWeight& one) { return one.stage == stage && one.tier == tier; });
  // The table has a row for every stage and tier; workload_test.cc counts them.
  return found == kCaseWeights.end() ? kCaseWeights.front() : *found;
}

std::optional<Date> EffectiveDate(const Person::Snapshot& person, DateType type) {
  const auto found = person.dates.find(type);
  return found == person.dates.end() ? std::nullopt : found->second.Effective();
}

}  // namespace

std::optional<Date> SupervisedThrough(const Person::Snapshot& person) {
  if (person.state != PersonState::kReleased || !person.released_on) return std::nullopt;
  // Nothing is less than any date.
  const auto last =
      std::max(EffectiveDate(person, DateType::kSed), EffectiveDate(person, DateType::kLed));
  return last ? last : MonthsAfter(*person.released_on, kMonthsOfMilestones);
}

std::optional<CaseLoad> CaseLoadOf(const Person::Snapshot& person) {
  switch (person.state) {
    case PersonState::kDeported:
    case PersonState::kDied:
    case PersonState::kMerged:
      return std::nullopt;
    case PersonState::kReleased:
      return CaseLoad{&WeightOf(CaseStage::kLicence, person.profile.risk_of_serious_harm),
                      SupervisedThrough(person)};
    case PersonState::kInPrison:
    case PersonState::kTemporarilyOut:
    case PersonState::kInSecureHospital:
    case PersonState::kImmigrationDetention:
    case PersonState::kAtLarge:
      return CaseLoad{&WeightOf(CaseStage::kCustody, person.profile.risk_of_serious_harm),
                      std::nullopt};
  }
  return std::nullopt;
}

std::optional<std::int64_t> Workload::Percentage() const {
  if (available_points == 0) return std::nullopt;
  return (points * 100 + available_points - 1) / available_points;
}

bool Workload::IsOver() const { return points * 100 > available_points * kOverPercentage; }

bool Workload::IsFullerThan(const Workload& other) const {
  // points / available, without dividing; no hours and no points count as empty.
  const bool endless = available_points == 0 && points > 0;
  const bool other_endless = other.available_points == 0 && other.points > 0;
  if (endless || other_endless) return endless && (!other_endless || points > other.points);
  const std::int64_t mine = std::max<std::int64_t>(available_points, 1);
  const std::int64_t theirs = std::max<std::int64_t>(other.available_points, 1);
  return points * theirs > other.points * mine;
}

std::int64_t AvailablePoints(int contracted_minutes, int reduced_minutes) {
  if (contracted_minutes <= 0) return 0;
  // The contracted hours of the formula's last factor cancel out, so whole numbers are exact.
  const std::int64_t left = contracted_minutes - reduced_minutes;
  return kNominalPoints * std::max<std::int64_t>(left, 0) / kDefaultMinutes;
}

Date WeekOf(Date day) {
  return absl::GetWeekday(day) == absl::Weekday::monday
             ? day
             : absl::PrevWeekday(day, absl::Weekday::monday);
}

bool IsExcessive(bool over_today, const std::set<Date>& weeks_over, Date today) {
  if (!over_today) return false;
  for (int ago = 1; ago < kExcessiveWeeks; ++ago) {
    if (!weeks_over.contains(WeekOf(today) - 7 * ago)) return false;
  }
  return true;
}

}  // namespace ttg::release
