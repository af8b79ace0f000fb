#pragma once

#include <optional>
#include <string_view>

namespace ttg::release {

// The closed sets of this topic, in the order of the contract. ToString gives the code that tables
// and files use, the Parse functions read it.

// The seven pathways of a resettlement plan (domain A10).
enum class Pathway {
  kAccommodation,
  kAttitudesThinkingBehaviour,
  kChildrenFamiliesCommunity,
  kDrugsAlcohol,
  kEducationSkillsWork,
  kFinanceId,
  kHealth,
};

// How a person stands on one of them.
enum class PathwayStatus {
  kNotStarted,
  kInProgress,
  kSupportRequired,
  kSupportNotRequired,
  kSupportDeclined,
  kDone,
};

// OPEN → OUTCOME_RECORDED → CLOSED, or open again by its review.
enum class NeedState {
  kOpen,
  kOutcomeRecorded,
  kClosed,
};

// What became of a need.
enum class NeedOutcome {
  kMet,
  kPartlyMet,
  kNotMet,
  kDeclined,
};

// OPEN → DONE or CANCELLED.
enum class ActionState {
  kOpen,
  kDone,
  kCancelled,
};

// The two reports.
enum class ReportKind {
  kImmediateNeeds,
  kPreRelease,
};

// DRAFT → SUBMITTED → REVIEWED, or RETURNED and started again as the next version.
enum class ReportState {
  kDraft,
  kSubmitted,
  kReviewed,
  kReturned,
};

std::string_view ToString(Pathway code);
std::optional<Pathway> ParsePathway(std::string_view text);
std::string_view ToString(PathwayStatus code);
std::optional<PathwayStatus> ParsePathwayStatus(std::string_view text);
std::string_view ToString(NeedState code);
std::optional<NeedState> ParseNeedState(std::string_view text);
std::string_view ToString(NeedOutcome code);
std::optional<NeedOutcome> ParseNeedOutcome(std::string_view text);
std::string_view ToString(ActionState code);
std::optional<ActionState> ParseActionState(std::string_view text);
std::string_view ToString(ReportKind code);
std::optional<ReportKind> ParseReportKind(std::string_view text);
std::string_view ToString(ReportState code);
std::optional<ReportState> ParseReportState(std::string_view text);

}  // namespace ttg::release
