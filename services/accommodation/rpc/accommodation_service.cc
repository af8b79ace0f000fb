#include "accommodation/rpc/accommodation_service.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <string>
#include <utility>

#include "accommodation/app/visibility.h"
#include "accommodation/rpc/parse.h"
#include "accommodation/rpc/render.h"
#include "platform/rpc/page_token.h"

namespace ttg::accommodation {
namespace {

using rpc::Outcome;

// Only people of the caseload: the audit trail is about them.
std::vector<std::string> SubjectsOf(const Placement& placement) {
  const auto& person = placement.record().person;
  return person ? std::vector<std::string>{person->str()} : std::vector<std::string>();
}

// The beds of the page: the cursor of a search is how many came before.
Result<Outcome> RenderPage(const v1::SearchBedspacesRequest& in,
                           const SearchBedspaces::Answer& answer,
                           v1::SearchBedspacesResponse& out) {
  TTG_TRY(const int size, rpc::ReadPageSize(in.page_size(), 20, 200));
  TTG_TRY(const std::string cursor, rpc::ReadPageToken(in));
  std::size_t begin = 0;
  std::from_chars(cursor.data(), cursor.data() + cursor.size(), begin);
  const std::size_t end = std::min(begin + static_cast<std::size_t>(size), answer.found.size());
  for (std::size_t i = begin; i < end; ++i) {
    Render(answer.found[i].bedspace, answer.found[i].rank, *out.add_bedspaces());
  }
  if (end < answer.found.size()) {
    out.set_next_page_token(rpc::MakePageToken(in, std::to_string(end)));
  }
  Render(answer, out);
  return Outcome{in.person_id(), {in.person_id()}};
}

}  // namespace

AccommodationService::AccommodationService(const Parts& parts)
    : runtime_(parts.runtime),
      imports_(parts.imports),
      stock_(parts.stock),
      bind_(parts.stock.bind),
      clock_(parts.stock.around.clock),
      search_(parts.stock.around, parts.weights),
      explain_(parts.stock.around, parts.weights),
      offer_(parts.stock.around),
      decide_(parts.stock.around),
      agree_(parts.stock.around),
      arrive_(parts.stock.around),
      depart_(parts.stock.around),
      acknowledge_(parts.stock.around) {}

Outcome AccommodationService::Show(const Placement& placement, const CallContext& call,
                                   v1::Placement& out) const {
  Render(placement, call, clock_.Today(), out);
  return {placement.id().str(), SubjectsOf(placement)};
}

template <typename Response>
rpc::Runtime::ShowHandler<Response> AccommodationService::ShowPlacement() const {
  return [this](const CallContext& call, store::Session& session, const std::string& resource_id,
                Response& out) -> Result<Outcome> {
    TTG_TRY(const auto id, PlacementId::Parse(resource_id));
    const auto store = bind_(session, call);
    TTG_TRY(const auto placement, LoadPlacement(*store, call, id));
    return Show(placement, call, *out.mutable_placement());
  };
}

template <typename UseCase, typename Request, typename Response, typename Read>
grpc::ServerUnaryReactor* AccommodationService::ChangePlacement(
    grpc::CallbackServerContext* context, const Request* request, Response* response,
    const UseCase& use_case, Read read) {
  return runtime_.Change<Request, Response>(
      context, request, response,
      [this, &use_case, read](const CallContext& call, store::Session& session, const Request& in,
                              Response& out) -> Result<Outcome> {
        TTG_TRY(const auto command, read(in));
        const auto store = bind_(session, call);
        TTG_TRY(const auto placement, use_case(*store, call, command));
        return Show(placement, call, *out.mutable_placement());
      },
      ShowPlacement<Response>());
}

grpc::ServerBidiReactor<v1::ImportBedspacesRequest, v1::ImportBedspacesResponse>*
AccommodationService::ImportBedspaces(grpc::CallbackServerContext* context) {
  return imports_.Serve<v1::ImportBedspacesRequest, v1::ImportBedspacesResponse>(
      context, [this](const CallContext&, const intake::ImportHeader& header) {
        return Result<std::unique_ptr<intake::Importer>>(
            MakeBedspaceImporter(stock_, header.as_of));
      });
}

grpc::ServerBidiReactor<v1::ImportPlacementsRequest, v1::ImportPlacementsResponse>*
AccommodationService::ImportPlacements(grpc::CallbackServerContext* context) {
  return imports_.Serve<v1::ImportPlacementsRequest, v1::ImportPlacementsResponse>(
      context, [this](const CallContext&, const intake::ImportHeader& header) {
        return Result<std::unique_ptr<intake::Importer>>(
            MakePlacementImporter(stock_, header.as_of));
      });
}

grpc::ServerBidiReactor<v1::ImportVoidsRequest, v1::ImportVoidsResponse>*
AccommodationService::ImportVoids(grpc::CallbackServerContext* context) {
  return imports_.Serve<v1::ImportVoidsRequest, v1::ImportVoidsResponse>(
      context, [this](const CallContext&, const intake::ImportHeader& header) {
        return Result<std::unique_ptr<intake::Importer>>(MakeVoidImporter(stock_, header.as_of));
      });
}

grpc::ServerUnaryReactor* AccommodationService::SearchBedspaces(
    grpc::CallbackServerContext* context, const v1::SearchBedspacesRequest* request,
    v1::SearchBedspacesResponse* response) {
  return runtime_.Read<v1::SearchBedspacesRequest, v1::SearchBedspacesResponse>(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::SearchBedspacesRequest& in,
             v1::SearchBedspacesResponse& out) -> Result<Outcome> {
        TTG_TRY(const auto query, Parse(in));
        const auto store = bind_(session, call);
        TTG_TRY(const auto answer, search_(*store, call, query));
        return RenderPage(in, answer, out);
      });
}

grpc::ServerUnaryReactor* AccommodationService::ExplainBedspace(
    grpc::CallbackServerContext* context, const v1::ExplainBedspaceRequest* request,
    v1::ExplainBedspaceResponse* response) {
  return runtime_.Read<v1::ExplainBedspaceRequest, v1::ExplainBedspaceResponse>(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::ExplainBedspaceRequest& in,
             v1::ExplainBedspaceResponse& out) -> Result<Outcome> {
        TTG_TRY(const auto query, Parse(in));
        const auto store = bind_(session, call);
        TTG_TRY(const auto answer, explain_(*store, call, query.bedspace, query.wanted));
        Render(answer.bedspace, *out.mutable_bedspace());
        for (const Exclusion& one : answer.exclusions) Render(one, *out.add_exclusions());
        if (answer.rank) Render(answer.bedspace, *answer.rank, *out.mutable_rank());
        return Outcome{answer.bedspace.id.str(), {answer.person.str()}};
      });
}

grpc::ServerUnaryReactor* AccommodationService::OfferPlacement(
    grpc::CallbackServerContext* context, const v1::OfferPlacementRequest* request,
    v1::OfferPlacementResponse* response) {
  return ChangePlacement(context, request, response, offer_,
                         [](const v1::OfferPlacementRequest& in) { return Parse(in); });
}

grpc::ServerUnaryReactor* AccommodationService::RecordProviderDecision(
    grpc::CallbackServerContext* context, const v1::RecordProviderDecisionRequest* request,
    v1::RecordProviderDecisionResponse* response) {
  return ChangePlacement(context, request, response, decide_,
                         [](const v1::RecordProviderDecisionRequest& in) { return Parse(in); });
}

grpc::ServerUnaryReactor* AccommodationService::RecordPersonAgreement(
    grpc::CallbackServerContext* context, const v1::RecordPersonAgreementRequest* request,
    v1::RecordPersonAgreementResponse* response) {
  return ChangePlacement(context, request, response, agree_,
                         [](const v1::RecordPersonAgreementRequest& in) { return Parse(in); });
}

grpc::ServerUnaryReactor* AccommodationService::RecordArrival(
    grpc::CallbackServerContext* context, const v1::RecordArrivalRequest* request,
    v1::RecordArrivalResponse* response) {
  return ChangePlacement(context, request, response, arrive_,
                         [](const v1::RecordArrivalRequest& in) { return Parse(in); });
}

grpc::ServerUnaryReactor* AccommodationService::RecordDeparture(
    grpc::CallbackServerContext* context, const v1::RecordDepartureRequest* request,
    v1::RecordDepartureResponse* response) {
  return ChangePlacement(context, request, response, depart_,
                         [](const v1::RecordDepartureRequest& in) { return Parse(in); });
}

grpc::ServerUnaryReactor* AccommodationService::CancelPlacement(
    grpc::CallbackServerContext* context, const v1::CancelPlacementRequest* request,
    v1::CancelPlacementResponse* response) {
  return ChangePlacement(context, request, response, cancel_,
                         [](const v1::CancelPlacementRequest& in) { return Parse(in); });
}

grpc::ServerUnaryReactor* AccommodationService::GetPlacement(grpc::CallbackServerContext* context,
                                                             const v1::GetPlacementRequest* request,
                                                             v1::GetPlacementResponse* response) {
  return runtime_.Read<v1::GetPlacementRequest, v1::GetPlacementResponse>(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::GetPlacementRequest& in,
             v1::GetPlacementResponse& out) -> Result<Outcome> {
        TTG_TRY(const auto id, Parse(in));
        const auto store = bind_(session, call);
        TTG_TRY(const auto placement, LoadPlacement(*store, call, id));
        return Show(placement, call, *out.mutable_placement());
      });
}

grpc::ServerUnaryReactor* AccommodationService::ListPlacements(
    grpc::CallbackServerContext* context, const v1::ListPlacementsRequest* request,
    v1::ListPlacementsResponse* response) {
  return runtime_.Read<v1::ListPlacementsRequest, v1::ListPlacementsResponse>(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::ListPlacementsRequest& in,
             v1::ListPlacementsResponse& out) -> Result<Outcome> {
        TTG_TRY(auto query, Parse(in));
        // What a provider's people may not know they may not search for either.
        if (query.person && !IsStaff(call)) return Outcome{};
        const int size = query.limit++;
        const auto store = bind_(session, call);
        TTG_TRY(const auto placements, store->ListPlacements(query));
        Outcome outcome;
        for (const Placement& one : placements) {
          if (out.placements_size() == size) {
            const Placement& last = placements[static_cast<std::size_t>(size) - 1];
            out.set_next_page_token(rpc::MakePageToken(in, CursorAfter(last)));
            break;
          }
          auto shown = Show(one, call, *out.add_placements());
          std::move(shown.subjects.begin(), shown.subjects.end(),
                    std::back_inserter(outcome.subjects));
        }
        return outcome;
      });
}

grpc::ServerUnaryReactor* AccommodationService::AcknowledgeReleaseDay(
    grpc::CallbackServerContext* context, const v1::AcknowledgeReleaseDayRequest* request,
    v1::AcknowledgeReleaseDayResponse* response) {
  return runtime_.Change<v1::AcknowledgeReleaseDayRequest, v1::AcknowledgeReleaseDayResponse>(
      context, request, response,
      [this](const CallContext& call, store::Session& session,
             const v1::AcknowledgeReleaseDayRequest& in,
             v1::AcknowledgeReleaseDayResponse& out) -> Result<Outcome> {
        TTG_TRY(const auto command, Parse(in));
        const auto store = bind_(session, call);
        TTG_TRY(const auto answered, acknowledge_(*store, call, command));
        Render(answered, *out.mutable_answered());
        return Outcome{command.cause.str(), {command.person.str()}};
      },
      [this](const CallContext& call, store::Session& session, const std::string& resource_id,
             v1::AcknowledgeReleaseDayResponse& out) -> Result<Outcome> {
        TTG_TRY(const auto cause, EventId::Parse(resource_id));
        const auto store = bind_(session, call);
        TTG_TRY(const auto answered, store->FindAnswer(cause));
        if (!answered) return NotFound("RELEASE_DAY_CHANGE_UNKNOWN", "it is not there any more");
        TTG_RETURN_IF_ERROR(LoadPerson(*store, call, answered->answer.person));
        Render(*answered, *out.mutable_answered());
        return Outcome{resource_id, {answered->answer.person.str()}};
      });
}

grpc::ServerUnaryReactor* AccommodationService::ListReleaseDayAnswers(
    grpc::CallbackServerContext* context, const v1::ListReleaseDayAnswersRequest* request,
    v1::ListReleaseDayAnswersResponse* response) {
  return runtime_.Read<v1::ListReleaseDayAnswersRequest, v1::ListReleaseDayAnswersResponse>(
      context, request, response,
      [this](const CallContext& call, store::Session& session,
             const v1::ListReleaseDayAnswersRequest& in,
             v1::ListReleaseDayAnswersResponse& out) -> Result<Outcome> {
        TTG_TRY(auto query, Parse(in));
        const int size = query.limit++;
        const auto store = bind_(session, call);
        TTG_RETURN_IF_ERROR(LoadPerson(*store, call, query.person));
        TTG_TRY(const auto answers, store->ListAnswers(query));
        for (const AnsweredReleaseDay& one : answers) {
          if (out.answers_size() == size) {
            const AnsweredReleaseDay& last = answers[static_cast<std::size_t>(size) - 1];
            out.set_next_page_token(rpc::MakePageToken(in, CursorAfter(last)));
            break;
          }
          Render(one, *out.add_answers());
        }
        return Outcome{query.person.str(), {query.person.str()}};
      });
}

}  // namespace ttg::accommodation
