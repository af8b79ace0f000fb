#pragma once

#include <string>

#include "kernel/call_context.h"
#include "kernel/date.h"
#include "kernel/result.h"
#include "platform/store/session.h"
#include "release/app/ports.h"

namespace ttg::release {

// The columns of a line, in the order in which the query below gives them.
inline constexpr std::string_view kLineColumns =
    "person_id, version, state, prison_number, family_name, given_names, prison_id, delivery_unit, "
    "owner_id, release_on, release_reason, due_type, lawful_on, warnings, released_on, name_key, "
    "sort_on, next_due_on, suspended_until_on, nfa_risk, due_friday, changed_at";

struct ListText {
  std::string sql;
  store::Binds binds;
};

// More people than this are not sorted but met in the list's order.
inline constexpr int kPeopleToSort = 3000;

// The statement of a list for a caller who reaches `scope`. Two ways lead to a page: down an index
// that has the list's order, passing by whoever does not fit, or from the people whom a filter
// finds, sorted. The second is taken where a filter finds few, which is counted first, up to a
// number; so no list reads many more people than it shows, whatever it asks for.
Result<ListText> ListTextOf(store::Session& session, const Scope& scope, const ReleaseQuery& query,
                            Date today, int people_to_sort = kPeopleToSort);

}  // namespace ttg::release
