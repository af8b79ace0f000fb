#pragma once

#include <span>
#include <string>
#include <vector>

#include "kernel/call_context.h"
#include "kernel/clock.h"
#include "kernel/result.h"
#include "release/app/ports.h"
#include "release/domain/reference_data.h"

namespace ttg::release {

enum class ImportOutcome { kAccepted, kUpdated, kUnchanged, kRefused };

// Applies rows of people.csv, a group in one transaction (domain A13).
class ImportPeople {
 public:
  struct File {
    std::string name;
    std::string sha256;
    Instant as_of;
  };
  struct Row {
    std::int64_t line = 0;
    // In the order of kPeopleColumns.
    std::span<const std::string> cells;
    // Its prison number stood on an earlier line: the first counts.
    bool repeated = false;
  };
  struct RowResult {
    ImportOutcome outcome = ImportOutcome::kRefused;
    std::vector<RowFinding> findings;
    std::optional<PersonId> person;
  };

  // A row of the wrong form.
  struct MalformedRow {
    std::int64_t line = 0;
    // A guess at which cell is which, in the order of kPeopleColumns.
    std::span<const std::string> cells;
    std::vector<RowFinding> findings;
  };

  ImportPeople(const Clock& clock, const Calendar& calendar, IdSource& ids,
               const ReferenceData& reference)
      : clock_(clock), calendar_(calendar), ids_(ids), reference_(reference) {}

  // One result a row, in order. A row of a prison out of the caller's reach is
  // refused, and so is one of a person who is out of it now.
  Result<std::vector<RowResult>> operator()(ReleaseStore& store, const CallContext& call,
                                            const File& file, std::span<const Row> rows) const;

  // Keeps rows of the wrong form on the lead's list: they are people too. A cell says who or where
  // somebody is only if it reads as a number or a prison.
  Result<void> KeepMalformed(ReleaseStore& store, const File& file,
                             const std::vector<MalformedRow>& rows) const;

 private:
  const Clock& clock_;
  const Calendar& calendar_;
  IdSource& ids_;
  const ReferenceData& reference_;
};

}  // namespace ttg::release
