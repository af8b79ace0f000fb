#include "release/domain/timetable/codes.h"

#include <array>
#include <cstddef>

#include "release/domain/code_names.h"

namespace ttg::release {
namespace {

using Name = std::string_view;

// In the order of the enumerators.
constexpr std::array kMilestoneKindNames = {Name("FIRST_ASSESSMENT"),
                                            Name("RESETTLEMENT_PLAN"),
                                            Name("CRS_ACCOMMODATION_REFERRAL"),
                                            Name("WORK_COACH_ID_BANK_ACCOUNT"),
                                            Name("PRE_RELEASE_REVIEW"),
                                            Name("MENTOR_OFFERED"),
                                            Name("CAS3_REFERRAL"),
                                            Name("DUTY_TO_REFER"),
                                            Name("FIRST_NIGHT_ADDRESS"),
                                            Name("UNIVERSAL_CREDIT"),
                                            Name("RELEASE_PLAN_SHARED"),
                                            Name("LICENCE_READY"),
                                            Name("FIRST_APPOINTMENT"),
                                            Name("WORKER_CONTACT_DAY_1"),
                                            Name("WORKER_CONTACT_DAY_7"),
                                            Name("WORKER_CONTACT_DAY_28"),
                                            Name("MENTOR_CONTACT_DAY_1"),
                                            Name("MENTOR_CONTACT_DAY_7"),
                                            Name("MENTOR_CONTACT_DAY_28"),
                                            Name("ACCOMMODATION_FIRST_NIGHT"),
                                            Name("ACCOMMODATION_THREE_MONTHS"),
                                            Name("EMPLOYMENT_SIX_WEEKS"),
                                            Name("EMPLOYMENT_SIX_MONTHS")};
constexpr std::array kMilestoneStateNames = {Name("NOT_YET_OPEN"), Name("OPEN"),
                                             Name("DUE"),          Name("OVERDUE"),
                                             Name("DONE"),         Name("NOT_NEEDED")};
constexpr std::array kTimetableAnchorNames = {Name("RELEASE_DAY"), Name("COURT_DATE"),
                                              Name("RELEASED"), Name("NONE")};

}  // namespace

std::string_view ToString(MilestoneKind code) {
  return kMilestoneKindNames[static_cast<std::size_t>(code)];
}
std::optional<MilestoneKind> ParseMilestoneKind(std::string_view text) {
  return FindCode<MilestoneKind>(kMilestoneKindNames, text);
}

std::string_view ToString(MilestoneState code) {
  return kMilestoneStateNames[static_cast<std::size_t>(code)];
}
std::optional<MilestoneState> ParseMilestoneState(std::string_view text) {
  return FindCode<MilestoneState>(kMilestoneStateNames, text);
}

std::string_view ToString(TimetableAnchor code) {
  return kTimetableAnchorNames[static_cast<std::size_t>(code)];
}
std::optional<TimetableAnchor> ParseTimetableAnchor(std::string_view text) {
  return FindCode<TimetableAnchor>(kTimetableAnchorNames, text);
}

}  // namespace ttg::release
