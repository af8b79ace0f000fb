#include <functional>
#include <map>
#include <memory>
#include <string>

#include <gmock/gmock.h>

#include "platform/testing/in_process_server.h"
#include "platform/testing/matchers.h"
#include "release/events/encode.h"
#include "release/release_server.h"
#include "release/store/sql_release_store.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"
#include "ttg/release/v1/plan_service.grpc.pb.h"

// Plans as the service is put together, over their contract.
namespace ttg::release {
namespace {

using Stub = v1::PlanService::Stub;
using testing::APersonId;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kMonday;
using ::testing::SizeIs;
using ttg::testing::ACaller;
using ttg::testing::FailsWith;
using ttg::testing::InProcessServer;
using ttg::testing::Succeeded;

class PlanServiceTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(server_.database()->WriteAndWait([&](store::Session& session) -> Result<void> {
      const CallContext call{.actor = *ActorId::Parse("TESTER"),
                             .roles = {},
                             .organisation = *OrganisationId::Parse("HMPPS"),
                             .scope = {}};
      ttg::testing::SequentialIds ids(/*series=*/3);
      const EventEncoder encode = EncodeEvent(server_.clock(), ids);
      const PersonRow row = testing::ARow();
      auto [person, changes] =
          Person::Register({APersonId(), row, testing::At(kMonday, 0)}, testing::ActAt(kMonday),
                           testing::EnglandAndWales());
      SqlReleaseStore people(session, call, encode);
      TTG_RETURN_IF_ERROR(people.Save({{std::move(person), std::move(changes)}}));
      return {};
    }),
                Succeeded());
  }

  static std::string NextRequestId() {
    static int last = 0;
    return ttg::testing::SequentialIds::Nth(static_cast<std::uint64_t>(++last), /*series=*/5);
  }
  static void Fill(Date date, ttg::common::v1::Date& out) {
    out.set_year(static_cast<int>(date.year()));
    out.set_month(date.month());
    out.set_day(date.day());
  }

  template <typename Request>
  Request Make() const {
    Request request;
    request.set_person_id(APersonId().str());
    request.set_etag(etag_);
    request.set_request_id(NextRequestId());
    return request;
  }
  template <typename Request>
  Request MakeReport(v1::ReportKind kind = v1::REPORT_KIND_IMMEDIATE_NEEDS) const {
    auto request = Make<Request>();
    request.set_kind(kind);
    return request;
  }

  // Makes a change that goes through, and remembers the etag.
  template <typename Request, typename Method>
  auto Change(const rpc::Peer& caller, const Request& request, Method method) {
    auto answer = caller.Call(nullptr, *stub_, method, request);
    EXPECT_THAT(answer, Succeeded());
    if (answer) {
      plan_ = answer->plan();
      etag_ = plan_.etag();
    }
    return answer;
  }

  void Assess(v1::Pathway pathway, v1::PathwayStatus status, const std::string& reason) {
    auto request = Make<v1::AssessPathwayRequest>();
    request.set_pathway(pathway);
    request.set_status(status);
    request.set_reason(reason);
    Change(worker_, request, &Stub::AssessPathway);
  }
  void AssessAll() {
    for (int i = v1::PATHWAY_ACCOMMODATION; i <= v1::PATHWAY_HEALTH; ++i) {
      Assess(static_cast<v1::Pathway>(i), v1::PATHWAY_STATUS_SUPPORT_NOT_REQUIRED, "asked");
    }
  }
  std::string RecordANeed() {
    auto request = Make<v1::RecordNeedRequest>();
    request.set_pathway(v1::PATHWAY_ACCOMMODATION);
    request.set_description("nowhere to go");
    const auto recorded = Change(worker_, request, &Stub::RecordNeed);
    return recorded ? recorded->need_id() : "";
  }
  v1::PlanActionRequest AnActionFor(const std::string& need) const {
    auto request = Make<v1::PlanActionRequest>();
    request.set_need_id(need);
    request.set_description("apply to the council");
    request.set_owner_id("worker-7");
    Fill(kMonday + 28, *request.mutable_due_on());
    return request;
  }
  std::string PlanAnAction(const std::string& need) {
    const auto planned = Change(worker_, AnActionFor(need), &Stub::PlanAction);
    return planned ? planned->action_id() : "";
  }
  Result<v1::ListReportsResponse> Reports(int page_size = 0, const std::string& token = "") {
    v1::ListReportsRequest request;
    request.set_person_id(APersonId().str());
    request.set_page_size(page_size);
    request.set_page_token(token);
    return worker_.Call(nullptr, *stub_, &Stub::ListReports, request);
  }
  Result<v1::GetPlanResponse> Get(const rpc::Peer& caller) {
    v1::GetPlanRequest request;
    request.set_person_id(APersonId().str());
    return caller.Call(nullptr, *stub_, &Stub::GetPlan, request);
  }

  rpc::ServiceConfig config_{.state_dir = "/tmp"};
  std::map<std::string, rpc::Peer> peers_;
  std::unique_ptr<rpc::HostedService> hosted_;
  InProcessServer server_{Definition().migrations, [this](const InProcessServer::Parts& parts) {
                            auto hosted =
                                Definition().make({config_, parts.database, parts.clock, parts.ids,
                                                   parts.runtime, parts.gate, peers_, [] {}});
                            hosted_ = *std::move(hosted);
                            return hosted_->Services();
                          }};
  std::unique_ptr<Stub> stub_ = v1::PlanService::NewStub(server_.channel());
  rpc::Peer worker_ = server_.As(ACaller({Role::kResettlementWorker}));
  std::string etag_ = "0";
  v1::Plan plan_;
};

TEST_F(PlanServiceTest, BeginsEmpty) {
  const auto answer = Get(worker_);
  ASSERT_THAT(answer, Succeeded());
  EXPECT_EQ(answer->plan().etag(), "0");
  ASSERT_THAT(answer->plan().pathways(), SizeIs(7));
  EXPECT_EQ(answer->plan().pathways(6).pathway(), v1::PATHWAY_HEALTH);
  EXPECT_EQ(answer->plan().pathways(6).status(), v1::PATHWAY_STATUS_NOT_STARTED);
  EXPECT_THAT(answer->plan().needs(), IsEmpty());
}

TEST_F(PlanServiceTest, TakesANeedFromItsAssessmentToItsReview) {
  const std::string need = RecordANeed();
  const std::string first = PlanAnAction(need);
  const std::string second = PlanAnAction(need);

  auto reassign = Make<v1::ReassignActionRequest>();
  reassign.set_action_id(first);
  reassign.set_owner_id("worker-8");
  Fill(kMonday, *reassign.mutable_due_on());
  Change(worker_, reassign, &Stub::ReassignAction);
  auto complete = Make<v1::CompleteActionRequest>();
  complete.set_action_id(first);
  Fill(kMonday, *complete.mutable_done_on());
  complete.set_result("applied");
  Change(worker_, complete, &Stub::CompleteAction);
  auto cancel = Make<v1::CancelActionRequest>();
  cancel.set_action_id(second);
  cancel.set_reason("once is enough");
  Change(worker_, cancel, &Stub::CancelAction);
  auto outcome = Make<v1::RecordNeedOutcomeRequest>();
  outcome.set_need_id(need);
  outcome.set_outcome(v1::NEED_OUTCOME_MET);
  outcome.set_note("a flat");
  Change(worker_, outcome, &Stub::RecordNeedOutcome);
  auto review = Make<v1::ReviewNeedRequest>();
  review.set_need_id(need);
  review.set_close(true);
  review.set_note("seen");
  Change(worker_, review, &Stub::ReviewNeed);

  const auto read = Get(worker_);
  ASSERT_THAT(read, Succeeded());
  EXPECT_EQ(read->SerializeAsString(), [&] {
    v1::GetPlanResponse expected;
    *expected.mutable_plan() = plan_;
    return expected.SerializeAsString();
  }());
  EXPECT_EQ(plan_.etag(), "8");
  ASSERT_THAT(plan_.needs(), SizeIs(1));
  const v1::Need& shown = plan_.needs(0);
  EXPECT_EQ(shown.state(), v1::NEED_STATE_CLOSED);
  EXPECT_EQ(shown.assessed_on().day(), 23);
  ASSERT_THAT(shown.actions(), SizeIs(2));
  EXPECT_EQ(shown.actions(0).owner_id(), "worker-8");
  EXPECT_EQ(shown.actions(0).result(), "applied");
  EXPECT_EQ(shown.actions(1).state(), v1::ACTION_STATE_CANCELLED);
  ASSERT_THAT(shown.reviews(), SizeIs(1));
  EXPECT_EQ(shown.reviews(0).outcome(), v1::NEED_OUTCOME_MET);
}

TEST_F(PlanServiceTest, TakesAReportThroughItsReview) {
  v1::CheckReportRequest check;
  check.set_person_id(APersonId().str());
  check.set_kind(v1::REPORT_KIND_IMMEDIATE_NEEDS);
  const auto missing = worker_.Call(nullptr, *stub_, &Stub::CheckReport, check);
  ASSERT_THAT(missing, Succeeded());
  ASSERT_THAT(missing->missing(), SizeIs(7));
  EXPECT_EQ(missing->missing(0).reason(), "PATHWAY_NOT_ASSESSED");

  Change(worker_, MakeReport<v1::StartReportRequest>(), &Stub::StartReport);
  const auto early =
      worker_.Call(nullptr, *stub_, &Stub::SubmitReport, MakeReport<v1::SubmitReportRequest>());
  ASSERT_THAT(early, FailsWith(ErrorKind::kPrecondition, "REPORT_INCOMPLETE"));
  ASSERT_THAT(early.error().violations, SizeIs(7));
  EXPECT_EQ(early.error().violations[0].field, "pathways.ACCOMMODATION");

  AssessAll();
  Change(worker_, MakeReport<v1::SubmitReportRequest>(), &Stub::SubmitReport);
  RecordANeed();
  auto own_lead = ACaller({Role::kResettlementLead});
  auto review = MakeReport<v1::ReviewReportRequest>();
  review.set_note("say more");
  EXPECT_THAT(server_.As(own_lead).Call(nullptr, *stub_, &Stub::ReviewReport, review),
              FailsWith("OWN_REPORT"));
  auto another_lead = own_lead;
  another_lead.subject = "lead-2";
  Change(server_.As(another_lead), review, &Stub::ReviewReport);
  ASSERT_THAT(plan_.reports(), SizeIs(1));
  EXPECT_EQ(plan_.reports(0).state(), v1::REPORT_STATE_RETURNED);
  EXPECT_THAT(plan_.reports(0).pathways(), IsEmpty());
  Change(worker_, MakeReport<v1::StartReportRequest>(), &Stub::StartReport);

  const auto newest = Reports(1);
  ASSERT_THAT(newest, Succeeded());
  ASSERT_THAT(newest->reports(), SizeIs(1));
  EXPECT_EQ(newest->reports(0).version(), 2);
  EXPECT_THAT(newest->reports(0).pathways(), IsEmpty());
  const auto older = Reports(1, newest->next_page_token());
  ASSERT_THAT(older, Succeeded());
  ASSERT_THAT(older->reports(), SizeIs(1));
  EXPECT_EQ(older->next_page_token(), "");
  const v1::PlanReport& returned = older->reports(0);
  EXPECT_EQ(returned.version(), 1);
  EXPECT_EQ(returned.reviewed_by(), "lead-2");
  EXPECT_EQ(returned.review_note(), "say more");
  EXPECT_THAT(returned.pathways(), SizeIs(7));
  EXPECT_THAT(returned.needs(), IsEmpty());
}

TEST_F(PlanServiceTest, AnnouncesReportsWithoutWhatTheySay) {
  AssessAll();
  Change(worker_, MakeReport<v1::StartReportRequest>(), &Stub::StartReport);
  Change(worker_, MakeReport<v1::SubmitReportRequest>(), &Stub::SubmitReport);
  ASSERT_THAT(server_.database()->Read([&](store::Session& session) -> Result<void> {
    TTG_TRY(const auto events,
            (session.Query<std::string, std::string, std::string>(
                "SELECT subject, partition_key, subject_version FROM event_log WHERE type = "
                "'ttg.release.v1.PlanReportRecorded'")));
    EXPECT_EQ(events.size(), 1U);
    EXPECT_EQ(std::get<0>(events.at(0)), plan_.reports(0).report_id());
    EXPECT_EQ(std::get<1>(events.at(0)), APersonId().str());
    EXPECT_EQ(std::get<2>(events.at(0)), "9");
    return {};
  }),
              Succeeded());
}

TEST_F(PlanServiceTest, AnswersARepeatWithWhatWasMade) {
  const std::string need = RecordANeed();
  const auto request = AnActionFor(need);
  const auto planned = Change(worker_, request, &Stub::PlanAction);
  ASSERT_THAT(planned, Succeeded());
  PlanAnAction(need);
  const auto repeated = Change(worker_, request, &Stub::PlanAction);
  ASSERT_THAT(repeated, Succeeded());
  EXPECT_EQ(repeated->action_id(), planned->action_id());
  EXPECT_EQ(repeated->plan().etag(), "3");
  EXPECT_THAT(repeated->plan().needs(0).actions(), SizeIs(2));
}

TEST_F(PlanServiceTest, RefusesAStaleEtag) {
  auto stale = Make<v1::RecordNeedRequest>();
  stale.set_pathway(v1::PATHWAY_HEALTH);
  stale.set_description("a dentist");
  RecordANeed();
  EXPECT_THAT(worker_.Call(nullptr, *stub_, &Stub::RecordNeed, stale),
              FailsWith(ErrorKind::kStale, "PLAN_CHANGED"));
}

TEST_F(PlanServiceTest, SaysEverythingThatIsWrongWithARequest) {
  auto request = Make<v1::PlanActionRequest>();
  request.set_description(std::string(1001, 'x'));
  request.set_need_id("no uuid");
  const auto refused = worker_.Call(nullptr, *stub_, &Stub::PlanAction, request);
  ASSERT_THAT(refused, FailsWith(ErrorKind::kInvalid, "REQUEST_INVALID"));
  EXPECT_THAT(refused.error().violations, SizeIs(4));
  auto accented = AnActionFor(RecordANeed());
  accented.clear_description();
  for (int i = 0; i < 1000; ++i) *accented.mutable_description() += "ŵ";
  EXPECT_THAT(worker_.Call(nullptr, *stub_, &Stub::PlanAction, accented), Succeeded());
}

TEST_F(PlanServiceTest, IsForThoseWhoMayAndInReach) {
  EXPECT_THAT(Get(server_.As(ACaller({Role::kMentor}))), FailsWith("ROLE_NOT_ALLOWED"));
  EXPECT_THAT(server_.As(ACaller({Role::kCommunityWorker}))
                  .Call(nullptr, *stub_, &Stub::StartReport, MakeReport<v1::StartReportRequest>()),
              FailsWith("ROLE_NOT_ALLOWED"));
  auto elsewhere = ACaller({Role::kResettlementLead});
  elsewhere.prisons = {"OWI"};
  elsewhere.delivery_units = {};
  const rpc::Peer far_away = server_.As(elsewhere);
  EXPECT_THAT(Get(far_away), FailsWith(ErrorKind::kNotFound, "PERSON_NOT_FOUND"));
  EXPECT_THAT(
      far_away.Call(nullptr, *stub_, &Stub::StartReport, MakeReport<v1::StartReportRequest>()),
      FailsWith(ErrorKind::kNotFound, "PERSON_NOT_FOUND"));
  v1::ListReportsRequest list;
  list.set_person_id(APersonId().str());
  EXPECT_THAT(far_away.Call(nullptr, *stub_, &Stub::ListReports, list),
              FailsWith(ErrorKind::kNotFound, "PERSON_NOT_FOUND"));
}

TEST_F(PlanServiceTest, WritesWhoLookedAtAPlan) {
  ASSERT_THAT(Get(worker_), Succeeded());
  EXPECT_THAT(server_.Audited().back(), HasSubstr("GetPlan"));
  EXPECT_THAT(server_.Audited().back(), HasSubstr(APersonId().str()));
}

}  // namespace
}  // namespace ttg::release
