#include "release/rpc/ownership/ownership_service.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "platform/testing/in_process_server.h"
#include "platform/testing/matchers.h"
#include "release/events/encode.h"
#include "release/release_server.h"
#include "release/store/sql_release_store.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"
#include "ttg/release/v1/ownership_service.grpc.pb.h"

// Owners as the service is put together, over their contract.
namespace ttg::release {
namespace {

using Stub = v1::OwnershipService::Stub;
using testing::APersonId;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kMonday;
using ::testing::SizeIs;
using ttg::testing::ACaller;
using ttg::testing::FailsWith;
using ttg::testing::InProcessServer;
using ttg::testing::Succeeded;

class OwnershipServiceTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(server_.database()->WriteAndWait([&](store::Session& session) -> Result<void> {
      const CallContext call{.actor = *ActorId::Parse("TESTER"),
                             .roles = {},
                             .organisation = *OrganisationId::Parse("HMPPS"),
                             .scope = {}};
      ttg::testing::SequentialIds ids(/*series=*/3);
      const EventEncoder encode = EncodeEvent(server_.clock(), ids);
      SqlReleaseStore people(session, call, encode);
      for (const int n : {1, 2, 3}) {
        auto data = testing::APerson(n, {{"prison_number", "A111" + std::to_string(n) + "AA"},
                                         {"risk_of_serious_harm", "HIGH"}})
                        .snapshot();
        data.version = 0;
        data.owner = *ActorId::Parse("sender");
        TTG_RETURN_IF_ERROR(people.Save({{Person::Restore(std::move(data)), {}}}));
      }
      return {};
    }),
                Succeeded());
    for (const auto* id : {"sender", "second"}) {
      ASSERT_THAT(Register(id, v1::OWNER_SIDE_PRISON), Succeeded());
    }
    ASSERT_THAT(Register("receiver", v1::OWNER_SIDE_COMMUNITY), Succeeded());
  }

  static std::string NextRequestId() {
    static int last = 0;
    return ttg::testing::SequentialIds::Nth(static_cast<std::uint64_t>(++last), /*series=*/5);
  }
  rpc::Peer As(const std::string& who, Role role) {
    auto claims = ACaller({role});
    claims.subject = who;
    return server_.As(claims);
  }

  Result<v1::RegisterWorkerResponse> Register(const std::string& id, v1::OwnerSide side) {
    v1::RegisterWorkerRequest request;
    request.set_request_id(NextRequestId());
    auto& worker = *request.mutable_worker();
    worker.set_worker_id(id);
    worker.set_name("Alex Example");
    worker.set_side(side);
    if (side == v1::OWNER_SIDE_PRISON) worker.set_prison_id("BMI");
    if (side == v1::OWNER_SIDE_COMMUNITY) worker.set_delivery_unit("N52BIRM");
    worker.set_contracted_minutes(2220);
    return lead_.Call(nullptr, *stub_, &Stub::RegisterWorker, request);
  }

  static v1::OfferHandoverRequest AnOffer(int n = 1) {
    v1::OfferHandoverRequest request;
    request.set_person_id(APersonId(n).str());
    request.set_etag("1");
    request.set_request_id(NextRequestId());
    request.set_to_owner_id("receiver");
    for (int item = v1::HANDOVER_ITEM_PLAN_SHARED; item <= v1::HANDOVER_ITEM_PERSON_TOLD; ++item) {
      request.add_checklist(static_cast<v1::HandoverItem>(item));
    }
    return request;
  }
  Result<v1::OfferHandoverResponse> Offer(const v1::OfferHandoverRequest& request) {
    return sender_.Call(nullptr, *stub_, &Stub::OfferHandover, request);
  }

  template <typename Request>
  static Request Answer(const v1::Handover& handover) {
    Request request;
    request.set_handover_id(handover.handover_id());
    request.set_etag(handover.etag());
    request.set_request_id(NextRequestId());
    if constexpr (requires { request.set_reason("x"); }) request.set_reason("a reason");
    return request;
  }

  v1::PreviewReallocationRequest APreview() {
    v1::PreviewReallocationRequest request;
    request.set_from_owner_id("sender");
    request.add_to_owner_ids("second");
    request.add_to_owner_ids("receiver");
    request.add_to_owner_ids("second");
    return request;
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
  std::unique_ptr<Stub> stub_ = v1::OwnershipService::NewStub(server_.channel());
  rpc::Peer lead_ = As("lead", Role::kResettlementLead);
  rpc::Peer sender_ = As("sender", Role::kResettlementWorker);
  rpc::Peer receiver_ = As("receiver", Role::kCommunityWorker);
};

TEST_F(OwnershipServiceTest, HandsACaseOverOnce) {
  const auto request = AnOffer();
  for (int i = 0; i < 2; ++i) {
    const auto offered = Offer(request);
    ASSERT_THAT(offered, Succeeded());
    EXPECT_EQ(offered->handover().state(), v1::HANDOVER_STATE_OFFERED);
    EXPECT_EQ(offered->handover().expires_on().day(), 7);
    EXPECT_TRUE(offered->handover().to_be_assigned());
    EXPECT_EQ(offered->person().owner_id(), "sender");
    EXPECT_EQ(offered->person().owner_side(), v1::OWNER_SIDE_PRISON);
    EXPECT_EQ(offered->person().receiving_owner_id(), "receiver");
    EXPECT_EQ(offered->person().etag(), "2");
  }
  auto stale = AnOffer(2);
  stale.set_etag("7");
  EXPECT_THAT(Offer(stale), FailsWith(ErrorKind::kStale, "PERSON_CHANGED"));
  const auto handover = Offer(request)->handover();
  const auto accept = Answer<v1::AcceptHandoverRequest>(handover);
  for (int i = 0; i < 2; ++i) {
    const auto accepted = receiver_.Call(nullptr, *stub_, &Stub::AcceptHandover, accept);
    ASSERT_THAT(accepted, Succeeded());
    EXPECT_EQ(accepted->handover().state(), v1::HANDOVER_STATE_ACCEPTED);
    EXPECT_EQ(accepted->handover().ended_by(), "receiver");
    EXPECT_EQ(accepted->person().owner_id(), "receiver");
    EXPECT_EQ(accepted->person().owner_side(), v1::OWNER_SIDE_COMMUNITY);
    EXPECT_EQ(accepted->person().receiving_owner_id(), "");
  }
  EXPECT_THAT(server_.Audited(),
              Contains("receiver ALTERATION AcceptHandover OK [\"" + APersonId(1).str() + "\"]"));
}

TEST_F(OwnershipServiceTest, RefusesRolesAndRequestsThatAreWrong) {
  EXPECT_THAT(As("i", Role::kInspector).Call(nullptr, *stub_, &Stub::OfferHandover, AnOffer()),
              FailsWith("ROLE_NOT_ALLOWED"));
  EXPECT_THAT(sender_.Call(nullptr, *stub_, &Stub::PreviewReallocation, APreview()),
              FailsWith("ROLE_NOT_ALLOWED"));
  auto nobody = AnOffer();
  nobody.set_to_owner_id("");
  EXPECT_THAT(Offer(nobody), FailsWith(ErrorKind::kInvalid, "FIELD_REQUIRED"));
  auto wrong = AnOffer();
  wrong.add_checklist(static_cast<v1::HandoverItem>(99));
  EXPECT_THAT(Offer(wrong), FailsWith("CODE_UNKNOWN"));
  v1::RunReallocationRequest run;
  run.set_request_id(NextRequestId());
  run.set_reason("left");
  run.set_why(v1::TRANSFER_REASON_LEAVER);
  run.set_preview_token("nonsense");
  EXPECT_THAT(lead_.Call(nullptr, *stub_, &Stub::RunReallocation, run),
              FailsWith(ErrorKind::kInvalid, "PREVIEW_TOKEN_INVALID"));
  v1::UpdateWorkerRequest update;
  update.set_worker_id("sender");
  update.set_etag("1");
  update.set_request_id(NextRequestId());
  update.add_update_mask("worker_id");
  EXPECT_THAT(lead_.Call(nullptr, *stub_, &Stub::UpdateWorker, update), FailsWith("FIELD_UNKNOWN"));
}

TEST_F(OwnershipServiceTest, EndsAnOfferInEveryWay) {
  const auto declined =
      receiver_.Call(nullptr, *stub_, &Stub::DeclineHandover,
                     Answer<v1::DeclineHandoverRequest>(Offer(AnOffer(1))->handover()));
  ASSERT_THAT(declined, Succeeded());
  EXPECT_EQ(declined->handover().state(), v1::HANDOVER_STATE_DECLINED);
  const auto withdrawn =
      sender_.Call(nullptr, *stub_, &Stub::WithdrawHandover,
                   Answer<v1::WithdrawHandoverRequest>(Offer(AnOffer(2))->handover()));
  ASSERT_THAT(withdrawn, Succeeded());
  EXPECT_EQ(withdrawn->handover().state(), v1::HANDOVER_STATE_WITHDRAWN);
  ASSERT_THAT(Register("other", v1::OWNER_SIDE_COMMUNITY), Succeeded());
  auto assign = Answer<v1::AssignHandoverRequest>(Offer(AnOffer(3))->handover());
  assign.set_to_owner_id("other");
  const auto assigned = lead_.Call(nullptr, *stub_, &Stub::AssignHandover, assign);
  ASSERT_THAT(assigned, Succeeded());
  EXPECT_EQ(assigned->handover().state(), v1::HANDOVER_STATE_ASSIGNED);
  EXPECT_EQ(assigned->person().owner_id(), "other");

  v1::ListHandoversRequest list;
  list.set_page_size(2);
  const auto first = lead_.Call(nullptr, *stub_, &Stub::ListHandovers, list);
  ASSERT_THAT(first, Succeeded());
  ASSERT_THAT(first->handovers(), SizeIs(2));
  EXPECT_EQ(first->handovers(0).state(), v1::HANDOVER_STATE_ASSIGNED);
  list.set_page_token(first->next_page_token());
  const auto rest = lead_.Call(nullptr, *stub_, &Stub::ListHandovers, list);
  ASSERT_THAT(rest, Succeeded());
  EXPECT_THAT(rest->handovers(), SizeIs(1));
  EXPECT_EQ(rest->next_page_token(), "");
}

TEST_F(OwnershipServiceTest, ListsHandoversDuePageByPage) {
  v1::ListHandoversDueRequest request;
  request.set_page_size(2);
  const auto first = lead_.Call(nullptr, *stub_, &Stub::ListHandoversDue, request);
  ASSERT_THAT(first, Succeeded());
  ASSERT_THAT(first->due(), SizeIs(2));
  EXPECT_EQ(first->due(0).rule(), v1::HANDOVER_DUE_RULE_DETERMINATE);
  EXPECT_TRUE(first->due(0).overdue());
  EXPECT_EQ(first->due(0).owner_id(), "sender");
  request.set_page_token(first->next_page_token());
  const auto rest = lead_.Call(nullptr, *stub_, &Stub::ListHandoversDue, request);
  ASSERT_THAT(rest, Succeeded());
  EXPECT_THAT(rest->due(), SizeIs(1));
  auto elsewhere = ACaller({Role::kResettlementWorker});
  elsewhere.prisons = {"OWI"};
  elsewhere.delivery_units = {};
  const auto none = server_.As(elsewhere).Call(nullptr, *stub_, &Stub::ListHandoversDue,
                                               v1::ListHandoversDueRequest());
  ASSERT_THAT(none, Succeeded());
  EXPECT_THAT(none->due(), IsEmpty());
}

TEST_F(OwnershipServiceTest, TakesCareOfWorkersAndTheirWorkloads) {
  EXPECT_THAT(Register("sender", v1::OWNER_SIDE_PRISON), FailsWith("WORKER_EXISTS"));
  EXPECT_THAT(Register("x", v1::OWNER_SIDE_UNSPECIFIED), FailsWith("FIELD_REQUIRED"));
  v1::UpdateWorkerRequest update;
  update.set_worker_id("sender");
  update.set_etag("1");
  update.set_request_id(NextRequestId());
  update.mutable_worker()->set_contracted_minutes(74);
  update.add_update_mask("contracted_minutes");
  for (int i = 0; i < 2; ++i) {
    const auto updated = lead_.Call(nullptr, *stub_, &Stub::UpdateWorker, update);
    ASSERT_THAT(updated, Succeeded());
    EXPECT_EQ(updated->worker().etag(), "2");
    EXPECT_EQ(updated->worker().name(), "Alex Example");
  }
  v1::RecordAbsenceRequest away;
  away.set_worker_id("sender");
  away.set_etag("2");
  away.set_request_id(NextRequestId());
  away.mutable_from()->set_year(2026);
  away.mutable_from()->set_month(11);
  away.mutable_from()->set_day(20);
  const auto absent = lead_.Call(nullptr, *stub_, &Stub::RecordAbsence, away);
  ASSERT_THAT(absent, Succeeded());
  ASSERT_THAT(absent->worker().absences(), SizeIs(1));

  v1::ListWorkloadsRequest list;
  list.set_page_size(2);
  const auto loads = sender_.Call(nullptr, *stub_, &Stub::ListWorkloads, list);
  ASSERT_THAT(loads, Succeeded());
  ASSERT_THAT(loads->workloads(), SizeIs(2));
  const auto& fullest = loads->workloads(0);
  EXPECT_EQ(fullest.worker().worker_id(), "sender");
  EXPECT_EQ(fullest.cases(), 3);
  EXPECT_EQ(fullest.points(), 45);
  EXPECT_EQ(fullest.available_points(), 33);
  EXPECT_EQ(fullest.percentage(), 137);
  EXPECT_TRUE(fullest.over());
  EXPECT_FALSE(fullest.excessive());
  EXPECT_TRUE(fullest.absent());
  list.set_page_token(loads->next_page_token());
  const auto own = sender_.Call(nullptr, *stub_, &Stub::ListWorkloads, list);
  ASSERT_THAT(own, Succeeded());
  EXPECT_THAT(own->workloads(), SizeIs(1));

  v1::EndAbsenceRequest back;
  back.set_worker_id("sender");
  back.set_etag("3");
  back.set_request_id(NextRequestId());
  back.set_absence_id(absent->worker().absences(0).absence_id());
  const auto ended = lead_.Call(nullptr, *stub_, &Stub::EndAbsence, back);
  ASSERT_THAT(ended, Succeeded());
  EXPECT_THAT(ended->worker().absences(), IsEmpty());
}

TEST_F(OwnershipServiceTest, ReallocatesAsPreviewed) {
  const auto preview = lead_.Call(nullptr, *stub_, &Stub::PreviewReallocation, APreview());
  ASSERT_THAT(preview, Succeeded());
  EXPECT_THAT(preview->reallocations(), SizeIs(3));
  EXPECT_THAT(preview->workloads(), SizeIs(3));
  EXPECT_EQ(preview->workloads(0).cases(), 0);
  v1::RunReallocationRequest run;
  run.set_request_id(NextRequestId());
  run.set_preview_token(preview->preview_token());
  run.set_why(v1::TRANSFER_REASON_LEAVER);
  run.set_reason("left");
  for (int i = 0; i < 2; ++i) {
    const auto moved = lead_.Call(nullptr, *stub_, &Stub::RunReallocation, run);
    ASSERT_THAT(moved, Succeeded());
    EXPECT_EQ(moved->moved(), 3);
  }
  run.set_request_id(NextRequestId());
  EXPECT_THAT(lead_.Call(nullptr, *stub_, &Stub::RunReallocation, run),
              FailsWith(ErrorKind::kStale, "REALLOCATION_CHANGED"));
}

TEST_F(OwnershipServiceTest, MovesEverybodyWhenAPrisonCloses) {
  v1::ClosePrisonRequest close;
  close.set_request_id(NextRequestId());
  close.set_prison_id("BMI");
  close.set_to_prison_id("OWI");
  close.set_reason("closed");
  close.set_dry_run(true);
  for (int i = 0; i < 2; ++i) {
    const auto would = lead_.Call(nullptr, *stub_, &Stub::ClosePrison, close);
    ASSERT_THAT(would, Succeeded());
    EXPECT_EQ(would->moved(), 3);
  }
  close.set_dry_run(false);
  close.set_request_id(NextRequestId());
  for (int i = 0; i < 2; ++i) {
    const auto closed = lead_.Call(nullptr, *stub_, &Stub::ClosePrison, close);
    ASSERT_THAT(closed, Succeeded());
    EXPECT_EQ(closed->moved(), 3);
    EXPECT_THAT(closed->person_ids(), SizeIs(3));
  }
  close.set_request_id(NextRequestId());
  EXPECT_THAT(lead_.Call(nullptr, *stub_, &Stub::ClosePrison, close), FailsWith("NOBODY_THERE"));
}

// The system's own work: an offer lapses, and the week's workload is kept.
TEST_F(OwnershipServiceTest, EndsOffersThatHaveLapsed) {
  auto offer = AnOffer();
  offer.set_to_owner_id("receiver");
  ASSERT_THAT(Offer(offer), Succeeded());
  // Released on 3 December: to be assigned, and so not to lapse.
  server_.clock().Advance(absl::Hours(24 * 15));
  for (const auto& timer : hosted_->Timers()) {
    if (timer.name != "release-bulk-changes") timer.work();
  }
  v1::ListHandoversRequest list;
  list.set_to_be_assigned(true);
  // The tokens of before have expired.
  const auto lead = As("lead", Role::kResettlementLead);
  const auto assigned = lead.Call(nullptr, *stub_, &Stub::ListHandovers, list);
  ASSERT_THAT(assigned, Succeeded());
  EXPECT_THAT(assigned->handovers(), SizeIs(1));
  ASSERT_THAT(server_.database()->WriteAndWait([](store::Session& session) -> Result<void> {
    TTG_RETURN_IF_ERROR(session.Execute("UPDATE person SET release_on = NULL"));
    return {};
  }),
              Succeeded());
  for (const auto& timer : hosted_->Timers()) {
    if (timer.name == "release-handovers") timer.work();
  }
  list.set_to_be_assigned(false);
  const auto after = lead.Call(nullptr, *stub_, &Stub::ListHandovers, list);
  ASSERT_THAT(after, Succeeded());
  EXPECT_EQ(after->handovers(0).state(), v1::HANDOVER_STATE_EXPIRED);
  EXPECT_EQ(after->handovers(0).ended_by(), "release");
  EXPECT_THAT(server_.Audited(), Contains(HasSubstr("release ALTERATION release-handovers OK [\"" +
                                                    APersonId(1).str())));
}

}  // namespace
}  // namespace ttg::release
