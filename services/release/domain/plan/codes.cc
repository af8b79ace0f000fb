#include "release/domain/plan/codes.h"

#include <array>
#include <cstddef>

#include "release/domain/code_names.h"

namespace ttg::release {
namespace {

using Name = std::string_view;

// In the order of the enumerators.
constexpr std::array kPathwayNames = {Name("ACCOMMODATION"),
                                      Name("ATTITUDES_THINKING_BEHAVIOUR"),
                                      Name("CHILDREN_FAMILIES_COMMUNITY"),
                                      Name("DRUGS_ALCOHOL"),
                                      Name("EDUCATION_SKILLS_WORK"),
                                      Name("FINANCE_ID"),
                                      Name("HEALTH")};
constexpr std::array kPathwayStatusNames = {Name("NOT_STARTED"),      Name("IN_PROGRESS"),
                                            Name("SUPPORT_REQUIRED"), Name("SUPPORT_NOT_REQUIRED"),
                                            Name("SUPPORT_DECLINED"), Name("DONE")};
constexpr std::array kNeedStateNames = {Name("OPEN"), Name("OUTCOME_RECORDED"), Name("CLOSED")};
constexpr std::array kNeedOutcomeNames = {Name("MET"), Name("PARTLY_MET"), Name("NOT_MET"),
                                          Name("DECLINED")};
constexpr std::array kActionStateNames = {Name("OPEN"), Name("DONE"), Name("CANCELLED")};
constexpr std::array kReportKindNames = {Name("IMMEDIATE_NEEDS"), Name("PRE_RELEASE")};
constexpr std::array kReportStateNames = {Name("DRAFT"), Name("SUBMITTED"), Name("REVIEWED"),
                                          Name("RETURNED")};

}  // namespace

std::string_view ToString(Pathway code) { return kPathwayNames[static_cast<std::size_t>(code)]; }
std::optional<Pathway> ParsePathway(std::string_view text) {
  return FindCode<Pathway>(kPathwayNames, text);
}

std::string_view ToString(PathwayStatus code) {
  return kPathwayStatusNames[static_cast<std::size_t>(code)];
}
std::optional<PathwayStatus> ParsePathwayStatus(std::string_view text) {
  return FindCode<PathwayStatus>(kPathwayStatusNames, text);
}

std::string_view ToString(NeedState code) {
  return kNeedStateNames[static_cast<std::size_t>(code)];
}
std::optional<NeedState> ParseNeedState(std::string_view text) {
  return FindCode<NeedState>(kNeedStateNames, text);
}

std::string_view ToString(NeedOutcome code) {
  return kNeedOutcomeNames[static_cast<std::size_t>(code)];
}
std::optional<NeedOutcome> ParseNeedOutcome(std::string_view text) {
  return FindCode<NeedOutcome>(kNeedOutcomeNames, text);
}

std::string_view ToString(ActionState code) {
  return kActionStateNames[static_cast<std::size_t>(code)];
}
std::optional<ActionState> ParseActionState(std::string_view text) {
  return FindCode<ActionState>(kActionStateNames, text);
}

std::string_view ToString(ReportKind code) {
  return kReportKindNames[static_cast<std::size_t>(code)];
}
std::optional<ReportKind> ParseReportKind(std::string_view text) {
  return FindCode<ReportKind>(kReportKindNames, text);
}

std::string_view ToString(ReportState code) {
  return kReportStateNames[static_cast<std::size_t>(code)];
}
std::optional<ReportState> ParseReportState(std::string_view text) {
  return FindCode<ReportState>(kReportStateNames, text);
}

}  // namespace ttg::release
