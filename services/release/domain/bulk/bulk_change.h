#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/call_context.h"
#include "kernel/date.h"
#include "kernel/result.h"
#include "kernel/sensitive.h"
#include "release/domain/bulk/codes.h"
#include "release/domain/ids.h"
#include "release/domain/release_dates.h"

namespace ttg::release {

// How far a job has come.
struct BulkProgress {
  std::int64_t rows = 0;
  // Rows by which a release day moves, as the dry run found.
  std::int64_t moving = 0;
  std::int64_t refused = 0;
  // Rows that the run has dealt with.
  std::int64_t done = 0;

  friend bool operator==(const BulkProgress&, const BulkProgress&) = default;
};

// One job over many people's dates (domain A7): a dry run that lists who moves, from when to when,
// before anything is written; then a run that can be stopped and resumed.
//
//   PREPARING → PREPARED → RUNNING ⇄ STOPPED, RUNNING → FINISHED; PREPARING, PREPARED → DISCARDED
class BulkChange {
 public:
  struct Snapshot {
    BulkChangeId id;
    // 0: not stored yet. Grows with each step of the state, not with progress.
    std::int64_t version = 0;
    BulkChangeKind kind = BulkChangeKind::kTranche;
    BulkChangeState state = BulkChangeState::kPreparing;
    // What staff call it, and why; both stand in every person's history.
    std::string label;
    std::string reason;
    OrganisationId organisation;
    // Whom it may touch: those whom who prepared it reaches, then those whom who runs it reaches.
    Scope reach;
    ActorId prepared_by;
    Instant prepared_at;
    std::optional<ActorId> run_by;
    std::optional<Instant> finished_at;
    // The calendar of the dry run.
    std::string calendar_version;
    BulkProgress progress;
    // A calendar's job goes through the people in the order of their ids: the last it has seen.
    std::string cursor;
  };

  static BulkChange Restore(Snapshot stored) { return BulkChange(std::move(stored)); }

  const Snapshot& snapshot() const { return data_; }
  const BulkChangeId& id() const { return data_.id; }

  Result<void> FinishPreparing();
  // Starts the run, or goes on with it. `calendar_version`: of the calendar in force; a dry run of
  // another calendar would list other people than the run moves.
  Result<void> Run(const ActorId& by, const Scope& reach, std::string_view calendar_version);
  Result<void> Stop();
  Result<void> Finish(Instant now);
  Result<void> Discard();

  // What the history of a person says.
  std::string HistoryReason() const { return data_.label + ": " + data_.reason; }

 private:
  explicit BulkChange(Snapshot data) : data_(std::move(data)) {}

  Snapshot data_;
};

// What one row of a job does to one person. Holds personal data.
struct BulkChangeRow {
  // Line of the file, the header counting as 1; in a calendar's job the number of the row.
  std::int64_t line = 0;
  std::optional<PersonId> person;
  // As it stood in the file.
  Sensitive<std::string> prison_number;
  std::optional<DateType> type;
  std::optional<Date> date;
  std::string regime;
  // By the dry run; where several rows are about one person, each follows on the one before.
  std::optional<Date> before;
  std::optional<Date> after;
  BulkChangeRowState state = BulkChangeRowState::kPending;
  // Why it was refused, and which column is at fault.
  std::string refusal;
  std::string column;
  std::string message;

  bool IsMoving() const { return before != after; }
  void Refuse(std::string reason, std::string at_column, std::string text);

  friend bool operator==(const BulkChangeRow&, const BulkChangeRow&) = default;
};

// A file with more rows is refused as a whole.
inline constexpr std::size_t kMostTrancheRows = 20'000;

// The columns of a tranche file.
std::vector<std::string> TrancheColumns();

// Reads one row of a tranche file, `fields` in the order of TrancheColumns: PENDING, or REFUSED
// with the first column that is wrong. Reasons: PRISON_NUMBER_MALFORMED, DATE_TYPE_UNKNOWN,
// CONFIRMED_NOT_HERE, DATE_NOT_ISO, DATE_IMPOSSIBLE, REGIME_MALFORMED.
BulkChangeRow ParseTrancheRow(std::int64_t line, const std::vector<std::string>& fields);

// Refuses each row that gives a date of a type which an earlier row of the same person gave.
void RefuseRepeatedRows(std::vector<BulkChangeRow>& rows);

}  // namespace ttg::release
