#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "mentoring/domain/mentor.h"
#include "mentoring/domain/person.h"

namespace ttg::mentoring {

// Why a mentor may not be matched with a person (domain D2). A missing answer blocks too.
enum class Block {
  kMentorSuspended,
  kMentorUnderInvestigation,
  kMentorRecalled,
  kMentorLicence,
  kConflict,
  kConflictsUnchecked,
  kProfileMissing,
  kReleaseDayMissing,
  kPrisonMissing,
  kNotClearedForPrison,
  kVettingMissing,
  kVettingExpired,
  kAreaMissing,
  kOutsideArea,
  kChildWithoutEnhancedClearance,
  kSexSpecificNeed,
  kAtCapacity,
};

// The full name, CONFLICT included: for the store and for those who are cleared.
std::string_view ToString(Block block);
std::optional<Block> ParseBlock(std::string_view code);
// What everybody else reads: COMPATIBILITY in place of what is about another person.
std::string_view MaskedName(Block block);
// What every event says: COMPATIBILITY also in place of what follows from the person's own risk
// answers, needs or age.
std::string_view NameForEvents(Block block);
// A sentence that says what to do.
std::string_view Explain(Block block);

// All blocks that hold, the gravest first. `other_matches`: the mentor's live matches without the
// one in question. The gate date is GateDate(person).
std::vector<Block> HardBlocks(const Mentor& mentor, const Person& person, int other_matches);

}  // namespace ttg::mentoring
