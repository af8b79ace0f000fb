#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kernel/result.h"
#include "release/app/ports.h"
#include "release/domain/bulk/bulk_change.h"

namespace ttg::release {

struct BulkChangeQuery {
  // The id of the last job of the page before; empty: the first page.
  std::string after;
  int limit = 100;
};

struct BulkChangeRowQuery {
  BulkChangeId job;
  bool moving_only = false;
  std::optional<BulkChangeRowState> state;
  std::int64_t after_line = 0;
  int limit = 100;
};

// Rows of a file that wait for their dry run; a person's rows are never in two parts.
struct BulkDraft {
  int part = 0;
  std::vector<BulkChangeRow> rows;
};

// Some of the people, in the order of their ids.
struct PeopleWindow {
  // Those who await release and whose release day was computed by another calendar.
  std::vector<PrisonNumber> outdated;
  // The last of the window; empty: there is nobody further.
  std::string last;
};

// Those whose release day stays under the calendar in force, by the calendar that they had.
struct CalendarStamp {
  std::string previous_version;
  std::vector<PersonId> people;
};

// What is stored about bulk changes, bound to one transaction and one caller. A caller sees the
// jobs of the organisations in reach.
//
// Errors of every call: those of store::Session.
class BulkStore {
 public:
  virtual ~BulkStore() = default;

  // Errors: NotFound / BULK_CHANGE_NOT_FOUND.
  virtual Result<BulkChange> Find(const BulkChangeId& id) = 0;
  // Newest first.
  virtual Result<std::vector<BulkChange>> List(const BulkChangeQuery& query) = 0;
  // By line. Rows about people out of the caller's reach are left out, as are those about nobody
  // unless the caller prepared or runs the job or reaches every prison.
  virtual Result<std::vector<BulkChangeRow>> ListRows(const BulkChangeRowQuery& query) = 0;

  // Adds a job with the rows that wait for their dry run, in parts of a person's rows together.
  virtual Result<BulkChange> Add(BulkChange job, const std::vector<BulkDraft>& drafts) = 0;
  // Stores a step of its state, and neither progress nor cursor. Errors: Stale /
  // BULK_CHANGE_CHANGED.
  virtual Result<BulkChange> Save(BulkChange job) = 0;

  // For the work in the background; whoever's job it is.

  // The oldest that is PREPARING or RUNNING.
  virtual Result<std::optional<BulkChange>> FindOpen() = 0;
  // Holds the job as long as the transaction lasts and gives it as it is now, if its state is still
  // `state`: nobody stops it meanwhile. Errors: Stale / BULK_CHANGE_CHANGED.
  virtual Result<BulkChange> Hold(const BulkChangeId& id, BulkChangeState state) = 0;
  // Adds to the progress of a job and puts its cursor on.
  virtual Result<void> Advance(const BulkChangeId& id, const BulkProgress& by,
                               const std::string& cursor) = 0;
  // The next part; nothing when all have had their dry run.
  virtual Result<std::optional<BulkDraft>> NextDraft(const BulkChangeId& id) = 0;
  // Errors: Stale / BULK_CHANGE_CHANGED, if somebody has taken it already.
  virtual Result<void> TakeDraft(const BulkChangeId& id, int part) = 0;
  virtual Result<void> AddRows(const BulkChangeId& id, const std::vector<BulkChangeRow>& rows) = 0;
  // The next rows that the run has not dealt with, with all such rows of the same people.
  virtual Result<std::vector<BulkChangeRow>> PendingRows(const BulkChangeId& id, int limit) = 0;
  // What became of these rows. Errors: Stale / BULK_CHANGE_CHANGED, if one is not PENDING.
  virtual Result<void> SettleRows(const BulkChangeId& id,
                                  const std::vector<BulkChangeRow>& rows) = 0;
  // The next `limit` people after `after`.
  virtual Result<PeopleWindow> NextPeople(const std::string& after,
                                          const std::string& calendar_version, int limit) = 0;
  // Writes the calendar in force to those who still have the previous one.
  virtual Result<void> StampCalendar(const CalendarStamp& stamp,
                                     const std::string& calendar_version) = 0;
};

Error BulkChangeNotFound();
Error BulkChangeChanged();

// Which job a command is about, and the version that its caller last read.
struct BulkTarget {
  BulkChangeId job;
  std::int64_t expected_version = 0;
};

}  // namespace ttg::release
