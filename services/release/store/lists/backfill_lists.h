#pragma once

#include "kernel/date.h"
#include "kernel/result.h"
#include "kernel/working_days.h"
#include "platform/store/database.h"

namespace ttg::release {

// Writes the columns that lists go by for people who were stored before there were such columns:
// what folds a name or reads a calendar is no SQL. Some hundred people a transaction, so that it
// can be stopped and goes on where it was; nothing to do, and quick, after the first time. Versions
// and times of change stay: nothing about the people has changed.
Result<void> BackfillLists(store::Database& database, const WorkingDays& calendar, Date today);

}  // namespace ttg::release
