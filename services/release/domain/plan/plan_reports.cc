// The two reports on a plan, and what they wait for.
#include <algorithm>

#include "release/domain/plan/plan.h"

namespace ttg::release {
namespace {

Error ReportUnderWay() {
  return Precondition("REPORT_UNDER_WAY",
                      "there is a draft already, or a submitted version waits for its review");
}

Error NoDraft() { return Precondition("NO_DRAFT", "start the report before submitting it"); }

Error NotSubmitted() {
  return Precondition("NOT_SUBMITTED", "no version of this report waits for a review");
}

Error OwnReport() {
  return Precondition("OWN_REPORT", "whoever submitted a report cannot review it");
}

Error NoteRequired() {
  return InvalidField("note", "NOTE_REQUIRED", "say why the report is returned");
}

// Where a caller finds what is missing: "needs.<id>".
std::string FieldOf(const MissingItem& item) {
  if (item.action) return "actions." + item.action->str();
  if (item.need) return "needs." + item.need->str();
  if (item.pathway) return "pathways." + std::string(ToString(*item.pathway));
  return "needs";
}

Error ReportIncomplete(const std::vector<MissingItem>& missing) {
  Error error = Precondition("REPORT_INCOMPLETE",
                             "the plan is not complete enough for this report: see the violations");
  error.violations.reserve(missing.size());
  for (const MissingItem& item : missing) {
    error.violations.push_back({FieldOf(item), item.reason, item.message});
  }
  return error;
}

MissingItem About(const Need& need, const char* reason, const char* message) {
  return {reason, message, need.pathway, need.id, std::nullopt};
}

MissingItem About(const Need& need, const Action& action, const char* reason, const char* message) {
  return {reason, message, need.pathway, need.id, action.id};
}

// Assess: every pathway, and where support is required, for what.
void CheckPathways(const Plan::Snapshot& plan, std::vector<MissingItem>& missing) {
  for (std::size_t i = 0; i < kPathways; ++i) {
    const auto pathway = static_cast<Pathway>(i);
    const PathwayEntry& entry = plan.pathways[i];
    if (!entry.assessed_on) {
      missing.push_back({"PATHWAY_NOT_ASSESSED", "assess this pathway", pathway, {}, {}});
    } else if (entry.status == PathwayStatus::kSupportRequired ||
               entry.status == PathwayStatus::kInProgress) {
      const bool named = std::ranges::any_of(
          plan.needs, [&](const Need& need) { return need.pathway == pathway; });
      if (named) continue;
      missing.push_back({"PATHWAY_WITHOUT_NEED",
                         "support is required here: record for which need",
                         pathway,
                         {},
                         {}});
    }
  }
}

// Plan: something is being done, or was done, for every open need.
void CheckPlanned(const Need& need, std::vector<MissingItem>& missing) {
  const bool planned = std::ranges::any_of(
      need.actions, [](const Action& action) { return action.state != ActionState::kCancelled; });
  if (planned) return;
  missing.push_back(
      About(need, "NEED_WITHOUT_ACTION", "plan an action for this need, or record its outcome"));
}

// Deliver: what is still to be done for an open need, and in time.
void CheckDelivered(const Need& need, Date today, std::vector<MissingItem>& missing) {
  bool goes_on = false;
  for (const Action& action : need.actions) {
    goes_on = goes_on || action.state == ActionState::kOpen;
    if (!action.IsOverdue(today)) continue;
    missing.push_back(About(need, action, "ACTION_OVERDUE",
                            "complete or cancel this action, or agree another day for it"));
  }
  if (goes_on) return;
  missing.push_back(About(need, "NEED_WITHOUT_ACTION",
                          "record the outcome of this need, or plan what is still to be done"));
}

bool IsOpen(const Need& need) { return need.state == NeedState::kOpen; }

// Somebody goes on with what will not be met inside.
bool GoesOnAfter(const std::vector<Need>& needs, Date release_day) {
  return std::ranges::any_of(needs, [&](const Need& need) {
    return std::ranges::any_of(need.actions, [&](const Action& action) {
      return action.state == ActionState::kOpen && action.due_on >= release_day;
    });
  });
}

void CheckForRelease(const Plan::Snapshot& plan, Date today, const std::optional<Date>& release_day,
                     std::vector<MissingItem>& missing) {
  for (const Need& need : plan.needs) {
    if (need.state == NeedState::kOutcomeRecorded) {
      missing.push_back(About(need, "OUTCOME_NOT_REVIEWED", "review the outcome of this need"));
    } else if (IsOpen(need)) {
      CheckDelivered(need, today, missing);
    }
  }
  if (!release_day || !std::ranges::any_of(plan.needs, IsOpen)) return;
  if (GoesOnAfter(plan.needs, *release_day)) return;
  missing.push_back({"NO_ACTION_AFTER_RELEASE",
                     "needs are open: plan who does what on the release day or later",
                     {},
                     {},
                     {}});
}

}  // namespace

std::optional<Date> ReleaseDayFor(const Person& person) {
  const Person::Snapshot& data = person.snapshot();
  return data.released_on ? data.released_on : data.release_day.date;
}

std::vector<MissingItem> Plan::Missing(ReportKind kind, Date today,
                                       const std::optional<Date>& release_day) const {
  std::vector<MissingItem> missing;
  CheckPathways(data_, missing);
  switch (kind) {
    case ReportKind::kImmediateNeeds:
      for (const Need& need : data_.needs) {
        if (IsOpen(need)) CheckPlanned(need, missing);
      }
      break;
    case ReportKind::kPreRelease:
      CheckForRelease(data_, today, release_day, missing);
      break;
  }
  return missing;
}

PlanReport* Plan::FindReport(ReportKind kind, ReportState state) {
  const auto found = data_.reports.find(kind);
  if (found == data_.reports.end() || found->second.state != state) return nullptr;
  return &found->second;
}

PlanChanges Plan::Announce(const PlanReport& report) const {
  PlanChanges changes;
  changes.events.emplace_back(
      PlanReportRecorded{data_.person, report.id, report.kind, report.version, report.state});
  return changes;
}

Result<PlanChanges> Plan::StartReport(const ReportId& id, ReportKind kind, const Act& act) {
  int version = 1;
  if (const auto newest = data_.reports.find(kind); newest != data_.reports.end()) {
    const ReportState state = newest->second.state;
    if (state == ReportState::kDraft || state == ReportState::kSubmitted) return ReportUnderWay();
    version = newest->second.version + 1;
  }
  data_.reports.insert_or_assign(kind, PlanReport{.id = id,
                                                  .kind = kind,
                                                  .version = version,
                                                  .started_by = act.by,
                                                  .started_at = act.at,
                                                  .submitted_by = std::nullopt,
                                                  .submitted_at = std::nullopt,
                                                  .reviewed_by = std::nullopt,
                                                  .reviewed_at = std::nullopt,
                                                  .review_note = {}});
  return PlanChanges();
}

Result<PlanChanges> Plan::SubmitReport(ReportKind kind, const Act& act,
                                       const std::optional<Date>& release_day) {
  PlanReport* report = FindReport(kind, ReportState::kDraft);
  if (report == nullptr) return NoDraft();
  const auto missing = Missing(kind, act.today, release_day);
  if (!missing.empty()) return ReportIncomplete(missing);
  report->state = ReportState::kSubmitted;
  report->submitted_by = act.by;
  report->submitted_at = act.at;
  PlanChanges changes = Announce(*report);
  changes.submitted.emplace(report->id, PlanCopy{act.today, data_.pathways, data_.needs});
  return changes;
}

Result<PlanChanges> Plan::ReviewReport(ReportKind kind, bool accept, Sensitive<std::string> note,
                                       const Act& act) {
  if (!accept && note.Reveal().empty()) return NoteRequired();
  PlanReport* report = FindReport(kind, ReportState::kSubmitted);
  if (report == nullptr) return NotSubmitted();
  if (report->submitted_by == act.by) return OwnReport();
  report->state = accept ? ReportState::kReviewed : ReportState::kReturned;
  report->reviewed_by = act.by;
  report->reviewed_at = act.at;
  report->review_note = std::move(note);
  return Announce(*report);
}

}  // namespace ttg::release
