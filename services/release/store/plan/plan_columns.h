#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/store/session.h"
#include "release/domain/plan/plan.h"

namespace ttg::release {

// The tables of a plan as columns and the values that go into them, in the same order. The first
// column is the key, but where it says otherwise.

// Key: person_id, pathway.
inline constexpr std::string_view kPathwayColumns =
    "person_id, pathway, status, reason, assessed_on, assessed_by";
inline constexpr std::string_view kNeedColumns =
    "need_id, person_id, pathway, description, assessed_on, assessed_by, state, outcome, "
    "outcome_on, outcome_by, outcome_note";
inline constexpr std::string_view kActionColumns =
    "action_id, need_id, person_id, description, owner_id, due_on, state, planned_on, planned_by, "
    "ended_on, ended_by, result";
// Key: need_id, ordinal.
inline constexpr std::string_view kReviewColumns =
    "need_id, ordinal, person_id, outcome, outcome_on, outcome_by, outcome_note, reviewed_on, "
    "reviewed_by, closed, note";
inline constexpr std::string_view kReportColumns =
    "report_id, person_id, kind, version, state, started_by, started_at, submitted_by, "
    "submitted_at, reviewed_by, reviewed_at, review_note";

std::vector<store::Value> PathwayValues(const PersonId& person, Pathway pathway,
                                        const PathwayEntry& entry);
std::vector<store::Value> NeedValues(const PersonId& person, const Need& need);
std::vector<store::Value> ActionValues(const PersonId& person, const NeedId& need,
                                       const Action& action);
std::vector<store::Value> ReviewValues(const PersonId& person, const NeedId& need,
                                       std::size_t ordinal, const NeedReview& review);
std::vector<store::Value> ReportValues(const PersonId& person, const PlanReport& report);

// Reads a code by the Parse function of its set.
template <typename Code, std::optional<Code> (*Parse)(std::string_view)>
struct CodeColumn {
  static std::optional<Code> Read(const std::optional<std::string>& text) {
    return text ? Parse(*text) : std::nullopt;
  }
};

}  // namespace ttg::release

namespace ttg::store {

template <>
struct Column<release::Pathway> : release::CodeColumn<release::Pathway, release::ParsePathway> {};
template <>
struct Column<release::PathwayStatus>
    : release::CodeColumn<release::PathwayStatus, release::ParsePathwayStatus> {};
template <>
struct Column<release::NeedState>
    : release::CodeColumn<release::NeedState, release::ParseNeedState> {};
template <>
struct Column<release::NeedOutcome>
    : release::CodeColumn<release::NeedOutcome, release::ParseNeedOutcome> {};
template <>
struct Column<release::ActionState>
    : release::CodeColumn<release::ActionState, release::ParseActionState> {};
template <>
struct Column<release::ReportKind>
    : release::CodeColumn<release::ReportKind, release::ParseReportKind> {};
template <>
struct Column<release::ReportState>
    : release::CodeColumn<release::ReportState, release::ParseReportState> {};

}  // namespace ttg::store
