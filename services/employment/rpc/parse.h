#pragma once

#include "employment/app/acknowledge_release_day.h"
#include "employment/app/agree_job_start.h"
#include "employment/app/check_employment_status.h"
#include "employment/app/record_employment_status.h"
#include "employment/app/record_job_end.h"
#include "employment/app/record_job_start.h"
#include "employment/app/record_sustainment.h"
#include "employment/app/withdraw_job_start.h"
#include "ttg/employment/v1/employment_service.pb.h"

namespace ttg::employment {

// Requests as commands and queries. Errors: Invalid with a violation for each field that is wrong.
Result<AgreeJobStart::Command> ParseCommand(const v1::AgreeJobStartRequest& in);
Result<RecordJobStart::Command> ParseCommand(const v1::RecordJobStartRequest& in);
Result<WithdrawJobStart::Command> ParseCommand(const v1::WithdrawJobStartRequest& in);
Result<RecordJobEnd::Command> ParseCommand(const v1::RecordJobEndRequest& in);
Result<RecordSustainment::Command> ParseCommand(const v1::RecordSustainmentRequest& in);
Result<RecordEmploymentStatus::Command> ParseCommand(const v1::RecordEmploymentStatusRequest& in);
Result<CheckEmploymentStatus::Command> ParseCommand(const v1::CheckEmploymentStatusRequest& in);
Result<AcknowledgeReleaseDay::Command> ParseCommand(const v1::AcknowledgeReleaseDayRequest& in);

Result<VacancyQuery> ParseQuery(const v1::ListVacanciesRequest& in, Date today);
Result<JobQuery> ParseQuery(const v1::ListJobsRequest& in);
Result<CheckInQuery> ParseQuery(const v1::ListCheckInsDueRequest& in);
Result<AnswerQuery> ParseQuery(const v1::ListReleaseDayAnswersRequest& in);

}  // namespace ttg::employment
