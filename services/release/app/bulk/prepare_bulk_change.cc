#include "release/app/bulk/prepare_bulk_change.h"

#include <algorithm>
#include <utility>

namespace ttg::release {
namespace {

// Rows of one dry run, and of one transaction that stores it.
constexpr std::size_t kRowsOfAPart = 500;

Error TrancheEmpty() {
  return InvalidField("file", "TRANCHE_EMPTY", "a tranche has a file with at least one row");
}
Error TrancheTooLarge() {
  return InvalidField("file", "TRANCHE_TOO_LARGE", "a tranche has at most 20,000 rows a file");
}

// Parts of about the same size that never part the rows of one person.
std::vector<BulkDraft> InParts(std::vector<BulkChangeRow> rows) {
  std::stable_sort(rows.begin(), rows.end(), [](const auto& one, const auto& other) {
    return one.prison_number.Reveal() < other.prison_number.Reveal();
  });
  std::vector<BulkDraft> parts;
  for (BulkChangeRow& row : rows) {
    const bool full = !parts.empty() && parts.back().rows.size() >= kRowsOfAPart &&
                      !(parts.back().rows.back().prison_number == row.prison_number);
    if (parts.empty() || full) parts.push_back({static_cast<int>(parts.size()), {}});
    parts.back().rows.push_back(std::move(row));
  }
  return parts;
}

}  // namespace

Result<BulkChange> PrepareBulkChange::operator()(BulkStore& jobs, const CallContext& call,
                                                 const Command& command) const {
  const bool tranche = command.kind == BulkChangeKind::kTranche;
  if (tranche && command.rows.empty()) return TrancheEmpty();
  if (command.rows.size() > kMostTrancheRows) return TrancheTooLarge();
  TTG_TRY(const BulkChangeId id, BulkChangeId::Parse(ids_.NewId()));
  std::vector<BulkChangeRow> rows = command.rows;
  RefuseRepeatedRows(rows);
  return jobs.Add(BulkChange::Restore({.id = id,
                                       .kind = command.kind,
                                       .label = command.label,
                                       .reason = command.reason,
                                       .organisation = call.organisation,
                                       .reach = call.scope,
                                       .prepared_by = call.actor,
                                       .prepared_at = clock_.Now(),
                                       .calendar_version = calendar_.Current()->version()}),
                  InParts(std::move(rows)));
}

}  // namespace ttg::release
