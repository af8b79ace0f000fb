#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mentoring/app/ports.h"
#include "platform/store/session.h"

namespace ttg::mentoring {

// How matches, mentors and answers stand in rows: shared by the store and the lists.

inline constexpr std::string_view kMatchColumns =
    "m.match_id, m.person_id, m.mentor_id, m.state, m.accepted_by_mentor, m.accepted_by_person, "
    "m.proposed_on, m.activated_on, m.ended_on, m.decline_reason, m.end_reason, "
    "m.ended_as_planned, m.block, m.gate_meeting_planned, m.gate_meeting_on, m.gate_attended, "
    "m.version";

// Runs a query for exactly kMatchColumns. Errors: Internal / ROW_MALFORMED.
Result<std::vector<Match>> QueryMatches(store::Session& session, std::string_view sql,
                                        const store::Binds& binds);

inline constexpr std::string_view kAnswerColumns =
    "a.person_id, a.cause_event_id, a.outcome, a.match_id, a.moved_from, a.moved_to, a.block, "
    "a.answered_at, a.acknowledged_by, a.acknowledged_at";

// Runs a query for exactly kAnswerColumns. Errors: Internal / ROW_MALFORMED.
Result<std::vector<StoredAnswer>> QueryAnswers(store::Session& session, std::string_view sql,
                                               const store::Binds& binds);

// Mentors with their load, by id. `condition` is on the table mentor, alias m; `limit` 0: all.
Result<std::vector<RosterEntry>> LoadMentors(store::Session& session, const std::string& condition,
                                             const store::Binds& binds, int limit);

// "a;b;c": none of them holds a semicolon.
std::string Join(const std::set<std::string>& items);

}  // namespace ttg::mentoring
