#include <map>
#include <memory>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "platform/testing/in_process_server.h"
#include "platform/testing/matchers.h"
#include "release/events/encode.h"
#include "release/release_server.h"
#include "release/store/sql_release_store.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"
#include "ttg/release/v1/movement_service.grpc.pb.h"
#include "ttg/release/v1/release_service.grpc.pb.h"

// Merges and events of the prison system as the service is put together, over their contract.
namespace ttg::release {
namespace {

using Stub = v1::MovementService::Stub;
using testing::APersonId;
using ::testing::IsEmpty;
using testing::kMonday;
using ::testing::SizeIs;
using ttg::testing::ACaller;
using ttg::testing::FailsWith;
using ttg::testing::InProcessServer;
using ttg::testing::Succeeded;

// As the prison system publishes it.
std::string Published(const std::string& what, const std::string& reason, const std::string& time,
                      const std::string& number = "A1234BC", const std::string& more = "") {
  return fmt::format(
      R"({{"eventType":"prison-offender-events.prisoner.{}","version":"1.0",)"
      R"("occurredAt":"{}","personReference":{{"identifiers":[{{"type":"NOMS","value":"{}"}}]}},)"
      R"("additionalInformation":{{"nomsNumber":"{}","reason":"{}","prisonId":"OWI"{}}}}})",
      what, time, number, number, reason, more);
}

class PrisonEventServiceTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(server_.database()->WriteAndWait([&](store::Session& session) -> Result<void> {
      const CallContext call = testing::ACaller();
      ttg::testing::SequentialIds ids(/*series=*/3);
      const EventEncoder encode = EncodeEvent(server_.clock(), ids);
      SqlReleaseStore people(session, call, encode);
      for (const auto& [n, number] : {std::pair(1, "A1234BC"), std::pair(2, "A2222BB")}) {
        const PersonRow row = testing::ARow({{"prison_number", number}});
        auto [person, changes] =
            Person::Register({APersonId(n), row, testing::At(kMonday, 0)}, testing::ActAt(kMonday),
                             testing::EnglandAndWales());
        TTG_RETURN_IF_ERROR(people.Save({{std::move(person), std::move(changes)}}));
      }
      return {};
    }),
                Succeeded());
  }

  static std::string NextRequestId() {
    static int last = 0;
    return ttg::testing::SequentialIds::Nth(static_cast<std::uint64_t>(++last), /*series=*/5);
  }

  // In London, some minutes before now.
  std::string Ago(int minutes) {
    return FormatInstant(server_.clock().Now() - absl::Minutes(minutes));
  }

  v1::ReceivePrisonEventsRequest Batch(const std::vector<std::string>& events) {
    v1::ReceivePrisonEventsRequest request;
    request.set_request_id(NextRequestId());
    request.set_source("redis:prison");
    for (const std::string& json : events) {
      v1::ReceivedPrisonEvent& event = *request.add_events();
      event.set_json(json);
      event.set_position(fmt::format("{}-0", request.events_size()));
    }
    return request;
  }
  Result<v1::ReceivePrisonEventsResponse> Receive(const rpc::Peer& caller,
                                                  const v1::ReceivePrisonEventsRequest& request) {
    return caller.Call(nullptr, *stub_, &Stub::ReceivePrisonEvents, request);
  }
  Result<v1::GetPersonResponse> GetPerson(const std::string& number) {
    v1::GetPersonRequest request;
    request.set_prison_number(number);
    return lead_.Call(nullptr, *release_, &v1::ReleaseService::Stub::GetPerson, request);
  }
  v1::MergePeopleRequest Merging(const std::string& etag = "1") {
    v1::MergePeopleRequest request;
    request.set_survivor_person_id(APersonId(1).str());
    request.set_absorbed_person_id(APersonId(2).str());
    request.set_etag(etag);
    request.set_absorbed_etag("1");
    request.set_request_id(NextRequestId());
    request.set_reason("the same man");
    return request;
  }
  Result<v1::MergePeopleResponse> Merge(const rpc::Peer& caller,
                                        const v1::MergePeopleRequest& request) {
    return caller.Call(nullptr, *stub_, &Stub::MergePeople, request);
  }
  Result<v1::ListPrisonEventsResponse> List() {
    return lead_.Call(nullptr, *stub_, &Stub::ListPrisonEvents, v1::ListPrisonEventsRequest());
  }
  Result<v1::SettlePrisonEventResponse> Settle(const v1::PrisonEvent& event, bool retry,
                                               const std::string& reason) {
    v1::SettlePrisonEventRequest request;
    request.set_prison_event_id(event.prison_event_id());
    request.set_etag(event.etag());
    request.set_request_id(NextRequestId());
    request.set_retry(retry);
    request.set_reason(reason);
    return lead_.Call(nullptr, *stub_, &Stub::SettlePrisonEvent, request);
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
  rpc::Peer system_ = server_.As(ACaller({Role::kAdministrator}));
};

TEST_F(PrisonEventServiceTest, TakesEachEventOnceAndSaysHowFar) {
  const auto batch = Batch({Published("released", "SENT_TO_COURT", Ago(50)),
                            Published("received", "RETURN_FROM_COURT", Ago(40)),
                            Published("received", "RETURN_FROM_COURT", Ago(40)),
                            Published("released", "RELEASED", Ago(30), "A9999AA"), "{"});
  const auto taken = Receive(system_, batch);
  ASSERT_THAT(taken, Succeeded());
  ASSERT_THAT(taken->results(), SizeIs(5));
  EXPECT_EQ(taken->results(0).outcome(), v1::PRISON_EVENT_OUTCOME_APPLIED);
  EXPECT_FALSE(taken->results(0).movement_id().empty());
  EXPECT_EQ(taken->results(1).outcome(), v1::PRISON_EVENT_OUTCOME_APPLIED);
  EXPECT_EQ(taken->results(2).outcome(), v1::PRISON_EVENT_OUTCOME_REPEATED);
  EXPECT_EQ(taken->results(3).outcome(), v1::PRISON_EVENT_OUTCOME_WAITING);
  EXPECT_EQ(taken->results(4).outcome(), v1::PRISON_EVENT_OUTCOME_REFUSED);
  EXPECT_EQ(taken->results(4).reason(), "JSON_MALFORMED");
  EXPECT_EQ(taken->position(), "5-0");
  // The same request is the same answer.
  const auto again = Receive(system_, batch);
  ASSERT_THAT(again, Succeeded());
  EXPECT_EQ(again->SerializeAsString(), taken->SerializeAsString());
  v1::GetPrisonEventPositionRequest where;
  where.set_source("redis:prison");
  const auto position = system_.Call(nullptr, *stub_, &Stub::GetPrisonEventPosition, where);
  ASSERT_THAT(position, Succeeded());
  EXPECT_EQ(position->position(), "5-0");
  const auto person = GetPerson("A1234BC");
  ASSERT_THAT(person, Succeeded());
  EXPECT_EQ(person->person().prison_id(), "OWI");
}

TEST_F(PrisonEventServiceTest, KeepsAWorkListUntilEachIsSettled) {
  ASSERT_THAT(Receive(system_, Batch({Published("released", "UNKNOWN", Ago(50)),
                                      Published("received", "RECALL", Ago(40))})),
              Succeeded());
  auto list = List();
  ASSERT_THAT(list, Succeeded());
  ASSERT_THAT(list->events(), SizeIs(2));
  EXPECT_EQ(list->events(0).outcome_reason(), "REASON_UNKNOWN");
  EXPECT_THAT(Settle(list->events(1), true, ""),
              FailsWith(ErrorKind::kPrecondition, "MOVEMENT_NOT_POSSIBLE"));
  const auto aside = Settle(list->events(0), false, "a test of theirs");
  ASSERT_THAT(aside, Succeeded());
  EXPECT_EQ(aside->event().outcome(), v1::PRISON_EVENT_OUTCOME_IGNORED);
  EXPECT_THAT(Settle(list->events(0), false, "again"),
              FailsWith(ErrorKind::kStale, "PRISON_EVENT_CHANGED"));
  ASSERT_THAT(Receive(system_, Batch({Published("released", "RELEASED", Ago(50))})), Succeeded());
  list = List();
  ASSERT_THAT(list, Succeeded());
  EXPECT_THAT(list->events(), IsEmpty());
}

TEST_F(PrisonEventServiceTest, RefusesOtherRolesAndBadRequests) {
  EXPECT_THAT(Receive(lead_, Batch({})), FailsWith(ErrorKind::kForbidden, "ROLE_NOT_ALLOWED"));
  auto request = Batch({});
  request.clear_source();
  EXPECT_THAT(Receive(system_, request), FailsWith(ErrorKind::kInvalid, "FIELD_REQUIRED"));
  EXPECT_THAT(Receive(system_, Batch(std::vector<std::string>(201, "{}"))),
              FailsWith(ErrorKind::kInvalid, "BATCH_TOO_LARGE"));
  EXPECT_THAT(Merge(worker_, Merging()), FailsWith(ErrorKind::kForbidden, "ROLE_NOT_ALLOWED"));
  auto merging = Merging();
  merging.set_absorbed_etag("x");
  EXPECT_THAT(Merge(lead_, merging), FailsWith(ErrorKind::kInvalid, "ETAG_MALFORMED"));
  EXPECT_THAT(Merge(lead_, Merging("7")), FailsWith(ErrorKind::kStale, "PERSON_CHANGED"));
}

TEST_F(PrisonEventServiceTest, MergesListsAndUndoes) {
  const auto request = Merging();
  const auto merged = Merge(lead_, request);
  ASSERT_THAT(merged, Succeeded());
  EXPECT_EQ(merged->merge().absorbed_person_id(), APersonId(2).str());
  const auto again = Merge(lead_, request);
  ASSERT_THAT(again, Succeeded());
  EXPECT_EQ(again->merge().merge_id(), merged->merge().merge_id());
  const auto led = GetPerson("A2222BB");
  ASSERT_THAT(led, Succeeded());
  EXPECT_EQ(led->person().person_id(), APersonId(1).str());
  const auto list = lead_.Call(nullptr, *stub_, &Stub::ListMerges, v1::ListMergesRequest());
  ASSERT_THAT(list, Succeeded());
  EXPECT_THAT(list->merges(), SizeIs(1));
  v1::UnmergePeopleRequest undo;
  undo.set_merge_id(merged->merge().merge_id());
  undo.set_etag(merged->merge().etag());
  undo.set_request_id(NextRequestId());
  undo.set_reason("two men");
  const auto undone = lead_.Call(nullptr, *stub_, &Stub::UnmergePeople, undo);
  ASSERT_THAT(undone, Succeeded());
  EXPECT_EQ(undone->restored().state(), v1::PERSON_STATE_IN_PRISON);
  EXPECT_EQ(undone->merge().unmerge_reason(), "two men");
  EXPECT_EQ(GetPerson("A2222BB")->person().person_id(), APersonId(2).str());
}

TEST_F(PrisonEventServiceTest, MergesWhatThePrisonSystemMerges) {
  const auto taken = Receive(system_, Batch({Published("merged", "MERGE", Ago(10), "A1234BC",
                                                       R"(,"removedNomsNumber":"A2222BB")")}));
  ASSERT_THAT(taken, Succeeded());
  EXPECT_EQ(taken->results(0).outcome(), v1::PRISON_EVENT_OUTCOME_APPLIED);
  EXPECT_EQ(GetPerson("A2222BB")->person().person_id(), APersonId(1).str());
}

}  // namespace
}  // namespace ttg::release
