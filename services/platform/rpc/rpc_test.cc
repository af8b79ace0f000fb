#include <atomic>
#include <future>

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include "platform/rpc/conversions.h"
#include "platform/rpc/errors.h"
#include "platform/rpc/method_table.h"
#include "platform/rpc/page_token.h"
#include "platform/rpc/server.h"
#include "platform/rpc/workers.h"
#include "platform/testing/matchers.h"
#include "ttg/test/v1/note_service.grpc.pb.h"

namespace ttg::rpc {
namespace {

namespace pb = ttg::test::v1;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;
using ttg::testing::SucceededWith;

TEST(MethodTable, RefusesAMethodWithoutPolicyByName) {
  const auto table = MethodTable::Of({"ttg.test.v1.NoteService", "ttg.test.v1.ForgetfulService"});
  ASSERT_THAT(table, FailsWith(ErrorKind::kInternal, "METHOD_WITHOUT_POLICY"));
  EXPECT_THAT(table.error().message,
              ::testing::HasSubstr("ttg.test.v1.ForgetfulService/Forget, "
                                   "ttg.test.v1.ForgetfulService/ForgetHalf"));
  EXPECT_THAT(table.error().message, ::testing::Not(::testing::HasSubstr("Remember")));
}

TEST(MethodTable, ReadsWhatTheContractSays) {
  const auto table = MethodTable::Of({"ttg.test.v1.NoteService"});
  ASSERT_THAT(table, Succeeded());
  const Method* method = table->Find(*pb::GetNoteRequest::descriptor());
  ASSERT_NE(method, nullptr);
  EXPECT_EQ(method->name, "ttg.test.v1.NoteService/GetNote");
  EXPECT_EQ(method->policy.roles, (std::set{Role::kResettlementWorker, Role::kInspector}));
  EXPECT_EQ(method->policy.row_filter, auth::RowFilter::kCaseload);
  EXPECT_EQ(method->policy.audit, auth::AuditAction::kConsultation);
  EXPECT_EQ(table->Find(*pb::ForgetRequest::descriptor()), nullptr);
}

TEST(MethodTable, RefusesAServiceThatNobodyDescribed) {
  EXPECT_THAT(MethodTable::Of({"ttg.test.v1.Nothing"}), FailsWith("SERVICE_UNKNOWN"));
}

TEST(Errors, SurviveTheWayToTheClient) {
  Error error = Stale("CHANGED", "read it again");
  error.violations = {{"etag", "ETAG_OLD", "it is older"}};
  const grpc::Status status = ToStatus(error, "correlation");
  EXPECT_EQ(status.error_code(), grpc::StatusCode::ABORTED);
  EXPECT_EQ(FromStatus(status), error);
  EXPECT_EQ(CorrelationOf(status), "correlation");
}

TEST(Errors, OfTheTransportAreNamedToo) {
  EXPECT_EQ(FromStatus({grpc::StatusCode::DEADLINE_EXCEEDED, "late"}).reason,
            "RPC_DEADLINE_EXCEEDED");
  EXPECT_EQ(FromStatus({grpc::StatusCode::UNAVAILABLE, "gone"}).kind, ErrorKind::kUnavailable);
  EXPECT_EQ(FromStatus({grpc::StatusCode::INTERNAL, "bad", "not a status"}).reason, "RPC_FAILED");
  EXPECT_EQ(CodeName(grpc::StatusCode::UNAUTHENTICATED), "UNAUTHENTICATED");
}

TEST(PageToken, FitsOnlyItsQuery) {
  pb::BehaveRequest request;
  request.set_how(3);
  request.set_page_token(MakePageToken(request, "2026-11-23|note-7"));
  EXPECT_THAT(ReadPageToken(request), SucceededWith("2026-11-23|note-7"));
  request.set_page_size(20);
  EXPECT_THAT(ReadPageToken(request), SucceededWith("2026-11-23|note-7"));
  request.set_how(4);
  EXPECT_THAT(ReadPageToken(request), FailsWith(ErrorKind::kInvalid, "PAGE_TOKEN_INVALID"));
}

TEST(PageToken, IsRefusedWhereItWasAltered) {
  pb::BehaveRequest request;
  const std::string token = MakePageToken(request, "note-7");
  for (const std::string& bad :
       {token + "A", token.substr(1), std::string("%"), std::string("AA")}) {
    request.set_page_token(bad);
    EXPECT_THAT(ReadPageToken(request), FailsWith("PAGE_TOKEN_INVALID")) << bad;
  }
  request.clear_page_token();
  EXPECT_THAT(ReadPageToken(request), SucceededWith(""));
}

TEST(PageSize, HasALimit) {
  EXPECT_THAT(ReadPageSize(0, 50, 500), SucceededWith(50));
  EXPECT_THAT(ReadPageSize(500, 50, 500), SucceededWith(500));
  EXPECT_THAT(ReadPageSize(501, 50, 500), FailsWith("PAGE_SIZE_INVALID"));
  EXPECT_THAT(ReadPageSize(-1, 50, 500), FailsWith("PAGE_SIZE_INVALID"));
}

TEST(Fields, CollectEverythingThatIsWrong) {
  Fields fields;
  fields.Required<PersonId>("person_id", "");
  fields.Required<PersonId>("other_id", "x");
  ttg::common::v1::Date impossible = ToProto(Date(2026, 2, 28));
  impossible.set_day(30);
  fields.RequiredDate("date", true, impossible);
  fields.OptionalDate("until", false, {});
  fields.Etag("x1");
  const auto check = fields.Check();
  ASSERT_THAT(check, FailsWith(ErrorKind::kInvalid, "REQUEST_INVALID"));
  std::vector<std::string> reasons;
  for (const auto& violation : check.error().violations) {
    reasons.push_back(violation.field + " " + violation.reason);
  }
  EXPECT_THAT(reasons, ::testing::ElementsAre("person_id FIELD_REQUIRED", "other_id ID_MALFORMED",
                                              "date DATE_IMPOSSIBLE", "etag ETAG_MALFORMED"));
}

TEST(Fields, NameTheOneThingThatIsWrong) {
  Fields fields;
  fields.RequiredDate("date", false, {});
  EXPECT_THAT(fields.Check(), FailsWith("FIELD_REQUIRED"));
  EXPECT_THAT(Fields().Check(), Succeeded());
}

TEST(Dates, GoThereAndBack) {
  EXPECT_THAT(ParseDate(ToProto(Date(2028, 2, 29)), "date"), SucceededWith(Date(2028, 2, 29)));
  ttg::common::v1::Date leap = ToProto(Date(2028, 2, 29));
  leap.set_year(2027);
  EXPECT_THAT(ParseDate(leap, "date"), FailsWith("DATE_IMPOSSIBLE"));
  EXPECT_THAT(ParseDate({}, "date"), FailsWith("DATE_IMPOSSIBLE"));
}

TEST(Workers, RefuseWhatDoesNotFit) {
  Workers workers(1, 1);
  std::promise<void> started;
  std::promise<void> release;
  ASSERT_TRUE(workers.TryPost([&] {
    started.set_value();
    release.get_future().wait();
  }));
  started.get_future().wait();
  std::atomic<int> ran = 0;
  EXPECT_TRUE(workers.TryPost([&] { ++ran; }));
  EXPECT_FALSE(workers.TryPost([&] { ++ran; }));
  workers.Post([&] { ++ran; });
  release.set_value();
  workers.Stop();
  EXPECT_EQ(ran, 2);
  EXPECT_FALSE(workers.TryPost([&] { ++ran; }));
  workers.Post([&] { ++ran; });
  EXPECT_EQ(ran, 3);
}

TEST(Server, SaysThatItsPortIsTaken) {
  auto first = Server::Start({.listen = "127.0.0.1:0"}, {});
  ASSERT_THAT(first, Succeeded());
  EXPECT_NE((*first)->port(), 0);
  EXPECT_THAT(Server::Start({.listen = "127.0.0.1:" + std::to_string((*first)->port())}, {}),
              FailsWith(ErrorKind::kUnavailable, "LISTEN_FAILED"));
}

}  // namespace
}  // namespace ttg::rpc
