#pragma once

#include <optional>
#include <string_view>

#include "kernel/date.h"
#include "kernel/result.h"

namespace ttg::mentoring {

enum class Attendance { kYes, kLate, kNo };
std::string_view ToString(Attendance attendance);
std::optional<Attendance> ParseAttendance(std::string_view code);

// The meeting on the day of release (domain D5). It follows the release day until it is recorded;
// what has been recorded is a fact and stays.
class GateMeeting {
 public:
  // Planned; nullopt: there is no release day now.
  explicit GateMeeting(std::optional<Date> planned_on) : date_(planned_on) {}
  static GateMeeting Restore(std::optional<Date> date, std::optional<Attendance> attended);

  const std::optional<Date>& date() const { return date_; }
  const std::optional<Attendance>& attended() const { return attended_; }

  // True where it has moved.
  bool Follow(std::optional<Date> gate_date);
  // Takes back what was recorded about a release that did not happen (domain A8) and plans anew.
  // True where anything has changed.
  bool PlanAgain(std::optional<Date> gate_date);
  // Errors: Precondition / GATE_MEETING_RECORDED, GATE_MEETING_NOT_DATED, GATE_MEETING_NOT_YET.
  Result<void> Record(Attendance attended, Date today);

  friend bool operator==(const GateMeeting&, const GateMeeting&) = default;

 private:
  std::optional<Date> date_;
  std::optional<Attendance> attended_;
};

}  // namespace ttg::mentoring
