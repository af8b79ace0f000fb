#include "release/app/bulk/bulk_rows.h"

#include <set>

namespace ttg::release {

bool Reaches(const Scope& reach, const Person& person) {
  return reach.prisons.all || reach.delivery_units.all ||
         reach.prisons.Covers(person.snapshot().prison) ||
         reach.delivery_units.Covers(person.snapshot().delivery_unit);
}

DateEntry EntryOf(const BulkChangeRow& row) {
  return {.type = *row.type, .date = row.date, .override_date = std::nullopt, .regime = row.regime};
}

bool HasAlready(const Person& person, const BulkChangeRow& row) {
  const auto stored = person.snapshot().dates.find(*row.type);
  return stored != person.snapshot().dates.end() && stored->second.date == row.date &&
         !stored->second.override_date && stored->second.regime == row.regime;
}

void RefuseUnknown(BulkChangeRow& row) {
  row.Refuse("PERSON_NOT_FOUND", "prison_number",
             "nobody with this number is in the prisons or areas in reach");
}

std::vector<PrisonNumber> NumbersOf(const std::vector<BulkChangeRow>& rows) {
  std::set<std::string> seen;
  std::vector<PrisonNumber> numbers;
  for (const BulkChangeRow& row : rows) {
    if (row.state == BulkChangeRowState::kRefused) continue;
    const std::string& number = row.prison_number.Reveal();
    if (seen.insert(number).second) numbers.push_back(PrisonNumber::Restore(number));
  }
  return numbers;
}

BulkProgress ProgressOf(const std::vector<BulkChangeRow>& rows) {
  BulkProgress progress{.rows = static_cast<std::int64_t>(rows.size())};
  for (const BulkChangeRow& row : rows) {
    progress.moving += row.IsMoving() ? 1 : 0;
    progress.refused += row.state == BulkChangeRowState::kRefused ? 1 : 0;
  }
  return progress;
}

}  // namespace ttg::release
