#include "mentoring/mentoring_server.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "mentoring/store/sql_mentoring_store.h"
#include "mentoring/testing/builders.h"
#include "mentoring/testing/sql_support.h"
#include "platform/auth/base64url.h"
#include "platform/auth/dev_tokens.h"
#include "platform/lifecycle/system_clock.h"
#include "platform/testing/matchers.h"
#include "platform/testing/test_database.h"
#include "ttg/mentoring/v1/mentoring_service.grpc.pb.h"

namespace ttg::mentoring {
namespace {

using testing::FailsWith;
using testing::Succeeded;

constexpr std::string_view kRegister =
    "mentor_id,family_name,given_names,sex,delivery_units,cleared_prisons,clearance_expires_on,"
    "kind,capacity,languages,lived_experience,conflicts_with\n"
    "MEN0001,Example,Pat,M,N52BIRM,BMI,2099-01-01,VOLUNTEER,1,English,,\n"
    "MEN0002,Sample,Kim,F,N52BIRM,BMI,2099-01-01,PEER_ADVISER,9,English,,A0000AA\n"
    "MEN0003,Broken,Row,M,N52BIRM,BMI,2099-13-01,VOLUNTEER,1,English,,\n";

// The whole service in this process, without Redis; nobody answers at the release service's
// address.
class MentoringServerProcess : public ::testing::Test {
 protected:
  void SetUp() override {
    rpc::ServiceConfig config;
    config.state_dir = folder_.path();
    config.dev_keys = folder_.path() / "keys";
    config.messaging = false;
    config.peers = {{"release", "127.0.0.1:1"}};
    auto host = rpc::ServiceHost::Start(MentoringDefinition(), config);
    ASSERT_THAT(host, Succeeded());
    host_ = *std::move(host);
    stub_ = v1::MentoringService::NewStub(host_->InProcessChannel());
    Person person = APerson();
    person.release_day = clock_.Today();
    ASSERT_THAT(host_->database().WriteAndWait([&](store::Session& session) {
      return SqlMentoringStore(session, ACaller(), EncodeForTest).SavePerson(person);
    }),
                Succeeded());
  }

  rpc::Peer As(Role role, const std::string& subject = "somebody") {
    return {host_->InProcessChannel(),
            [this, role, subject] {
              const auto key = auth::LoadOrMakeDevKey(folder_.path() / "keys");
              return auth::MintToken(*key,
                                     {.subject = subject,
                                      .organisation = "PROGRAMME",
                                      .organisations = {"PROGRAMME"},
                                      .prisons = {"BMI"},
                                      .delivery_units = {},
                                      .roles = {role}},
                                     clock_.Now());
            },
            std::chrono::seconds(10)};
  }

  v1::ImportMentorsResponse Import() {
    grpc::ClientContext context;
    EXPECT_THAT(As(Role::kMentorCoordinator).Prepare(context, nullptr), Succeeded());
    auto stream = stub_->ImportMentors(&context);
    v1::ImportMentorsRequest request;
    auto& header = *request.mutable_frame()->mutable_header();
    header.set_file_name("mentors.csv");
    header.set_size_bytes(static_cast<std::int64_t>(kRegister.size()));
    header.set_sha256(absl::BytesToHexString(auth::Sha256(kRegister)));
    header.mutable_as_of()->set_seconds(1795000000);
    stream->Write(request);
    request.mutable_frame()->set_chunk(std::string(kRegister));
    stream->Write(request);
    stream->WritesDone();
    v1::ImportMentorsResponse response;
    v1::ImportMentorsResponse last;
    while (stream->Read(&response)) last = response;
    const auto status = stream->Finish();
    EXPECT_TRUE(status.ok()) << status.error_message();
    return last;
  }

  Result<v1::Match> Propose(const rpc::Peer& caller, int request_number,
                            const std::string& mentor = "") {
    v1::ProposeMatchRequest request;
    request.set_person_id(Nth<PersonId>(1).str());
    request.set_mentor_id(mentor);
    request.set_request_id(Nth<EventId>(request_number).str());
    TTG_TRY(const auto reply,
            caller.Call(nullptr, *stub_, &v1::MentoringService::Stub::ProposeMatch, request));
    return reply.match();
  }

  template <typename Request, typename Response>
  Result<v1::Match> Change(const rpc::Peer& caller, const v1::Match& match, int request_number,
                           grpc::Status (v1::MentoringService::Stub::*method)(grpc::ClientContext*,
                                                                              const Request&,
                                                                              Response*),
                           const std::function<void(Request&)>& fill) {
    Request request;
    request.set_match_id(match.match_id());
    request.set_etag(match.etag());
    request.set_request_id(Nth<EventId>(request_number).str());
    fill(request);
    TTG_TRY(const auto reply, caller.Call(nullptr, *stub_, method, request));
    return reply.match();
  }

  testing::TemporaryFolder folder_;
  lifecycle::SystemClock clock_;
  std::unique_ptr<rpc::ServiceHost> host_;
  std::unique_ptr<v1::MentoringService::Stub> stub_;
};

TEST_F(MentoringServerProcess, ImportsTheRegisterAndTheSecondTimeChangesNothing) {
  const auto first = Import().report().summary();
  EXPECT_EQ(first.accepted(), 2);
  EXPECT_EQ(first.refused(), 1);
  EXPECT_EQ(first.with_warnings(), 1);
  const auto second = Import().report().summary();
  EXPECT_EQ(second.unchanged(), 2);
  EXPECT_EQ(second.refused(), 1);
}

TEST_F(MentoringServerProcess, BringsAMatchFromProposalToTheGate) {
  Import();
  const auto coordinator = As(Role::kMentorCoordinator);
  EXPECT_THAT(Propose(coordinator, 1, "MEN0002"), FailsWith("CONFLICTS_UNCHECKED"));
  auto match = Propose(coordinator, 2);
  ASSERT_THAT(match, Succeeded());
  EXPECT_EQ(match->mentor_id(), "MEN0001");
  EXPECT_EQ(match->mentor_name(), "Pat Example");
  EXPECT_THAT(Propose(coordinator, 3), FailsWith("MATCH_EXISTS"));
  EXPECT_EQ(Propose(coordinator, 2)->match_id(), match->match_id());

  using Stub = v1::MentoringService::Stub;
  const auto accept = [](auto& request) { request.set_accepted(true); };
  EXPECT_THAT((Change<v1::RecordMentorDecisionRequest, v1::RecordMentorDecisionResponse>(
                  As(Role::kMentor, "MEN0002"), *match, 4, &Stub::RecordMentorDecision, accept)),
              FailsWith("MATCH_NOT_FOUND"));
  match = Change<v1::RecordMentorDecisionRequest, v1::RecordMentorDecisionResponse>(
      As(Role::kMentor, "MEN0001"), *match, 5, &Stub::RecordMentorDecision, accept);
  ASSERT_THAT(match, Succeeded());
  match = Change<v1::RecordPersonDecisionRequest, v1::RecordPersonDecisionResponse>(
      As(Role::kResettlementWorker), *match, 6, &Stub::RecordPersonDecision, accept);
  ASSERT_THAT(match, Succeeded());
  EXPECT_EQ(match->state(), v1::MATCH_STATE_ACTIVE);
  match = Change<v1::RecordGateMeetingRequest, v1::RecordGateMeetingResponse>(
      As(Role::kMentor, "MEN0001"), *match, 7, &Stub::RecordGateMeeting,
      [](auto& request) { request.set_attended(v1::ATTENDANCE_YES); });
  ASSERT_THAT(match, Succeeded());
  EXPECT_EQ(match->gate_meeting().attended(), v1::ATTENDANCE_YES);
}

TEST_F(MentoringServerProcess, CountsBlockedMentorsBesideItsSuggestions) {
  Import();
  v1::SuggestMentorsRequest request;
  request.set_person_id(Nth<PersonId>(1).str());
  const auto reply =
      As(Role::kResettlementWorker)
          .Call(nullptr, *stub_, &v1::MentoringService::Stub::SuggestMentors, request);
  ASSERT_THAT(reply, Succeeded());
  ASSERT_EQ(reply->suggestions_size(), 1);
  ASSERT_EQ(reply->blocked_size(), 1);
  EXPECT_EQ(reply->blocked(0).block(), v1::MATCH_BLOCK_CONFLICTS_UNCHECKED);
}

TEST_F(MentoringServerProcess, ListsPageByPage) {
  Import();
  v1::ListMentorsRequest request;
  request.set_page_size(1);
  const auto inspector = As(Role::kInspector);
  const auto first =
      inspector.Call(nullptr, *stub_, &v1::MentoringService::Stub::ListMentors, request);
  ASSERT_THAT(first, Succeeded());
  EXPECT_EQ(first->mentors(0).mentor_id(), "MEN0001");
  request.set_page_token(first->next_page_token());
  const auto second =
      inspector.Call(nullptr, *stub_, &v1::MentoringService::Stub::ListMentors, request);
  ASSERT_THAT(second, Succeeded());
  EXPECT_EQ(second->mentors(0).mentor_id(), "MEN0002");
  EXPECT_EQ(second->next_page_token(), "");
}

TEST_F(MentoringServerProcess, RefusesRolesThatTheContractDoesNotName) {
  EXPECT_THAT(Propose(As(Role::kHousingPartner), 1),
              FailsWith(ErrorKind::kForbidden, "ROLE_NOT_ALLOWED"));
}

}  // namespace
}  // namespace ttg::mentoring
