#pragma once

#include <functional>
#include <memory>

#include "kernel/clock.h"
#include "mentoring/app/acknowledge_release_day.h"
#include "mentoring/app/end_match.h"
#include "mentoring/app/propose_match.h"
#include "mentoring/app/record_decision.h"
#include "mentoring/app/record_gate_meeting.h"
#include "mentoring/app/record_mentor_check.h"
#include "mentoring/app/release_directory.h"
#include "mentoring/app/resume_match.h"
#include "mentoring/app/suggest_mentors.h"
#include "mentoring/app/suspend_match.h"
#include "mentoring/rpc/mentor_importer.h"
#include "platform/intake/import_reactor.h"
#include "platform/rpc/runtime.h"
#include "ttg/mentoring/v1/mentoring_service.grpc.pb.h"

namespace ttg::mentoring {

using BindLists = std::function<std::unique_ptr<MentoringLists>(store::Session&)>;

// The contract ttg.mentoring.v1.MentoringService: parse, call, render.
class MentoringService final : public v1::MentoringService::CallbackService {
 public:
  struct Parts {
    rpc::Runtime& runtime;
    intake::ImportHost& imports;
    ReleaseDirectory& directory;
    const Clock& clock;
    IdSource& ids;
    BindStore bind;
    BindLists bind_lists;
  };

  // The parts outlive it.
  explicit MentoringService(Parts parts);

  grpc::ServerBidiReactor<v1::ImportMentorsRequest, v1::ImportMentorsResponse>* ImportMentors(
      grpc::CallbackServerContext* context) override;
  grpc::ServerUnaryReactor* SuggestMentors(grpc::CallbackServerContext* context,
                                           const v1::SuggestMentorsRequest* request,
                                           v1::SuggestMentorsResponse* response) override;
  grpc::ServerUnaryReactor* ProposeMatch(grpc::CallbackServerContext* context,
                                         const v1::ProposeMatchRequest* request,
                                         v1::ProposeMatchResponse* response) override;
  grpc::ServerUnaryReactor* RecordMentorDecision(
      grpc::CallbackServerContext* context, const v1::RecordMentorDecisionRequest* request,
      v1::RecordMentorDecisionResponse* response) override;
  grpc::ServerUnaryReactor* RecordPersonDecision(
      grpc::CallbackServerContext* context, const v1::RecordPersonDecisionRequest* request,
      v1::RecordPersonDecisionResponse* response) override;
  grpc::ServerUnaryReactor* SuspendMatch(grpc::CallbackServerContext* context,
                                         const v1::SuspendMatchRequest* request,
                                         v1::SuspendMatchResponse* response) override;
  grpc::ServerUnaryReactor* ResumeMatch(grpc::CallbackServerContext* context,
                                        const v1::ResumeMatchRequest* request,
                                        v1::ResumeMatchResponse* response) override;
  grpc::ServerUnaryReactor* EndMatch(grpc::CallbackServerContext* context,
                                     const v1::EndMatchRequest* request,
                                     v1::EndMatchResponse* response) override;
  grpc::ServerUnaryReactor* RecordGateMeeting(grpc::CallbackServerContext* context,
                                              const v1::RecordGateMeetingRequest* request,
                                              v1::RecordGateMeetingResponse* response) override;
  grpc::ServerUnaryReactor* GetMatch(grpc::CallbackServerContext* context,
                                     const v1::GetMatchRequest* request,
                                     v1::GetMatchResponse* response) override;
  grpc::ServerUnaryReactor* ListMatches(grpc::CallbackServerContext* context,
                                        const v1::ListMatchesRequest* request,
                                        v1::ListMatchesResponse* response) override;
  grpc::ServerUnaryReactor* ListGateMeetings(grpc::CallbackServerContext* context,
                                             const v1::ListGateMeetingsRequest* request,
                                             v1::ListGateMeetingsResponse* response) override;
  grpc::ServerUnaryReactor* ListMentors(grpc::CallbackServerContext* context,
                                        const v1::ListMentorsRequest* request,
                                        v1::ListMentorsResponse* response) override;
  grpc::ServerUnaryReactor* RecordMentorStanding(
      grpc::CallbackServerContext* context, const v1::RecordMentorStandingRequest* request,
      v1::RecordMentorStandingResponse* response) override;
  grpc::ServerUnaryReactor* RecordEnhancedClearance(
      grpc::CallbackServerContext* context, const v1::RecordEnhancedClearanceRequest* request,
      v1::RecordEnhancedClearanceResponse* response) override;
  grpc::ServerUnaryReactor* AcknowledgeReleaseDay(
      grpc::CallbackServerContext* context, const v1::AcknowledgeReleaseDayRequest* request,
      v1::AcknowledgeReleaseDayResponse* response) override;
  grpc::ServerUnaryReactor* ListReleaseDayAnswers(
      grpc::CallbackServerContext* context, const v1::ListReleaseDayAnswersRequest* request,
      v1::ListReleaseDayAnswersResponse* response) override;

 private:
  using MatchOutcome = Result<rpc::Outcome>;

  // Shows one match to the caller, for replies and repeats.
  MatchOutcome ShowMatch(const CallContext& call, store::Session& session, const MatchId& id,
                         v1::Match& out) const;
  // Serves a change whose answer is a match.
  template <typename Request, typename Response, typename Change>
  grpc::ServerUnaryReactor* ChangeMatch(grpc::CallbackServerContext* context,
                                        const Request* request, Response* response, Change change);
  template <typename Request, typename Response, typename Parse>
  grpc::ServerUnaryReactor* ChangeMentor(grpc::CallbackServerContext* context,
                                         const Request* request, Response* response, Parse parse);

  Parts parts_;
  // Qualified, because methods of the contract have these names.
  mentoring::SuggestMentors suggest_;
  mentoring::ProposeMatch propose_;
  RecordDecision decide_;
  mentoring::SuspendMatch suspend_;
  mentoring::ResumeMatch resume_;
  mentoring::EndMatch end_;
  mentoring::RecordGateMeeting record_meeting_;
  RecordMentorCheck record_check_;
  mentoring::AcknowledgeReleaseDay acknowledge_;
};

}  // namespace ttg::mentoring
