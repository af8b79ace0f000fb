#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "kernel/date.h"

namespace ttg {

// The England and Wales working-day calendar (domain A3): a working day is not a Saturday, a
// Sunday or a bank holiday. Data with a version, known up to a last day; beyond it nothing may be
// computed, and callers ask `Covers` first.
class WorkingDays {
 public:
  WorkingDays(std::string version, Date known_from, Date known_through, std::set<Date> holidays);

  // Reads the file format of deploy/data/bank_holidays.csv: `# version: …`, `# known_from: …` and
  // `# known_through: …` comment lines, a header `date,title`, then one row a holiday.
  // Errors: Invalid / CALENDAR_MALFORMED with the line number.
  static Result<WorkingDays> Parse(std::string_view text);

  const std::string& version() const { return version_; }
  Date known_through() const { return known_through_; }
  bool Covers(Date day) const { return known_from_ <= day && day <= known_through_; }

  bool IsWorkingDay(Date day) const;
  // `day` if it is a working day, else the one before it.
  Date RollBack(Date day) const;
  // The n-th working day after `day` (n ≥ 1); `day` itself for n = 0.
  Date Add(Date day, int working_days) const;
  // The n-th working day before `day` (n ≥ 1); `day` itself for n = 0.
  Date Subtract(Date day, int working_days) const;

 private:
  std::string version_;
  Date known_from_;
  Date known_through_;
  std::set<Date> holidays_;
};

}  // namespace ttg
