#include "platform/rpc/service_host.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/time/clock.h"
#include "platform/auth/dev_tokens.h"
#include "platform/rpc/testing/note_service.h"
#include "platform/testing/in_process_server.h"
#include "platform/testing/matchers.h"
#include "ttg/common/v1/audit_service.grpc.pb.h"
#include "ttg/common/v1/event_log_service.grpc.pb.h"

namespace ttg::rpc::testing {
namespace {

namespace common = ttg::common::v1;
using ::ttg::testing::ACaller;
using ::ttg::testing::FailsWith;
using ::ttg::testing::Succeeded;

class NoteServer final : public HostedService {
 public:
  explicit NoteServer(const HostParts& parts) : runtime_(parts.runtime) {}

  std::vector<Registration> Services() override {
    return {Register<pb::NoteService>(std::make_shared<NoteService>(runtime_, turnstile_))};
  }

 private:
  Runtime& runtime_;
  Turnstile turnstile_;
};

class ForgetfulServer final : public HostedService {
 public:
  std::vector<Registration> Services() override {
    return {Register<pb::ForgetfulService>(std::make_shared<pb::ForgetfulService::Service>())};
  }
};

ServiceDefinition Notes() {
  return {.name = "note",
          .migrations = NoteMigrations(),
          .peers = {},
          .consumers = {},
          .make = [](const HostParts& parts) -> Result<std::unique_ptr<HostedService>> {
            return std::make_unique<NoteServer>(parts);
          },
          .read_settings = {}};
}

class Hosted : public ::testing::Test {
 protected:
  Hosted() {
    config_.state_dir = folder_.path() / "state";
    config_.dev_keys = folder_.path() / "keys";
    config_.messaging = false;
  }

  Peer As(ServiceHost& host, auth::TokenClaims claims) const {
    const auto key = auth::LoadOrMakeDevKey(config_.dev_keys);
    auto token = auth::MintToken(*key, claims, absl::Now());
    return {MakeChannel("127.0.0.1:" + std::to_string(host.port())), [token] { return token; },
            std::chrono::seconds(10)};
  }

  ttg::testing::TemporaryFolder folder_;
  ServiceConfig config_;
};

TEST_F(Hosted, ServesItsContractOverTheWireAndKeepsItsState) {
  pb::WriteNoteRequest note;
  note.set_note_id("note-1");
  note.set_text("a");
  note.set_request_id("01900000-0000-7000-8000-000000000001");
  {
    const auto host = ServiceHost::Start(Notes(), config_);
    ASSERT_THAT(host, Succeeded());
    const Peer peer = As(**host, ACaller());
    const auto stub = pb::NoteService::NewStub(peer.channel());
    ASSERT_THAT(peer.Call(nullptr, *stub, &pb::NoteService::Stub::WriteNote, note), Succeeded());
    (*host)->Stop();
  }
  const auto host = ServiceHost::Start(Notes(), config_);
  ASSERT_THAT(host, Succeeded());
  const Peer peer = As(**host, ACaller());
  const auto stub = pb::NoteService::NewStub(peer.channel());
  pb::GetNoteRequest request;
  request.set_note_id("note-1");
  EXPECT_THAT(peer.Call(nullptr, *stub, &pb::NoteService::Stub::GetNote, request), Succeeded());
}

TEST_F(Hosted, RefusesToStartWithAMethodWithoutPolicy) {
  ServiceDefinition definition = Notes();
  definition.make = [](const HostParts&) -> Result<std::unique_ptr<HostedService>> {
    return std::make_unique<ForgetfulServer>();
  };
  EXPECT_THAT(ServiceHost::Start(definition, config_), FailsWith("METHOD_WITHOUT_POLICY"));
}

TEST_F(Hosted, ProvesItsAuditTrailAgainstASignedHead) {
  const auto host = ServiceHost::Start(Notes(), config_);
  ASSERT_THAT(host, Succeeded());
  const Peer worker = As(**host, ACaller());
  const auto notes = pb::NoteService::NewStub(worker.channel());
  EXPECT_THAT(worker.Call(nullptr, *notes, &pb::NoteService::Stub::GetNote, pb::GetNoteRequest()),
              FailsWith("NOTE_NOT_FOUND"));

  const Peer inspector = As(**host, ACaller({Role::kInspector}));
  const auto audit = common::AuditService::NewStub(inspector.channel());
  const auto head = inspector.Call(nullptr, *audit, &common::AuditService::Stub::ExportAuditHead,
                                   common::ExportAuditHeadRequest());
  ASSERT_THAT(head, Succeeded());
  EXPECT_EQ(head->entry(), 1);

  common::VerifyAuditRequest request;
  request.set_signed_head(head->signed_head());
  const auto verified =
      inspector.Call(nullptr, *audit, &common::AuditService::Stub::VerifyAudit, request);
  ASSERT_THAT(verified, Succeeded());
  EXPECT_TRUE(verified->intact());

  request.set_signed_head("e30.e30.e30");
  const auto forged =
      inspector.Call(nullptr, *audit, &common::AuditService::Stub::VerifyAudit, request);
  ASSERT_THAT(forged, Succeeded());
  EXPECT_EQ(forged->fault(), "HEAD_SIGNATURE_INVALID");
}

TEST_F(Hosted, AnswersForItsEventLog) {
  const auto host = ServiceHost::Start(Notes(), config_);
  ASSERT_THAT(host, Succeeded());
  const Peer system = As(**host, auth::SystemClaims("journey"));
  const auto events = ReplayFrom(system)(0, 10);
  ASSERT_THAT(events, Succeeded());
  EXPECT_TRUE(events->empty());
  EXPECT_THAT(ReplayFrom(As(**host, ACaller()))(0, 10), FailsWith("ROLE_NOT_ALLOWED"));

  const Peer administrator = As(**host, ACaller({Role::kAdministrator}));
  const auto stub = common::EventLogService::NewStub(administrator.channel());
  common::DiscardDeadLetterRequest request;
  request.set_stream("events:release");
  request.set_position(1);
  request.set_reason("sent twice by hand");
  request.set_request_id("01900000-0000-7000-8000-000000000001");
  EXPECT_THAT(administrator.Call(nullptr, *stub, &common::EventLogService::Stub::DiscardDeadLetter,
                                 request),
              FailsWith("DEAD_LETTER_NOT_FOUND"));
  EXPECT_THAT(administrator.Call(nullptr, *stub, &common::EventLogService::Stub::ListDeadLetters,
                                 common::ListDeadLettersRequest()),
              Succeeded());
}

// What a process that was killed leaves behind is a lease, too: nobody else can have the file.
TEST_F(Hosted, ForgetsRequestsAfterThirtyDays) {
  constexpr int kOld = 1200;
  const auto record = [](store::Session& session, const std::string& id, Instant at) {
    return session.Execute("INSERT INTO request_record VALUES ('a', 'm', :id, 'h', 'r', :at)",
                           {{"id", id}, {"at", at}});
  };
  {
    const auto host = ServiceHost::Start(Notes(), config_);
    ASSERT_THAT(host, Succeeded());
    ASSERT_THAT((*host)->database().WriteAndWait([&](store::Session& session) -> Result<void> {
      for (int i = 0; i < kOld; ++i) {
        TTG_RETURN_IF_ERROR(record(session, std::to_string(i), absl::Now() - absl::Hours(24 * 31)));
      }
      TTG_RETURN_IF_ERROR(record(session, "recent", absl::Now() - absl::Hours(24 * 29)));
      TTG_RETURN_IF_ERROR(
          session.Execute("INSERT INTO lease VALUES ('timer:forget_requests', 'killed', :at)"
                          " ON CONFLICT (name) DO UPDATE SET holder = excluded.holder,"
                          " expires_at = excluded.expires_at",
                          {{"at", absl::Now() + absl::Hours(1)}}));
      return {};
    }),
                Succeeded());
  }
  const auto host = ServiceHost::Start(Notes(), config_);
  ASSERT_THAT(host, Succeeded());
  std::vector<std::tuple<std::string>> left;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  do {
    ASSERT_THAT((*host)->database().Read([&](store::Session& session) -> Result<void> {
      TTG_TRY(left, session.Query<std::string>("SELECT request_id FROM request_record"));
      return {};
    }),
                Succeeded());
  } while (left.size() > 1 && std::chrono::steady_clock::now() < deadline);
  EXPECT_THAT(left, ::testing::ElementsAre(std::tuple(std::string("recent"))));
}

TEST_F(Hosted, SaysWhatItsSettingsLack) {
  config::Settings settings("TTG_NOTE", {"--workers=0"},
                            [](const std::string&) { return std::nullopt; });
  ServiceDefinition definition = Notes();
  definition.peers = {"release"};
  ReadServiceConfig(settings, definition);
  EXPECT_THAT(
      settings.Faults(),
      ::testing::ElementsAre(
          "TTG_NOTE_JWKS or DEV_KEYS is required, and not both: who signs tokens",
          "TTG_NOTE_LISTEN is required", "TTG_NOTE_PEER_RELEASE is required",
          "TTG_NOTE_STATE_DIR is required", "TTG_NOTE_WORKERS must be a number from 1 to 256"));
}

TEST_F(Hosted, TakesTheDatabaseUrlFromAFileInstead) {
  const std::string path = folder_.path() / "url";
  std::ofstream(path) << "postgresql://note:s3cret@db/note\n";
  const auto none = [](const std::string&) { return std::nullopt; };
  const std::vector<std::string> given = {"--listen=:0", "--state-dir=/state", "--dev-keys=/keys"};
  auto arguments = given;
  config::Settings neither("TTG_NOTE", arguments, none);
  EXPECT_EQ(ReadServiceConfig(neither, Notes()).database_url.Reveal(), "sqlite:/state/note.db");
  arguments.push_back("--database-url-file=" + path);
  config::Settings file("TTG_NOTE", arguments, none);
  EXPECT_EQ(ReadServiceConfig(file, Notes()).database_url.Reveal(),
            "postgresql://note:s3cret@db/note");
  EXPECT_THAT(file.Faults(), ::testing::IsEmpty());
  arguments.emplace_back("--database-url=sqlite:/other.db");
  config::Settings both("TTG_NOTE", arguments, none);
  ReadServiceConfig(both, Notes());
  EXPECT_THAT(both.Faults(),
              ::testing::ElementsAre("TTG_NOTE_DATABASE_URL or DATABASE_URL_FILE, and not both"));
}

}  // namespace
}  // namespace ttg::rpc::testing
