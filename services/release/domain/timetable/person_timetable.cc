// The verbs of Person that are about the timetable (domain A9).

#include <algorithm>
#include <array>
#include <utility>

#include "release/domain/person.h"

namespace ttg::release {
namespace {

Error TimetableEnded() {
  return Precondition("TIMETABLE_ENDED", "the timetable has ended: nothing of it is due any more");
}
Error MilestoneDone() {
  return Precondition("MILESTONE_DONE", "the step is recorded as done already");
}
Error MilestoneNotNeeded() {
  return Precondition("MILESTONE_NOT_NEEDED", "the step is not needed for this person");
}
Error MilestoneNotOpen() {
  return Precondition("MILESTONE_NOT_OPEN", "the step has not opened yet");
}
Error MilestoneOpen() {
  return Precondition("MILESTONE_OPEN", "nothing is recorded about the step that could be undone");
}
Error DoneInFuture() {
  return InvalidField("done_on", "DATE_IN_FUTURE", "what has not happened yet cannot be recorded");
}
Error DoneBeforeRelease() {
  return InvalidField("done_on", "DATE_BEFORE_RELEASE", "the step follows the release");
}
Error EvidenceMissing() {
  return InvalidField("evidence", "EVIDENCE_MISSING", "say what proves that the step is done");
}
Error WhyMissing() {
  return InvalidField("reason", "REASON_MISSING", "say why in the field reason");
}
Error CourtDateInPast() {
  return Precondition("COURT_DATE_IN_PAST", "the next court date cannot be a day that has passed");
}
Error ReleasedAlready() { return Precondition("ALREADY_RELEASED", "the person has been released"); }

// The accommodation types that count as a settled home.
constexpr std::array<std::string_view, 6> kSettledTypes = {"A01A", "A01C", "A01D",
                                                           "A04",  "A07B", "A12"};

bool OnRemand(const Person::Snapshot& person) {
  const std::string& sentence = person.profile.sentence_type;
  if (sentence == "REMAND" || sentence == "CONVICTED_UNSENTENCED") return true;
  return std::ranges::any_of(person.holds,
                             [](const Hold& hold) { return hold.kind == HoldKind::kRemand; });
}

// A licence follows every sentence except one that ends by an automatic, unconditional release.
// Where nothing is known of the sentence it is taken to follow, so that nobody is left out.
bool OnLicence(const Person::Snapshot& person) {
  const auto led = person.dates.find(DateType::kLed);
  if (led != person.dates.end() && led->second.Effective()) return true;
  const std::string& sentence = person.profile.sentence_type;
  if (sentence == "REMAND" || sentence == "CONVICTED_UNSENTENCED") return false;
  const ReleaseDay& day = person.release_day;
  return !day.statutory || day.statutory->type != DateType::kArd;
}

Date ReceptionOf(const Person::Snapshot& person) {
  const TimetableNotes& notes = person.timetable;
  if (person.spent_through) return *person.spent_through;
  const auto& started = person.profile.sentence_start;
  // Somebody whom we knew before the sentence has been here since.
  return started ? std::min(*started, notes.known_since) : notes.known_since;
}

const Milestone& StepOf(const Timetable& timetable, MilestoneKind kind) {
  return timetable.milestones[static_cast<std::size_t>(kind)];
}

}  // namespace

TimetableFacts TimetableFactsOf(const Person::Snapshot& person) {
  const TimetableNotes& notes = person.timetable;
  return {
      .state = person.state,
      .on_remand = OnRemand(person),
      .on_licence = OnLicence(person),
      .settled = std::ranges::find(kSettledTypes, person.profile.accommodation_before_custody) !=
                 kSettledTypes.end(),
      .release_day = person.release_day.date,
      .court_date = notes.court_date,
      .released_on = person.released_on,
      .reception = ReceptionOf(person),
      .known_since = notes.known_since,
      .counts_from = person.spent_through,
      .suspended_until = notes.suspended_until,
      .notice = notes.notice};
}

Timetable Person::TimetableOn(Date today, const WorkingDays& calendar) const {
  return ComputeTimetable(TimetableFactsOf(data_), data_.timetable.records, calendar, today);
}

void Person::RefreshTimetable(Date today, const WorkingDays& calendar) {
  TimetableNotes& notes = data_.timetable;
  notes.notice = Noticed(notes.notice, AnchorOf(TimetableFactsOf(data_)).day, today);
  notes.due = ComputeDueDays(TimetableFactsOf(data_), notes.records, calendar);
}

Result<Changes> Person::RecordMilestone(MilestoneKind kind, Date done_on,
                                        const Sensitive<std::string>& evidence, const Act& act,
                                        const WorkingDays& calendar) {
  if (HasEnded(data_.state)) return TimetableEnded();
  if (evidence.Reveal().empty()) return EvidenceMissing();
  if (done_on > act.today) return DoneInFuture();
  const Timetable timetable = TimetableOn(act.today, calendar);
  const Milestone& step = StepOf(timetable, kind);
  // What was done before the release may be written down after it.
  const bool in_arrears =
      step.not_needed == kReleasedReason && data_.released_on && done_on <= *data_.released_on;
  if (step.state == MilestoneState::kDone) return MilestoneDone();
  if (step.state == MilestoneState::kNotNeeded && !in_arrears) return MilestoneNotNeeded();
  if (step.state == MilestoneState::kNotYetOpen) return MilestoneNotOpen();
  const MilestoneRule& rule = RulesOf(timetable.regime)[static_cast<std::size_t>(kind)];
  if (rule.IsAfterRelease() && done_on < *data_.released_on) return DoneBeforeRelease();
  data_.timetable.records.insert_or_assign(
      kind, MilestoneRecord{MilestoneState::kDone, done_on, evidence, act.by, act.at});
  return Changes{{MilestoneRecorded{data_.id, kind, MilestoneState::kDone, done_on}}, {}};
}

Result<Changes> Person::DropMilestone(MilestoneKind kind, const Sensitive<std::string>& reason,
                                      const Act& act, const WorkingDays& calendar) {
  if (HasEnded(data_.state)) return TimetableEnded();
  if (reason.Reveal().empty()) return WhyMissing();
  const Timetable timetable = TimetableOn(act.today, calendar);
  const MilestoneState state = StepOf(timetable, kind).state;
  if (state == MilestoneState::kDone) return MilestoneDone();
  if (state == MilestoneState::kNotNeeded) return MilestoneNotNeeded();
  data_.timetable.records.insert_or_assign(
      kind, MilestoneRecord{MilestoneState::kNotNeeded, std::nullopt, reason, act.by, act.at});
  return Changes{{MilestoneRecorded{data_.id, kind, MilestoneState::kNotNeeded, std::nullopt}}, {}};
}

Result<Changes> Person::ReopenMilestone(MilestoneKind kind, const Sensitive<std::string>& reason,
                                        const Act& act, const WorkingDays& calendar) {
  if (HasEnded(data_.state)) return TimetableEnded();
  if (reason.Reveal().empty()) return WhyMissing();
  const Timetable timetable = TimetableOn(act.today, calendar);
  if (!StepOf(timetable, kind).record) return MilestoneOpen();
  data_.timetable.records.insert_or_assign(
      kind, MilestoneRecord{MilestoneState::kOpen, std::nullopt, reason, act.by, act.at});
  return Changes{{MilestoneRecorded{data_.id, kind, MilestoneState::kOpen, std::nullopt}}, {}};
}

Result<Changes> Person::SetCourtDate(std::optional<Date> court_date, const Act& act) {
  if (HasEnded(data_.state)) return TimetableEnded();
  if (data_.state == PersonState::kReleased) return ReleasedAlready();
  if (court_date && *court_date < act.today) return CourtDateInPast();
  data_.timetable.court_date = court_date;
  return Changes{};
}

}  // namespace ttg::release
