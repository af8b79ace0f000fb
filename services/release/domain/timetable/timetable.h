#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kernel/date.h"
#include "kernel/id.h"
#include "kernel/sensitive.h"
#include "kernel/working_days.h"
#include "release/domain/codes.h"
#include "release/domain/timetable/codes.h"
#include "release/domain/timetable/milestone_rules.h"

namespace ttg::release {

// What somebody has recorded about a step; all else about it is computed on reading.
struct MilestoneRecord {
  // kDone, kNotNeeded, or kOpen: taken back.
  MilestoneState outcome = MilestoneState::kDone;
  // Present when done.
  std::optional<Date> done_on;
  // What proves it, why it is not needed, or why it was taken back.
  Sensitive<std::string> text;
  ActorId recorded_by;
  Instant recorded_at;

  friend bool operator==(const MilestoneRecord&, const MilestoneRecord&) = default;
};

using MilestoneRecords = std::map<MilestoneKind, MilestoneRecord>;

// Since when the present anchor is known: what nobody could know earlier cannot be late.
struct AnchorNotice {
  // The last one that was known.
  std::optional<Date> anchor;
  Date known_on;
  // The one before it came forward. What was overdue then stays so.
  std::optional<Date> former;

  friend bool operator==(const AnchorNotice&, const AnchorNotice&) = default;
};

// The notice after the anchor is `anchor`, as becomes known on `today`. An anchor that moves later,
// or away, takes no time from anybody and changes nothing of it.
AnchorNotice Noticed(const AnchorNotice& before, const std::optional<Date>& anchor, Date today);

// The earliest due days of what is neither done nor dropped. Lists find people by them.
struct DueDays {
  // Of what can fall due as things stand.
  std::optional<Date> next;
  // The steps after a release that has not happened yet included.
  std::optional<Date> planned;

  friend bool operator==(const DueDays&, const DueDays&) = default;
};

// What a person's timetable needs to have remembered, apart from what the person is anyway.
struct TimetableNotes {
  // The day on which we first heard of the person.
  Date known_since;
  std::optional<Date> court_date;
  // A movement suspends the timetable until somebody decides, by this day (domain A8).
  std::optional<Date> suspended_until;
  AnchorNotice notice;
  DueDays due;
  MilestoneRecords records;

  friend bool operator==(const TimetableNotes&, const TimetableNotes&) = default;
};

// What the timetable is computed from.
struct TimetableFacts {
  PersonState state = PersonState::kInPrison;
  bool on_remand = false;
  bool on_licence = false;
  // Lived in a settled home before custody.
  bool settled = false;
  std::optional<Date> release_day;
  std::optional<Date> court_date;
  std::optional<Date> released_on;
  Date reception;
  Date known_since;
  // The day of the last return to prison; what was recorded before it does not count.
  std::optional<Date> counts_from;
  std::optional<Date> suspended_until;
  AnchorNotice notice;
};

struct Anchor {
  TimetableAnchor kind = TimetableAnchor::kNone;
  std::optional<Date> day;

  friend bool operator==(const Anchor&, const Anchor&) = default;
};

// One step as it stands on a day.
struct Milestone {
  MilestoneKind kind = MilestoneKind::kFirstAssessment;
  MilestoneState state = MilestoneState::kNotYetOpen;
  // Absent: cannot be dated.
  std::optional<Date> opens_on;
  std::optional<Date> due_on;
  bool late_notice = false;
  bool escalated = false;
  bool warning = false;
  // Why the table says that it is not needed, UPPER_SNAKE: "NOT_ON_LICENCE". Empty: it does not.
  std::string not_needed;
  // Present when somebody recorded it done or not needed.
  std::optional<MilestoneRecord> record;

  bool IsOutstanding() const {
    return state != MilestoneState::kDone && state != MilestoneState::kNotNeeded;
  }

  friend bool operator==(const Milestone&, const Milestone&) = default;
};

struct Timetable {
  Anchor anchor;
  Regime regime = Regime::kSentencingAct;
  std::string calendar_version;
  bool ended = false;
  std::optional<Date> suspended_until;
  // A line for each kind, in their order.
  std::vector<Milestone> milestones;

  // Whether it reminds of anything.
  bool Runs() const { return !ended && !suspended_until; }

  friend bool operator==(const Timetable&, const Timetable&) = default;
};

// Died, deported or merged.
bool HasEnded(PersonState state);

// The release itself, else the court date of somebody on remand, else the release day, else the
// court date.
Anchor AnchorOf(const TimetableFacts& facts);

// The timetable on `today` (domain A9).
Timetable ComputeTimetable(const TimetableFacts& facts, const MilestoneRecords& records,
                           const WorkingDays& calendar, Date today);

DueDays ComputeDueDays(const TimetableFacts& facts, const MilestoneRecords& records,
                       const WorkingDays& calendar);

// Why the table says of a step before release, once that has happened, that it is not needed.
inline constexpr std::string_view kReleasedReason = "RELEASED";

}  // namespace ttg::release
