#include "release/rpc/release_service.h"

#include <unordered_map>
#include <utility>

#include "platform/rpc/page_token.h"
#include "release/rpc/lists/export_releases.h"
#include "release/rpc/parse.h"
#include "release/rpc/release_service_change.h"
#include "release/rpc/render.h"

namespace ttg::release {
ReleaseService::ReleaseService(rpc::Runtime& runtime, intake::ImportHost& imports,
                               const UseCases& use_cases, const Clock& clock, BindStore bind,
                               BindDates bind_dates, const ReleaseCalls& movements,
                               rpc::StreamHost& exports, std::string export_folder,
                               std::function<void()> events_appended)
    : runtime_(runtime),
      imports_(imports),
      use_cases_(use_cases),
      clock_(clock),
      bind_(std::move(bind)),
      dates_(runtime, clock, bind_, std::move(bind_dates)),
      movements_(movements),
      exports_(exports),
      export_folder_(std::move(export_folder)),
      events_appended_(std::move(events_appended)) {}

grpc::ServerBidiReactor<v1::ImportPeopleRequest, v1::ImportPeopleResponse>*
ReleaseService::ImportPeople(grpc::CallbackServerContext* context) {
  return imports_.Serve<v1::ImportPeopleRequest, v1::ImportPeopleResponse>(
      context,
      [this](const CallContext&,
             const intake::ImportHeader& header) -> Result<std::unique_ptr<intake::Importer>> {
        return std::make_unique<PeopleImporter>(use_cases_.import_people, bind_, events_appended_,
                                                header);
      });
}

grpc::ServerUnaryReactor* ReleaseService::GetPerson(grpc::CallbackServerContext* context,
                                                    const v1::GetPersonRequest* request,
                                                    v1::GetPersonResponse* response) {
  return runtime_.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::GetPersonRequest& in,
             v1::GetPersonResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto key, Parse(in));
        const auto store = bind_(session, call);
        const auto* id = std::get_if<PersonId>(&key);
        TTG_TRY(const Person person, id != nullptr
                                         ? store->Find(*id)
                                         : store->FindByNumber(std::get<PrisonNumber>(key)));
        Render(person, clock_.Today(), *out.mutable_person());
        return rpc::Outcome{person.id().str(), {person.id().str()}};
      });
}

grpc::ServerUnaryReactor* ReleaseService::ListReleases(grpc::CallbackServerContext* context,
                                                       const v1::ListReleasesRequest* request,
                                                       v1::ListReleasesResponse* response) {
  return runtime_.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::ListReleasesRequest& in,
             v1::ListReleasesResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(ReleaseQuery query, Parse(in));
        // One more than the page says whether there is another.
        const auto page = static_cast<std::size_t>(query.limit++);
        TTG_TRY(auto lines, bind_(session, call)->ListReleases(query, clock_.Today()));
        if (lines.size() > page) {
          lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(page), lines.end());
          out.set_next_page_token(rpc::MakePageToken(in, CursorAfter(lines.back())));
        }
        rpc::Outcome outcome;
        for (const ReleaseLine& line : lines) {
          Render(line, *out.add_releases());
          outcome.subjects.push_back(line.id.str());
        }
        return outcome;
      });
}

grpc::ServerWriteReactor<v1::ExportReleasesResponse>* ReleaseService::ExportReleases(
    grpc::CallbackServerContext* context, const v1::ExportReleasesRequest* request) {
  return exports_.Serve<v1::ExportReleasesRequest, v1::ExportReleasesResponse>(
      context, [this, request](const CallContext&) {
        return MakeReleaseExport(*request, bind_, clock_, export_folder_);
      });
}

grpc::ServerUnaryReactor* ReleaseService::ListRefusedRows(grpc::CallbackServerContext* context,
                                                          const v1::ListRefusedRowsRequest* request,
                                                          v1::ListRefusedRowsResponse* response) {
  return runtime_.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::ListRefusedRowsRequest& in,
             v1::ListRefusedRowsResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(RefusedQuery query, Parse(in));
        const auto page = static_cast<std::size_t>(query.limit++);
        TTG_TRY(auto rows, bind_(session, call)->ListRefused(query));
        if (rows.size() > page) {
          rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(page), rows.end());
          out.set_next_page_token(rpc::MakePageToken(in, rows.back().id));
        }
        rpc::Outcome outcome;
        for (const RefusedRow& row : rows) {
          Render(row, *out.add_rows());
          outcome.subjects.push_back(row.id);
        }
        return outcome;
      });
}

grpc::ServerUnaryReactor* ReleaseService::BatchGetPersonProfiles(
    grpc::CallbackServerContext* context, const v1::BatchGetPersonProfilesRequest* request,
    v1::BatchGetPersonProfilesResponse* response) {
  return runtime_.Read(context, request, response,
                       [this](const CallContext& call, store::Session& session,
                              const v1::BatchGetPersonProfilesRequest& in,
                              v1::BatchGetPersonProfilesResponse& out) -> Result<rpc::Outcome> {
                         TTG_TRY(const auto ids, Parse(in));
                         TTG_TRY(const auto profiles, bind_(session, call)->FindProfiles(ids));
                         std::unordered_map<PersonId, const PersonProfile*> found;
                         for (const PersonProfile& profile : profiles) {
                           found.emplace(profile.person.id(), &profile);
                         }
                         rpc::Outcome outcome;
                         for (const PersonId& id : ids) {
                           const auto profile = found.find(id);
                           if (profile == found.end()) continue;
                           Render(*profile->second, *out.add_profiles());
                           outcome.subjects.push_back(id.str());
                         }
                         return outcome;
                       });
}

grpc::ServerUnaryReactor* ReleaseService::ResolvePrisonNumbers(
    grpc::CallbackServerContext* context, const v1::ResolvePrisonNumbersRequest* request,
    v1::ResolvePrisonNumbersResponse* response) {
  return runtime_.Read(context, request, response,
                       [this](const CallContext& call, store::Session& session,
                              const v1::ResolvePrisonNumbersRequest& in,
                              v1::ResolvePrisonNumbersResponse& out) -> Result<rpc::Outcome> {
                         TTG_TRY(const auto numbers, Parse(in));
                         TTG_TRY(const auto found, bind_(session, call)->Resolve(numbers));
                         std::unordered_map<PrisonNumber, PersonId> people;
                         for (const auto& [number, id] : found) people.emplace(number, id);
                         rpc::Outcome outcome;
                         for (const PrisonNumber& number : numbers) {
                           const auto person = people.find(number);
                           if (person == people.end()) continue;
                           auto& line = *out.add_resolved();
                           line.set_prison_number(number.Reveal());
                           line.set_person_id(person->second.str());
                           outcome.subjects.push_back(person->second.str());
                         }
                         return outcome;
                       });
}

grpc::ServerUnaryReactor* ReleaseService::SetReleaseDates(grpc::CallbackServerContext* context,
                                                          const v1::SetReleaseDatesRequest* request,
                                                          v1::SetReleaseDatesResponse* response) {
  return Change(context, request, response, use_cases_.set_release_dates);
}

grpc::ServerUnaryReactor* ReleaseService::ConfirmReleaseDate(
    grpc::CallbackServerContext* context, const v1::ConfirmReleaseDateRequest* request,
    v1::ConfirmReleaseDateResponse* response) {
  return Change(context, request, response, use_cases_.confirm_release_date);
}

grpc::ServerUnaryReactor* ReleaseService::ClearConfirmedDate(
    grpc::CallbackServerContext* context, const v1::ClearConfirmedDateRequest* request,
    v1::ClearConfirmedDateResponse* response) {
  return Change(context, request, response, use_cases_.clear_confirmed_date);
}

grpc::ServerUnaryReactor* ReleaseService::RequestExtraDay(grpc::CallbackServerContext* context,
                                                          const v1::RequestExtraDayRequest* request,
                                                          v1::RequestExtraDayResponse* response) {
  return Change(context, request, response, use_cases_.request_extra_day);
}

grpc::ServerUnaryReactor* ReleaseService::ApproveExtraDay(grpc::CallbackServerContext* context,
                                                          const v1::ApproveExtraDayRequest* request,
                                                          v1::ApproveExtraDayResponse* response) {
  return Change(context, request, response, use_cases_.approve_extra_day);
}

grpc::ServerUnaryReactor* ReleaseService::RevertToLawfulDay(
    grpc::CallbackServerContext* context, const v1::RevertToLawfulDayRequest* request,
    v1::RevertToLawfulDayResponse* response) {
  return Change(context, request, response, use_cases_.revert_to_lawful_day);
}

grpc::ServerUnaryReactor* ReleaseService::RecordHold(grpc::CallbackServerContext* context,
                                                     const v1::RecordHoldRequest* request,
                                                     v1::RecordHoldResponse* response) {
  return Change(context, request, response, use_cases_.record_hold);
}

grpc::ServerUnaryReactor* ReleaseService::LiftHold(grpc::CallbackServerContext* context,
                                                   const v1::LiftHoldRequest* request,
                                                   v1::LiftHoldResponse* response) {
  return Change(context, request, response, use_cases_.lift_hold);
}

grpc::ServerUnaryReactor* ReleaseService::AssignOwner(grpc::CallbackServerContext* context,
                                                      const v1::AssignOwnerRequest* request,
                                                      v1::AssignOwnerResponse* response) {
  return Change(context, request, response, use_cases_.assign_owner);
}

grpc::ServerUnaryReactor* ReleaseService::ChangeDeliveryUnit(
    grpc::CallbackServerContext* context, const v1::ChangeDeliveryUnitRequest* request,
    v1::ChangeDeliveryUnitResponse* response) {
  return Change(context, request, response, use_cases_.change_delivery_unit);
}

}  // namespace ttg::release
