#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mentoring/domain/blocks.h"

namespace ttg::mentoring {

// What the person asked for; empty: nothing.
struct Wishes {
  std::string language;
  std::string shared_experience;
};

enum class RankReason {
  kFormerMentor,
  kHomeAreaFirst,
  kLanguage,
  kSpareCapacity,
  kSharedExperience
};
std::string_view ToString(RankReason reason);

struct RosterEntry {
  Mentor mentor;
  // Live matches.
  int load = 0;
};

struct RankedMentor {
  RosterEntry entry;
  std::vector<RankReason> reasons;
};

struct Ranking {
  // Best first.
  std::vector<RankedMentor> eligible;
  // How many mentors each block keeps away; one with several counts under each.
  std::map<Block, int> blocked;
};

// Simple on purpose (domain D3): in this order continuity with a former mentor, the mentor's own
// area, the language asked for, load in proportion to capacity, the shared experience asked for;
// then the mentor's reference, so that the same question has the same answer.
Ranking RankMentors(std::vector<RosterEntry> roster, const Person& person,
                    const std::set<MentorId>& former, const Wishes& wishes);

}  // namespace ttg::mentoring
