#include "release/release_server.h"

#include <array>
#include <chrono>
#include <map>
#include <memory>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <openssl/sha.h>

#include "platform/testing/in_process_server.h"
#include "platform/testing/matchers.h"
#include "release/domain/people_row.h"
#include "release/testing/builders.h"
#include "ttg/release/v1/release_service.grpc.pb.h"

// The service as it is put together, over its contract.
namespace ttg::release {
namespace {

using Stub = v1::ReleaseService::Stub;
using testing::Cells;
using ::testing::SizeIs;
using ttg::testing::ACaller;
using ttg::testing::FailsWith;
using ttg::testing::InProcessServer;
using ttg::testing::Succeeded;

constexpr const char* kRequest = "01900000-0000-7000-8000-00000000000";

std::string Sha256(const std::string& text) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  std::string hex;
  for (const unsigned char byte : digest) hex += fmt::format("{:02x}", byte);
  return hex;
}

class ReleaseServerTest : public ::testing::Test {
 protected:
  static std::string Csv(const std::vector<std::map<std::string_view, std::string>>& rows) {
    std::string text;
    const auto add = [&](const auto& cells) {
      for (std::size_t i = 0; i < cells.size(); ++i)
        text += (i == 0 ? "" : ",") + std::string(cells[i]);
      text += "\r\n";
    };
    add(kPeopleColumns);
    for (const auto& row : rows) add(Cells(row));
    return text;
  }

  ttg::common::v1::ImportSummary Import(const std::string& file) {
    v1::ImportPeopleRequest header;
    auto& head = *header.mutable_frame()->mutable_header();
    head.set_file_name("people.csv");
    head.set_size_bytes(static_cast<std::int64_t>(file.size()));
    head.set_sha256(Sha256(file));
    head.mutable_as_of()->set_seconds(absl::ToUnixSeconds(testing::At(testing::kMonday, 0)));
    grpc::ClientContext context;
    EXPECT_THAT(lead_.Prepare(context, nullptr), Succeeded());
    const auto stream = stub_->ImportPeople(&context);
    stream->Write(header);
    v1::ImportPeopleRequest chunk;
    chunk.mutable_frame()->set_chunk(file);
    stream->Write(chunk);
    stream->WritesDone();
    ttg::common::v1::ImportSummary summary;
    v1::ImportPeopleResponse response;
    while (stream->Read(&response)) {
      if (response.report().has_summary()) summary = response.report().summary();
    }
    const grpc::Status status = stream->Finish();
    EXPECT_TRUE(status.ok()) << status.error_message();
    return summary;
  }

  Result<v1::GetPersonResponse> Get(const rpc::Peer& caller) {
    v1::GetPersonRequest request;
    request.set_prison_number("a1234bc");
    return caller.Call(nullptr, *stub_, &Stub::GetPerson, request);
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
  std::unique_ptr<Stub> stub_ = v1::ReleaseService::NewStub(server_.channel());
  rpc::Peer lead_ = server_.As(ACaller({Role::kResettlementLead}));
};

TEST_F(ReleaseServerTest, ImportsAndShowsAPerson) {
  const auto summary = Import(Csv({{}, {{"prison_number", "A2222BB"}, {"sex", ""}}}));
  EXPECT_EQ(summary.accepted(), 1);
  EXPECT_EQ(summary.refused(), 1);
  const auto person = Get(lead_);
  ASSERT_THAT(person, Succeeded());
  EXPECT_EQ(person->person().name().family_name(), "Example");
  EXPECT_EQ(person->person().release_day().release_date().day(), 3);
  EXPECT_EQ(person->person().release_day().reason(), v1::RELEASE_DAY_REASON_POLICY);
  const auto refused =
      lead_.Call(nullptr, *stub_, &Stub::ListRefusedRows, v1::ListRefusedRowsRequest());
  ASSERT_THAT(refused, Succeeded());
  ASSERT_EQ(refused->rows_size(), 1);
  EXPECT_EQ(refused->rows(0).fields(0).reason(), "SEX_MISSING");
}

TEST_F(ReleaseServerTest, ConfirmsOnceUnderOneRequestId) {
  Import(Csv({{}}));
  v1::ConfirmReleaseDateRequest request;
  request.set_person_id(Get(lead_)->person().person_id());
  request.set_etag("1");
  request.set_request_id(std::string(kRequest) + "1");
  request.mutable_release_date()->set_year(2026);
  request.mutable_release_date()->set_month(12);
  request.mutable_release_date()->set_day(2);
  for (int i = 0; i < 2; ++i) {
    const auto confirmed = lead_.Call(nullptr, *stub_, &Stub::ConfirmReleaseDate, request);
    ASSERT_THAT(confirmed, Succeeded());
    EXPECT_EQ(confirmed->person().etag(), "2");
    EXPECT_EQ(confirmed->person().release_day().release_date().day(), 2);
  }
  request.set_request_id(std::string(kRequest) + "2");
  EXPECT_THAT(lead_.Call(nullptr, *stub_, &Stub::ConfirmReleaseDate, request),
              FailsWith(ErrorKind::kStale, "PERSON_CHANGED"));
}

TEST_F(ReleaseServerTest, HidesWhoIsOutOfReach) {
  Import(Csv({{}}));
  auto elsewhere = ACaller({Role::kResettlementWorker});
  elsewhere.prisons = {"OWI"};
  elsewhere.delivery_units = {};
  EXPECT_THAT(Get(server_.As(elsewhere)), FailsWith(ErrorKind::kNotFound, "PERSON_NOT_FOUND"));
  EXPECT_THAT(Get(server_.As(ACaller({Role::kMentor}))), FailsWith("ROLE_NOT_ALLOWED"));
}

TEST_F(ReleaseServerTest, ListsPageByPage) {
  Import(Csv({{}, {{"prison_number", "A2222BB"}}, {{"prison_number", "A3333CC"}}}));
  v1::ListReleasesRequest request;
  request.set_page_size(2);
  const auto first = lead_.Call(nullptr, *stub_, &Stub::ListReleases, request);
  ASSERT_THAT(first, Succeeded());
  EXPECT_THAT(first->releases(), SizeIs(2));
  request.set_page_token(first->next_page_token());
  const auto second = lead_.Call(nullptr, *stub_, &Stub::ListReleases, request);
  ASSERT_THAT(second, Succeeded());
  EXPECT_THAT(second->releases(), SizeIs(1));
  EXPECT_EQ(second->next_page_token(), "");
}

TEST_F(ReleaseServerTest, ListsWhoHasNoOwner) {
  Import(Csv({{}, {{"prison_number", "A2222BB"}, {"delivery_unit", ""}}}));
  v1::ListReleasesRequest request;
  request.set_without_owner(true);
  const auto unowned = lead_.Call(nullptr, *stub_, &Stub::ListReleases, request);
  ASSERT_THAT(unowned, Succeeded());
  EXPECT_THAT(unowned->releases(), SizeIs(2));
  request.set_without_delivery_unit(true);
  const auto neither = lead_.Call(nullptr, *stub_, &Stub::ListReleases, request);
  ASSERT_THAT(neither, Succeeded());
  ASSERT_THAT(neither->releases(), SizeIs(1));
  EXPECT_EQ(neither->releases(0).prison_number(), "A2222BB");
  request.set_owner_id("worker-7");
  EXPECT_THAT(lead_.Call(nullptr, *stub_, &Stub::ListReleases, request),
              FailsWith("FILTERS_CONTRADICT"));
}

TEST_F(ReleaseServerTest, GivesProfilesToServicesOnly) {
  Import(Csv({{{"arson_risk", "YES"}}}));
  v1::BatchGetPersonProfilesRequest request;
  request.add_person_ids(Get(lead_)->person().person_id());
  EXPECT_THAT(lead_.Call(nullptr, *stub_, &Stub::BatchGetPersonProfiles, request),
              FailsWith("ROLE_NOT_ALLOWED"));
  const auto profiles = server_.As(ACaller({Role::kSystem}))
                            .Call(nullptr, *stub_, &Stub::BatchGetPersonProfiles, request);
  ASSERT_THAT(profiles, Succeeded());
  ASSERT_EQ(profiles->profiles_size(), 1);
  EXPECT_EQ(profiles->profiles(0).arson_risk(), v1::ANSWER_YES);
  EXPECT_EQ(profiles->profiles(0).needs_ground_floor(), v1::ANSWER_UNSPECIFIED);
}

}  // namespace
}  // namespace ttg::release
