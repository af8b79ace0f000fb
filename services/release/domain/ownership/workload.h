#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string_view>

#include "kernel/date.h"
#include "release/domain/codes.h"
#include "release/domain/person.h"

namespace ttg::release {

// Where a case is worked.
enum class CaseStage { kCustody, kLicence };

// What a case weighs.
struct CaseWeight {
  // As tables keep it.
  std::string_view code;
  CaseStage stage = CaseStage::kCustody;
  // Absent: nobody has assessed the risk. Such a case carries no points.
  std::optional<RiskOfSeriousHarm> tier;
  int points = 0;
};

// Domain part II 5 gives the formula (points = count × tier weight over custody and licence) and
// that untiered cases carry none [R]; the weights are ours [B]: 50 people of medium risk on licence
// fill a full-time week (the inspectorate's limit of what can be managed well), somebody in custody
// takes half of that, and a step of risk adds half of a medium case.
inline constexpr std::array<CaseWeight, 10> kCaseWeights = {{
    {"CUSTODY_UNTIERED", CaseStage::kCustody, std::nullopt, 0},
    {"CUSTODY_LOW", CaseStage::kCustody, RiskOfSeriousHarm::kLow, 5},
    {"CUSTODY_MEDIUM", CaseStage::kCustody, RiskOfSeriousHarm::kMedium, 10},
    {"CUSTODY_HIGH", CaseStage::kCustody, RiskOfSeriousHarm::kHigh, 15},
    {"CUSTODY_VERY_HIGH", CaseStage::kCustody, RiskOfSeriousHarm::kVeryHigh, 20},
    {"LICENCE_UNTIERED", CaseStage::kLicence, std::nullopt, 0},
    {"LICENCE_LOW", CaseStage::kLicence, RiskOfSeriousHarm::kLow, 10},
    {"LICENCE_MEDIUM", CaseStage::kLicence, RiskOfSeriousHarm::kMedium, 20},
    {"LICENCE_HIGH", CaseStage::kLicence, RiskOfSeriousHarm::kHigh, 30},
    {"LICENCE_VERY_HIGH", CaseStage::kLicence, RiskOfSeriousHarm::kVeryHigh, 40},
}};

// A full-time week: 37 hours, and the points that it allows.
inline constexpr int kDefaultMinutes = 37 * 60;
inline constexpr int kNominalPoints = 1000;
// Over this it is too much, and after so many weeks excessive (domain A11).
inline constexpr int kOverPercentage = 110;
inline constexpr int kExcessiveWeeks = 4;

// What a person is to their owner's workload.
struct CaseLoad {
  const CaseWeight* weight = nullptr;
  // The last day on which they are a case; absent: not known yet.
  std::optional<Date> until;
};

// Nothing for somebody who is a case no more, whatever the day: dead, deported or merged.
std::optional<CaseLoad> CaseLoadOf(const Person::Snapshot& person);

// The last day of supervision of somebody released: of the sentence or licence, whichever ends
// later; where neither is known six months after release, when the last milestone falls due.
std::optional<Date> SupervisedThrough(const Person::Snapshot& person);

// How much one worker has to do.
struct Workload {
  std::int64_t cases = 0;
  std::int64_t points = 0;
  // 0: no hours for cases.
  std::int64_t available_points = 0;

  // Per cent of the available points, rounded up, so that it is above 110 exactly where IsOver;
  // nothing where none are available.
  std::optional<std::int64_t> Percentage() const;
  // Over 110 per cent; with no hours, any points are too many.
  bool IsOver() const;
  // Fuller than another: by percentage, points without hours before all others.
  bool IsFullerThan(const Workload& other) const;

  friend bool operator==(const Workload&, const Workload&) = default;
};

// trunc(nominal × contracted / default × (contracted − reduced) / contracted); 0 where no hours are
// contracted.
std::int64_t AvailablePoints(int contracted_minutes, int reduced_minutes);

// The Monday of the ISO week.
Date WeekOf(Date day);
// Over today and in the snapshots of the three weeks before this.
bool IsExcessive(bool over_today, const std::set<Date>& weeks_over, Date today);

}  // namespace ttg::release
