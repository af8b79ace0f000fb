#include "mentoring/domain/ranking.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace ttg::mentoring {
namespace {

bool Has(const RankedMentor& ranked, RankReason reason) {
  return std::ranges::find(ranked.reasons, reason) != ranked.reasons.end();
}

std::vector<RankReason> ReasonsFor(const RosterEntry& entry, const Person& person,
                                   const std::set<MentorId>& former, const Wishes& wishes) {
  const Mentor& mentor = entry.mentor;
  std::vector<RankReason> reasons;
  if (former.contains(mentor.id)) reasons.push_back(RankReason::kFormerMentor);
  if (!mentor.delivery_units.empty() && mentor.delivery_units.front() == person.delivery_unit) {
    reasons.push_back(RankReason::kHomeAreaFirst);
  }
  if (!wishes.language.empty() && mentor.languages.contains(wishes.language)) {
    reasons.push_back(RankReason::kLanguage);
  }
  if (2 * entry.load < mentor.capacity) reasons.push_back(RankReason::kSpareCapacity);
  if (!wishes.shared_experience.empty() &&
      mentor.lived_experience.contains(wishes.shared_experience)) {
    reasons.push_back(RankReason::kSharedExperience);
  }
  return reasons;
}

// Compares load / capacity without dividing; both capacities are above 0, or the mentor is blocked.
std::int64_t LoadDifference(const RosterEntry& one, const RosterEntry& other) {
  return std::int64_t{one.load} * other.mentor.capacity -
         std::int64_t{other.load} * one.mentor.capacity;
}

bool Better(const RankedMentor& one, const RankedMentor& other) {
  for (const RankReason reason :
       {RankReason::kFormerMentor, RankReason::kHomeAreaFirst, RankReason::kLanguage}) {
    if (Has(one, reason) != Has(other, reason)) return Has(one, reason);
  }
  if (const auto difference = LoadDifference(one.entry, other.entry); difference != 0) {
    return difference < 0;
  }
  if (Has(one, RankReason::kSharedExperience) != Has(other, RankReason::kSharedExperience)) {
    return Has(one, RankReason::kSharedExperience);
  }
  return one.entry.mentor.id < other.entry.mentor.id;
}

}  // namespace

std::string_view ToString(RankReason reason) {
  switch (reason) {
    case RankReason::kFormerMentor:
      return "FORMER_MENTOR";
    case RankReason::kHomeAreaFirst:
      return "HOME_AREA_FIRST";
    case RankReason::kLanguage:
      return "LANGUAGE";
    case RankReason::kSpareCapacity:
      return "SPARE_CAPACITY";
    case RankReason::kSharedExperience:
      return "SHARED_EXPERIENCE";
  }
  return "";
}

Ranking RankMentors(std::vector<RosterEntry> roster, const Person& person,
                    const std::set<MentorId>& former, const Wishes& wishes) {
  Ranking ranking;
  for (RosterEntry& entry : roster) {
    const auto blocks = HardBlocks(entry.mentor, person, entry.load);
    for (const Block block : blocks) ++ranking.blocked[block];
    if (!blocks.empty()) continue;
    auto reasons = ReasonsFor(entry, person, former, wishes);
    ranking.eligible.push_back({std::move(entry), std::move(reasons)});
  }
  std::ranges::sort(ranking.eligible, Better);
  return ranking;
}

}  // namespace ttg::mentoring
