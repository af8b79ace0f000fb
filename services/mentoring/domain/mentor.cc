#include "mentoring/domain/mentor.h"

namespace ttg::mentoring {

std::string_view ToString(Sex sex) {
  switch (sex) {
    case Sex::kFemale:
      return "F";
    case Sex::kMale:
      return "M";
  }
  return "";
}

std::optional<Sex> ParseSex(std::string_view code) {
  for (const Sex sex : {Sex::kFemale, Sex::kMale}) {
    if (ToString(sex) == code) return sex;
  }
  return std::nullopt;
}

std::string_view ToString(MentorKind kind) {
  switch (kind) {
    case MentorKind::kVolunteer:
      return "VOLUNTEER";
    case MentorKind::kPeerAdviser:
      return "PEER_ADVISER";
  }
  return "";
}

std::optional<MentorKind> ParseMentorKind(std::string_view code) {
  for (const MentorKind kind : {MentorKind::kVolunteer, MentorKind::kPeerAdviser}) {
    if (ToString(kind) == code) return kind;
  }
  return std::nullopt;
}

std::string_view ToString(MentorStanding standing) {
  switch (standing) {
    case MentorStanding::kActive:
      return "ACTIVE";
    case MentorStanding::kSuspended:
      return "SUSPENDED";
    case MentorStanding::kUnderInvestigation:
      return "UNDER_INVESTIGATION";
    case MentorStanding::kRecalled:
      return "RECALLED";
    case MentorStanding::kLicenceCondition:
      return "LICENCE_CONDITION";
  }
  return "";
}

std::optional<MentorStanding> ParseMentorStanding(std::string_view code) {
  for (const MentorStanding standing :
       {MentorStanding::kActive, MentorStanding::kSuspended, MentorStanding::kUnderInvestigation,
        MentorStanding::kRecalled, MentorStanding::kLicenceCondition}) {
    if (ToString(standing) == code) return standing;
  }
  return std::nullopt;
}

bool SameRegisterEntry(const Mentor& one, const Mentor& other) {
  return one.id == other.id && one.name == other.name && one.sex == other.sex &&
         one.kind == other.kind && one.delivery_units == other.delivery_units &&
         one.clearances == other.clearances && one.capacity == other.capacity &&
         one.languages == other.languages && one.lived_experience == other.lived_experience &&
         one.conflicts == other.conflicts;
}

}  // namespace ttg::mentoring
