#include "employment/rpc/parse.h"

#include "employment/rpc/codes_on_the_wire.h"
#include "platform/rpc/conversions.h"
#include "platform/rpc/page_token.h"

namespace ttg::employment {

namespace {

constexpr int kUsualPage = 100;
constexpr int kLargestPage = 500;
constexpr int kLongestWindowInDays = 366;

template <typename Code, typename ProtoEnum>
std::optional<Code> Required(rpc::Fields& fields, std::string_view field, ProtoEnum in) {
  auto code = FromProto<Code>(in);
  if (!code) fields.Refuse(field, "FIELD_REQUIRED", "name one of the contract's values");
  return code;
}

// UNSPECIFIED is nothing; a value that we do not know is refused.
template <typename Code, typename ProtoEnum>
std::optional<Code> Optional(rpc::Fields& fields, std::string_view field, ProtoEnum in) {
  if (in == ProtoEnum{}) return std::nullopt;
  return Required<Code>(fields, field, in);
}

// Salary only with its frequency (domain C5).
std::optional<Salary> ReadSalary(rpc::Fields& fields, const v1::JobDetails& in) {
  if (!in.has_salary()) return std::nullopt;
  const auto period = FromProto<SalaryPeriod>(in.salary().period());
  if (!period) {
    fields.Refuse("details.salary.period", "SALARY_WITHOUT_PERIOD",
                  "say what the salary is paid for, or leave it out");
    return std::nullopt;
  }
  return Salary{.pence = in.salary().pence(), .period = *period};
}

// The day is filled in by the caller, who knows whether it is there.
StatedStart ReadDetails(rpc::Fields& fields, const std::string& vacancy_id,
                        const v1::JobDetails& in) {
  StatedStart start;
  start.vacancy = fields.Optional<VacancyId>("vacancy_id", vacancy_id);
  start.type = Optional<EmploymentType>(fields, "details.employment_type", in.employment_type());
  start.employer = fields.Optional<EmployerId>("details.employer_id", in.employer_id());
  start.employer_name = in.employer_name();
  start.title = in.title();
  start.soc2020 = in.soc2020();
  start.salary = ReadSalary(fields, in);
  constexpr std::size_t kLongest = 200;
  if (in.employer_name().size() > kLongest || in.title().size() > kLongest) {
    fields.Refuse("details", "TEXT_TOO_LONG", "a name or title has at most 200 bytes");
  }
  return start;
}

struct JobKey {
  JobId job;
  std::int64_t version = 0;
};

template <typename Request>
Result<JobKey> ReadJobKey(const Request& in) {
  rpc::Fields fields;
  const auto job = fields.Required<JobId>("job_id", in.job_id());
  const auto version = fields.Etag(in.etag());
  TTG_RETURN_IF_ERROR(fields.Check());
  return JobKey{.job = *job, .version = version};
}

template <typename Request>
Result<Page> ReadPage(const Request& in) {
  TTG_TRY(const int limit, rpc::ReadPageSize(in.page_size(), kUsualPage, kLargestPage));
  TTG_TRY(auto after, rpc::ReadPageToken(in));
  return Page{.after = std::move(after), .limit = limit};
}

// The version in an etag that may be left out: 0.
std::int64_t OptionalEtag(rpc::Fields& fields, const std::string& etag) {
  return etag.empty() ? 0 : fields.Etag(etag);
}

}  // namespace

Result<AgreeJobStart::Command> ParseCommand(const v1::AgreeJobStartRequest& in) {
  rpc::Fields fields;
  const auto person = fields.Required<PersonId>("person_id", in.person_id());
  StatedStart start = ReadDetails(fields, in.vacancy_id(), in.details());
  const auto day = fields.RequiredDate("start_date", in.has_start_date(), in.start_date());
  start.on_temporary_release = in.on_temporary_release();
  TTG_RETURN_IF_ERROR(fields.Check());
  start.start_date = *day;
  return AgreeJobStart::Command{.person = *person, .start = std::move(start)};
}

Result<RecordJobStart::Command> ParseCommand(const v1::RecordJobStartRequest& in) {
  rpc::Fields fields;
  const auto person = fields.Required<PersonId>("person_id", in.person_id());
  const auto job = fields.Optional<JobId>("job_id", in.job_id());
  const std::int64_t version = job ? fields.Etag(in.job_etag()) : 0;
  if (!in.job_id().empty() && (in.has_details() || !in.vacancy_id().empty())) {
    fields.Refuse("details", "DETAILS_NOT_EXPECTED", "an agreed job keeps what was agreed");
  }
  StatedStart start = ReadDetails(fields, in.vacancy_id(), in.details());
  const auto day = fields.RequiredDate("start_date", in.has_start_date(), in.start_date());
  start.on_temporary_release = in.on_temporary_release();
  TTG_RETURN_IF_ERROR(fields.Check());
  start.start_date = *day;
  RecordJobStart::Command command{.person = *person, .agreed = {}, .start = std::move(start)};
  if (job) command.agreed = RecordJobStart::AgreedJob{.job = *job, .expected_version = version};
  return command;
}

Result<WithdrawJobStart::Command> ParseCommand(const v1::WithdrawJobStartRequest& in) {
  TTG_TRY(const JobKey key, ReadJobKey(in));
  return WithdrawJobStart::Command{.job = key.job, .expected_version = key.version};
}

Result<RecordJobEnd::Command> ParseCommand(const v1::RecordJobEndRequest& in) {
  TTG_TRY(const JobKey key, ReadJobKey(in));
  rpc::Fields fields;
  const auto ended_on = fields.RequiredDate("ended_on", in.has_ended_on(), in.ended_on());
  const auto reason = Required<JobEndReason>(fields, "reason", in.reason());
  TTG_RETURN_IF_ERROR(fields.Check());
  return RecordJobEnd::Command{
      .job = key.job, .expected_version = key.version, .ended_on = *ended_on, .reason = *reason};
}

Result<RecordSustainment::Command> ParseCommand(const v1::RecordSustainmentRequest& in) {
  TTG_TRY(const JobKey key, ReadJobKey(in));
  rpc::Fields fields;
  const auto evidence =
      fields.Required<EvidenceReference>("evidence_reference", in.evidence_reference());
  TTG_RETURN_IF_ERROR(fields.Check());
  return RecordSustainment::Command{
      .job = key.job, .expected_version = key.version, .weeks = in.weeks(), .evidence = *evidence};
}

Result<RecordEmploymentStatus::Command> ParseCommand(const v1::RecordEmploymentStatusRequest& in) {
  rpc::Fields fields;
  const auto person = fields.Required<PersonId>("person_id", in.person_id());
  const auto check_in = Required<CheckInKind>(fields, "check_in", in.check_in());
  const auto value = Required<StatusValue>(fields, "value", in.value());
  const auto evidence =
      fields.Optional<EvidenceReference>("evidence_reference", in.evidence_reference());
  const std::int64_t version = OptionalEtag(fields, in.status_etag());
  TTG_RETURN_IF_ERROR(fields.Check());
  return RecordEmploymentStatus::Command{.person = *person,
                                         .check_in = *check_in,
                                         .value = *value,
                                         .evidence = evidence,
                                         .expected_version = version};
}

Result<CheckEmploymentStatus::Command> ParseCommand(const v1::CheckEmploymentStatusRequest& in) {
  rpc::Fields fields;
  const auto status = fields.Required<StatusId>("status_id", in.status_id());
  const auto version = fields.Etag(in.etag());
  TTG_RETURN_IF_ERROR(fields.Check());
  return CheckEmploymentStatus::Command{.status = *status, .expected_version = version};
}

Result<AcknowledgeReleaseDay::Command> ParseCommand(const v1::AcknowledgeReleaseDayRequest& in) {
  rpc::Fields fields;
  const auto person = fields.Required<PersonId>("person_id", in.person_id());
  const auto cause = fields.Required<EventId>("cause_event_id", in.cause_event_id());
  TTG_RETURN_IF_ERROR(fields.Check());
  return AcknowledgeReleaseDay::Command{.person = *person, .cause = *cause};
}

Result<VacancyQuery> ParseQuery(const v1::ListVacanciesRequest& in, Date today) {
  rpc::Fields fields;
  VacancyQuery query;
  query.sector = in.sector();
  query.local_authority = in.local_authority();
  query.hours = Optional<EmploymentType>(fields, "hours", in.hours());
  query.employer = fields.Optional<EmployerId>("employer_id", in.employer_id());
  if (in.open_only()) query.open_on = today;
  TTG_RETURN_IF_ERROR(fields.Check());
  TTG_TRY(query.page, ReadPage(in));
  return query;
}

Result<JobQuery> ParseQuery(const v1::ListJobsRequest& in) {
  rpc::Fields fields;
  JobQuery query;
  query.person = fields.Optional<PersonId>("person_id", in.person_id());
  query.vacancy = fields.Optional<VacancyId>("vacancy_id", in.vacancy_id());
  std::set<JobState> states;
  for (const int state : in.states()) {
    const auto code = Required<JobState>(fields, "states", static_cast<v1::JobState>(state));
    if (code) states.insert(*code);
  }
  query.states.assign(states.begin(), states.end());
  TTG_RETURN_IF_ERROR(fields.Check());
  TTG_TRY(query.page, ReadPage(in));
  return query;
}

Result<CheckInQuery> ParseQuery(const v1::ListCheckInsDueRequest& in) {
  rpc::Fields fields;
  CheckInQuery query;
  query.person = fields.Optional<PersonId>("person_id", in.person_id());
  query.from = fields.OptionalDate("from", in.has_from(), in.from());
  query.to = fields.OptionalDate("to", in.has_to(), in.to());
  query.open_only = in.open_only();
  if (in.person_id().empty() && (!in.has_from() || !in.has_to())) {
    fields.Refuse("from", "WINDOW_REQUIRED", "give both ends of a window, or a person");
  }
  if (query.from && query.to) {
    if (*query.to < *query.from) {
      fields.Refuse("to", "WINDOW_REVERSED", "the window ends before it begins");
    } else if (*query.to - *query.from > kLongestWindowInDays) {
      fields.Refuse("to", "WINDOW_TOO_LONG", "a window is at most a year long");
    }
  }
  TTG_RETURN_IF_ERROR(fields.Check());
  TTG_TRY(query.page, ReadPage(in));
  return query;
}

Result<AnswerQuery> ParseQuery(const v1::ListReleaseDayAnswersRequest& in) {
  rpc::Fields fields;
  AnswerQuery query;
  query.person = fields.Optional<PersonId>("person_id", in.person_id());
  query.open_only = in.open_only();
  TTG_RETURN_IF_ERROR(fields.Check());
  TTG_TRY(query.page, ReadPage(in));
  return query;
}

}  // namespace ttg::employment
