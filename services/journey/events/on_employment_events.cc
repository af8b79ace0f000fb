#include <fmt/format.h>

#include "journey/app/projection.h"
#include "journey/events/announcement.h"
#include "ttg/employment/v1/employment_events.pb.h"

namespace ttg::journey {
namespace {

namespace pb = ::ttg::employment::v1;

Announcement Job(const pb::JobFacts& job, std::string summary, ThingChange change) {
  change.pathway = Pathway::kJob;
  change.id = job.job_id();
  return {.person_id = job.person_id(),
          .summary = std::move(summary),
          .subject = job.job_id(),
          .project = [change](JourneyStore& store, const PersonId& person) {
            return ProjectThing(store, person, change);
          }};
}

std::string Start(const pb::JobFacts& job) {
  return ShowDate(ReadDate(job.has_start_date(), job.start_date()));
}

Announcement OnAgreed(const pb::JobStartAgreed& message, const messaging::Event&) {
  return Job(message.job(), fmt::format("a job start was agreed for {}", Start(message.job())),
             {.progress = PathwayState::kConfirmed, .at_risk = false});
}

Announcement OnStarted(const pb::JobStarted& message, const messaging::Event&) {
  return Job(message.job(), fmt::format("a job started on {}", Start(message.job())),
             {.progress = PathwayState::kDone, .at_risk = false});
}

Announcement OnAtRisk(const pb::JobStartPutAtRisk& message, const messaging::Event&) {
  return Job(
      message.job(),
      fmt::format("the job start on {} is at risk ({})", Start(message.job()), message.reason()),
      {.at_risk = true});
}

Announcement OnEnded(const pb::JobEnded& message, const messaging::Event&) {
  return Job(message.job(),
             fmt::format("the job ended on {}",
                         ShowDate(ReadDate(message.has_ended_on(), message.ended_on()))),
             {.gone = true});
}

Announcement OnWithdrawn(const pb::JobStartWithdrawn& message, const messaging::Event&) {
  return Job(message.job(), fmt::format("the job start on {} was withdrawn", Start(message.job())),
             {.gone = true});
}

Announcement OnSustained(const pb::JobSustained& message, const messaging::Event&) {
  return Job(message.job(), fmt::format("the job has lasted {} weeks", message.weeks()), {});
}

Announcement OnStatus(const pb::EmploymentStatusRecorded& message, const messaging::Event&) {
  return {.person_id = message.person_id(),
          .summary = fmt::format("employment status at {}: {}{}", message.check_in(),
                                 message.status(), message.checked() ? "" : ", awaiting a check"),
          .subject = "",
          .project = {}};
}

Announcement OnCheckIns(const pb::CheckInsScheduled& message, const messaging::Event&) {
  return {.person_id = message.person_id(),
          .summary =
              fmt::format("employment check-ins are due on {} and {}",
                          ShowDate(ReadDate(message.has_six_weeks_on(), message.six_weeks_on())),
                          ShowDate(ReadDate(message.has_six_months_on(), message.six_months_on()))),
          .subject = "",
          .project = {}};
}

}  // namespace

Handlers EmploymentHandlers(const BindStore& bind) {
  return {
      {"ttg.employment.v1.JobStartAgreed", Reads<pb::JobStartAgreed>(bind, OnAgreed)},
      {"ttg.employment.v1.JobStarted", Reads<pb::JobStarted>(bind, OnStarted)},
      {"ttg.employment.v1.JobStartPutAtRisk", Reads<pb::JobStartPutAtRisk>(bind, OnAtRisk)},
      {"ttg.employment.v1.JobStartWithdrawn", Reads<pb::JobStartWithdrawn>(bind, OnWithdrawn)},
      {"ttg.employment.v1.JobEnded", Reads<pb::JobEnded>(bind, OnEnded)},
      {"ttg.employment.v1.JobSustained", Reads<pb::JobSustained>(bind, OnSustained)},
      {"ttg.employment.v1.EmploymentStatusRecorded",
       Reads<pb::EmploymentStatusRecorded>(bind, OnStatus)},
      {"ttg.employment.v1.CheckInsScheduled", Reads<pb::CheckInsScheduled>(bind, OnCheckIns)},
      {"ttg.employment.v1.EmploymentReleaseDayAnswered",
       Reads<pb::EmploymentReleaseDayAnswered>(bind,
                                               [](const auto& message, const auto& event) {
                                                 return AnswerAnnounced(message.answer(), event);
                                               })},
      {"ttg.employment.v1.EmploymentReleaseDayAcknowledged",
       Reads<pb::EmploymentReleaseDayAcknowledged>(
           bind,
           [](const auto& message, const auto& event) {
             return AcknowledgementAnnounced(message.person_id(), message.cause_event_id(),
                                             message.acknowledged_by(), event);
           })},
  };
}

}  // namespace ttg::journey
