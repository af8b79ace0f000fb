#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "mentoring/app/ports.h"

namespace ttg::mentoring {

// A match with the two whom it joins, locked.
struct LockedMatch {
  Match match;
  Person person;
  Mentor mentor;
  // What blocks it now.
  std::vector<Block> blocks;
};

// The blocks between a locked mentor and a person, not counting `own` among the mentor's matches.
Result<std::vector<Block>> BlocksBetween(MentoringStore& store, const Mentor& mentor,
                                         const Person& person, const std::optional<MatchId>& own);

// Locks and loads a match that the caller may see, at the version the caller last saw.
// Errors: NotFound / MATCH_NOT_FOUND, Stale / MATCH_CHANGED.
Result<LockedMatch> LockMatch(MentoringStore& store, const CallContext& call, const MatchId& id,
                              std::int64_t expected_version);

// Stores a match and announces what happened to it; nothing where nothing did.
Result<void> Store(MentoringStore& store, const Match& match, const MentoringEvents& events);

// Checks all live matches of a locked mentor again and raises what blocks (domain D2).
Result<void> CheckMatchesOf(MentoringStore& store, const Mentor& mentor);

}  // namespace ttg::mentoring
