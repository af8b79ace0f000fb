#include <fmt/format.h>

#include "journey/events/announcement.h"
#include "journey/events/words.h"
#include "ttg/release/v1/consent_events.pb.h"
#include "ttg/release/v1/ownership_events.pb.h"
#include "ttg/release/v1/plan_events.pb.h"
#include "ttg/release/v1/timetable_events.pb.h"

// What the release service announces about the work towards a release: entries of the timeline.
namespace ttg::journey {
namespace {

namespace pb = ::ttg::release::v1;

Announcement Entry(const std::string& person_id, std::string summary, const std::string& subject) {
  return {.person_id = person_id, .summary = std::move(summary), .subject = subject, .project = {}};
}

Announcement OnMilestone(const pb::MilestoneRecorded& message, const messaging::Event&) {
  const std::string step = Words(pb::MilestoneKind_Name(message.kind()), "MILESTONE_KIND_");
  const std::string state = Words(pb::MilestoneState_Name(message.state()), "MILESTONE_STATE_");
  const auto day = ReadDate(message.has_done_on(), message.done_on());
  return Entry(message.person_id(),
               day ? fmt::format("{}: {} on {}", step, state, ShowDate(day))
                   : fmt::format("{}: {}", step, state),
               "");
}

Announcement OnReport(const pb::PlanReportRecorded& message, const messaging::Event&) {
  return Entry(
      message.person_id(),
      fmt::format("{} report, version {}: {}",
                  Words(pb::ReportKind_Name(message.kind()), "REPORT_KIND_"), message.version(),
                  Words(pb::ReportState_Name(message.state()), "REPORT_STATE_")),
      message.report_id());
}

Announcement OnHandoverOffered(const pb::HandoverOffered& message, const messaging::Event&) {
  return Entry(message.person_id(),
               fmt::format("the case was offered by {} to {}, until {}", message.from_owner_id(),
                           message.to_owner_id(),
                           ShowDate(ReadDate(message.has_expires_on(), message.expires_on()))),
               message.handover_id());
}

Announcement OnHandoverEnded(const pb::HandoverEnded& message, const messaging::Event&) {
  return Entry(message.person_id(),
               fmt::format("the handover is {}, {} owns the case",
                           Words(pb::HandoverState_Name(message.state()), "HANDOVER_STATE_"),
                           message.owner_id()),
               message.handover_id());
}

Announcement OnConsent(const pb::ConsentChanged& message, const messaging::Event&) {
  const std::string purpose = Words(pb::ConsentPurpose_Name(message.purpose()), "CONSENT_PURPOSE_");
  const std::string state = message.state() == pb::CONSENT_STATE_UNSPECIFIED
                                ? "not asked for"
                                : Words(pb::ConsentState_Name(message.state()), "CONSENT_STATE_");
  return Entry(message.person_id(),
               fmt::format("consent for {}: {}, {}", purpose, state,
                           message.allowed() ? "may be passed on" : "may not be passed on"),
               message.consent_id());
}

}  // namespace

Handlers ResettlementHandlers(const BindStore& bind) {
  return {
      {"ttg.release.v1.MilestoneRecorded", Reads<pb::MilestoneRecorded>(bind, OnMilestone)},
      {"ttg.release.v1.PlanReportRecorded", Reads<pb::PlanReportRecorded>(bind, OnReport)},
      {"ttg.release.v1.HandoverOffered", Reads<pb::HandoverOffered>(bind, OnHandoverOffered)},
      {"ttg.release.v1.HandoverEnded", Reads<pb::HandoverEnded>(bind, OnHandoverEnded)},
      {"ttg.release.v1.ConsentChanged", Reads<pb::ConsentChanged>(bind, OnConsent)},
  };
}

}  // namespace ttg::journey
