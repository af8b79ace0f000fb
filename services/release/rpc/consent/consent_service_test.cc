#include <map>
#include <memory>
#include <string>

#include <gmock/gmock.h>

#include "platform/testing/in_process_server.h"
#include "platform/testing/matchers.h"
#include "release/app/import_people.h"
#include "release/events/encode.h"
#include "release/release_server.h"
#include "release/store/sql_release_store.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"
#include "ttg/release/v1/consent_service.grpc.pb.h"
#include "ttg/release/v1/release_service.grpc.pb.h"

// Consent and identity as the service is put together, over their contract.
namespace ttg::release {
namespace {

using Consents = v1::ConsentService::Stub;
using Releases = v1::ReleaseService::Stub;
using testing::APersonId;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kMonday;
using ::testing::SizeIs;
using ttg::testing::ACaller;
using ttg::testing::FailsWith;
using ttg::testing::InProcessServer;
using ttg::testing::Succeeded;

// Who reaches everything, for the store.
CallContext EverywhereCall() {
  CallContext call{.actor = *ActorId::Parse("TESTER"),
                   .roles = {},
                   .organisation = *OrganisationId::Parse("HMPPS"),
                   .scope = {}};
  call.scope.prisons.all = true;
  return call;
}

class ConsentServiceTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(Register(1, {{"arson_risk", "YES"}}), Succeeded());
    ASSERT_THAT(Register(2, {{"prison_number", "A2222BB"},
                             {"prison_id", "OWI"},
                             {"delivery_unit", ""},
                             {"crn", "X123456"}}),
                Succeeded());
  }

  Result<void> Register(int n, const std::map<std::string_view, std::string>& cells) {
    return server_.database()->WriteAndWait([&](store::Session& session) -> Result<void> {
      const CallContext call = EverywhereCall();
      ttg::testing::SequentialIds ids(static_cast<std::uint16_t>(n));
      const EventEncoder encode = EncodeEvent(server_.clock(), ids);
      const PersonRow row = testing::ARow(cells);
      auto [person, changes] =
          Person::Register({APersonId(n), row, testing::At(kMonday, 0)}, testing::ActAt(kMonday),
                           testing::EnglandAndWales());
      SqlReleaseStore people(session, call, encode);
      TTG_RETURN_IF_ERROR(people.Save({{std::move(person), std::move(changes)}}));
      return {};
    });
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
  static Request Make(const std::string& etag) {
    Request request;
    request.set_person_id(APersonId(1).str());
    request.set_etag(etag);
    request.set_request_id(NextRequestId());
    return request;
  }
  static v1::RecordConsentRequest Giving(const std::string& etag = "0") {
    auto request = Make<v1::RecordConsentRequest>(etag);
    request.set_purpose(v1::CONSENT_PURPOSE_EMPLOYER);
    request.set_given(true);
    request.set_scope("one employer");
    Fill(kMonday, *request.mutable_decided_on());
    return request;
  }
  static v1::WithdrawConsentRequest Withdrawing(const std::string& etag) {
    auto request = Make<v1::WithdrawConsentRequest>(etag);
    request.set_purpose(v1::CONSENT_PURPOSE_EMPLOYER);
    Fill(kMonday, *request.mutable_decided_on());
    return request;
  }
  static v1::RecordLegalBasisRequest Basing(const std::string& etag, const std::string& code) {
    auto request = Make<v1::RecordLegalBasisRequest>(etag);
    request.set_purpose(v1::CONSENT_PURPOSE_EMPLOYER);
    request.set_code(code);
    request.set_reason("order of the court");
    return request;
  }
  static v1::AddAliasRequest Naming(const std::string& etag, const std::string& identifier) {
    auto request = Make<v1::AddAliasRequest>(etag);
    request.mutable_alias()->set_identifier(identifier);
    return request;
  }

  Result<v1::ListConsentsResponse> List(const rpc::Peer& caller) {
    v1::ListConsentsRequest request;
    request.set_person_id(APersonId(1).str());
    return caller.Call(nullptr, *consents_, &Consents::ListConsents, request);
  }
  Result<v1::CheckConsentsResponse> Check(const rpc::Peer& caller, v1::ConsentPurpose purpose) {
    v1::CheckConsentsRequest request;
    request.set_purpose(purpose);
    for (const int n : {2, 9, 1}) request.add_person_ids(APersonId(n).str());
    return caller.Call(nullptr, *consents_, &Consents::CheckConsents, request);
  }
  rpc::Peer Elsewhere() {
    auto claims = ACaller({Role::kResettlementLead});
    claims.prisons = {"HEI"};
    claims.delivery_units = {};
    return server_.As(claims);
  }
  std::int64_t Count(const std::string& sql) {
    std::int64_t count = -1;
    EXPECT_THAT(server_.database()->Read([&](store::Session& session) -> Result<void> {
      TTG_TRY(const auto row, session.QueryOne<std::int64_t>(sql));
      count = std::get<0>(*row);
      return {};
    }),
                Succeeded());
    return count;
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
  std::unique_ptr<Consents> consents_ = v1::ConsentService::NewStub(server_.channel());
  std::unique_ptr<Releases> releases_ = v1::ReleaseService::NewStub(server_.channel());
  rpc::Peer lead_ = server_.As(ACaller({Role::kResettlementLead}));
  rpc::Peer worker_ = server_.As(ACaller({Role::kResettlementWorker}));
  rpc::Peer system_ = server_.As(ACaller({Role::kSystem}));
};

TEST_F(ConsentServiceTest, RecordsWithdrawsAndGoesAheadByALegalBasis) {
  const auto given = worker_.Call(nullptr, *consents_, &Consents::RecordConsent, Giving());
  ASSERT_THAT(given, Succeeded());
  EXPECT_EQ(given->consent().etag(), "1");
  EXPECT_EQ(given->consent().state(), v1::CONSENT_STATE_GIVEN);
  const auto withdrawn =
      worker_.Call(nullptr, *consents_, &Consents::WithdrawConsent, Withdrawing("1"));
  ASSERT_THAT(withdrawn, Succeeded());
  EXPECT_EQ(withdrawn->consent().state(), v1::CONSENT_STATE_WITHDRAWN);
  const auto based =
      lead_.Call(nullptr, *consents_, &Consents::RecordLegalBasis, Basing("2", "COURT_ORDER"));
  ASSERT_THAT(based, Succeeded());
  EXPECT_EQ(based->consent().legal_basis().code(), "COURT_ORDER");
  const auto allowed = Check(system_, v1::CONSENT_PURPOSE_EMPLOYER);
  ASSERT_THAT(allowed, Succeeded());
  ASSERT_EQ(allowed->checks_size(), 2);
  EXPECT_EQ(allowed->checks(0).person_id(), APersonId(2).str());
  EXPECT_FALSE(allowed->checks(0).allowed());
  EXPECT_TRUE(allowed->checks(1).allowed());
  EXPECT_EQ(allowed->checks(1).legal_basis_code(), "COURT_ORDER");
  EXPECT_EQ(allowed->checks(1).state(), v1::CONSENT_STATE_WITHDRAWN);
  const auto ended = lead_.Call(nullptr, *consents_, &Consents::RecordLegalBasis, Basing("3", ""));
  ASSERT_THAT(ended, Succeeded());
  EXPECT_FALSE(ended->consent().has_legal_basis());
  const auto all = List(worker_);
  ASSERT_THAT(all, Succeeded());
  ASSERT_EQ(all->consents_size(), 6);
  EXPECT_EQ(all->consents(0).etag(), "0");
  EXPECT_EQ(all->consents(0).purpose(), v1::CONSENT_PURPOSE_LOCAL_AUTHORITY);
  EXPECT_EQ(all->consents(2).etag(), "4");
  ASSERT_EQ(all->history_size(), 4);
  EXPECT_TRUE(all->history(0).legal_basis_ended());
  EXPECT_EQ(all->history(1).reason(), "order of the court");
  EXPECT_EQ(all->history(3).scope(), "one employer");
  EXPECT_EQ(Count("SELECT count(*) FROM event_log WHERE type = 'ttg.release.v1.ConsentChanged'"),
            4);
}

TEST_F(ConsentServiceTest, RepeatsTheAnswerAndNotTheEffect) {
  const auto request = Giving();
  for (int i = 0; i < 2; ++i) {
    const auto given = worker_.Call(nullptr, *consents_, &Consents::RecordConsent, request);
    ASSERT_THAT(given, Succeeded());
    EXPECT_EQ(given->consent().etag(), "1");
  }
  EXPECT_THAT(worker_.Call(nullptr, *consents_, &Consents::RecordConsent, Giving()),
              FailsWith(ErrorKind::kStale, "CONSENT_CHANGED"));
}

TEST_F(ConsentServiceTest, SaysWhatIsWrongWithARequest) {
  auto nothing = Make<v1::RecordConsentRequest>("0");
  EXPECT_THAT(worker_.Call(nullptr, *consents_, &Consents::RecordConsent, nothing),
              FailsWith(ErrorKind::kInvalid, "REQUEST_INVALID"));
  auto tomorrow = Giving();
  Fill(Date(2026, 11, 24), *tomorrow.mutable_decided_on());
  EXPECT_THAT(worker_.Call(nullptr, *consents_, &Consents::RecordConsent, tomorrow),
              FailsWith(ErrorKind::kInvalid, "DATE_IN_FUTURE"));
  EXPECT_THAT(lead_.Call(nullptr, *consents_, &Consents::RecordLegalBasis, Basing("0", "BECAUSE")),
              FailsWith("LEGAL_BASIS_UNKNOWN"));
  EXPECT_THAT(worker_.Call(nullptr, *consents_, &Consents::WithdrawConsent, Withdrawing("0")),
              FailsWith(ErrorKind::kPrecondition, "CONSENT_NOT_GIVEN"));
  v1::CheckConsentsRequest many;
  many.set_purpose(v1::CONSENT_PURPOSE_EMPLOYER);
  for (int i = 0; i < 501; ++i) many.add_person_ids(APersonId(1).str());
  EXPECT_THAT(system_.Call(nullptr, *consents_, &Consents::CheckConsents, many),
              FailsWith("BATCH_TOO_LARGE"));
}

TEST_F(ConsentServiceTest, KeepsToWhoMayAndWhoIsInReach) {
  EXPECT_THAT(Check(lead_, v1::CONSENT_PURPOSE_EMPLOYER), FailsWith("ROLE_NOT_ALLOWED"));
  EXPECT_THAT(
      worker_.Call(nullptr, *consents_, &Consents::RecordLegalBasis, Basing("0", "COURT_ORDER")),
      FailsWith("ROLE_NOT_ALLOWED"));
  EXPECT_THAT(List(server_.As(ACaller({Role::kMentor}))), FailsWith("ROLE_NOT_ALLOWED"));
  EXPECT_THAT(List(Elsewhere()), FailsWith(ErrorKind::kNotFound, "PERSON_NOT_FOUND"));
  EXPECT_THAT(Elsewhere().Call(nullptr, *consents_, &Consents::RecordConsent, Giving()),
              FailsWith("PERSON_NOT_FOUND"));
}

TEST_F(ConsentServiceTest, AddsAnAliasSuspectsWhoHasItAndLetsALeadDismissThat) {
  const auto added = worker_.Call(nullptr, *releases_, &Releases::AddAlias, Naming("1", "x123456"));
  ASSERT_THAT(added, Succeeded());
  ASSERT_EQ(added->person().aliases_size(), 1);
  EXPECT_EQ(added->person().aliases(0).identifier(), "X123456");
  EXPECT_THAT(worker_.Call(nullptr, *releases_, &Releases::AddAlias, Naming("2", "X123456")),
              FailsWith(ErrorKind::kDuplicate, "ALIAS_KNOWN_ALREADY"));
  const auto suspected = lead_.Call(nullptr, *releases_, &Releases::ListSuspectedDuplicates,
                                    v1::ListSuspectedDuplicatesRequest());
  ASSERT_THAT(suspected, Succeeded());
  ASSERT_EQ(suspected->duplicates_size(), 1);
  const v1::SuspectedDuplicate& pair = suspected->duplicates(0);
  EXPECT_EQ(pair.ground(), "SAME_NUMBER");
  ASSERT_EQ(pair.people_size(), 2);
  EXPECT_EQ(pair.people(1).prison_number(), "A2222BB");
  v1::DismissSuspectedDuplicateRequest dismiss;
  dismiss.set_suspected_duplicate_id(pair.suspected_duplicate_id());
  dismiss.set_etag("2");
  dismiss.set_request_id(NextRequestId());
  dismiss.set_reason("two people with one typing error");
  EXPECT_THAT(lead_.Call(nullptr, *releases_, &Releases::DismissSuspectedDuplicate, dismiss),
              FailsWith(ErrorKind::kStale, "DUPLICATE_CHANGED"));
  dismiss.set_etag(pair.etag());
  for (int i = 0; i < 2; ++i) {
    const auto dismissed =
        lead_.Call(nullptr, *releases_, &Releases::DismissSuspectedDuplicate, dismiss);
    ASSERT_THAT(dismissed, Succeeded());
    EXPECT_EQ(dismissed->duplicate().etag(), "2");
  }
  const auto left = lead_.Call(nullptr, *releases_, &Releases::ListSuspectedDuplicates,
                               v1::ListSuspectedDuplicatesRequest());
  ASSERT_THAT(left, Succeeded());
  EXPECT_THAT(left->duplicates(), IsEmpty());
  auto remove = Make<v1::RemoveAliasRequest>("2");
  remove.set_alias_id(added->person().aliases(0).alias_id());
  EXPECT_THAT(worker_.Call(nullptr, *releases_, &Releases::RemoveAlias, remove),
              FailsWith("ROLE_NOT_ALLOWED"));
  const auto removed = lead_.Call(nullptr, *releases_, &Releases::RemoveAlias, remove);
  ASSERT_THAT(removed, Succeeded());
  EXPECT_THAT(removed->person().aliases(), IsEmpty());
}

TEST_F(ConsentServiceTest, DecidesARiskAnswerByNameAndKeepsThat) {
  auto request = Make<v1::DecideRiskAnswerRequest>("1");
  request.set_question("shoe_size");
  EXPECT_THAT(lead_.Call(nullptr, *releases_, &Releases::DecideRiskAnswer, request),
              FailsWith(ErrorKind::kInvalid, "REQUEST_INVALID"));
  request = Make<v1::DecideRiskAnswerRequest>("1");
  request.set_question("arson_risk");
  request.set_answer(v1::ANSWER_NO);
  request.set_reason("assessed anew");
  EXPECT_THAT(worker_.Call(nullptr, *releases_, &Releases::DecideRiskAnswer, request),
              FailsWith("ROLE_NOT_ALLOWED"));
  for (int i = 0; i < 2; ++i) {
    const auto decided = lead_.Call(nullptr, *releases_, &Releases::DecideRiskAnswer, request);
    ASSERT_THAT(decided, Succeeded());
    EXPECT_EQ(decided->person().etag(), "2");
  }
  EXPECT_EQ(Count("SELECT count(*) FROM risk_decision WHERE question = 'arson_risk' AND "
                  "answer_before = 'YES' AND answer_after = 'NO' AND person_version = 2"),
            1);
  EXPECT_EQ(
      Count("SELECT count(*) FROM event_log WHERE type = 'ttg.release.v1.PersonProfileChanged'"),
      1);
  request.set_request_id(NextRequestId());
  request.set_etag("2");
  EXPECT_THAT(lead_.Call(nullptr, *releases_, &Releases::DecideRiskAnswer, request),
              FailsWith(ErrorKind::kPrecondition, "ANSWERED_SO_ALREADY"));
}

}  // namespace
}  // namespace ttg::release
