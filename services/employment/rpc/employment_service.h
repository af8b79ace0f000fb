#pragma once

#include <memory>
#include <string>
#include <utility>

#include "employment/app/acknowledge_release_day.h"
#include "employment/app/agree_job_start.h"
#include "employment/app/check_employment_status.h"
#include "employment/app/record_employment_status.h"
#include "employment/app/record_job_end.h"
#include "employment/app/record_job_start.h"
#include "employment/app/record_sustainment.h"
#include "employment/app/withdraw_job_start.h"
#include "employment/rpc/vacancy_importer.h"
#include "kernel/clock.h"
#include "platform/intake/import_reactor.h"
#include "platform/rpc/runtime.h"
#include "ttg/employment/v1/employment_service.grpc.pb.h"

namespace ttg::employment {

// The contract ttg.employment.v1.EmploymentService: parse, call, render.
class EmploymentService final : public v1::EmploymentService::CallbackService {
 public:
  struct Parts {
    rpc::Runtime& runtime;
    intake::ImportHost& imports;
    const Clock& clock;
    IdSource& ids;
    BindStore bind;
  };

  // The parts outlive it.
  explicit EmploymentService(Parts parts);

  grpc::ServerBidiReactor<v1::ImportVacanciesRequest, v1::ImportVacanciesResponse>* ImportVacancies(
      grpc::CallbackServerContext* context) override;
  grpc::ServerUnaryReactor* AgreeJobStart(grpc::CallbackServerContext* context,
                                          const v1::AgreeJobStartRequest* request,
                                          v1::AgreeJobStartResponse* response) override;
  grpc::ServerUnaryReactor* RecordJobStart(grpc::CallbackServerContext* context,
                                           const v1::RecordJobStartRequest* request,
                                           v1::RecordJobStartResponse* response) override;
  grpc::ServerUnaryReactor* WithdrawJobStart(grpc::CallbackServerContext* context,
                                             const v1::WithdrawJobStartRequest* request,
                                             v1::WithdrawJobStartResponse* response) override;
  grpc::ServerUnaryReactor* RecordJobEnd(grpc::CallbackServerContext* context,
                                         const v1::RecordJobEndRequest* request,
                                         v1::RecordJobEndResponse* response) override;
  grpc::ServerUnaryReactor* RecordSustainment(grpc::CallbackServerContext* context,
                                              const v1::RecordSustainmentRequest* request,
                                              v1::RecordSustainmentResponse* response) override;
  grpc::ServerUnaryReactor* RecordEmploymentStatus(
      grpc::CallbackServerContext* context, const v1::RecordEmploymentStatusRequest* request,
      v1::RecordEmploymentStatusResponse* response) override;
  grpc::ServerUnaryReactor* CheckEmploymentStatus(
      grpc::CallbackServerContext* context, const v1::CheckEmploymentStatusRequest* request,
      v1::CheckEmploymentStatusResponse* response) override;
  grpc::ServerUnaryReactor* AcknowledgeReleaseDay(
      grpc::CallbackServerContext* context, const v1::AcknowledgeReleaseDayRequest* request,
      v1::AcknowledgeReleaseDayResponse* response) override;
  grpc::ServerUnaryReactor* ListVacancies(grpc::CallbackServerContext* context,
                                          const v1::ListVacanciesRequest* request,
                                          v1::ListVacanciesResponse* response) override;
  grpc::ServerUnaryReactor* ListCheckInsDue(grpc::CallbackServerContext* context,
                                            const v1::ListCheckInsDueRequest* request,
                                            v1::ListCheckInsDueResponse* response) override;
  grpc::ServerUnaryReactor* GetJob(grpc::CallbackServerContext* context,
                                   const v1::GetJobRequest* request,
                                   v1::GetJobResponse* response) override;
  grpc::ServerUnaryReactor* ListJobs(grpc::CallbackServerContext* context,
                                     const v1::ListJobsRequest* request,
                                     v1::ListJobsResponse* response) override;
  grpc::ServerUnaryReactor* ListReleaseDayAnswers(
      grpc::CallbackServerContext* context, const v1::ListReleaseDayAnswersRequest* request,
      v1::ListReleaseDayAnswersResponse* response) override;

 private:
  // Serves a change whose answer is a job (ChangeJob) or a status (ChangeStatus): `change` gives
  // it from the store, the call and the request.
  template <typename Request, typename Response, typename Change>
  grpc::ServerUnaryReactor* ChangeJob(grpc::CallbackServerContext* context, const Request* request,
                                      Response* response, Change change);
  template <typename Request, typename Response, typename Change>
  grpc::ServerUnaryReactor* ChangeStatus(grpc::CallbackServerContext* context,
                                         const Request* request, Response* response, Change change);

  Parts parts_;
  // Qualified, because the methods above carry the same names.
  employment::AgreeJobStart agree_start_;
  employment::RecordJobStart record_start_;
  employment::WithdrawJobStart withdraw_start_;
  employment::RecordJobEnd record_end_;
  employment::RecordSustainment record_sustainment_;
  employment::RecordEmploymentStatus record_status_;
  employment::CheckEmploymentStatus check_status_;
  employment::AcknowledgeReleaseDay acknowledge_;
};

}  // namespace ttg::employment
