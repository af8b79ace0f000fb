#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/call_context.h"
#include "release/domain/people_row.h"
#include "release/domain/person.h"
#include "release/domain/reference_data.h"

namespace ttg::release::testing {

// The reference tables that the service is built with.
const ReferenceData& Reference();

// Somebody who reaches everything.
CallContext ACaller();

// Monday 23 November 2026, half past nine in London; TESTER acts.
inline const Date kMonday(2026, 11, 23);
Instant At(Date day, int minutes = 570);
Act ActAt(Date day, int minutes = 570, std::string_view by = "TESTER");

// The cells of a valid, plainly fictional row of people.csv, with some of them replaced.
std::vector<std::string> Cells(const std::map<std::string_view, std::string>& replaced = {});
PersonRow ARow(const std::map<std::string_view, std::string>& replaced = {});

PersonId APersonId(int n = 1);

// A registered person with version 1, as a store would give them: CRD Friday 4 December 2026, and
// so released on Thursday 3 December.
Person APerson(int n = 1, const std::map<std::string_view, std::string>& replaced = {});

}  // namespace ttg::release::testing
