#include "platform/intake/import_reactor.h"

#include "platform/intake/import_engine_test_suite.h"
#include "platform/testing/in_process_server.h"
#include "ttg/employment/v1/employment_service.grpc.pb.h"

namespace ttg::intake {
namespace {

namespace pb = ttg::employment::v1;
using ttg::common::v1::ImportSummary;

// Serves the import of things under the contract of vacancies.
class ThingService final : public pb::EmploymentService::CallbackService {
 public:
  explicit ThingService(ImportHost& host) : host_(host) {}

  grpc::ServerBidiReactor<pb::ImportVacanciesRequest, pb::ImportVacanciesResponse>* ImportVacancies(
      grpc::CallbackServerContext* context) override {
    return host_.Serve<pb::ImportVacanciesRequest, pb::ImportVacanciesResponse>(
        context, [](const CallContext&, const ImportHeader&) -> Result<std::unique_ptr<Importer>> {
          return std::make_unique<ThingImporter>();
        });
  }

 private:
  ImportHost& host_;
};

class ImportReactorTest : public ::testing::Test {
 protected:
  struct Answer {
    grpc::Status status;
    ImportSummary summary;
    int rows = 0;
  };

  explicit ImportReactorTest(std::chrono::seconds patience = std::chrono::hours(1))
      : patience_(patience) {}
  ~ImportReactorTest() override {
    server_.Stop();
    host_->Stop();
  }

  Answer Send(const std::string& text, Role role = Role::kAdministrator, bool header = true) {
    return Send(text, Header(text), role, header);
  }

  Answer Send(const std::string& text, pb::ImportVacanciesRequest request,
              Role role = Role::kAdministrator, bool header = true) {
    grpc::ClientContext context;
    EXPECT_TRUE(server_.As(ttg::testing::ACaller({role})).Prepare(context, nullptr));
    auto stub = pb::EmploymentService::NewStub(server_.channel());
    auto stream = stub->ImportVacancies(&context);
    bool open = !header || stream->Write(request);
    for (std::size_t at = 0; open && at < text.size(); at += 1'000) {
      request.mutable_frame()->set_chunk(text.substr(at, 1'000));
      open = stream->Write(request);
    }
    if (open) stream->WritesDone();
    Answer answer;
    pb::ImportVacanciesResponse response;
    while (stream->Read(&response)) {
      answer.rows += response.report().rows().rows_size();
      EXPECT_LE(response.report().rows().rows_size(), 256);
      if (response.report().has_summary()) answer.summary = response.report().summary();
    }
    answer.status = stream->Finish();
    return answer;
  }

  static std::string Things(int count) {
    std::string text = "key,size\r\n";
    for (int i = 0; i < count; ++i) text += "k" + std::to_string(i) + ",1\r\n";
    return text;
  }

  static pb::ImportVacanciesRequest Header(const std::string& text) {
    pb::ImportVacanciesRequest request;
    auto& header = *request.mutable_frame()->mutable_header();
    header.set_file_name("things.csv");
    header.set_size_bytes(static_cast<std::int64_t>(text.size()));
    header.set_sha256(Sha256(text));
    header.mutable_as_of()->set_seconds(1'790'000'000);
    return request;
  }

  const std::chrono::seconds patience_;
  ttg::testing::TemporaryFolder folder_;
  std::unique_ptr<ImportHost> host_;
  ttg::testing::InProcessServer server_{
      ThingMigrations(), [this](const ttg::testing::InProcessServer::Parts& parts) {
        ImportHostConfig config;
        config.spool_folder = folder_.path();
        config.workers = 1;
        config.patience = patience_;
        host_ = std::make_unique<ImportHost>(config, ImportEngine{parts.database, parts.clock},
                                             parts.gate);
        return std::vector{
            rpc::Register<pb::EmploymentService>(std::make_shared<ThingService>(*host_))};
      }};
};

TEST_F(ImportReactorTest, ImportsAFileAndReportsEveryRow) {
  const auto answer = Send(Things(450));
  ASSERT_TRUE(answer.status.ok()) << answer.status.error_message();
  EXPECT_EQ(answer.summary.accepted(), 450);
  EXPECT_EQ(answer.rows, 450);
  EXPECT_EQ(Send(Things(450)).summary.unchanged(), 450);
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST_F(ImportReactorTest, AuditsEachGroupAndEachRefusal) {
  EXPECT_TRUE(Send(Things(1250)).status.ok());
  EXPECT_EQ(server_.Audited().size(), 2U);
  EXPECT_EQ(Send("nonsense\r\n").status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(server_.Audited().size(), 3U);
}

TEST_F(ImportReactorTest, AdmitsNobodyWhoseRoleMayNotImport) {
  const auto answer = Send(Things(3), Role::kMentor);
  EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(answer.rows, 0);
}

TEST_F(ImportReactorTest, WantsTheHeaderFirst) {
  const auto answer = Send(Things(3), Role::kAdministrator, false);
  EXPECT_EQ(rpc::FromStatus(answer.status).reason, "IMPORT_HEADER_MISSING");
}

// Such a file would be newer than every later one.
TEST_F(ImportReactorTest, RefusesAFileFromTheFutureBeforeItStagesAnything) {
  const std::string text = Things(3);
  auto header = Header(text);
  auto& as_of = *header.mutable_frame()->mutable_header()->mutable_as_of();
  const std::int64_t now = absl::ToUnixSeconds(server_.clock().Now());
  as_of.set_seconds(now + 301);
  const auto refused = Send(text, header);
  EXPECT_EQ(refused.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(rpc::FromStatus(refused.status).violations.at(0).reason, "AS_OF_IN_FUTURE");
  EXPECT_EQ(refused.rows, 0);
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
  as_of.set_seconds(now + 299);
  EXPECT_EQ(Send(text, header).summary.accepted(), 3);
}

// The only worker is free again after a sender that went away in the middle.
TEST_F(ImportReactorTest, EndsWithASenderThatGoesAway) {
  {
    grpc::ClientContext context;
    ASSERT_TRUE(
        server_.As(ttg::testing::ACaller({Role::kAdministrator})).Prepare(context, nullptr));
    auto stub = pb::EmploymentService::NewStub(server_.channel());
    auto stream = stub->ImportVacancies(&context);
    pb::ImportVacanciesRequest request;
    request.mutable_frame()->mutable_header()->set_size_bytes(10);
    stream->Write(request);
    context.TryCancel();
    stream->Finish();
  }
  const Answer answer = Send(Things(3));
  EXPECT_TRUE(answer.status.ok()) << answer.status.error_message();
}

// A stop does not wait until a silent sender's patience or deadline is over.
TEST_F(ImportReactorTest, StopsUnderASilentSender) {
  grpc::ClientContext context;
  ASSERT_THAT(server_.As(ttg::testing::ACaller({Role::kAdministrator})).Prepare(context, nullptr),
              ttg::testing::Succeeded());
  auto stub = pb::EmploymentService::NewStub(server_.channel());
  auto stream = stub->ImportVacancies(&context);
  ASSERT_TRUE(stream->Write(Header(Things(3))));
  host_->Stop();
  EXPECT_EQ(rpc::FromStatus(stream->Finish()).reason, "SHUTTING_DOWN");
}

class ImportOfAnImpatientHost : public ImportReactorTest {
 protected:
  ImportOfAnImpatientHost() : ImportReactorTest(std::chrono::seconds(1)) {}
};

// The only worker is free again after a sender that does not read its reports.
TEST_F(ImportOfAnImpatientHost, EndsWithASenderThatReadsNothing) {
  grpc::ClientContext context;
  ASSERT_THAT(server_.As(ttg::testing::ACaller({Role::kAdministrator})).Prepare(context, nullptr),
              ttg::testing::Succeeded());
  auto stub = pb::EmploymentService::NewStub(server_.channel());
  auto stream = stub->ImportVacancies(&context);
  const std::string text = Things(450);
  ASSERT_TRUE(stream->Write(Header(text)));
  pb::ImportVacanciesRequest chunk;
  chunk.mutable_frame()->set_chunk(text);
  ASSERT_TRUE(stream->Write(chunk));
  ASSERT_TRUE(stream->WritesDone());
  const Answer answer = Send(Things(3));
  EXPECT_TRUE(answer.status.ok()) << answer.status.error_message();
}

TEST_F(ImportReactorTest, RefusesAfterItWasStopped) {
  host_->Stop();
  EXPECT_EQ(rpc::FromStatus(Send(Things(3)).status).reason, "SHUTTING_DOWN");
}

}  // namespace
}  // namespace ttg::intake
