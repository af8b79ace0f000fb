#pragma once

#include <span>
#include <string_view>

#include "kernel/date.h"
#include "kernel/working_days.h"
#include "release/domain/timetable/codes.h"

namespace ttg::release {

// The table of domain A9 as data. A row says whom a step is for, when it opens and when it is due.

// Whose rules are in force on a day (domain II.0).
enum class Regime {
  kCommunityRehabilitation,  // A, to 25 June 2021
  kUnifiedProbation,         // B
  kSentencingAct,            // C, from 22 January 2026
};

std::string_view ToString(Regime regime);  // "A", "B", "C"
Regime RegimeOn(Date day);

// Whom a step applies to.
enum class Audience { kEverybody, kHousingNeed, kNoFixedAbodeRisk, kOnLicence, kMatched };

// What a day is counted from.
enum class Base {
  kReception,
  // The day on which it was done; until then the day on which it is due.
  kFirstAssessment,
  // The release day, or the court date for want of one.
  kAnchor,
  // The release itself: nothing opens before it is recorded.
  kRelease,
  // The day on which this very step opens.
  kOpening,
};

enum class Unit { kDays, kWorkingDays, kWeeks, kMonths };

// So much after (or, negative, before) its base.
struct Offset {
  Base base = Base::kAnchor;
  int count = 0;
  Unit unit = Unit::kDays;
};

struct MilestoneRule {
  MilestoneKind kind = MilestoneKind::kFirstAssessment;
  Audience audience = Audience::kEverybody;
  Offset opens;
  Offset due;
  // So many working days before its due day it warns; 0: it does not.
  int warns_working_days_before = 0;

  constexpr bool IsAfterRelease() const { return opens.base == Base::kRelease; }
};

// A row for every kind, in their order.
std::span<const MilestoneRule> RulesOf(Regime regime);

// `count` units after `day`, before it where negative. A month later is the same day of the month,
// or its last. Working days beyond what the calendar knows are counted as days (domain A3).
Date Counted(Date day, int count, Unit unit, const WorkingDays& calendar);

// Opened later than its due day, a step is due so many working days after it opened.
inline constexpr int kLateNoticeWorkingDays = 2;
// Overdue by more than these, a step stands on the lead's list.
inline constexpr int kEscalationWorkingDays = 5;

}  // namespace ttg::release
