#include "mentoring/domain/blocks.h"

#include <algorithm>
#include <array>

namespace ttg::mentoring {
namespace {

constexpr int kAdultAge = 18;

constexpr std::array kAll = {
    Block::kMentorSuspended, Block::kMentorUnderInvestigation,
    Block::kMentorRecalled,  Block::kMentorLicence,
    Block::kConflict,        Block::kConflictsUnchecked,
    Block::kProfileMissing,  Block::kReleaseDayMissing,
    Block::kPrisonMissing,   Block::kNotClearedForPrison,
    Block::kVettingMissing,  Block::kVettingExpired,
    Block::kAreaMissing,     Block::kOutsideArea,
    Block::kSexSpecificNeed, Block::kChildWithoutEnhancedClearance,
    Block::kAtCapacity,
};

std::optional<Block> OfStanding(MentorStanding standing) {
  switch (standing) {
    case MentorStanding::kActive:
      return std::nullopt;
    case MentorStanding::kSuspended:
      return Block::kMentorSuspended;
    case MentorStanding::kUnderInvestigation:
      return Block::kMentorUnderInvestigation;
    case MentorStanding::kRecalled:
      return Block::kMentorRecalled;
    case MentorStanding::kLicenceCondition:
      return Block::kMentorLicence;
  }
  return std::nullopt;
}

std::optional<Block> OfVetting(const Mentor& mentor, const Person& person) {
  if (!person.prison) return Block::kPrisonMissing;
  const auto clearance = mentor.clearances.find(*person.prison);
  if (clearance == mentor.clearances.end()) return Block::kNotClearedForPrison;
  if (!clearance->second) return Block::kVettingMissing;
  const auto gate = GateDate(person);
  if (gate && *clearance->second < *gate) return Block::kVettingExpired;
  return std::nullopt;
}

std::optional<Block> OfArea(const Mentor& mentor, const Person& person) {
  if (!person.delivery_unit) return Block::kAreaMissing;
  if (std::ranges::find(mentor.delivery_units, *person.delivery_unit) ==
      mentor.delivery_units.end()) {
    return Block::kOutsideArea;
  }
  return std::nullopt;
}

// A person born on 29 February is of age on 1 March.
bool IsChildOn(Date day, Date born_on) {
  return day < Date(born_on.year() + kAdultAge, born_on.month(), born_on.day());
}

std::optional<Block> OfAge(const Mentor& mentor, const Person& person) {
  const auto gate = GateDate(person);
  if (!gate || !person.profile) return std::nullopt;  // named by a block of its own
  const auto& born_on = person.profile->born_on;
  if (born_on && !IsChildOn(*gate, *born_on)) return std::nullopt;
  const auto& clearance = mentor.enhanced_clearance_expires_on;
  if (clearance && *gate <= *clearance) return std::nullopt;
  return Block::kChildWithoutEnhancedClearance;
}

std::optional<Block> OfSex(const Mentor& mentor, const Person& person) {
  if (!person.profile || !person.profile->same_sex_mentor_only) return std::nullopt;
  if (person.profile->sex == mentor.sex) return std::nullopt;
  return Block::kSexSpecificNeed;
}

}  // namespace

std::string_view ToString(Block block) {
  switch (block) {
    case Block::kMentorSuspended:
      return "MENTOR_SUSPENDED";
    case Block::kMentorUnderInvestigation:
      return "MENTOR_UNDER_INVESTIGATION";
    case Block::kMentorRecalled:
      return "MENTOR_RECALLED";
    case Block::kMentorLicence:
      return "MENTOR_LICENCE";
    case Block::kConflict:
      return "CONFLICT";
    case Block::kConflictsUnchecked:
      return "CONFLICTS_UNCHECKED";
    case Block::kProfileMissing:
      return "PROFILE_MISSING";
    case Block::kReleaseDayMissing:
      return "RELEASE_DAY_MISSING";
    case Block::kPrisonMissing:
      return "PRISON_MISSING";
    case Block::kNotClearedForPrison:
      return "NOT_CLEARED_FOR_PRISON";
    case Block::kVettingMissing:
      return "VETTING_MISSING";
    case Block::kVettingExpired:
      return "VETTING_EXPIRED";
    case Block::kAreaMissing:
      return "AREA_MISSING";
    case Block::kOutsideArea:
      return "OUTSIDE_AREA";
    case Block::kChildWithoutEnhancedClearance:
      return "CHILD_WITHOUT_ENHANCED_CLEARANCE";
    case Block::kSexSpecificNeed:
      return "SEX_SPECIFIC_NEED";
    case Block::kAtCapacity:
      return "AT_CAPACITY";
  }
  return "";
}

std::optional<Block> ParseBlock(std::string_view code) {
  const auto* const found =
      std::ranges::find_if(kAll, [code](Block block) { return ToString(block) == code; });
  return found == kAll.end() ? std::nullopt : std::optional(*found);
}

std::string_view MaskedName(Block block) {
  return block == Block::kConflict ? "COMPATIBILITY" : ToString(block);
}

std::string_view NameForEvents(Block block) {
  const bool about_the_person =
      block == Block::kSexSpecificNeed || block == Block::kChildWithoutEnhancedClearance;
  return MaskedName(about_the_person ? Block::kConflict : block);
}

std::string_view Explain(Block block) {
  switch (block) {
    case Block::kMentorSuspended:
      return "the mentor is suspended: propose another";
    case Block::kMentorUnderInvestigation:
      return "the mentor is under investigation: propose another";
    case Block::kMentorRecalled:
      return "the mentor has been recalled: propose another";
    case Block::kMentorLicence:
      return "a condition of the mentor's own licence stands against it: propose another";
    case Block::kConflict:
      return "these two may not be matched: propose another mentor";
    case Block::kConflictsUnchecked:
      return "the mentor's conflicts have not been looked up yet: try again in a minute";
    case Block::kProfileMissing:
      return "the person's profile has not arrived yet: try again in a minute";
    case Block::kReleaseDayMissing:
      return "the person has no release day: set one first";
    case Block::kPrisonMissing:
      return "the person's prison is not known: record it first";
    case Block::kNotClearedForPrison:
      return "the mentor is not cleared for the person's prison: propose another";
    case Block::kVettingMissing:
      return "until when the mentor is cleared is not known: record it first";
    case Block::kVettingExpired:
      return "the mentor's clearance ends before the gate date: renew it or propose another";
    case Block::kAreaMissing:
      return "the person's delivery unit is not known: record it first";
    case Block::kOutsideArea:
      return "the mentor does not work in the person's delivery unit: propose another";
    case Block::kChildWithoutEnhancedClearance:
      return "the person may be a child at the gate and the mentor has no enhanced clearance";
    case Block::kSexSpecificNeed:
      return "the person needs a mentor of the same sex: propose another";
    case Block::kAtCapacity:
      return "the mentor has no room for another match: propose another";
  }
  return "";
}

std::vector<Block> HardBlocks(const Mentor& mentor, const Person& person, int other_matches) {
  std::vector<Block> blocks;
  const auto add = [&blocks](std::optional<Block> block) {
    if (block) blocks.push_back(*block);
  };
  const auto add_if = [&blocks](bool holds, Block block) {
    if (holds) blocks.push_back(block);
  };
  add(OfStanding(mentor.standing));
  add_if(mentor.conflicts.people.contains(person.id), Block::kConflict);
  add_if(!mentor.conflicts.checked, Block::kConflictsUnchecked);
  add_if(!person.profile.has_value(), Block::kProfileMissing);
  add_if(!GateDate(person).has_value(), Block::kReleaseDayMissing);
  add(OfVetting(mentor, person));
  add(OfArea(mentor, person));
  add(OfAge(mentor, person));
  add(OfSex(mentor, person));
  add_if(other_matches >= mentor.capacity, Block::kAtCapacity);
  return blocks;
}

}  // namespace ttg::mentoring
