#include "accommodation/rpc/accommodation_service.h"

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include "accommodation/events/encode.h"
#include "accommodation/rpc/render.h"
#include "accommodation/store/sql_accommodation_store.h"
#include "accommodation/testing/builders.h"
#include "platform/intake/migrations.h"
#include "platform/rpc/conversions.h"
#include "platform/rpc/errors.h"
#include "platform/testing/fixed_calendar.h"
#include "platform/testing/in_process_server.h"
#include "platform/testing/matchers.h"
#include "platform/testing/sequential_ids.h"

namespace ttg::accommodation {
namespace {

using testing::APerson;
using testing::PersonNumber;
using ttg::testing::ACaller;
using ttg::testing::FailsWith;
using ttg::testing::InProcessServer;
using ttg::testing::Succeeded;
using Stub = v1::AccommodationService::Stub;

constexpr const char* kBedspaces =
    "provider_id,provider_name,premises_id,premises_name,local_authority,delivery_unit,easting,"
    "northing,premises_characteristics,turnaround_working_days,bedspace_id,bedspace_name,"
    "bedspace_characteristics,available_from,available_to\r\n"
    "PROV1,Provider 1,PR1,1 Example Street,E08000025,N52BIRM,405000,285000,MEN_ONLY;SCHOOL_NEARBY,"
    "2,PR1-1,Room 1,GROUND_FLOOR,2025-01-01,\r\n"
    "PROV1,Provider 1,PR1,1 Example Street,E08000025,N52BIRM,405000,285000,MEN_ONLY;SCHOOL_NEARBY,"
    "1,PR1-2,Room 2,,2025-01-01,2027-03-31\r\n"
    "PROV2,Provider 2,PR2,2 Example Street,E08000031,N52BLCO,389000,297000,HAUNTED,0,PR2-1,Room 1,,"
    "2025-01-01,\r\n";

// SHA-256 of the file is the engine's business; it is computed by the command line, and here by
// the same library.
std::string Sha256(const std::string& bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
  std::string text;
  for (unsigned int i = 0; i < size; ++i) {
    constexpr const char* kHex = "0123456789abcdef";
    text += kHex[digest[i] >> 4U];
    text += kHex[digest[i] & 15U];
  }
  return text;
}

class AccommodationRpc : public ::testing::Test {
 protected:
  static std::vector<store::Migration> AllMigrations() {
    auto all = Migrations();
    for (auto& one : intake::Migrations()) all.push_back(std::move(one));
    return all;
  }

  std::vector<rpc::Registration> Make(const InProcessServer::Parts& parts) {
    encode_ = std::make_unique<Encoder>(EventEncoder(parts.clock, parts.ids));
    bind_ = [this](store::Session& session, const CallContext& call) {
      return std::make_unique<SqlAccommodationStore>(session, call, *encode_);
    };
    imports_ = std::make_unique<intake::ImportHost>(
        intake::ImportHostConfig{}, intake::ImportEngine{parts.database, parts.clock}, parts.gate);
    return {rpc::Register<v1::AccommodationService>(std::make_shared<AccommodationService>(
        AccommodationService::Parts{.runtime = parts.runtime,
                                    .imports = *imports_,
                                    .stock = {bind_, {parts.clock, parts.ids, calendar_}, [] {}},
                                    .weights = {}}))};
  }

  void SetUp() override {
    ASSERT_THAT(server_.database()->WriteAndWait([&](store::Session& session) -> Result<void> {
      const CallContext call = testing::AllSeeingStaff();
      const auto store = bind_(session, call);
      for (int n = 1; n <= 2; ++n) TTG_RETURN_IF_ERROR(store->SavePerson(APerson(n)));
      return {};
    }),
                Succeeded());
  }
  void TearDown() override {
    imports_->Stop();
    server_.Stop();
  }

  // Imports bedspaces; what the server said, row by row and at the end.
  ttg::common::v1::ImportSummary Import(const std::string& bytes,
                                        std::vector<ttg::common::v1::ImportRow>* rows = nullptr) {
    grpc::ClientContext context;
    const auto peer = server_.As(ACaller({Role::kAdministrator}));
    EXPECT_THAT(peer.Prepare(context, nullptr), Succeeded());
    const auto stream = stub_->ImportBedspaces(&context);
    v1::ImportBedspacesRequest request;
    auto& header = *request.mutable_frame()->mutable_header();
    header.set_file_name("bedspaces.csv");
    header.set_size_bytes(static_cast<std::int64_t>(bytes.size()));
    header.set_sha256(Sha256(bytes));
    header.mutable_as_of()->set_seconds(as_of_++);
    stream->Write(request);
    request.mutable_frame()->set_chunk(bytes);
    stream->Write(request);
    stream->WritesDone();
    v1::ImportBedspacesResponse response;
    ttg::common::v1::ImportSummary summary;
    while (stream->Read(&response)) {
      if (response.report().has_summary()) summary = response.report().summary();
      if (rows == nullptr) continue;
      for (const auto& row : response.report().rows().rows()) rows->push_back(row);
    }
    EXPECT_TRUE(stream->Finish().ok());
    return summary;
  }

  template <typename Request, typename Response>
  Result<Response> Call(const auth::TokenClaims& claims,
                        grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                     Response*),
                        const Request& request) {
    return server_.As(claims).Call(nullptr, *stub_, method, request);
  }

  v1::OfferPlacementRequest OfferRequest(int person, const std::string& bed) {
    v1::OfferPlacementRequest request;
    request.set_person_id(PersonNumber(person).str());
    request.set_bedspace_id(bed);
    request.set_nights(28);
    request.set_request_id(ids_.NewId());
    return request;
  }

  const ttg::testing::FixedCalendar calendar_{testing::Calendar()};
  ttg::testing::SequentialIds ids_{0xb7};
  std::unique_ptr<Encoder> encode_;
  BindStore bind_;
  std::unique_ptr<intake::ImportHost> imports_;
  InProcessServer server_{AllMigrations(),
                          [this](const InProcessServer::Parts& parts) { return Make(parts); }};
  std::unique_ptr<Stub> stub_ = v1::AccommodationService::NewStub(server_.channel());
  // Of the next file, in seconds: each is newer than the one before.
  std::int64_t as_of_ = 1'795'000'000;
};

TEST_F(AccommodationRpc, ImportsWhatIsRightSaysWhatIsWrongAndChangesNothingTheSecondTime) {
  std::vector<ttg::common::v1::ImportRow> rows;
  const auto first = Import(kBedspaces, &rows);
  EXPECT_EQ(first.rows(), 3);
  EXPECT_EQ(first.accepted(), 2);
  EXPECT_EQ(first.refused(), 1);
  for (const auto& row : rows) {
    if (row.outcome() != ttg::common::v1::IMPORT_OUTCOME_REFUSED) continue;
    EXPECT_EQ(row.line(), 4);
    EXPECT_EQ(row.findings(0).column(), "premises_characteristics");
    EXPECT_EQ(row.findings(0).reason(), "CODE_UNKNOWN");
    EXPECT_EQ(row.findings(0).value(), "HAUNTED");
  }
  const auto second = Import(kBedspaces);
  EXPECT_EQ(second.unchanged(), 2);
  EXPECT_EQ(second.accepted() + second.updated(), 0);
}

TEST_F(AccommodationRpc, ImportsNothingFromAFileThatIsOlderThanTheLast) {
  Import(kBedspaces);
  as_of_ -= 3'600;
  std::vector<ttg::common::v1::ImportRow> rows;
  const auto older = Import(kBedspaces, &rows);
  EXPECT_EQ(older.unchanged(), 2);
  EXPECT_EQ(older.with_warnings(), 2);
  EXPECT_EQ(rows.at(0).findings(0).column(), "bedspace_id");
  EXPECT_EQ(rows.at(0).findings(0).reason(), "OLDER_THAN_STORED");
}

TEST_F(AccommodationRpc, GoesFromSearchToConfirmedWithBothFacts) {
  Import(kBedspaces);
  v1::SearchBedspacesRequest search;
  search.set_person_id(PersonNumber(1).str());
  search.set_nights(28);
  search.set_page_size(1);
  const auto found = Call(ACaller(), &Stub::SearchBedspaces, search);
  ASSERT_THAT(found, Succeeded());
  EXPECT_EQ(found->total_found(), 2);
  ASSERT_EQ(found->bedspaces_size(), 1);
  EXPECT_EQ(found->bedspaces(0).factors_size(), 4);
  search.set_page_token(found->next_page_token());
  const auto rest = Call(ACaller(), &Stub::SearchBedspaces, search);
  ASSERT_THAT(rest, Succeeded());
  EXPECT_NE(rest->bedspaces(0).bedspace().bedspace_id(),
            found->bedspaces(0).bedspace().bedspace_id());

  const auto request = OfferRequest(1, "PR1-1");
  const auto offered = Call(ACaller(), &Stub::OfferPlacement, request);
  ASSERT_THAT(offered, Succeeded());
  EXPECT_EQ(offered->placement().state(), v1::PLACEMENT_STATE_OFFERED);
  // A repeat answers with the placement as it is now.
  const auto again = Call(ACaller(), &Stub::OfferPlacement, request);
  ASSERT_THAT(again, Succeeded());
  EXPECT_EQ(again->placement().placement_id(), offered->placement().placement_id());

  v1::RecordProviderDecisionRequest accept;
  accept.set_placement_id(offered->placement().placement_id());
  accept.set_accepted(true);
  accept.set_etag(offered->placement().etag());
  accept.set_request_id(ids_.NewId());
  const auto accepted = Call(ACaller(), &Stub::RecordProviderDecision, accept);
  ASSERT_THAT(accepted, Succeeded());
  v1::RecordPersonAgreementRequest agree;
  agree.set_placement_id(accept.placement_id());
  agree.set_agreed(true);
  agree.set_etag(accepted->placement().etag());
  agree.set_request_id(ids_.NewId());
  const auto agreed = Call(ACaller(), &Stub::RecordPersonAgreement, agree);
  ASSERT_THAT(agreed, Succeeded());
  EXPECT_EQ(agreed->placement().state(), v1::PLACEMENT_STATE_CONFIRMED);
}

TEST_F(AccommodationRpc, TellsTheLoserWhatClashes) {
  Import(kBedspaces);
  ASSERT_THAT(Call(ACaller(), &Stub::OfferPlacement, OfferRequest(1, "PR1-1")), Succeeded());
  const auto lost = Call(ACaller(), &Stub::OfferPlacement, OfferRequest(2, "PR1-1"));
  ASSERT_THAT(lost, FailsWith(ErrorKind::kPrecondition, "BED_NOT_FREE"));
  ASSERT_FALSE(lost.error().violations.empty());
  EXPECT_EQ(lost.error().violations[0].reason, "BED_NOT_FREE");
}

TEST_F(AccommodationRpc, ShowsAProviderItsOwnPlacementsWithoutThePerson) {
  Import(kBedspaces);
  const auto offered = Call(ACaller(), &Stub::OfferPlacement, OfferRequest(1, "PR1-1"));
  ASSERT_THAT(offered, Succeeded());
  const auto partner_of = [](const std::string& provider) {
    auth::TokenClaims claims = ACaller({Role::kHousingPartner});
    claims.organisations = {provider};
    claims.prisons.clear();
    claims.delivery_units.clear();
    return claims;
  };
  v1::GetPlacementRequest get;
  get.set_placement_id(offered->placement().placement_id());
  const auto shown = Call(partner_of("PROV1"), &Stub::GetPlacement, get);
  ASSERT_THAT(shown, Succeeded());
  EXPECT_EQ(shown->placement().person_id(), "");
  EXPECT_THAT(Call(partner_of("PROV2"), &Stub::GetPlacement, get),
              FailsWith(ErrorKind::kNotFound, "PLACEMENT_NOT_FOUND"));
  const auto listed = Call(partner_of("PROV1"), &Stub::ListPlacements, v1::ListPlacementsRequest());
  ASSERT_THAT(listed, Succeeded());
  EXPECT_EQ(listed->placements_size(), 1);
  EXPECT_THAT(Call(partner_of("PROV1"), &Stub::OfferPlacement, OfferRequest(2, "PR1-2")),
              FailsWith(ErrorKind::kForbidden, "ROLE_NOT_ALLOWED"));
}

TEST_F(AccommodationRpc, SaysAllThatIsWrongWithARequestAtOnce) {
  v1::OfferPlacementRequest request;
  request.set_person_id("somebody");
  request.set_nights(400);
  request.set_request_id(ids_.NewId());
  const auto refused = Call(ACaller(), &Stub::OfferPlacement, request);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().kind, ErrorKind::kInvalid);
  EXPECT_EQ(refused.error().violations.size(), 3U);
}

TEST(Rendering, KnowsEveryReasonAndStateOfTheContract) {
  for (int value = 1; v1::ExclusionReason_IsValid(value); ++value) {
    const auto reason = static_cast<ExclusionReason>(value - 1);
    EXPECT_EQ(ToProto(reason), value);
  }
  EXPECT_EQ(v1::ExclusionReason_MAX,
            static_cast<int>(ExclusionReason::kRiskAnswerMissingSexualToChildren) + 1);
  for (int value = 1; v1::PlacementState_IsValid(value); ++value) {
    const auto state = FromProto(static_cast<v1::PlacementState>(value));
    ASSERT_TRUE(state);
    EXPECT_EQ(ToProto(*state), value);
  }
  EXPECT_FALSE(FromProto(v1::PLACEMENT_STATE_UNSPECIFIED));
}

}  // namespace
}  // namespace ttg::accommodation
