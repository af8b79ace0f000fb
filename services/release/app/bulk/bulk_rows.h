#pragma once

#include <vector>

#include "release/app/ports.h"
#include "release/domain/bulk/bulk_change.h"

namespace ttg::release {

// What dry run and run share.

// Whether somebody with that reach may touch this person.
bool Reaches(const Scope& reach, const Person& person);
// The date that a row of a tranche enters. It replaces an override as well.
DateEntry EntryOf(const BulkChangeRow& row);
// The person has that date already.
bool HasAlready(const Person& person, const BulkChangeRow& row);
// Refuses a row about somebody whom nobody in reach is.
void RefuseUnknown(BulkChangeRow& row);

// The numbers in these rows, once each.
std::vector<PrisonNumber> NumbersOf(const std::vector<BulkChangeRow>& rows);
// What these rows add to the progress of a job as they stand.
BulkProgress ProgressOf(const std::vector<BulkChangeRow>& rows);

}  // namespace ttg::release
