#include <map>
#include <memory>
#include <string>

#include <gmock/gmock.h>

#include "platform/testing/in_process_server.h"
#include "platform/testing/matchers.h"
#include "platform/testing/sequential_ids.h"
#include "release/events/encode.h"
#include "release/release_server.h"
#include "release/store/sql_release_store.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"
#include "ttg/release/v1/timetable_service.grpc.pb.h"

// Timetables over their contract, as the service is put together.
namespace ttg::release {
namespace {

using Stub = v1::TimetableService::Stub;
using testing::APersonId;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kMonday;
using ::testing::Not;
using ::testing::SizeIs;
using ttg::testing::ACaller;
using ttg::testing::FailsWith;
using ttg::testing::InProcessServer;
using ttg::testing::Succeeded;

class TimetableServerTest : public ::testing::Test {
 protected:
  // The person of testing::ARow, owned by the caller of the tests.
  void SetUp() override {
    const EventEncoder encode = EncodeEvent(server_.clock(), ids_);
    const auto work = [&](store::Session& session) -> Result<void> {
      const CallContext call{
          .actor = Owner(), .roles = {}, .organisation = *OrganisationId::Parse("HMPPS")};
      SqlReleaseStore people(session, call, encode);
      const PersonRow row = testing::ARow();
      auto [person, changes] =
          Person::Register({APersonId(), row, testing::At(kMonday, 0)}, testing::ActAt(kMonday),
                           testing::EnglandAndWales());
      TTG_RETURN_IF_ERROR(person.AssignOwner(Owner()));
      TTG_RETURN_IF_ERROR(people.Save({{std::move(person), std::move(changes)}}));
      return {};
    };
    ASSERT_THAT(server_.database()->WriteAndWait(work), Succeeded());
  }

  static ActorId Owner() { return *ActorId::Parse(ACaller().subject); }

  // A change of the one person, with the `n`-th request id.
  template <typename Request>
  static Request Change(int n, const std::string& etag) {
    Request request;
    request.set_person_id(APersonId().str());
    request.set_etag(etag);
    request.set_request_id(RequestId(n));
    return request;
  }
  static std::string RequestId(int n) {
    return "01900000-0000-7000-8000-00000000000" + std::to_string(n);
  }
  static v1::RecordMilestoneRequest Recording(int n, const std::string& etag) {
    auto request = Change<v1::RecordMilestoneRequest>(n, etag);
    request.set_kind(v1::MILESTONE_KIND_MENTOR_OFFERED);
    *request.mutable_done_on() = Day(23);
    request.set_evidence("letter of 23 November");
    return request;
  }
  // Of November 2026.
  static ttg::common::v1::Date Day(int day, int month = 11) {
    ttg::common::v1::Date date;
    date.set_year(2026);
    date.set_month(month);
    date.set_day(day);
    return date;
  }

  Result<v1::GetTimetableResponse> Get(const rpc::Peer& caller) {
    v1::GetTimetableRequest request;
    request.set_person_id(APersonId().str());
    return caller.Call(nullptr, *stub_, &Stub::GetTimetable, request);
  }
  static v1::Milestone StepOf(const v1::Timetable& timetable, v1::MilestoneKind kind) {
    return timetable.milestones(static_cast<int>(kind) - 1);
  }

  ttg::testing::SequentialIds ids_{/*series=*/77};
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
  std::unique_ptr<Stub> stub_ = v1::TimetableService::NewStub(server_.channel());
  rpc::Peer worker_ = server_.As(ACaller({Role::kResettlementWorker}));
};

TEST_F(TimetableServerTest, ShowsATimetable) {
  const auto answer = Get(worker_);
  ASSERT_THAT(answer, Succeeded());
  const v1::Timetable& timetable = answer->timetable();
  EXPECT_EQ(timetable.anchor(), v1::TIMETABLE_ANCHOR_RELEASE_DAY);
  EXPECT_EQ(timetable.anchor_date().day(), 3);
  EXPECT_EQ(timetable.regime(), "C");
  EXPECT_EQ(timetable.etag(), "1");
  EXPECT_EQ(timetable.milestones_size(), v1::MilestoneKind_MAX);
  const auto review = StepOf(timetable, v1::MILESTONE_KIND_PRE_RELEASE_REVIEW);
  EXPECT_EQ(review.state(), v1::MILESTONE_STATE_OPEN);
  EXPECT_TRUE(review.late_notice());
  EXPECT_EQ(review.due_on().day(), 25);
  EXPECT_EQ(StepOf(timetable, v1::MILESTONE_KIND_MENTOR_CONTACT_DAY_1).not_needed_reason(),
            "NOT_MATCHED");
}

TEST_F(TimetableServerTest, RecordsOnceUnderOneRequestId) {
  for (int i = 0; i < 2; ++i) {
    const auto recorded = worker_.Call(nullptr, *stub_, &Stub::RecordMilestone, Recording(1, "1"));
    ASSERT_THAT(recorded, Succeeded());
    EXPECT_EQ(recorded->timetable().etag(), "2");
    const auto step = StepOf(recorded->timetable(), v1::MILESTONE_KIND_MENTOR_OFFERED);
    EXPECT_EQ(step.state(), v1::MILESTONE_STATE_DONE);
    EXPECT_EQ(step.evidence(), "letter of 23 November");
    EXPECT_EQ(step.recorded_by(), Owner().str());
  }
  EXPECT_THAT(worker_.Call(nullptr, *stub_, &Stub::RecordMilestone, Recording(2, "1")),
              FailsWith(ErrorKind::kStale, "PERSON_CHANGED"));
  EXPECT_THAT(worker_.Call(nullptr, *stub_, &Stub::RecordMilestone, Recording(3, "2")),
              FailsWith(ErrorKind::kPrecondition, "MILESTONE_DONE"));
}

TEST_F(TimetableServerTest, DropsAndReopensAStep) {
  auto drop = Change<v1::DropMilestoneRequest>(1, "1");
  drop.set_kind(v1::MILESTONE_KIND_UNIVERSAL_CREDIT);
  drop.set_reason("starts work at once");
  const auto dropped = worker_.Call(nullptr, *stub_, &Stub::DropMilestone, drop);
  ASSERT_THAT(dropped, Succeeded());
  const auto step = StepOf(dropped->timetable(), v1::MILESTONE_KIND_UNIVERSAL_CREDIT);
  EXPECT_EQ(step.state(), v1::MILESTONE_STATE_NOT_NEEDED);
  EXPECT_EQ(step.not_needed_reason(), "starts work at once");
  auto reopen = Change<v1::ReopenMilestoneRequest>(2, "2");
  reopen.set_kind(v1::MILESTONE_KIND_UNIVERSAL_CREDIT);
  reopen.set_reason("the job fell through");
  const auto reopened = worker_.Call(nullptr, *stub_, &Stub::ReopenMilestone, reopen);
  ASSERT_THAT(reopened, Succeeded());
  EXPECT_EQ(StepOf(reopened->timetable(), v1::MILESTONE_KIND_UNIVERSAL_CREDIT).state(),
            v1::MILESTONE_STATE_NOT_YET_OPEN);
}

TEST_F(TimetableServerTest, TakesTheNextCourtDate) {
  auto request = Change<v1::SetCourtDateRequest>(1, "1");
  *request.mutable_court_date() = Day(10, 12);
  const auto set = worker_.Call(nullptr, *stub_, &Stub::SetCourtDate, request);
  ASSERT_THAT(set, Succeeded());
  EXPECT_EQ(set->person().court_date().day(), 10);
  EXPECT_EQ(set->timetable().anchor(), v1::TIMETABLE_ANCHOR_RELEASE_DAY);
  request = Change<v1::SetCourtDateRequest>(2, "2");
  *request.mutable_court_date() = Day(20);
  EXPECT_THAT(worker_.Call(nullptr, *stub_, &Stub::SetCourtDate, request),
              FailsWith("COURT_DATE_IN_PAST"));
}

TEST_F(TimetableServerTest, RefusesWhoMayNotAndWhatIsNoRequest) {
  auto elsewhere = ACaller({Role::kResettlementWorker});
  elsewhere.prisons = {"OWI"};
  elsewhere.delivery_units = {};
  EXPECT_THAT(Get(server_.As(elsewhere)), FailsWith(ErrorKind::kNotFound, "PERSON_NOT_FOUND"));
  EXPECT_THAT(Get(server_.As(ACaller({Role::kMentor}))), FailsWith("ROLE_NOT_ALLOWED"));
  const auto inspector = server_.As(ACaller({Role::kInspector}));
  EXPECT_THAT(Get(inspector), Succeeded());
  EXPECT_THAT(inspector.Call(nullptr, *stub_, &Stub::RecordMilestone, Recording(1, "1")),
              FailsWith("ROLE_NOT_ALLOWED"));
  auto empty = Recording(1, "1");
  empty.clear_evidence();
  EXPECT_THAT(worker_.Call(nullptr, *stub_, &Stub::RecordMilestone, empty),
              FailsWith(ErrorKind::kInvalid, "FIELD_REQUIRED"));
  auto future = Recording(1, "1");
  *future.mutable_done_on() = Day(24);
  EXPECT_THAT(worker_.Call(nullptr, *stub_, &Stub::RecordMilestone, future),
              FailsWith(ErrorKind::kInvalid, "DATE_IN_FUTURE"));
}

TEST_F(TimetableServerTest, ListsWhatFallsDuePageByPage) {
  v1::ListDueMilestonesRequest request;
  request.set_owner_id(Owner().str());
  *request.mutable_due_by() = Day(25);
  const auto whole = worker_.Call(nullptr, *stub_, &Stub::ListDueMilestones, request);
  ASSERT_THAT(whole, Succeeded());
  ASSERT_GT(whole->milestones_size(), 3);
  EXPECT_EQ(whole->milestones(0).prison_number(), "A1234BC");
  EXPECT_EQ(whole->milestones(0).family_name(), "Example");
  request.set_page_size(2);
  std::vector<v1::MilestoneKind> kinds;
  do {
    const auto page = worker_.Call(nullptr, *stub_, &Stub::ListDueMilestones, request);
    ASSERT_THAT(page, Succeeded());
    for (const auto& line : page->milestones()) kinds.push_back(line.milestone().kind());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(kinds, SizeIs(static_cast<std::size_t>(whole->milestones_size())));
  *request.mutable_due_by() = Day(31, 12);
  request.mutable_due_by()->set_year(2027);
  EXPECT_THAT(worker_.Call(nullptr, *stub_, &Stub::ListDueMilestones, request),
              FailsWith(ErrorKind::kInvalid, "DUE_BY_TOO_FAR"));
}

TEST_F(TimetableServerTest, FeedsACalendarUntilItIsRevoked) {
  v1::CreateCalendarFeedRequest create;
  create.set_request_id(RequestId(1));
  const auto created = worker_.Call(nullptr, *stub_, &Stub::CreateCalendarFeed, create);
  ASSERT_THAT(created, Succeeded());
  EXPECT_THAT(created->secret(), SizeIs(43));
  const auto again = worker_.Call(nullptr, *stub_, &Stub::CreateCalendarFeed, create);
  ASSERT_THAT(again, Succeeded());
  EXPECT_EQ(again->feed().calendar_feed_id(), created->feed().calendar_feed_id());
  EXPECT_THAT(again->secret(), IsEmpty());

  v1::GetCalendarFeedRequest get;
  get.set_secret(created->secret());
  const auto front_end = server_.As(ACaller({Role::kSystem}));
  const auto feed = front_end.Call(nullptr, *stub_, &Stub::GetCalendarFeed, get);
  ASSERT_THAT(feed, Succeeded());
  EXPECT_THAT(feed->calendar(), HasSubstr("BEGIN:VEVENT"));
  EXPECT_THAT(feed->calendar(), Not(HasSubstr("Example")));
  EXPECT_THAT(feed->calendar(), Not(HasSubstr("A1234BC")));

  v1::RevokeCalendarFeedRequest revoke;
  revoke.set_calendar_feed_id(created->feed().calendar_feed_id());
  revoke.set_etag("7");
  revoke.set_request_id(RequestId(2));
  EXPECT_THAT(worker_.Call(nullptr, *stub_, &Stub::RevokeCalendarFeed, revoke),
              FailsWith(ErrorKind::kStale, "CALENDAR_FEED_CHANGED"));
  revoke.set_etag(created->feed().etag());
  ASSERT_THAT(worker_.Call(nullptr, *stub_, &Stub::RevokeCalendarFeed, revoke), Succeeded());
  EXPECT_THAT(front_end.Call(nullptr, *stub_, &Stub::GetCalendarFeed, get),
              FailsWith(ErrorKind::kNotFound, "CALENDAR_FEED_NOT_FOUND"));
  const auto feeds =
      worker_.Call(nullptr, *stub_, &Stub::ListCalendarFeeds, v1::ListCalendarFeedsRequest());
  ASSERT_THAT(feeds, Succeeded());
  ASSERT_EQ(feeds->feeds_size(), 1);
  EXPECT_TRUE(feeds->feeds(0).has_revoked_at());
}

}  // namespace
}  // namespace ttg::release
