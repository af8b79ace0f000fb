#include "employment/rpc/employment_service.h"

#include <algorithm>
#include <vector>

#include "employment/app/refusals.h"
#include "employment/rpc/parse.h"
#include "employment/rpc/render.h"
#include "platform/rpc/conversions.h"
#include "platform/rpc/page_token.h"

namespace ttg::employment {

namespace {

rpc::Outcome ShowJob(const Job& job, v1::Job& out) {
  Render(job, out);
  return {.resource_id = job.snapshot().id.str(), .subjects = {job.snapshot().person.str()}};
}

rpc::Outcome ShowStatus(const EmploymentStatus& status, v1::EmploymentStatus& out) {
  Render(status.snapshot(), out);
  return {.resource_id = status.snapshot().id.str(), .subjects = {status.snapshot().person.str()}};
}

// An answer is known by its person and its cause: "<person>/<cause>".
rpc::Outcome ShowAnswer(const ReleaseDayAnswer& answer, v1::ReleaseDayAnswerRecord& out) {
  Render(answer, out);
  const auto& answered = answer.snapshot().answered;
  return {.resource_id = answered.person.str() + "/" + answered.cause.str(),
          .subjects = {answered.person.str()}};
}

Result<ReleaseDayAnswer> FindAnswer(EmploymentStore& store, const std::string& resource_id) {
  const auto slash = resource_id.find('/');
  TTG_TRY(const auto person, PersonId::Parse(resource_id.substr(0, slash)));
  TTG_TRY(const auto cause, EventId::Parse(resource_id.substr(slash + 1)));
  TTG_TRY(auto answer, store.FindAnswer(person, cause));
  if (!answer) return AnswerNotFound();
  return *std::move(answer);
}

Result<Job> FindJob(EmploymentStore& store, const std::string& text) {
  TTG_TRY(const auto id, JobId::Parse(text));
  TTG_TRY(auto job, store.FindJob(id));
  if (!job) return JobNotFound();
  return *std::move(job);
}

// Each person once, in the order shown.
void AddSubject(std::vector<std::string>& subjects, const PersonId& person) {
  if (std::find(subjects.begin(), subjects.end(), person.str()) == subjects.end()) {
    subjects.push_back(person.str());
  }
}

// The token of the next page; empty at the end.
template <typename Request>
std::string NextToken(const Request& in, const std::string& next) {
  return next.empty() ? std::string() : rpc::MakePageToken(in, next);
}

}  // namespace

EmploymentService::EmploymentService(Parts parts)
    : parts_(std::move(parts)),
      agree_start_(parts_.clock, parts_.ids),
      record_start_(parts_.clock, parts_.ids),
      record_end_(parts_.clock),
      record_sustainment_(parts_.clock),
      record_status_(parts_.clock, parts_.ids),
      check_status_(parts_.clock),
      acknowledge_(parts_.clock) {}

grpc::ServerBidiReactor<v1::ImportVacanciesRequest, v1::ImportVacanciesResponse>*
EmploymentService::ImportVacancies(grpc::CallbackServerContext* context) {
  return parts_.imports.Serve<v1::ImportVacanciesRequest, v1::ImportVacanciesResponse>(
      context,
      [this](const CallContext&,
             const intake::ImportHeader& header) -> Result<std::unique_ptr<intake::Importer>> {
        return std::make_unique<VacancyImporter>(parts_.bind, header.as_of);
      });
}

template <typename Request, typename Response, typename Change>
grpc::ServerUnaryReactor* EmploymentService::ChangeJob(grpc::CallbackServerContext* context,
                                                       const Request* request, Response* response,
                                                       Change change) {
  return parts_.runtime.Change(
      context, request, response,
      [this, change](const CallContext& call, store::Session& session, const Request& in,
                     Response& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto command, ParseCommand(in));
        const auto store = parts_.bind(session, call);
        TTG_TRY(const auto changed, change(*store, call, command));
        return ShowJob(changed, *out.mutable_job());
      },
      [this](const CallContext& call, store::Session& session, const std::string& resource_id,
             Response& out) -> Result<rpc::Outcome> {
        const auto store = parts_.bind(session, call);
        TTG_TRY(const Job job, FindJob(*store, resource_id));
        return ShowJob(job, *out.mutable_job());
      });
}

template <typename Request, typename Response, typename Change>
grpc::ServerUnaryReactor* EmploymentService::ChangeStatus(grpc::CallbackServerContext* context,
                                                          const Request* request,
                                                          Response* response, Change change) {
  return parts_.runtime.Change(
      context, request, response,
      [this, change](const CallContext& call, store::Session& session, const Request& in,
                     Response& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto command, ParseCommand(in));
        const auto store = parts_.bind(session, call);
        TTG_TRY(const auto changed, change(*store, call, command));
        return ShowStatus(changed, *out.mutable_status());
      },
      [this](const CallContext& call, store::Session& session, const std::string& resource_id,
             Response& out) -> Result<rpc::Outcome> {
        const auto store = parts_.bind(session, call);
        TTG_TRY(const auto id, StatusId::Parse(resource_id));
        TTG_TRY(const auto status, store->FindStatus(id));
        if (!status) return StatusNotFound();
        return ShowStatus(*status, *out.mutable_status());
      });
}

grpc::ServerUnaryReactor* EmploymentService::AgreeJobStart(grpc::CallbackServerContext* context,
                                                           const v1::AgreeJobStartRequest* request,
                                                           v1::AgreeJobStartResponse* response) {
  return ChangeJob(context, request, response,
                   [this](EmploymentStore& store, const CallContext&,
                          const employment::AgreeJobStart::Command& command) {
                     return agree_start_(store, command);
                   });
}

grpc::ServerUnaryReactor* EmploymentService::RecordJobStart(
    grpc::CallbackServerContext* context, const v1::RecordJobStartRequest* request,
    v1::RecordJobStartResponse* response) {
  return ChangeJob(context, request, response,
                   [this](EmploymentStore& store, const CallContext&,
                          const employment::RecordJobStart::Command& command) {
                     return record_start_(store, command);
                   });
}

grpc::ServerUnaryReactor* EmploymentService::WithdrawJobStart(
    grpc::CallbackServerContext* context, const v1::WithdrawJobStartRequest* request,
    v1::WithdrawJobStartResponse* response) {
  return ChangeJob(context, request, response,
                   [this](EmploymentStore& store, const CallContext&,
                          const employment::WithdrawJobStart::Command& command) {
                     return withdraw_start_(store, command);
                   });
}

grpc::ServerUnaryReactor* EmploymentService::RecordJobEnd(grpc::CallbackServerContext* context,
                                                          const v1::RecordJobEndRequest* request,
                                                          v1::RecordJobEndResponse* response) {
  return ChangeJob(context, request, response,
                   [this](EmploymentStore& store, const CallContext&,
                          const employment::RecordJobEnd::Command& command) {
                     return record_end_(store, command);
                   });
}

grpc::ServerUnaryReactor* EmploymentService::RecordSustainment(
    grpc::CallbackServerContext* context, const v1::RecordSustainmentRequest* request,
    v1::RecordSustainmentResponse* response) {
  return ChangeJob(context, request, response,
                   [this](EmploymentStore& store, const CallContext& call,
                          const employment::RecordSustainment::Command& command) {
                     return record_sustainment_(store, call, command);
                   });
}

grpc::ServerUnaryReactor* EmploymentService::RecordEmploymentStatus(
    grpc::CallbackServerContext* context, const v1::RecordEmploymentStatusRequest* request,
    v1::RecordEmploymentStatusResponse* response) {
  return ChangeStatus(context, request, response,
                      [this](EmploymentStore& store, const CallContext& call,
                             const employment::RecordEmploymentStatus::Command& command) {
                        return record_status_(store, call, command);
                      });
}

grpc::ServerUnaryReactor* EmploymentService::CheckEmploymentStatus(
    grpc::CallbackServerContext* context, const v1::CheckEmploymentStatusRequest* request,
    v1::CheckEmploymentStatusResponse* response) {
  return ChangeStatus(context, request, response,
                      [this](EmploymentStore& store, const CallContext& call,
                             const employment::CheckEmploymentStatus::Command& command) {
                        return check_status_(store, call, command);
                      });
}

grpc::ServerUnaryReactor* EmploymentService::AcknowledgeReleaseDay(
    grpc::CallbackServerContext* context, const v1::AcknowledgeReleaseDayRequest* request,
    v1::AcknowledgeReleaseDayResponse* response) {
  return parts_.runtime.Change(
      context, request, response,
      [this](const CallContext& call, store::Session& session,
             const v1::AcknowledgeReleaseDayRequest& in,
             v1::AcknowledgeReleaseDayResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto command, ParseCommand(in));
        const auto store = parts_.bind(session, call);
        TTG_TRY(const auto answer, acknowledge_(*store, call, command));
        return ShowAnswer(answer, *out.mutable_answer());
      },
      [this](const CallContext& call, store::Session& session, const std::string& resource_id,
             v1::AcknowledgeReleaseDayResponse& out) -> Result<rpc::Outcome> {
        const auto store = parts_.bind(session, call);
        TTG_TRY(const auto answer, FindAnswer(*store, resource_id));
        return ShowAnswer(answer, *out.mutable_answer());
      });
}

grpc::ServerUnaryReactor* EmploymentService::ListVacancies(grpc::CallbackServerContext* context,
                                                           const v1::ListVacanciesRequest* request,
                                                           v1::ListVacanciesResponse* response) {
  return parts_.runtime.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::ListVacanciesRequest& in,
             v1::ListVacanciesResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto query, ParseQuery(in, parts_.clock.Today()));
        TTG_TRY(const auto page, parts_.bind(session, call)->ListVacancies(query));
        rpc::Outcome outcome;
        for (const auto& row : page.rows) {
          Render(row, *out.add_vacancies());
        }
        out.set_next_page_token(NextToken(in, page.next));
        return outcome;
      });
}

grpc::ServerUnaryReactor* EmploymentService::ListCheckInsDue(
    grpc::CallbackServerContext* context, const v1::ListCheckInsDueRequest* request,
    v1::ListCheckInsDueResponse* response) {
  return parts_.runtime.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::ListCheckInsDueRequest& in,
             v1::ListCheckInsDueResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto query, ParseQuery(in));
        TTG_TRY(const auto page, parts_.bind(session, call)->ListCheckIns(query));
        rpc::Outcome outcome;
        for (const auto& row : page.rows) {
          Render(row, *out.add_check_ins());
          AddSubject(outcome.subjects, row.person);
        }
        out.set_next_page_token(NextToken(in, page.next));
        return outcome;
      });
}

grpc::ServerUnaryReactor* EmploymentService::GetJob(grpc::CallbackServerContext* context,
                                                    const v1::GetJobRequest* request,
                                                    v1::GetJobResponse* response) {
  return parts_.runtime.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::GetJobRequest& in,
             v1::GetJobResponse& out) -> Result<rpc::Outcome> {
        rpc::Fields fields;
        const auto id = fields.Required<JobId>("job_id", in.job_id());
        TTG_RETURN_IF_ERROR(fields.Check());
        const auto store = parts_.bind(session, call);
        TTG_TRY(const Job job, FindJob(*store, id->str()));
        return ShowJob(job, *out.mutable_job());
      });
}

grpc::ServerUnaryReactor* EmploymentService::ListJobs(grpc::CallbackServerContext* context,
                                                      const v1::ListJobsRequest* request,
                                                      v1::ListJobsResponse* response) {
  return parts_.runtime.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::ListJobsRequest& in,
             v1::ListJobsResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto query, ParseQuery(in));
        TTG_TRY(const auto page, parts_.bind(session, call)->ListJobs(query));
        rpc::Outcome outcome;
        for (const auto& row : page.rows) {
          Render(row, *out.add_jobs());
          AddSubject(outcome.subjects, row.snapshot().person);
        }
        out.set_next_page_token(NextToken(in, page.next));
        return outcome;
      });
}

grpc::ServerUnaryReactor* EmploymentService::ListReleaseDayAnswers(
    grpc::CallbackServerContext* context, const v1::ListReleaseDayAnswersRequest* request,
    v1::ListReleaseDayAnswersResponse* response) {
  return parts_.runtime.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session,
             const v1::ListReleaseDayAnswersRequest& in,
             v1::ListReleaseDayAnswersResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto query, ParseQuery(in));
        TTG_TRY(const auto page, parts_.bind(session, call)->ListAnswers(query));
        rpc::Outcome outcome;
        for (const auto& row : page.rows) {
          Render(row, *out.add_answers());
          AddSubject(outcome.subjects, row.snapshot().answered.person);
        }
        out.set_next_page_token(NextToken(in, page.next));
        return outcome;
      });
}

}  // namespace ttg::employment
