#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "kernel/call_context.h"
#include "kernel/date.h"
#include "kernel/result.h"
#include "platform/intake/csv_reader.h"
#include "platform/store/session.h"

namespace ttg::intake {

// What a file is. `kind` names the import in the progress table and the audit trail ("people").
struct ImportSpec {
  std::string kind;
  // Every column of the file; a row's fields come in this order.
  std::vector<std::string> columns;
};

// What the sender said about the file.
struct ImportHeader {
  std::string file_name;  // for the report only
  std::int64_t size_bytes = 0;
  std::string sha256;
  Instant as_of;
  bool dry_run = false;
};

enum class RowOutcome { kAccepted, kUpdated, kUnchanged, kRefused };

// What can be said of a row without the database.
struct RowCheck {
  bool refused = false;
  // Why it is refused; or, where it is not, warnings.
  std::vector<Finding> findings;
};

struct RowResult {
  RowOutcome outcome = RowOutcome::kAccepted;
  // Beside those of the check.
  std::vector<Finding> findings;
  // The person whom the row is about, for the audit trail; empty: nobody.
  std::string subject;
};

// A row that does not get as far as Apply, and why.
struct RefusedRow {
  CsvRow row;
  std::vector<Finding> findings;
};

// What a service knows how to import. One object serves one run over one file, on one thread.
//
// The engine reads the staged file twice: once for its form (encoding, quoting, header, size and
// hash), so that a broken file changes nothing; then row by row: Check, and Apply for what was not
// refused and KeepRefused for what was, in groups of `kGroupRows` rows a transaction.
class Importer {
 public:
  virtual ~Importer() = default;

  virtual const ImportSpec& spec() const = 0;

  // Called once for each well-formed row, in file order. May remember (duplicates in the file).
  virtual RowCheck Check(const CsvRow& row) = 0;

  // Applies rows that passed Check; one result for each, in order. A row that the database refuses
  // is a kRefused result (write it under session.Savepoint), not an error: an error undoes the
  // group and stops the import, which the same file resumes later. May run again for the same rows
  // (PostgreSQL's retries), so it must leave nothing behind outside the session; hence const.
  // Applying the same rows again gives kUnchanged.
  virtual Result<std::vector<RowResult>> Apply(store::Session& session, const CallContext& call,
                                               std::span<const CsvRow> rows) const = 0;

  // Keeps rows that Apply does not see, for a service whose refused rows are somebody's work: those
  // that are wrong in their form (CsvRow::fault) and those that Check refused. In the transaction
  // of their group, before its Apply, and under the same rules.
  virtual Result<void> KeepRefused(store::Session& /*session*/, const CallContext& /*call*/,
                                   std::span<const RefusedRow> /*rows*/) const {
    return {};
  }
};

// Makes the importer of one run, before anything is read. May refuse (Error) what the header or
// the caller alone can tell.
using ImporterFactory =
    std::function<Result<std::unique_ptr<Importer>>(const CallContext&, const ImportHeader&)>;

// Rows of one transaction. People come in file order, so each group writes leaves all over the
// indexes: the larger it is, the fewer pages a row costs. It holds the one writer of SQLite for
// about a tenth of a second.
inline constexpr std::size_t kGroupRows = 1'000;
// Rows of one report to the sender.
inline constexpr std::size_t kReportRows = 200;

}  // namespace ttg::intake
