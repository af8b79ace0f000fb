#include "release/domain/timetable/timetable.h"

#include <algorithm>
#include <string_view>

#include "release/domain/movements/london_day.h"

namespace ttg::release {
namespace {

using Kind = MilestoneKind;
using State = MilestoneState;

struct Window {
  Date opens;
  Date due;
  bool late_notice = false;
};

// One computation: its facts stay the same throughout. Today is asked for last, so that what is
// dated depends on no clock.
class Computation {
 public:
  Computation(const TimetableFacts& facts, const MilestoneRecords& records,
              const WorkingDays& calendar)
      : facts_(facts), records_(records), calendar_(calendar), anchor_(AnchorOf(facts)) {}

  const Anchor& anchor() const { return anchor_; }
  Regime regime() const { return RegimeOn(anchor_.day.value_or(facts_.known_since)); }

  Milestone On(const MilestoneRule& rule, Date today) const;
  DueDays Due() const;

 private:
  const MilestoneRecord* RecordOf(Kind kind) const;
  bool IsDone(Kind kind) const;
  bool IsReleased() const { return facts_.state == PersonState::kReleased; }
  // Why the table says that it is not needed; empty: it is.
  std::string_view NotNeeded(const MilestoneRule& rule) const;
  std::optional<Date> DayOf(Base base, const std::optional<Date>& anchor) const;
  std::optional<Window> TableWindow(const MilestoneRule& rule,
                                    const std::optional<Date>& anchor) const;
  // Before which nobody could begin.
  Date NoticeOf(const MilestoneRule& rule) const;
  std::optional<Window> WindowOf(const MilestoneRule& rule) const;
  State StateOf(const MilestoneRule& rule, const Milestone& step, Date today) const;

  const TimetableFacts& facts_;
  const MilestoneRecords& records_;
  const WorkingDays& calendar_;
  const Anchor anchor_;
};

const MilestoneRecord* Computation::RecordOf(Kind kind) const {
  const auto found = records_.find(kind);
  if (found == records_.end() || found->second.outcome == State::kOpen) return nullptr;
  const bool of_earlier_custody =
      facts_.counts_from && LondonDay(found->second.recorded_at) < *facts_.counts_from;
  return of_earlier_custody ? nullptr : &found->second;
}

bool Computation::IsDone(Kind kind) const {
  const MilestoneRecord* record = RecordOf(kind);
  return record != nullptr && record->outcome == State::kDone;
}

std::string_view Computation::NotNeeded(const MilestoneRule& rule) const {
  if (HasEnded(facts_.state)) return ToString(facts_.state);
  if (IsReleased() && !rule.IsAfterRelease()) return kReleasedReason;
  switch (rule.audience) {
    case Audience::kEverybody:
      return "";
    case Audience::kHousingNeed:
    case Audience::kNoFixedAbodeRisk:
      if (facts_.settled) return "SETTLED_HOME";
      return IsDone(Kind::kFirstNightAddress) ? "ADDRESS_KNOWN" : "";
    case Audience::kOnLicence:
      return facts_.on_licence ? "" : "NOT_ON_LICENCE";
    case Audience::kMatched:
      return IsDone(Kind::kMentorOffered) ? "" : "NOT_MATCHED";
  }
  return "";
}

std::optional<Date> Computation::DayOf(Base base, const std::optional<Date>& anchor) const {
  switch (base) {
    case Base::kReception:
    case Base::kOpening:
      return facts_.reception;
    case Base::kFirstAssessment: {
      if (IsDone(Kind::kFirstAssessment)) return RecordOf(Kind::kFirstAssessment)->done_on;
      return WindowOf(RulesOf(regime()).front())->due;
    }
    case Base::kAnchor:
    case Base::kRelease:
      return anchor;
  }
  return std::nullopt;
}

std::optional<Window> Computation::TableWindow(const MilestoneRule& rule,
                                               const std::optional<Date>& anchor) const {
  const auto base = DayOf(rule.opens.base, anchor);
  if (!base) return std::nullopt;
  Window window;
  window.opens = Counted(*base, rule.opens.count, rule.opens.unit, calendar_);
  const Date from = rule.due.base == Base::kOpening ? window.opens : *base;
  window.due = Counted(from, rule.due.count, rule.due.unit, calendar_);
  return window;
}

Date Computation::NoticeOf(const MilestoneRule& rule) const {
  const bool counted_from_anchor =
      rule.opens.base == Base::kAnchor || rule.opens.base == Base::kRelease;
  if (!counted_from_anchor) return facts_.known_since;
  const AnchorNotice& notice = facts_.notice;
  // Whoever was late already has no new notice because the day came forward.
  const bool was_overdue = notice.former && TableWindow(rule, notice.former)->due < notice.known_on;
  return was_overdue ? facts_.reception : std::max(facts_.reception, notice.known_on);
}

std::optional<Window> Computation::WindowOf(const MilestoneRule& rule) const {
  auto window = TableWindow(rule, anchor_.day);
  if (!window) return std::nullopt;
  window->opens = std::max(window->opens, NoticeOf(rule));
  if (window->opens > window->due) {
    window->late_notice = true;
    window->due = Counted(window->opens, kLateNoticeWorkingDays, Unit::kWorkingDays, calendar_);
  }
  return window;
}

State Computation::StateOf(const MilestoneRule& rule, const Milestone& step, Date today) const {
  const bool waits_for_release = rule.IsAfterRelease() && !IsReleased();
  if (waits_for_release || !step.due_on || today < *step.opens_on) return State::kNotYetOpen;
  if (today < *step.due_on) return State::kOpen;
  return today == *step.due_on ? State::kDue : State::kOverdue;
}

Milestone Computation::On(const MilestoneRule& rule, Date today) const {
  Milestone step{.kind = rule.kind};
  const MilestoneRecord* record = RecordOf(rule.kind);
  if (record == nullptr) step.not_needed = NotNeeded(rule);
  // A release that has not happened by its day cannot be counted from.
  const bool stale = rule.IsAfterRelease() && !IsReleased() && anchor_.day && *anchor_.day < today;
  const auto window = step.not_needed.empty() && !stale ? WindowOf(rule) : std::nullopt;
  if (window) {
    step.opens_on = window->opens;
    step.due_on = window->due;
    step.late_notice = window->late_notice;
  }
  if (record != nullptr) {
    step.state = record->outcome;
    step.record = *record;
    return step;
  }
  step.state = step.not_needed.empty() ? StateOf(rule, step, today) : State::kNotNeeded;
  const bool suspended = facts_.suspended_until && *facts_.suspended_until >= today;
  if (!step.IsOutstanding() || !step.due_on || suspended) return step;
  const auto working_days_from_due = [&](int count) {
    return Counted(*step.due_on, count, Unit::kWorkingDays, calendar_);
  };
  step.escalated =
      step.state == State::kOverdue && today > working_days_from_due(kEscalationWorkingDays);
  step.warning = rule.warns_working_days_before > 0 &&
                 (step.state == State::kOpen || step.state == State::kDue) &&
                 today >= working_days_from_due(-rule.warns_working_days_before);
  return step;
}

DueDays Computation::Due() const {
  DueDays due;
  const auto take = [](Date day, std::optional<Date>& earliest) {
    earliest = earliest ? std::min(*earliest, day) : day;
  };
  for (const MilestoneRule& rule : RulesOf(regime())) {
    if (RecordOf(rule.kind) != nullptr || !NotNeeded(rule).empty()) continue;
    const auto window = WindowOf(rule);
    if (!window) continue;
    take(window->due, due.planned);
    if (!rule.IsAfterRelease() || IsReleased()) take(window->due, due.next);
  }
  return due;
}

}  // namespace

AnchorNotice Noticed(const AnchorNotice& before, const std::optional<Date>& anchor, Date today) {
  if (!anchor || anchor == before.anchor) return before;
  if (before.anchor && *anchor > *before.anchor) return {anchor, before.known_on, before.former};
  return {anchor, today, before.anchor};
}

bool HasEnded(PersonState state) {
  return state == PersonState::kDied || state == PersonState::kDeported ||
         state == PersonState::kMerged;
}

Anchor AnchorOf(const TimetableFacts& facts) {
  if (facts.state == PersonState::kReleased && facts.released_on) {
    return {TimetableAnchor::kReleased, facts.released_on};
  }
  if (facts.court_date && (facts.on_remand || !facts.release_day)) {
    return {TimetableAnchor::kCourtDate, facts.court_date};
  }
  if (facts.release_day) return {TimetableAnchor::kReleaseDay, facts.release_day};
  return {};
}

Timetable ComputeTimetable(const TimetableFacts& facts, const MilestoneRecords& records,
                           const WorkingDays& calendar, Date today) {
  const Computation computation(facts, records, calendar);
  Timetable timetable{.anchor = computation.anchor(),
                      .regime = computation.regime(),
                      .calendar_version = calendar.version(),
                      .ended = HasEnded(facts.state)};
  if (facts.suspended_until && *facts.suspended_until >= today) {
    timetable.suspended_until = facts.suspended_until;
  }
  const auto rules = RulesOf(timetable.regime);
  timetable.milestones.reserve(rules.size());
  for (const MilestoneRule& rule : rules) {
    timetable.milestones.push_back(computation.On(rule, today));
  }
  return timetable;
}

DueDays ComputeDueDays(const TimetableFacts& facts, const MilestoneRecords& records,
                       const WorkingDays& calendar) {
  return Computation(facts, records, calendar).Due();
}

}  // namespace ttg::release
