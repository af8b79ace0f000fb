#include "employment/domain/employment_status.h"

#include <utility>

namespace ttg::employment {

namespace {

Error NotReleased() {
  return Precondition("NOT_RELEASED", "a check-in counts from release, which is not recorded yet");
}

Error CheckInNotDue() {
  return Precondition("CHECK_IN_NOT_DUE", "the day of this check-in is still to come");
}

Error EvidenceRequired() {
  return InvalidField("evidence_reference", "EVIDENCE_REQUIRED",
                      "say where the evidence lies, unless the status is UNKNOWN");
}

Error AlreadyChecked() {
  return Precondition("STATUS_ALREADY_CHECKED", "the status has been checked and stands");
}

Error CheckedByRecorder() {
  return Precondition("CHECKED_BY_RECORDER",
                      "somebody else than who recorded the status has to check it");
}

// The day of the check-in, if a status may be recorded for it today.
Result<Date> DayToRecord(const Person& person, CheckInKind check_in,
                         const EmploymentStatus::Entry& entry, Date today) {
  if (!entry.evidence && entry.value != StatusValue::kUnknown) return EvidenceRequired();
  if (!person.released_on) return NotReleased();
  const Date due_on = CheckInsAfter(*person.released_on).On(check_in);
  if (due_on > today) return CheckInNotDue();
  return due_on;
}

}  // namespace

Result<EmploymentStatus> EmploymentStatus::Record(const StatusId& id, const Person& person,
                                                  CheckInKind check_in, Entry entry, Date today) {
  TTG_TRY(const Date status_on, DayToRecord(person, check_in, entry, today));
  return EmploymentStatus({.id = id,
                           .person = person.id,
                           .check_in = check_in,
                           .status_on = status_on,
                           .entry = std::move(entry),
                           .checked_by = {},
                           .checked_at = {},
                           .version = 1});
}

EmploymentStatusRecorded EmploymentStatus::Announcement() const {
  return {.status = data_.id,
          .person = data_.person,
          .check_in = data_.check_in,
          .value = data_.entry.value,
          .status_on = data_.status_on,
          .checked = data_.checked_by.has_value(),
          .version = data_.version};
}

Result<EmploymentStatusRecorded> EmploymentStatus::RecordAgain(const Person& person, Entry entry,
                                                               Date today) {
  if (data_.checked_by) return AlreadyChecked();
  TTG_TRY(data_.status_on, DayToRecord(person, data_.check_in, entry, today));
  data_.entry = std::move(entry);
  ++data_.version;
  return Announcement();
}

Result<EmploymentStatusRecorded> EmploymentStatus::Check(const ActorId& by, Instant at) {
  if (data_.checked_by) return AlreadyChecked();
  if (by == data_.entry.by) return CheckedByRecorder();
  data_.checked_by = by;
  data_.checked_at = at;
  ++data_.version;
  return Announcement();
}

}  // namespace ttg::employment
