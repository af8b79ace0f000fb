#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "platform/testing/in_process_server.h"
#include "platform/testing/matchers.h"
#include "release/events/encode.h"
#include "release/release_server.h"
#include "release/store/sql_release_store.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"
#include "ttg/release/v1/release_service.grpc.pb.h"

// Lists and their export as the service is put together, over its contract.
namespace ttg::release {
namespace {

using Stub = v1::ReleaseService::Stub;
using testing::APersonId;
using ::testing::HasSubstr;
using testing::kMonday;
using ::testing::SizeIs;
using ::testing::StartsWith;
using ttg::testing::ACaller;
using ttg::testing::FailsWith;
using ttg::testing::InProcessServer;
using ttg::testing::Succeeded;

// More than a part of an export.
constexpr int kPeople = 620;

class ReleaseListsServerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(server_.database()->WriteAndWait([&](store::Session& session) -> Result<void> {
      const CallContext call{.actor = *ActorId::Parse("TESTER"),
                             .roles = {},
                             .organisation = *OrganisationId::Parse("HMPPS"),
                             .scope = {}};
      ttg::testing::SequentialIds ids(/*series=*/3);
      const EventEncoder encode = EncodeEvent(server_.clock(), ids);
      std::vector<PersonChange> people;
      for (int n = 1; n <= kPeople; ++n) {
        const PersonRow row =
            testing::ARow({{"prison_number", fmt::format("A{:04}AA", n)},
                           {"family_name", n == 1 ? "=cmd|' /C calc'!A0" : "O’Brien"}});
        auto [person, changes] =
            Person::Register({APersonId(n), row, testing::At(kMonday, 0)}, testing::ActAt(kMonday),
                             testing::EnglandAndWales());
        person.RefreshTimetable(kMonday, testing::EnglandAndWales());
        people.push_back({std::move(person), std::move(changes)});
      }
      SqlReleaseStore store(session, call, encode);
      TTG_RETURN_IF_ERROR(store.Save(std::move(people)));
      return {};
    }),
                Succeeded());
  }

  grpc::Status Export(const rpc::Peer& caller, const v1::ExportReleasesRequest& request,
                      std::string& file) {
    grpc::ClientContext context;
    EXPECT_THAT(caller.Prepare(context, nullptr), Succeeded());
    const auto stream = stub_->ExportReleases(&context, request);
    v1::ExportReleasesResponse response;
    while (stream->Read(&response)) {
      EXPECT_LE(response.chunk().size(), 65'536U);
      file += response.chunk();
    }
    return stream->Finish();
  }

  // The people whom the audit trail says that the export has shown, row by row.
  std::vector<std::int64_t> Disclosed() {
    std::vector<std::int64_t> counts;
    EXPECT_THAT(server_.database()->Read([&](store::Session& session) -> Result<void> {
      TTG_TRY(const auto rows,
              session.Query<std::string>("SELECT subjects FROM audit_entry WHERE action = "
                                         "'DISCLOSURE' AND subjects LIKE '%-%' ORDER BY id"));
      // Five parts to an id.
      for (const auto& [subjects] : rows) counts.push_back(std::ranges::count(subjects, '-') / 4);
      return {};
    }),
                Succeeded());
    return counts;
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

TEST_F(ReleaseListsServerTest, ListsByTheFilters) {
  v1::ListReleasesRequest request;
  request.set_text("o'brien");
  request.set_friday_or_pre_holiday(true);
  request.set_no_fixed_abode(true);
  request.set_page_size(500);
  const auto page = lead_.Call(nullptr, *stub_, &Stub::ListReleases, request);
  ASSERT_THAT(page, Succeeded());
  EXPECT_EQ(page->releases_size(), 500);
  EXPECT_TRUE(page->releases(0).friday_or_pre_holiday());
  EXPECT_TRUE(page->releases(0).at_risk_of_no_fixed_abode());
  EXPECT_TRUE(page->releases(0).has_next_due_date());
  EXPECT_GT(page->releases(0).changed_at().seconds(), 0);
  request.set_page_token(page->next_page_token());
  const auto rest = lead_.Call(nullptr, *stub_, &Stub::ListReleases, request);
  ASSERT_THAT(rest, Succeeded());
  EXPECT_EQ(rest->releases_size(), kPeople - 1 - 500);
  request.set_overdue(true);
  EXPECT_THAT(lead_.Call(nullptr, *stub_, &Stub::ListReleases, request),
              FailsWith("PAGE_TOKEN_INVALID"));
}

TEST_F(ReleaseListsServerTest, WantsPathwayAndStatusTogether) {
  v1::ListReleasesRequest request;
  request.set_pathway(v1::PATHWAY_HEALTH);
  EXPECT_THAT(lead_.Call(nullptr, *stub_, &Stub::ListReleases, request),
              FailsWith("FIELD_REQUIRED"));
  request.set_pathway_status(v1::PATHWAY_STATUS_NOT_STARTED);
  EXPECT_THAT(lead_.Call(nullptr, *stub_, &Stub::ListReleases, request), Succeeded());
}

TEST_F(ReleaseListsServerTest, ExportsAListAsCsv) {
  v1::ExportReleasesRequest request;
  request.set_format(v1::EXPORT_FORMAT_CSV);
  std::string file;
  const auto status = Export(lead_, request, file);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_THAT(file, StartsWith("\xEF\xBB\xBFprison_number,family_name,"));
  EXPECT_EQ(std::ranges::count(file, '\n'), kPeople + 1);
  EXPECT_THAT(file, HasSubstr("A0001AA,'=cmd|' /C calc'!A0,"));
  // A part each, and everybody in one of them.
  EXPECT_THAT(Disclosed(), ::testing::ElementsAre(500, kPeople - 500));
}

TEST_F(ReleaseListsServerTest, ExportsAListAsXlsx) {
  v1::ExportReleasesRequest request;
  request.set_format(v1::EXPORT_FORMAT_XLSX);
  request.mutable_query()->set_text("=cmd");
  std::string file;
  const auto status = Export(lead_, request, file);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_THAT(file, StartsWith("PK"));
  EXPECT_THAT(Disclosed(), ::testing::ElementsAre(1));
}

TEST_F(ReleaseListsServerTest, RefusesAnExport) {
  std::string file;
  v1::ExportReleasesRequest request;
  EXPECT_EQ(Export(lead_, request, file).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  request.set_format(v1::EXPORT_FORMAT_CSV);
  EXPECT_EQ(Export(server_.As(ACaller({Role::kMentor})), request, file).error_code(),
            grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_TRUE(file.empty());
  EXPECT_THAT(Disclosed(), SizeIs(0));
}

// A caller who goes away takes nothing with them.
TEST_F(ReleaseListsServerTest, EndsAnExportThatIsCancelled) {
  grpc::ClientContext context;
  ASSERT_THAT(lead_.Prepare(context, nullptr), Succeeded());
  v1::ExportReleasesRequest request;
  request.set_format(v1::EXPORT_FORMAT_CSV);
  const auto stream = stub_->ExportReleases(&context, request);
  v1::ExportReleasesResponse response;
  ASSERT_TRUE(stream->Read(&response));
  context.TryCancel();
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
  // The service goes on.
  std::string file;
  EXPECT_TRUE(Export(lead_, request, file).ok());
}

}  // namespace
}  // namespace ttg::release
