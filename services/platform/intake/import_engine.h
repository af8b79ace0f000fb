#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "kernel/call_context.h"
#include "kernel/clock.h"
#include "kernel/result.h"
#include "platform/intake/import.h"
#include "platform/intake/spool_file.h"
#include "platform/store/database.h"

namespace ttg::intake {

struct ReportedRow {
  std::int64_t line = 0;
  RowOutcome outcome = RowOutcome::kAccepted;
  std::vector<Finding> findings;
};

struct ImportSummary {
  std::int64_t rows = 0;
  std::int64_t accepted = 0;
  std::int64_t updated = 0;
  std::int64_t unchanged = 0;
  std::int64_t refused = 0;
  std::int64_t with_warnings = 0;
  bool dry_run = false;

  friend bool operator==(const ImportSummary&, const ImportSummary&) = default;
};

// Where the engine tells how it goes. Called on the engine's thread; an error (the sender is gone)
// stops the import between two groups, and the same file resumes it.
class ImportReporter {
 public:
  virtual ~ImportReporter() = default;
  virtual Result<void> Progress(std::int64_t rows_checked, std::int64_t rows_applied) = 0;
  // In file order, at most kReportRows at once, after their commit.
  virtual Result<void> Rows(std::span<const ReportedRow> rows) = 0;
};

// Writes the audit row of one group, in the group's transaction. `dry_run`: the rows were only
// compared with what is stored, so it is a consultation and not a collection.
using AuditGroup = std::function<Result<void>(
    store::Session&, const std::vector<std::string>& subjects, bool dry_run)>;

struct ImportEngine {
  store::Database& database;
  const Clock& clock;
  // Called after each group that was committed: wakes the relay (rpc::HostParts::events_appended).
  std::function<void()> group_committed = {};

  // Reads the staged file for its form, then checks and applies its rows. Nothing is written if
  // the form is wrong (errors of CsvReader and of SpoolFile::Verify). A dry run applies too, in
  // transactions that are rolled back, so that its report is true; it sees its own earlier rows up
  // to kDryRunRows of them.
  //
  // Progress is kept per kind, hash and as-of time: after a crash the same file goes on after the
  // last committed group. Starting it twice at once stops the earlier run with
  // Stale / IMPORT_TAKEN_OVER.
  Result<ImportSummary> Run(const CallContext& call, const ImportHeader& header, SpoolFile& file,
                            Importer& importer, ImportReporter& reporter,
                            const AuditGroup& audit) const;
};

// Rows that a dry run applies before it rolls back: on SQLite it holds the one writer meanwhile.
inline constexpr std::size_t kDryRunRows = 20'000;

}  // namespace ttg::intake
