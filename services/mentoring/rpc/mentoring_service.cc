#include "mentoring/rpc/mentoring_service.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "mentoring/app/access.h"
#include "mentoring/rpc/render.h"
#include "platform/rpc/conversions.h"
#include "platform/rpc/page_token.h"

namespace ttg::mentoring {
namespace {

constexpr int kUsualPage = 50;
constexpr int kLargestPage = 500;
constexpr int kUsualSuggestions = 10;
constexpr int kMostSuggestions = 100;

// The domain's value of a contract's enum, or a violation of the field.
template <typename Parse>
auto Coded(rpc::Fields& fields, std::string_view field,
           const google::protobuf::EnumDescriptor* type, int number, std::string_view prefix,
           Parse parse) -> decltype(parse("")) {
  const auto* const value = type->FindValueByNumber(number);
  std::string_view name = value == nullptr ? std::string_view() : value->name();
  name.remove_prefix(std::min(prefix.size(), name.size()));
  auto parsed = parse(name);
  if (!parsed) fields.Refuse(field, "FIELD_REQUIRED", "name one of the contract's values");
  return parsed;
}

template <typename Request>
Result<PageOf> Page(const Request& in) {
  TTG_TRY(const int size, rpc::ReadPageSize(in.page_size(), kUsualPage, kLargestPage));
  TTG_TRY(auto after, rpc::ReadPageToken(in));
  return PageOf{std::move(after), size};
}

// One row more than the page tells whether there is a next one.
PageOf OneMore(const PageOf& page) { return {page.after, page.limit + 1}; }

// Cuts the extra row off; the token of the next page, empty at the end.
template <typename Request, typename Row, typename Cursor>
std::string Cut(const Request& in, const PageOf& page, std::vector<Row>& rows, Cursor cursor) {
  if (rows.size() <= static_cast<std::size_t>(page.limit)) return {};
  rows.erase(rows.begin() + page.limit, rows.end());
  return rpc::MakePageToken(in, cursor(rows.back()));
}

std::string IdOf(const MatchRow& row) { return row.match.snapshot().facts.match.str(); }

void AddSubject(std::vector<std::string>& subjects, const PersonId& person) {
  if (subjects.empty() || subjects.back() != person.str()) subjects.push_back(person.str());
}

struct MatchKey {
  MatchId id;
  std::int64_t version;
};

template <typename Request>
Result<MatchKey> ParseMatchKey(const Request& in) {
  rpc::Fields fields;
  auto id = fields.Required<MatchId>("match_id", in.match_id());
  const auto version = fields.Etag(in.etag());
  TTG_RETURN_IF_ERROR(fields.Check());
  return MatchKey{*std::move(id), version};
}

template <typename Request>
Result<RecordDecision::Command> ParseDecision(const Request& in, bool by_mentor) {
  TTG_TRY(auto key, ParseMatchKey(in));
  RecordDecision::Command command{
      .match = std::move(key.id), .version = key.version, .by_mentor = by_mentor};
  if (in.accepted()) return command;
  rpc::Fields fields;
  command.declined = Coded(fields, "reason", v1::DeclineReason_descriptor(), in.reason(),
                           "DECLINE_REASON_", ParseDeclineReason);
  TTG_RETURN_IF_ERROR(fields.Check());
  return command;
}

// A repeat shows "<person>/<cause>".
std::string AnswerId(const PersonId& person, const EventId& cause) {
  return person.str() + "/" + cause.str();
}

}  // namespace

MentoringService::MentoringService(Parts parts)
    : parts_(std::move(parts)),
      propose_(parts_.clock, parts_.ids),
      decide_(parts_.clock),
      end_(parts_.clock),
      record_meeting_(parts_.clock),
      acknowledge_(parts_.clock) {}

grpc::ServerBidiReactor<v1::ImportMentorsRequest, v1::ImportMentorsResponse>*
MentoringService::ImportMentors(grpc::CallbackServerContext* context) {
  return parts_.imports.Serve<v1::ImportMentorsRequest, v1::ImportMentorsResponse>(
      context,
      [this](const CallContext&,
             const intake::ImportHeader& header) -> Result<std::unique_ptr<intake::Importer>> {
        return std::make_unique<MentorImporter>(parts_.bind, parts_.directory, header.as_of);
      });
}

MentoringService::MatchOutcome MentoringService::ShowMatch(const CallContext& call,
                                                           store::Session& session,
                                                           const MatchId& id,
                                                           v1::Match& out) const {
  TTG_TRY(const auto row, parts_.bind_lists(session)->FindMatch(call, id));
  if (!row) return MatchNotFound();
  Render(*row, call, out);
  return rpc::Outcome{id.str(), {row->match.snapshot().facts.person.str()}};
}

template <typename Request, typename Response, typename Change>
grpc::ServerUnaryReactor* MentoringService::ChangeMatch(grpc::CallbackServerContext* context,
                                                        const Request* request, Response* response,
                                                        Change change) {
  return parts_.runtime.Change(
      context, request, response,
      [this, change](const CallContext& call, store::Session& session, const Request& in,
                     Response& out) -> Result<rpc::Outcome> {
        const auto store = parts_.bind(session, call);
        TTG_TRY(const Match match, change(*store, call, in));
        return ShowMatch(call, session, match.snapshot().facts.match, *out.mutable_match());
      },
      [this](const CallContext& call, store::Session& session, const std::string& resource_id,
             Response& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto id, MatchId::Parse(resource_id));
        return ShowMatch(call, session, id, *out.mutable_match());
      });
}

grpc::ServerUnaryReactor* MentoringService::SuggestMentors(grpc::CallbackServerContext* context,
                                                           const v1::SuggestMentorsRequest* request,
                                                           v1::SuggestMentorsResponse* response) {
  return parts_.runtime.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::SuggestMentorsRequest& in,
             v1::SuggestMentorsResponse& out) -> Result<rpc::Outcome> {
        rpc::Fields fields;
        const auto person = fields.Required<PersonId>("person_id", in.person_id());
        TTG_RETURN_IF_ERROR(fields.Check());
        TTG_TRY(const int most,
                rpc::ReadPageSize(in.max_suggestions(), kUsualSuggestions, kMostSuggestions));
        const auto store = parts_.bind(session, call);
        TTG_TRY(const auto ranking,
                suggest_(*store, call, {*person, {in.language(), in.shared_experience()}}));
        Render(ranking, most, call, *out.mutable_suggestions(), *out.mutable_blocked());
        return rpc::Outcome{person->str(), {person->str()}};
      });
}

grpc::ServerUnaryReactor* MentoringService::ProposeMatch(grpc::CallbackServerContext* context,
                                                         const v1::ProposeMatchRequest* request,
                                                         v1::ProposeMatchResponse* response) {
  return ChangeMatch(
      context, request, response,
      [this](MentoringStore& store, const CallContext& call,
             const v1::ProposeMatchRequest& in) -> Result<Match> {
        rpc::Fields fields;
        auto person = fields.Required<PersonId>("person_id", in.person_id());
        auto mentor = fields.Optional<MentorId>("mentor_id", in.mentor_id());
        TTG_RETURN_IF_ERROR(fields.Check());
        return propose_(
            store, call,
            {*std::move(person), std::move(mentor), {in.language(), in.shared_experience()}});
      });
}

grpc::ServerUnaryReactor* MentoringService::RecordMentorDecision(
    grpc::CallbackServerContext* context, const v1::RecordMentorDecisionRequest* request,
    v1::RecordMentorDecisionResponse* response) {
  return ChangeMatch(context, request, response,
                     [this](MentoringStore& store, const CallContext& call,
                            const v1::RecordMentorDecisionRequest& in) -> Result<Match> {
                       TTG_TRY(const auto command, ParseDecision(in, true));
                       return decide_(store, call, command);
                     });
}

grpc::ServerUnaryReactor* MentoringService::RecordPersonDecision(
    grpc::CallbackServerContext* context, const v1::RecordPersonDecisionRequest* request,
    v1::RecordPersonDecisionResponse* response) {
  return ChangeMatch(context, request, response,
                     [this](MentoringStore& store, const CallContext& call,
                            const v1::RecordPersonDecisionRequest& in) -> Result<Match> {
                       TTG_TRY(const auto command, ParseDecision(in, false));
                       return decide_(store, call, command);
                     });
}

grpc::ServerUnaryReactor* MentoringService::SuspendMatch(grpc::CallbackServerContext* context,
                                                         const v1::SuspendMatchRequest* request,
                                                         v1::SuspendMatchResponse* response) {
  return ChangeMatch(context, request, response,
                     [this](MentoringStore& store, const CallContext& call,
                            const v1::SuspendMatchRequest& in) -> Result<Match> {
                       TTG_TRY(auto key, ParseMatchKey(in));
                       return suspend_(store, call, {std::move(key.id), key.version});
                     });
}

grpc::ServerUnaryReactor* MentoringService::ResumeMatch(grpc::CallbackServerContext* context,
                                                        const v1::ResumeMatchRequest* request,
                                                        v1::ResumeMatchResponse* response) {
  return ChangeMatch(context, request, response,
                     [this](MentoringStore& store, const CallContext& call,
                            const v1::ResumeMatchRequest& in) -> Result<Match> {
                       TTG_TRY(auto key, ParseMatchKey(in));
                       return resume_(store, call, {std::move(key.id), key.version});
                     });
}

grpc::ServerUnaryReactor* MentoringService::EndMatch(grpc::CallbackServerContext* context,
                                                     const v1::EndMatchRequest* request,
                                                     v1::EndMatchResponse* response) {
  return ChangeMatch(
      context, request, response,
      [this](MentoringStore& store, const CallContext& call,
             const v1::EndMatchRequest& in) -> Result<Match> {
        TTG_TRY(auto key, ParseMatchKey(in));
        rpc::Fields fields;
        const auto reason = Coded(fields, "reason", v1::EndReason_descriptor(), in.reason(),
                                  "END_REASON_", ParseEndReason);
        TTG_RETURN_IF_ERROR(fields.Check());
        return end_(store, call, {std::move(key.id), key.version, in.planned(), *reason});
      });
}

grpc::ServerUnaryReactor* MentoringService::RecordGateMeeting(
    grpc::CallbackServerContext* context, const v1::RecordGateMeetingRequest* request,
    v1::RecordGateMeetingResponse* response) {
  return ChangeMatch(
      context, request, response,
      [this](MentoringStore& store, const CallContext& call,
             const v1::RecordGateMeetingRequest& in) -> Result<Match> {
        TTG_TRY(auto key, ParseMatchKey(in));
        rpc::Fields fields;
        const auto attended = Coded(fields, "attended", v1::Attendance_descriptor(), in.attended(),
                                    "ATTENDANCE_", ParseAttendance);
        TTG_RETURN_IF_ERROR(fields.Check());
        return record_meeting_(store, call, {std::move(key.id), key.version, *attended});
      });
}

grpc::ServerUnaryReactor* MentoringService::GetMatch(grpc::CallbackServerContext* context,
                                                     const v1::GetMatchRequest* request,
                                                     v1::GetMatchResponse* response) {
  return parts_.runtime.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::GetMatchRequest& in,
             v1::GetMatchResponse& out) -> Result<rpc::Outcome> {
        rpc::Fields fields;
        const auto id = fields.Required<MatchId>("match_id", in.match_id());
        TTG_RETURN_IF_ERROR(fields.Check());
        return ShowMatch(call, session, *id, *out.mutable_match());
      });
}

grpc::ServerUnaryReactor* MentoringService::ListMatches(grpc::CallbackServerContext* context,
                                                        const v1::ListMatchesRequest* request,
                                                        v1::ListMatchesResponse* response) {
  return parts_.runtime.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::ListMatchesRequest& in,
             v1::ListMatchesResponse& out) -> Result<rpc::Outcome> {
        rpc::Fields fields;
        MatchFilter filter{.person = fields.Optional<PersonId>("person_id", in.person_id()),
                           .mentor = fields.Optional<MentorId>("mentor_id", in.mentor_id()),
                           .state = {},
                           .at_risk_only = in.at_risk_only()};
        if (in.state() != v1::MATCH_STATE_UNSPECIFIED) {
          filter.state = Coded(fields, "state", v1::MatchState_descriptor(), in.state(),
                               "MATCH_STATE_", ParseMatchState);
        }
        TTG_RETURN_IF_ERROR(fields.Check());
        TTG_TRY(const auto page, Page(in));
        TTG_TRY(auto rows, parts_.bind_lists(session)->Matches(call, filter, OneMore(page)));
        out.set_next_page_token(Cut(in, page, rows, IdOf));
        rpc::Outcome outcome;
        for (const MatchRow& row : rows) {
          Render(row, call, *out.add_matches());
          AddSubject(outcome.subjects, row.match.snapshot().facts.person);
        }
        return outcome;
      });
}

grpc::ServerUnaryReactor* MentoringService::ListGateMeetings(
    grpc::CallbackServerContext* context, const v1::ListGateMeetingsRequest* request,
    v1::ListGateMeetingsResponse* response) {
  return parts_.runtime.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session,
             const v1::ListGateMeetingsRequest& in,
             v1::ListGateMeetingsResponse& out) -> Result<rpc::Outcome> {
        rpc::Fields fields;
        const auto from = fields.RequiredDate("from", in.has_from(), in.from());
        const auto through = fields.RequiredDate("through", in.has_through(), in.through());
        TTG_RETURN_IF_ERROR(fields.Check());
        TTG_TRY(const auto page, Page(in));
        TTG_TRY(auto rows,
                parts_.bind_lists(session)->GateMeetings(call, *from, *through, OneMore(page)));
        out.set_next_page_token(Cut(in, page, rows, [](const MatchRow& row) {
          return FormatDate(*row.match.snapshot().gate_meeting->date()) + "/" + IdOf(row);
        }));
        rpc::Outcome outcome;
        for (const MatchRow& row : rows) {
          RenderMeeting(row, call, *out.add_gate_meetings());
          AddSubject(outcome.subjects, row.match.snapshot().facts.person);
        }
        return outcome;
      });
}

grpc::ServerUnaryReactor* MentoringService::ListMentors(grpc::CallbackServerContext* context,
                                                        const v1::ListMentorsRequest* request,
                                                        v1::ListMentorsResponse* response) {
  return parts_.runtime.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::ListMentorsRequest& in,
             v1::ListMentorsResponse& out) -> Result<rpc::Outcome> {
        rpc::Fields fields;
        const auto prison = fields.Optional<PrisonId>("prison_id", in.prison_id());
        const auto unit = fields.Optional<DeliveryUnit>("delivery_unit", in.delivery_unit());
        TTG_RETURN_IF_ERROR(fields.Check());
        TTG_TRY(const auto page, Page(in));
        TTG_TRY(auto rows, parts_.bind_lists(session)->Mentors(call, prison, unit, OneMore(page)));
        out.set_next_page_token(
            Cut(in, page, rows, [](const RosterEntry& entry) { return entry.mentor.id.str(); }));
        for (const RosterEntry& entry : rows) Render(entry, *out.add_mentors());
        return rpc::Outcome{};
      });
}

template <typename Request, typename Response, typename Parse>
grpc::ServerUnaryReactor* MentoringService::ChangeMentor(grpc::CallbackServerContext* context,
                                                         const Request* request, Response* response,
                                                         Parse parse) {
  return parts_.runtime.Change(
      context, request, response,
      [this, parse](const CallContext& call, store::Session& session, const Request& in,
                    Response& out) -> Result<rpc::Outcome> {
        rpc::Fields fields;
        const auto id = fields.Required<MentorId>("mentor_id", in.mentor_id());
        const auto version = fields.Etag(in.etag());
        const auto check = parse(fields, in);
        TTG_RETURN_IF_ERROR(fields.Check());
        const auto store = parts_.bind(session, call);
        TTG_TRY(const auto entry, record_check_(*store, call, {*id, version, *check}));
        Render(entry, *out.mutable_mentor());
        return rpc::Outcome{id->str(), {}};
      },
      [this](const CallContext& call, store::Session& session, const std::string& resource_id,
             Response& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto id, MentorId::Parse(resource_id));
        const auto store = parts_.bind(session, call);
        TTG_TRY(auto mentor, store->FindMentor(id));
        if (!mentor || !MaySeeMentor(call, *mentor)) return MentorNotFound();
        TTG_TRY(const auto matches, store->LiveMatchesOf(id));
        Render(RosterEntry{*std::move(mentor), static_cast<int>(matches.size())},
               *out.mutable_mentor());
        return rpc::Outcome{resource_id, {}};
      });
}

grpc::ServerUnaryReactor* MentoringService::RecordMentorStanding(
    grpc::CallbackServerContext* context, const v1::RecordMentorStandingRequest* request,
    v1::RecordMentorStandingResponse* response) {
  return ChangeMentor(context, request, response,
                      [](rpc::Fields& fields, const v1::RecordMentorStandingRequest& in) {
                        return Coded(fields, "standing", v1::MentorStanding_descriptor(),
                                     in.standing(), "MENTOR_STANDING_", ParseMentorStanding);
                      });
}

grpc::ServerUnaryReactor* MentoringService::RecordEnhancedClearance(
    grpc::CallbackServerContext* context, const v1::RecordEnhancedClearanceRequest* request,
    v1::RecordEnhancedClearanceResponse* response) {
  return ChangeMentor(
      context, request, response,
      [](rpc::Fields& fields, const v1::RecordEnhancedClearanceRequest& in) {
        return std::optional(RecordMentorCheck::EnhancedClearance{
            fields.OptionalDate("expires_on", in.has_expires_on(), in.expires_on())});
      });
}

grpc::ServerUnaryReactor* MentoringService::AcknowledgeReleaseDay(
    grpc::CallbackServerContext* context, const v1::AcknowledgeReleaseDayRequest* request,
    v1::AcknowledgeReleaseDayResponse* response) {
  return parts_.runtime.Change(
      context, request, response,
      [this](const CallContext& call, store::Session& session,
             const v1::AcknowledgeReleaseDayRequest& in,
             v1::AcknowledgeReleaseDayResponse& out) -> Result<rpc::Outcome> {
        rpc::Fields fields;
        const auto person = fields.Required<PersonId>("person_id", in.person_id());
        const auto cause = fields.Required<EventId>("cause_event_id", in.cause_event_id());
        TTG_RETURN_IF_ERROR(fields.Check());
        const auto store = parts_.bind(session, call);
        TTG_TRY(const auto answer, acknowledge_(*store, call, {*person, *cause}));
        Render(answer, call, *out.mutable_answer());
        return rpc::Outcome{AnswerId(*person, *cause), {person->str()}};
      },
      [this](const CallContext& call, store::Session& session, const std::string& resource_id,
             v1::AcknowledgeReleaseDayResponse& out) -> Result<rpc::Outcome> {
        const auto slash = resource_id.find('/');
        TTG_TRY(const auto person, PersonId::Parse(resource_id.substr(0, slash)));
        TTG_TRY(const auto cause, EventId::Parse(resource_id.substr(slash + 1)));
        const auto store = parts_.bind(session, call);
        TTG_TRY(const auto known, store->FindPerson(person));
        if (!known || !MaySeePerson(call, *known)) return PersonNotFound();
        TTG_TRY(const auto answer, store->FindAnswer(person, cause));
        if (!answer) return PersonNotFound();
        Render(*answer, call, *out.mutable_answer());
        return rpc::Outcome{resource_id, {person.str()}};
      });
}

grpc::ServerUnaryReactor* MentoringService::ListReleaseDayAnswers(
    grpc::CallbackServerContext* context, const v1::ListReleaseDayAnswersRequest* request,
    v1::ListReleaseDayAnswersResponse* response) {
  return parts_.runtime.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session,
             const v1::ListReleaseDayAnswersRequest& in,
             v1::ListReleaseDayAnswersResponse& out) -> Result<rpc::Outcome> {
        rpc::Fields fields;
        const auto person = fields.Optional<PersonId>("person_id", in.person_id());
        TTG_RETURN_IF_ERROR(fields.Check());
        TTG_TRY(const auto page, Page(in));
        TTG_TRY(auto rows,
                parts_.bind_lists(session)->Answers(call, person, in.open_only(), OneMore(page)));
        out.set_next_page_token(Cut(in, page, rows, [](const StoredAnswer& stored) {
          return FormatInstant(stored.answered_at) + "/" + stored.answer.cause.str();
        }));
        rpc::Outcome outcome;
        for (const StoredAnswer& stored : rows) {
          Render(stored, call, *out.add_answers());
          AddSubject(outcome.subjects, stored.answer.person);
        }
        return outcome;
      });
}

}  // namespace ttg::mentoring
