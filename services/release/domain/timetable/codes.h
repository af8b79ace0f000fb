#pragma once

#include <optional>
#include <string_view>

namespace ttg::release {

// The closed sets of this topic, in the order of the contract. ToString gives the code that tables
// and files use, the Parse functions read it.

// The steps of a release, in the order of the table (domain A9).
enum class MilestoneKind {
  kFirstAssessment,
  kResettlementPlan,
  kCrsAccommodationReferral,
  kWorkCoachIdBankAccount,
  kPreReleaseReview,
  kMentorOffered,
  kCas3Referral,
  kDutyToRefer,
  kFirstNightAddress,
  kUniversalCredit,
  kReleasePlanShared,
  kLicenceReady,
  kFirstAppointment,
  kWorkerContactDay1,
  kWorkerContactDay7,
  kWorkerContactDay28,
  kMentorContactDay1,
  kMentorContactDay7,
  kMentorContactDay28,
  kAccommodationFirstNight,
  kAccommodationThreeMonths,
  kEmploymentSixWeeks,
  kEmploymentSixMonths,
};

// Where a step stands today; kDue: today is its day.
enum class MilestoneState {
  kNotYetOpen,
  kOpen,
  kDue,
  kOverdue,
  kDone,
  kNotNeeded,
};

// What the timetable is counted from.
enum class TimetableAnchor {
  kReleaseDay,
  kCourtDate,
  kReleased,
  kNone,
};

std::string_view ToString(MilestoneKind code);
std::optional<MilestoneKind> ParseMilestoneKind(std::string_view text);
std::string_view ToString(MilestoneState code);
std::optional<MilestoneState> ParseMilestoneState(std::string_view text);
std::string_view ToString(TimetableAnchor code);
std::optional<TimetableAnchor> ParseTimetableAnchor(std::string_view text);

}  // namespace ttg::release
