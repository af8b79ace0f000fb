#pragma once

#include <optional>
#include <string_view>

#include "kernel/call_context.h"
#include "mentoring/app/ports.h"

namespace ttg::mentoring {

// True for a caller who is a mentor and nothing else: sees the matches of one mentor, the one whom
// the token names.
bool IsMentorAlone(const CallContext& call);

// The row filter of one person: in the caller's prisons or delivery units. A mentor alone sees
// nobody by this.
bool MaySeePerson(const CallContext& call, const Person& person);
// Of a match: its person, or for a mentor alone, its mentor.
bool MaySeeMatch(const CallContext& call, const Person& person, const MatchFacts& match);
// Works in one of the caller's prisons or delivery units.
bool MaySeeMentor(const CallContext& call, const Mentor& mentor);

// Whether the caller may read that a block is about another person (domain B3, D2).
bool IsClearedForConflicts(const CallContext& call);

// The name of the block that this caller may read.
std::string_view NameFor(const CallContext& call, Block block);

Error PersonNotFound();
Error MentorNotFound();
Error MatchNotFound();
Error MatchChanged();

}  // namespace ttg::mentoring
