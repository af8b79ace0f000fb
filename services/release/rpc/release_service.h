#pragma once

#include <functional>
#include <string>

#include "platform/intake/import_reactor.h"
#include "platform/rpc/runtime.h"
#include "platform/rpc/stream_call.h"
#include "release/app/ports.h"
#include "release/app/use_cases.h"
#include "release/rpc/dates/dates_calls.h"
#include "release/rpc/movements/release_calls.h"
#include "release/rpc/people_importer.h"
#include "ttg/release/v1/release_service.grpc.pb.h"

namespace ttg::release {

// The calls of ReleaseService: parse, call, render.
class ReleaseService final : public v1::ReleaseService::CallbackService {
 public:
  // What it is given outlives it.
  ReleaseService(rpc::Runtime& runtime, intake::ImportHost& imports, const UseCases& use_cases,
                 const Clock& clock, BindStore bind, BindDates bind_dates,
                 const ReleaseCalls& movements, rpc::StreamHost& exports, std::string export_folder,
                 std::function<void()> events_appended);

  grpc::ServerBidiReactor<v1::ImportPeopleRequest, v1::ImportPeopleResponse>* ImportPeople(
      grpc::CallbackServerContext* context) override;

  grpc::ServerUnaryReactor* GetPerson(grpc::CallbackServerContext* context,
                                      const v1::GetPersonRequest* request,
                                      v1::GetPersonResponse* response) override;
  grpc::ServerUnaryReactor* ListReleases(grpc::CallbackServerContext* context,
                                         const v1::ListReleasesRequest* request,
                                         v1::ListReleasesResponse* response) override;
  grpc::ServerWriteReactor<v1::ExportReleasesResponse>* ExportReleases(
      grpc::CallbackServerContext* context, const v1::ExportReleasesRequest* request) override;
  grpc::ServerUnaryReactor* ListRefusedRows(grpc::CallbackServerContext* context,
                                            const v1::ListRefusedRowsRequest* request,
                                            v1::ListRefusedRowsResponse* response) override;
  grpc::ServerUnaryReactor* BatchGetPersonProfiles(
      grpc::CallbackServerContext* context, const v1::BatchGetPersonProfilesRequest* request,
      v1::BatchGetPersonProfilesResponse* response) override;
  grpc::ServerUnaryReactor* ResolvePrisonNumbers(
      grpc::CallbackServerContext* context, const v1::ResolvePrisonNumbersRequest* request,
      v1::ResolvePrisonNumbersResponse* response) override;
  grpc::ServerUnaryReactor* ListDateChanges(grpc::CallbackServerContext* context,
                                            const v1::ListDateChangesRequest* request,
                                            v1::ListDateChangesResponse* response) override {
    return dates_.ListDateChanges(context, request, response);
  }
  grpc::ServerUnaryReactor* ListUrgentTasks(grpc::CallbackServerContext* context,
                                            const v1::ListUrgentTasksRequest* request,
                                            v1::ListUrgentTasksResponse* response) override {
    return dates_.ListUrgentTasks(context, request, response);
  }
  grpc::ServerUnaryReactor* SetReleaseDates(grpc::CallbackServerContext* context,
                                            const v1::SetReleaseDatesRequest* request,
                                            v1::SetReleaseDatesResponse* response) override;
  grpc::ServerUnaryReactor* ConfirmReleaseDate(grpc::CallbackServerContext* context,
                                               const v1::ConfirmReleaseDateRequest* request,
                                               v1::ConfirmReleaseDateResponse* response) override;
  grpc::ServerUnaryReactor* ClearConfirmedDate(grpc::CallbackServerContext* context,
                                               const v1::ClearConfirmedDateRequest* request,
                                               v1::ClearConfirmedDateResponse* response) override;
  grpc::ServerUnaryReactor* RequestExtraDay(grpc::CallbackServerContext* context,
                                            const v1::RequestExtraDayRequest* request,
                                            v1::RequestExtraDayResponse* response) override;
  grpc::ServerUnaryReactor* ApproveExtraDay(grpc::CallbackServerContext* context,
                                            const v1::ApproveExtraDayRequest* request,
                                            v1::ApproveExtraDayResponse* response) override;
  grpc::ServerUnaryReactor* RevertToLawfulDay(grpc::CallbackServerContext* context,
                                              const v1::RevertToLawfulDayRequest* request,
                                              v1::RevertToLawfulDayResponse* response) override;
  grpc::ServerUnaryReactor* RecordHold(grpc::CallbackServerContext* context,
                                       const v1::RecordHoldRequest* request,
                                       v1::RecordHoldResponse* response) override;
  grpc::ServerUnaryReactor* LiftHold(grpc::CallbackServerContext* context,
                                     const v1::LiftHoldRequest* request,
                                     v1::LiftHoldResponse* response) override;
  grpc::ServerUnaryReactor* RecordRelease(grpc::CallbackServerContext* context,
                                          const v1::RecordReleaseRequest* request,
                                          v1::RecordReleaseResponse* response) override {
    return movements_.RecordRelease(context, request, response);
  }
  grpc::ServerUnaryReactor* ReverseRelease(grpc::CallbackServerContext* context,
                                           const v1::ReverseReleaseRequest* request,
                                           v1::ReverseReleaseResponse* response) override {
    return movements_.ReverseRelease(context, request, response);
  }
  grpc::ServerUnaryReactor* AssignOwner(grpc::CallbackServerContext* context,
                                        const v1::AssignOwnerRequest* request,
                                        v1::AssignOwnerResponse* response) override;
  grpc::ServerUnaryReactor* TransferPrison(grpc::CallbackServerContext* context,
                                           const v1::TransferPrisonRequest* request,
                                           v1::TransferPrisonResponse* response) override {
    return movements_.TransferPrison(context, request, response);
  }
  grpc::ServerUnaryReactor* ChangeDeliveryUnit(grpc::CallbackServerContext* context,
                                               const v1::ChangeDeliveryUnitRequest* request,
                                               v1::ChangeDeliveryUnitResponse* response) override;
  // Who somebody is; in identity_methods.cc.
  grpc::ServerUnaryReactor* DecideRiskAnswer(grpc::CallbackServerContext* context,
                                             const v1::DecideRiskAnswerRequest* request,
                                             v1::DecideRiskAnswerResponse* response) override;
  grpc::ServerUnaryReactor* AddAlias(grpc::CallbackServerContext* context,
                                     const v1::AddAliasRequest* request,
                                     v1::AddAliasResponse* response) override;
  grpc::ServerUnaryReactor* RemoveAlias(grpc::CallbackServerContext* context,
                                        const v1::RemoveAliasRequest* request,
                                        v1::RemoveAliasResponse* response) override;
  grpc::ServerUnaryReactor* ListSuspectedDuplicates(
      grpc::CallbackServerContext* context, const v1::ListSuspectedDuplicatesRequest* request,
      v1::ListSuspectedDuplicatesResponse* response) override;
  grpc::ServerUnaryReactor* DismissSuspectedDuplicate(
      grpc::CallbackServerContext* context, const v1::DismissSuspectedDuplicateRequest* request,
      v1::DismissSuspectedDuplicateResponse* response) override;

 private:
  // A command on one person: all of them differ only in their use case.
  template <typename UseCase, typename Request, typename Response>
  grpc::ServerUnaryReactor* Change(grpc::CallbackServerContext* context, const Request* request,
                                   Response* response, const UseCase& use_case);

  rpc::Runtime& runtime_;
  intake::ImportHost& imports_;
  const UseCases& use_cases_;
  const Clock& clock_;
  const BindStore bind_;
  const DatesCalls dates_;
  const ReleaseCalls& movements_;
  rpc::StreamHost& exports_;
  const std::string export_folder_;
  const std::function<void()> events_appended_;
};

}  // namespace ttg::release
