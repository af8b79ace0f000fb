#include <functional>
#include <map>
#include <memory>
#include <string>

#include <gmock/gmock.h>

#include "platform/testing/in_process_server.h"
#include "platform/testing/matchers.h"
#include "release/domain/movements/movement_rules.h"
#include "release/events/encode.h"
#include "release/release_server.h"
#include "release/store/sql_release_store.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"
#include "ttg/release/v1/movement_service.grpc.pb.h"
#include "ttg/release/v1/release_service.grpc.pb.h"

// Movements as the service is put together, over their contract.
namespace ttg::release {
namespace {

using Stub = v1::MovementService::Stub;
using testing::APersonId;
using testing::kMonday;
using ::testing::SizeIs;
using ttg::testing::ACaller;
using ttg::testing::FailsWith;
using ttg::testing::InProcessServer;
using ttg::testing::Succeeded;

class MovementServiceTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(server_.database()->WriteAndWait([&](store::Session& session) -> Result<void> {
      const CallContext call = testing::ACaller();
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
  std::int64_t Now() { return absl::ToUnixSeconds(server_.clock().Now()); }

  v1::RecordMovementRequest Recording(v1::MovementKind kind, const std::string& etag = "1") {
    v1::RecordMovementRequest request;
    request.set_person_id(APersonId().str());
    request.set_etag(etag);
    request.set_request_id(NextRequestId());
    request.set_kind(kind);
    request.mutable_occurred_at()->set_seconds(Now());
    return request;
  }
  Result<v1::RecordMovementResponse> Record(const rpc::Peer& caller,
                                            const v1::RecordMovementRequest& request) {
    return caller.Call(nullptr, *stub_, &Stub::RecordMovement, request);
  }
  Result<v1::ReverseMovementResponse> Reverse(const rpc::Peer& caller, const v1::Movement& movement,
                                              const std::string& reason = "") {
    v1::ReverseMovementRequest request;
    request.set_movement_id(movement.movement_id());
    request.set_etag(movement.etag());
    request.set_request_id(NextRequestId());
    request.set_reason(reason);
    return caller.Call(nullptr, *stub_, &Stub::ReverseMovement, request);
  }
  Result<v1::ListMovementsResponse> List(const rpc::Peer& caller, int page_size = 0,
                                         const std::string& token = "") {
    v1::ListMovementsRequest request;
    request.set_person_id(APersonId().str());
    request.set_page_size(page_size);
    request.set_page_token(token);
    return caller.Call(nullptr, *stub_, &Stub::ListMovements, request);
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
  std::unique_ptr<Stub> stub_ = v1::MovementService::NewStub(server_.channel());
  std::unique_ptr<v1::ReleaseService::Stub> release_ =
      v1::ReleaseService::NewStub(server_.channel());
  rpc::Peer worker_ = server_.As(ACaller({Role::kResettlementWorker}));
  rpc::Peer lead_ = server_.As(ACaller({Role::kResettlementLead}));
};

TEST_F(MovementServiceTest, RecordsReversesAndListsWhatHappened) {
  const auto out = Record(worker_, Recording(v1::MOVEMENT_KIND_TO_COURT));
  ASSERT_THAT(out, Succeeded());
  EXPECT_EQ(out->movement().etag(), "1");
  EXPECT_EQ(out->movement().source(), v1::MOVEMENT_SOURCE_STAFF);
  EXPECT_EQ(out->movement().from_prison_id(), "BMI");
  EXPECT_EQ(out->movement().settles_at().seconds() - out->movement().recorded_at().seconds(),
            45 * 60);
  EXPECT_EQ(out->person().state(), v1::PERSON_STATE_TEMPORARILY_OUT);
  auto back = Recording(v1::MOVEMENT_KIND_COURT_RETURN, out->person().etag());
  back.set_to_prison_id("OWI");
  const auto returned = Record(worker_, back);
  ASSERT_THAT(returned, Succeeded());
  EXPECT_EQ(returned->person().prison_id(), "OWI");
  const auto reversed = Reverse(worker_, returned->movement());
  ASSERT_THAT(reversed, Succeeded());
  EXPECT_TRUE(reversed->movement().has_reversed_at());
  EXPECT_EQ(reversed->person().prison_id(), "BMI");
  EXPECT_EQ(reversed->person().state(), v1::PERSON_STATE_TEMPORARILY_OUT);
  const auto first = List(worker_, 1);
  ASSERT_THAT(first, Succeeded());
  ASSERT_THAT(first->movements(), SizeIs(1));
  EXPECT_EQ(first->movements(0).kind(), v1::MOVEMENT_KIND_COURT_RETURN);
  const auto second = List(worker_, 1, first->next_page_token());
  ASSERT_THAT(second, Succeeded());
  EXPECT_EQ(second->movements(0).kind(), v1::MOVEMENT_KIND_TO_COURT);
  EXPECT_EQ(second->next_page_token(), "");
}

TEST_F(MovementServiceTest, CorrectsInOneStep) {
  const auto released = Record(worker_, Recording(v1::MOVEMENT_KIND_RELEASED));
  ASSERT_THAT(released, Succeeded());
  v1::CorrectMovementRequest request;
  request.set_movement_id(released->movement().movement_id());
  request.set_etag(released->movement().etag());
  request.set_request_id(NextRequestId());
  request.set_kind(v1::MOVEMENT_KIND_ESCAPED);
  *request.mutable_occurred_at() = released->movement().occurred_at();
  request.set_reason("from the escort");
  for (int i = 0; i < 2; ++i) {
    const auto corrected = worker_.Call(nullptr, *stub_, &Stub::CorrectMovement, request);
    ASSERT_THAT(corrected, Succeeded());
    EXPECT_EQ(corrected->movement().corrects_movement_id(), released->movement().movement_id());
    EXPECT_EQ(corrected->movement().effects().bed(), v1::MOVEMENT_EFFECT_SUSPENDED);
    EXPECT_EQ(corrected->movement().effects().decide_by().month(), 12);
    EXPECT_EQ(corrected->person().state(), v1::PERSON_STATE_AT_LARGE);
  }
  EXPECT_THAT(List(worker_)->movements(), SizeIs(2));
}

TEST_F(MovementServiceTest, RecordsOnceUnderOneRequestIdAndRefusesAStaleEtag) {
  auto request = Recording(v1::MOVEMENT_KIND_TO_HOSPITAL);
  const auto first = Record(worker_, request);
  ASSERT_THAT(first, Succeeded());
  const auto again = Record(worker_, request);
  ASSERT_THAT(again, Succeeded());
  EXPECT_EQ(again->movement().movement_id(), first->movement().movement_id());
  EXPECT_THAT(Record(worker_, Recording(v1::MOVEMENT_KIND_DIED, "1")),
              FailsWith(ErrorKind::kStale, "PERSON_CHANGED"));
  ASSERT_THAT(Reverse(worker_, first->movement()), Succeeded());
  EXPECT_THAT(Reverse(worker_, first->movement()),
              FailsWith(ErrorKind::kStale, "MOVEMENT_CHANGED"));
}

TEST_F(MovementServiceTest, RefusesWrongInput) {
  v1::RecordMovementRequest empty;
  empty.set_request_id(NextRequestId());
  empty.set_etag("1");
  const auto refused = Record(worker_, empty);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().kind, ErrorKind::kInvalid);
  EXPECT_THAT(refused.error().violations, SizeIs(3));
  auto request = Recording(v1::MOVEMENT_KIND_TRANSFERRED);
  EXPECT_THAT(Record(worker_, request), FailsWith("PRISON_MISSING"));
  request = Recording(v1::MOVEMENT_KIND_RELEASED);
  request.mutable_occurred_at()->set_seconds(Now() + 60);
  EXPECT_THAT(Record(worker_, request), FailsWith("DATE_IN_FUTURE"));
  request.mutable_occurred_at()->set_seconds(-9'000'000'000);
  EXPECT_THAT(Record(worker_, request), FailsWith("INSTANT_MALFORMED"));
  v1::ListMovementsRequest list;
  list.set_person_id(APersonId().str());
  list.set_page_token("nonsense");
  EXPECT_THAT(worker_.Call(nullptr, *stub_, &Stub::ListMovements, list),
              FailsWith("PAGE_TOKEN_INVALID"));
}

TEST_F(MovementServiceTest, KnowsWhoMayDoWhatAndSeesWhom) {
  EXPECT_THAT(Record(server_.As(ACaller({Role::kMentor})), Recording(v1::MOVEMENT_KIND_RELEASED)),
              FailsWith("ROLE_NOT_ALLOWED"));
  EXPECT_THAT(Record(worker_, Recording(v1::MOVEMENT_KIND_DEPORTED)),
              FailsWith(ErrorKind::kForbidden, "KIND_NOT_ALLOWED"));
  const auto deported = Record(lead_, Recording(v1::MOVEMENT_KIND_DEPORTED));
  ASSERT_THAT(deported, Succeeded());
  auto elsewhere = ACaller({Role::kResettlementLead});
  elsewhere.prisons = {"OWI"};
  elsewhere.delivery_units = {};
  EXPECT_THAT(List(server_.As(elsewhere)), FailsWith("PERSON_NOT_FOUND"));
  EXPECT_THAT(Reverse(server_.As(elsewhere), deported->movement()),
              FailsWith(ErrorKind::kNotFound, "MOVEMENT_NOT_FOUND"));
  server_.clock().Advance(absl::Hours(1));
  EXPECT_THAT(Reverse(lead_, deported->movement()), FailsWith("REASON_MISSING"));
  EXPECT_THAT(Reverse(lead_, deported->movement(), "another person"), Succeeded());
}

// There is one way: what the release commands do stands among the movements.
TEST_F(MovementServiceTest, ShowsReleasesAndTransfersAsMovements) {
  v1::TransferPrisonRequest transfer;
  transfer.set_person_id(APersonId().str());
  transfer.set_etag("1");
  transfer.set_request_id(NextRequestId());
  transfer.set_prison_id("OWI");
  ASSERT_THAT(worker_.Call(nullptr, *release_, &v1::ReleaseService::Stub::TransferPrison, transfer),
              Succeeded());
  v1::RecordReleaseRequest release;
  release.set_person_id(APersonId().str());
  release.set_etag("2");
  release.set_request_id(NextRequestId());
  release.mutable_released_on()->set_year(2026);
  release.mutable_released_on()->set_month(11);
  release.mutable_released_on()->set_day(23);
  ASSERT_THAT(worker_.Call(nullptr, *release_, &v1::ReleaseService::Stub::RecordRelease, release),
              Succeeded());
  const auto movements = List(worker_);
  ASSERT_THAT(movements, Succeeded());
  ASSERT_THAT(movements->movements(), SizeIs(2));
  EXPECT_EQ(movements->movements(0).kind(), v1::MOVEMENT_KIND_RELEASED);
  EXPECT_EQ(movements->movements(1).to_prison_id(), "OWI");
  v1::ReverseReleaseRequest reverse;
  reverse.set_person_id(APersonId().str());
  reverse.set_etag("3");
  reverse.set_request_id(NextRequestId());
  const auto reversed =
      worker_.Call(nullptr, *release_, &v1::ReleaseService::Stub::ReverseRelease, reverse);
  ASSERT_THAT(reversed, Succeeded());
  EXPECT_EQ(reversed->person().state(), v1::PERSON_STATE_IN_PRISON);
  EXPECT_TRUE(List(worker_)->movements(0).has_reversed_at());
}

TEST_F(MovementServiceTest, ShowsTheTable) {
  const auto rules =
      worker_.Call(nullptr, *stub_, &Stub::ListMovementRules, v1::ListMovementRulesRequest());
  ASSERT_THAT(rules, Succeeded());
  ASSERT_THAT(rules->rules(), SizeIs(MovementRules().size()));
  const v1::MovementRule& recalled = rules->rules(16);
  EXPECT_EQ(recalled.kind(), v1::MOVEMENT_KIND_RECALLED);
  EXPECT_EQ(recalled.bed(), v1::MOVEMENT_EFFECT_SUSPENDED);
  EXPECT_EQ(recalled.decide_within_days(), 28);
  EXPECT_TRUE(recalled.needs_prison());
  EXPECT_EQ(recalled.roles(0), "RESETTLEMENT_WORKER");
}

}  // namespace
}  // namespace ttg::release
