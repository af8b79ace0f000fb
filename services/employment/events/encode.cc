#include "employment/events/encode.h"

#include <string>
#include <utility>

#include "employment/events/wire.h"
#include "ttg/employment/v1/employment_events.pb.h"

namespace ttg::employment {

namespace {

namespace pb = ::ttg::employment::v1;
namespace common = ::ttg::common::v1;

// What an event is about, beside its message.
struct About {
  std::string subject;
  std::int64_t version = 0;
  std::string person;
};

void Write(const JobFacts& facts, pb::JobFacts& out) {
  out.set_job_id(facts.job.str());
  out.set_person_id(facts.person.str());
  out.set_employer_id(facts.employer.str());
  if (facts.vacancy) out.set_vacancy_id(facts.vacancy->str());
  WriteDate(facts.start_date, *out.mutable_start_date());
}

common::ReleaseDayOutcome ToProto(DayOutcome outcome) {
  switch (outcome) {
    case DayOutcome::kNotAffected:
      return common::RELEASE_DAY_OUTCOME_NOT_AFFECTED;
    case DayOutcome::kMoved:
      return common::RELEASE_DAY_OUTCOME_MOVED;
    case DayOutcome::kAtRisk:
      return common::RELEASE_DAY_OUTCOME_AT_RISK;
  }
  return common::RELEASE_DAY_OUTCOME_UNSPECIFIED;
}

void Write(const DayEffect& effect, common::ReleaseDayEffect& out) {
  out.set_kind(effect.kind);
  out.set_id(effect.id);
  out.set_outcome(ToProto(effect.outcome));
  if (effect.from) WriteDate(*effect.from, *out.mutable_from());
  if (effect.to) WriteDate(*effect.to, *out.mutable_to());
  out.set_reason(effect.reason);
}

About AboutJob(const JobFacts& facts) {
  return {.subject = facts.job.str(), .version = facts.version, .person = facts.person.str()};
}

// One overload an event: fills the message in and says what it is about.
About Fill(const JobStartAgreed& event, pb::JobStartAgreed& out) {
  Write(event.job, *out.mutable_job());
  return AboutJob(event.job);
}

About Fill(const JobStarted& event, pb::JobStarted& out) {
  Write(event.job, *out.mutable_job());
  return AboutJob(event.job);
}

About Fill(const JobStartPutAtRisk& event, pb::JobStartPutAtRisk& out) {
  Write(event.job, *out.mutable_job());
  out.set_reason(event.reason);
  return AboutJob(event.job);
}

About Fill(const JobStartWithdrawn& event, pb::JobStartWithdrawn& out) {
  Write(event.job, *out.mutable_job());
  return AboutJob(event.job);
}

About Fill(const JobEnded& event, pb::JobEnded& out) {
  Write(event.job, *out.mutable_job());
  WriteDate(event.ended_on, *out.mutable_ended_on());
  // Nothing about health travels.
  const bool told = event.reason != JobEndReason::kHealth;
  out.set_reason(std::string(ToString(told ? event.reason : JobEndReason::kOther)));
  return AboutJob(event.job);
}

About Fill(const JobSustained& event, pb::JobSustained& out) {
  Write(event.job, *out.mutable_job());
  out.set_weeks(event.weeks);
  WriteDate(event.reached_on, *out.mutable_reached_on());
  return AboutJob(event.job);
}

About Fill(const EmploymentStatusRecorded& event, pb::EmploymentStatusRecorded& out) {
  out.set_person_id(event.person.str());
  out.set_check_in(std::string(ToString(event.check_in)));
  out.set_status(std::string(ToString(event.value)));
  WriteDate(event.status_on, *out.mutable_status_on());
  out.set_checked(event.checked);
  return {.subject = event.status.str(), .version = event.version, .person = event.person.str()};
}

About Fill(const CheckInsScheduled& event, pb::CheckInsScheduled& out) {
  out.set_person_id(event.person.str());
  if (event.days) {
    WriteDate(event.days->six_weeks_on, *out.mutable_six_weeks_on());
    WriteDate(event.days->six_months_on, *out.mutable_six_months_on());
  }
  return {.subject = event.person.str(), .version = event.version, .person = event.person.str()};
}

// An answer is a thing of its own, known by what it answers: answered, then acknowledged.
About Fill(const EmploymentReleaseDayAnswered& event, pb::EmploymentReleaseDayAnswered& out) {
  common::ReleaseDayAnswer& answer = *out.mutable_answer();
  answer.set_person_id(event.person.str());
  answer.set_cause_event_id(event.cause.str());
  answer.set_outcome(ToProto(event.outcome));
  for (const DayEffect& effect : event.effects) Write(effect, *answer.add_effects());
  answer.set_needs_acknowledgement(event.needs_acknowledgement);
  return {.subject = event.cause.str(), .version = event.version, .person = event.person.str()};
}

About Fill(const EmploymentReleaseDayAcknowledged& event,
           pb::EmploymentReleaseDayAcknowledged& out) {
  out.set_person_id(event.person.str());
  out.set_cause_event_id(event.cause.str());
  out.set_acknowledged_by(event.by.str());
  return {.subject = event.cause.str(), .version = event.version, .person = event.person.str()};
}

struct Written {
  std::string type;
  std::string data;
  About about;
};

template <typename Message, typename DomainEvent>
Written As(const DomainEvent& event) {
  Message message;
  About about = Fill(event, message);
  return {.type = message.GetDescriptor()->full_name(),
          .data = message.SerializeAsString(),
          .about = std::move(about)};
}

struct Writer {
  Written operator()(const JobStartAgreed& event) const { return As<pb::JobStartAgreed>(event); }
  Written operator()(const JobStarted& event) const { return As<pb::JobStarted>(event); }
  Written operator()(const JobStartPutAtRisk& event) const {
    return As<pb::JobStartPutAtRisk>(event);
  }
  Written operator()(const JobStartWithdrawn& event) const {
    return As<pb::JobStartWithdrawn>(event);
  }
  Written operator()(const JobEnded& event) const { return As<pb::JobEnded>(event); }
  Written operator()(const JobSustained& event) const { return As<pb::JobSustained>(event); }
  Written operator()(const EmploymentStatusRecorded& event) const {
    return As<pb::EmploymentStatusRecorded>(event);
  }
  Written operator()(const CheckInsScheduled& event) const {
    return As<pb::CheckInsScheduled>(event);
  }
  Written operator()(const EmploymentReleaseDayAnswered& event) const {
    return As<pb::EmploymentReleaseDayAnswered>(event);
  }
  Written operator()(const EmploymentReleaseDayAcknowledged& event) const {
    return As<pb::EmploymentReleaseDayAcknowledged>(event);
  }
};

}  // namespace

messaging::Event EventEncoder::operator()(const EmploymentEvent& event,
                                          const CallContext& call) const {
  Written written = std::visit(Writer(), event);
  return {.position = 0,
          .id = ids_.NewId(),
          .source = "employment",
          .type = std::move(written.type),
          .subject = std::move(written.about.subject),
          .subject_version = written.about.version,
          .partition_key = std::move(written.about.person),
          .time = clock_.Now(),
          .correlation_id = call.correlation_id,
          .causation_id = call.causation_id,
          .traceparent = call.traceparent,
          .data = std::move(written.data)};
}

}  // namespace ttg::employment
