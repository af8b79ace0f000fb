#include "employment/rpc/render.h"

#include "employment/rpc/codes_on_the_wire.h"
#include "platform/rpc/conversions.h"

namespace ttg::employment {

namespace {

void Write(Instant instant, google::protobuf::Timestamp& out) {
  const std::int64_t seconds = absl::ToUnixSeconds(instant);
  out.set_seconds(seconds);
  out.set_nanos(static_cast<std::int32_t>(
      absl::ToInt64Nanoseconds(instant - absl::FromUnixSeconds(seconds))));
}

void Write(const Salary& salary, v1::Salary& out) {
  out.set_pence(salary.pence);
  out.set_period(ToProto<v1::SalaryPeriod>(salary.period));
}

void Write(const JobDetails& details, v1::JobDetails& out) {
  out.set_employment_type(ToProto<v1::EmploymentType>(details.type));
  out.set_employer_id(details.employer.str());
  out.set_employer_name(details.employer_name);
  out.set_title(details.title);
  out.set_soc2020(details.soc2020);
  if (details.salary) Write(*details.salary, *out.mutable_salary());
}

void Write(const DayEffect& effect, ttg::common::v1::ReleaseDayEffect& out) {
  out.set_kind(effect.kind);
  out.set_id(effect.id);
  out.set_outcome(ToProto<ttg::common::v1::ReleaseDayOutcome>(effect.outcome));
  if (effect.from) *out.mutable_from() = rpc::ToProto(*effect.from);
  if (effect.to) *out.mutable_to() = rpc::ToProto(*effect.to);
  out.set_reason(effect.reason);
}

}  // namespace

void Render(const Vacancy& vacancy, v1::Vacancy& out) {
  const VacancyFacts& facts = vacancy.snapshot().facts;
  out.set_vacancy_id(facts.id.str());
  out.set_employer_id(facts.employer.str());
  out.set_employer_name(facts.employer_name);
  out.set_title(facts.title);
  out.set_soc2020(facts.soc2020);
  out.set_sector(facts.sector);
  out.set_local_authority(facts.local_authority);
  if (facts.place) {
    out.set_easting(facts.place->easting);
    out.set_northing(facts.place->northing);
  }
  out.set_hours(ToProto<v1::EmploymentType>(facts.hours));
  out.set_contract(ToProto<v1::ContractType>(facts.contract));
  if (facts.salary_from) Write(*facts.salary_from, *out.mutable_salary_from());
  out.set_positions(static_cast<std::int32_t>(facts.positions));
  out.set_positions_left(static_cast<std::int32_t>(vacancy.positions_left()));
  if (facts.closing_date) *out.mutable_closing_date() = rpc::ToProto(*facts.closing_date);
  if (facts.start_date) *out.mutable_start_date() = rpc::ToProto(*facts.start_date);
  for (const std::string& offence : facts.excluded_offences) out.add_excluded_offences(offence);
  out.set_prison_leavers_only(facts.prison_leavers_only);
  out.set_etag(rpc::EtagOf(vacancy.snapshot().version));
}

void Render(const Job& job, v1::Job& out) {
  const Job::Snapshot& data = job.snapshot();
  out.set_job_id(data.id.str());
  out.set_person_id(data.person.str());
  if (data.start.vacancy) out.set_vacancy_id(data.start.vacancy->str());
  out.set_state(ToProto<v1::JobState>(data.state));
  Write(data.start.details, *out.mutable_details());
  *out.mutable_start_date() = rpc::ToProto(data.start.start_date);
  out.set_on_temporary_release(data.start.on_temporary_release);
  out.set_risk_reason(data.risk_reason);
  if (data.ended_on) *out.mutable_ended_on() = rpc::ToProto(*data.ended_on);
  if (data.end_reason) out.set_end_reason(ToProto<v1::JobEndReason>(*data.end_reason));
  for (const Sustainment& each : data.sustainments) {
    v1::Sustainment& sustainment = *out.add_sustainments();
    sustainment.set_weeks(each.weeks);
    *sustainment.mutable_reached_on() = rpc::ToProto(each.reached_on);
    sustainment.set_evidence_reference(each.evidence.str());
    sustainment.set_recorded_by(each.recorded_by.str());
    Write(each.recorded_at, *sustainment.mutable_recorded_at());
  }
  out.set_etag(rpc::EtagOf(data.version));
}

void Render(const EmploymentStatus::Snapshot& status, v1::EmploymentStatus& out) {
  out.set_status_id(status.id.str());
  out.set_person_id(status.person.str());
  out.set_check_in(ToProto<v1::CheckInKind>(status.check_in));
  out.set_value(ToProto<v1::EmploymentStatusValue>(status.entry.value));
  *out.mutable_status_on() = rpc::ToProto(status.status_on);
  if (status.entry.evidence) out.set_evidence_reference(status.entry.evidence->str());
  out.set_recorded_by(status.entry.by.str());
  Write(status.entry.at, *out.mutable_recorded_at());
  out.set_checked(status.checked_by.has_value());
  if (status.checked_by) out.set_checked_by(status.checked_by->str());
  if (status.checked_at) Write(*status.checked_at, *out.mutable_checked_at());
  out.set_etag(rpc::EtagOf(status.version));
}

void Render(const CheckInRow& check_in, v1::CheckIn& out) {
  out.set_person_id(check_in.person.str());
  out.set_kind(ToProto<v1::CheckInKind>(check_in.kind));
  *out.mutable_due_on() = rpc::ToProto(check_in.due_on);
  out.set_released(check_in.released);
  if (check_in.status) Render(*check_in.status, *out.mutable_status());
}

void Render(const ReleaseDayAnswer& answer, v1::ReleaseDayAnswerRecord& out) {
  const auto& [answered, answered_at, acknowledged_by, acknowledged_at] = answer.snapshot();
  auto& body = *out.mutable_answer();
  body.set_person_id(answered.person.str());
  body.set_cause_event_id(answered.cause.str());
  body.set_outcome(ToProto<ttg::common::v1::ReleaseDayOutcome>(answered.outcome));
  for (const DayEffect& effect : answered.effects) Write(effect, *body.add_effects());
  body.set_needs_acknowledgement(answered.needs_acknowledgement);
  Write(answered_at, *out.mutable_answered_at());
  if (acknowledged_by) out.set_acknowledged_by(acknowledged_by->str());
  if (acknowledged_at) Write(*acknowledged_at, *out.mutable_acknowledged_at());
}

}  // namespace ttg::employment
