#include "mentoring/domain/gate_meeting.h"

namespace ttg::mentoring {
namespace {

Error AlreadyRecorded() {
  return Precondition("GATE_MEETING_RECORDED", "the gate meeting has been recorded");
}

Error NotDated() {
  return Precondition("GATE_MEETING_NOT_DATED", "there is no release day, so no day to meet on");
}

Error NotYet() {
  return Precondition("GATE_MEETING_NOT_YET", "record the gate meeting on its day or later");
}

}  // namespace

std::string_view ToString(Attendance attendance) {
  switch (attendance) {
    case Attendance::kYes:
      return "YES";
    case Attendance::kLate:
      return "LATE";
    case Attendance::kNo:
      return "NO";
  }
  return "";
}

std::optional<Attendance> ParseAttendance(std::string_view code) {
  for (const Attendance attendance : {Attendance::kYes, Attendance::kLate, Attendance::kNo}) {
    if (ToString(attendance) == code) return attendance;
  }
  return std::nullopt;
}

GateMeeting GateMeeting::Restore(std::optional<Date> date, std::optional<Attendance> attended) {
  GateMeeting meeting(date);
  meeting.attended_ = attended;
  return meeting;
}

bool GateMeeting::Follow(std::optional<Date> gate_date) {
  if (attended_ || date_ == gate_date) return false;
  date_ = gate_date;
  return true;
}

bool GateMeeting::PlanAgain(std::optional<Date> gate_date) {
  if (!attended_) return Follow(gate_date);
  attended_.reset();
  date_ = gate_date;
  return true;
}

Result<void> GateMeeting::Record(Attendance attended, Date today) {
  if (attended_) return AlreadyRecorded();
  if (!date_) return NotDated();
  if (today < *date_) return NotYet();
  attended_ = attended;
  return {};
}

}  // namespace ttg::mentoring
