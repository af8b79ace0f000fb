#include "mentoring/app/block_check.h"

#include <algorithm>
#include <utility>

#include "mentoring/app/access.h"

namespace ttg::mentoring {
namespace {

Result<std::pair<Person, Mentor>> LockBoth(MentoringStore& store, const MatchFacts& facts) {
  TTG_TRY(auto person, store.LockPerson(facts.person));
  TTG_TRY(auto mentor, store.LockMentor(facts.mentor));
  if (!person || !mentor) {
    return Internal("MATCH_WITHOUT_PARTIES", "a stored match has lost its person or its mentor");
  }
  return std::pair(*std::move(person), *std::move(mentor));
}

}  // namespace

Result<std::vector<Block>> BlocksBetween(MentoringStore& store, const Mentor& mentor,
                                         const Person& person, const std::optional<MatchId>& own) {
  TTG_TRY(const auto matches, store.LiveMatchesOf(mentor.id));
  const auto others = std::ranges::count_if(
      matches, [&own](const Match& match) { return match.snapshot().facts.match != own; });
  return HardBlocks(mentor, person, static_cast<int>(others));
}

Result<LockedMatch> LockMatch(MentoringStore& store, const CallContext& call, const MatchId& id,
                              std::int64_t expected_version) {
  TTG_TRY(const auto found, store.FindMatch(id));
  if (!found) return MatchNotFound();
  TTG_TRY(auto both, LockBoth(store, found->snapshot().facts));
  auto& [person, mentor] = both;
  if (!MaySeeMatch(call, person, found->snapshot().facts)) return MatchNotFound();
  // Again, now that nobody else can change it.
  TTG_TRY(auto match, store.FindMatch(id));
  if (!match || match->stored_version() != expected_version) return MatchChanged();
  TTG_TRY(auto blocks, BlocksBetween(store, mentor, person, id));
  return LockedMatch{*std::move(match), std::move(person), std::move(mentor), std::move(blocks)};
}

Result<void> Store(MentoringStore& store, const Match& match, const MentoringEvents& events) {
  if (events.empty()) return {};
  TTG_RETURN_IF_ERROR(store.SaveMatch(match));
  return store.Announce(events);
}

Result<void> CheckMatchesOf(MentoringStore& store, const Mentor& mentor) {
  TTG_TRY(auto matches, store.LiveMatchesOf(mentor.id));
  for (Match& match : matches) {
    const MatchFacts& facts = match.snapshot().facts;
    TTG_TRY(const auto person, store.FindPerson(facts.person));
    if (!person) continue;
    const int others = static_cast<int>(matches.size()) - 1;
    const auto events = match.CheckAgain(HardBlocks(mentor, *person, others));
    TTG_RETURN_IF_ERROR(Store(store, match, events));
  }
  return {};
}

}  // namespace ttg::mentoring
