#include "platform/rpc/runtime_contract.h"

#include <atomic>
#include <chrono>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/rpc/errors.h"
#include "platform/rpc/testing/note_service.h"
#include "platform/testing/in_process_server.h"
#include "platform/testing/matchers.h"

namespace ttg::rpc::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::ttg::testing::ACaller;
using ::ttg::testing::FailsWith;
using ::ttg::testing::InProcessServer;
using ::ttg::testing::SequentialIds;
using ::ttg::testing::Succeeded;
using Stub = pb::NoteService::Stub;

// What every change promises, over both databases.
class RuntimeContract : public ::testing::TestWithParam<ttg::testing::StoreKind> {
 protected:
  explicit RuntimeContract(int workers = 4, std::size_t worker_queue = 1024)
      : server_(NoteMigrations(),
                [this](const InProcessServer::Parts& parts) {
                  return std::vector{Register<pb::NoteService>(
                      std::make_shared<NoteService>(parts.runtime, turnstile_))};
                },
                {.store = GetParam(),
                 .workers = workers,
                 .worker_queue = worker_queue,
                 .on_commit = [this] { ++commits_; },
                 .tcp = true}),
        stub_(pb::NoteService::NewStub(server_.channel())) {}
  ~RuntimeContract() override { turnstile_.Open(); }

  static pb::WriteNoteRequest ANote(const std::string& text, std::uint64_t request = 1) {
    pb::WriteNoteRequest note;
    note.set_note_id("note-1");
    note.set_text(text);
    note.set_request_id(SequentialIds::Nth(request));
    return note;
  }

  Result<pb::WriteNoteResponse> Write(const pb::WriteNoteRequest& request,
                                      const auth::TokenClaims& caller = ACaller()) {
    return server_.As(caller).Call(nullptr, *stub_, &Stub::WriteNote, request);
  }

  Result<pb::GetNoteResponse> Get(const std::string& id,
                                  const auth::TokenClaims& caller = ACaller()) {
    pb::GetNoteRequest request;
    request.set_note_id(id);
    return server_.As(caller).Call(nullptr, *stub_, &Stub::GetNote, request);
  }

  Result<pb::BehaveResponse> Behave(int how) {
    pb::BehaveRequest request;
    request.set_how(how);
    return server_.As(ACaller()).Call(nullptr, *stub_, &Stub::Behave, request);
  }

  std::int64_t Notes() {
    std::int64_t notes = -1;
    const auto read = server_.database()->Read([&](store::Session& session) -> Result<void> {
      TTG_TRY(const auto row, session.QueryOne<std::int64_t>("SELECT COUNT(*) FROM note"));
      notes = std::get<0>(*row);
      return {};
    });
    EXPECT_THAT(read, Succeeded());
    return notes;
  }

  std::atomic<int> commits_ = 0;
  Turnstile turnstile_;
  InProcessServer server_;
  std::unique_ptr<Stub> stub_;
};

TEST_P(RuntimeContract, AuditsAChangeInItsTransactionAndARead) {
  ASSERT_THAT(Write(ANote("a")), Succeeded());
  EXPECT_THAT(server_.Audited(), ElementsAre(HasSubstr("worker-1 COLLECTION WriteNote OK")));
  ASSERT_THAT(Get("note-1"), Succeeded());
  // Committed before the answer: it is there as soon as the answer is.
  EXPECT_THAT(server_.Audited(), ElementsAre(HasSubstr("WriteNote OK"),
                                             HasSubstr("worker-1 CONSULTATION GetNote OK")));
  EXPECT_EQ(commits_, 1);
}

TEST_P(RuntimeContract, RepeatsTheAnswerAndNotTheEffect) {
  ASSERT_THAT(Write(ANote("a")), Succeeded());
  const auto again = Write(ANote("a"));
  ASSERT_THAT(again, Succeeded());
  EXPECT_EQ(again->text(), "a");
  EXPECT_EQ(Notes(), 1);
  EXPECT_EQ(commits_, 1);
  EXPECT_THAT(server_.Audited(), ElementsAre(HasSubstr("COLLECTION WriteNote OK"),
                                             HasSubstr("CONSULTATION WriteNote OK")));
}

TEST_P(RuntimeContract, RefusesAnotherBodyUnderAUsedRequestId) {
  ASSERT_THAT(Write(ANote("a")), Succeeded());
  EXPECT_THAT(Write(ANote("b")), FailsWith(ErrorKind::kInvalid, "REQUEST_ID_REUSED"));
}

TEST_P(RuntimeContract, KeepsTheRequestIdsOfTwoCallersApart) {
  auth::TokenClaims other = ACaller();
  other.subject = "worker-2";
  ASSERT_THAT(Write(ANote("a")), Succeeded());
  // Not a repeat: the note exists, and that is what the second caller is told.
  EXPECT_THAT(Write(ANote("a"), other), FailsWith("UNIQUE_VIOLATED"));
}

TEST_P(RuntimeContract, UndoesARefusedChangeAndLetsItBeTriedAgain) {
  ASSERT_THAT(Write(ANote("refused")), FailsWith(ErrorKind::kPrecondition, "NOTE_REFUSED"));
  EXPECT_EQ(Notes(), 0);
  EXPECT_EQ(commits_, 0);
  EXPECT_THAT(server_.Audited(),
              ElementsAre(HasSubstr("worker-1 COLLECTION WriteNote NOTE_REFUSED")));
  // A failed call is not remembered under its id, so that another body may follow.
  EXPECT_THAT(Write(ANote("a")), Succeeded());
}

TEST_P(RuntimeContract, LetsOneOfManyEqualRequestsThrough) {
  constexpr int kClients = 16;
  std::atomic<int> served = 0;
  {
    std::vector<std::jthread> clients;
    clients.reserve(kClients);
    for (int i = 0; i < kClients; ++i) {
      clients.emplace_back([&] { served += Write(ANote("a")).has_value() ? 1 : 0; });
    }
  }
  EXPECT_EQ(served, kClients);
  EXPECT_EQ(Notes(), 1);
  EXPECT_EQ(commits_, 1);
}

TEST_P(RuntimeContract, AsksForRequestIdAndEtag) {
  pb::AlterNoteRequest request;
  request.set_note_id("note-1");
  const auto refused = server_.As(ACaller()).Call(nullptr, *stub_, &Stub::AlterNote, request);
  ASSERT_THAT(refused, FailsWith(ErrorKind::kInvalid, "REQUEST_INVALID"));
  ASSERT_EQ(refused.error().violations.size(), 2U);
  EXPECT_EQ(refused.error().violations[0].reason, "REQUEST_ID_INVALID");
  EXPECT_EQ(refused.error().violations[1].reason, "ETAG_REQUIRED");
}

TEST_P(RuntimeContract, TellsWhoComesTooLate) {
  ASSERT_THAT(Write(ANote("a")), Succeeded());
  pb::AlterNoteRequest request;
  request.set_note_id("note-1");
  request.set_text("b");
  request.set_etag("1");
  request.set_request_id(SequentialIds::Nth(2));
  const auto peer = server_.As(ACaller());
  ASSERT_THAT(peer.Call(nullptr, *stub_, &Stub::AlterNote, request), Succeeded());
  request.set_request_id(SequentialIds::Nth(3));
  EXPECT_THAT(peer.Call(nullptr, *stub_, &Stub::AlterNote, request),
              FailsWith(ErrorKind::kStale, "NOTE_CHANGED"));
}

TEST_P(RuntimeContract, RefusesTheUnknownTheForbiddenAndWhatIsNotThere) {
  pb::GetNoteRequest request;
  grpc::ClientContext anonymous;
  anonymous.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
  pb::GetNoteResponse response;
  EXPECT_EQ(FromStatus(stub_->GetNote(&anonymous, request, &response)).reason, "TOKEN_ABSENT");
  EXPECT_THAT(Get("note-1", ACaller({Role::kHousingPartner})),
              FailsWith(ErrorKind::kForbidden, "ROLE_NOT_ALLOWED"));
  EXPECT_THAT(Get("note-1"), FailsWith(ErrorKind::kNotFound, "NOTE_NOT_FOUND"));
  auth::TokenClaims stranger = ACaller();
  stranger.issuer = "somebody";
  EXPECT_THAT(Get("note-1", stranger),
              FailsWith(ErrorKind::kUnauthenticated, "TOKEN_ISSUER_WRONG"));
  EXPECT_THAT(server_.Audited(),
              ElementsAre(HasSubstr(" CONSULTATION GetNote TOKEN_ABSENT"),
                          HasSubstr("worker-1 CONSULTATION GetNote ROLE_NOT_ALLOWED"),
                          HasSubstr("worker-1 CONSULTATION GetNote NOTE_NOT_FOUND"),
                          HasSubstr(" CONSULTATION GetNote TOKEN_ISSUER_WRONG")));
}

TEST_P(RuntimeContract, RecordsSomeOfAFloodOfUnknownCallersAndRefusesAll) {
  for (int i = 0; i < 80; ++i) {
    grpc::ClientContext anonymous;
    anonymous.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    pb::GetNoteResponse response;
    const auto told = stub_->GetNote(&anonymous, pb::GetNoteRequest(), &response);
    ASSERT_EQ(FromStatus(told).reason, "TOKEN_ABSENT");
  }
  EXPECT_EQ(server_.Audited().size(), 64U);
  EXPECT_THAT(server_.metrics().Text(), HasSubstr("ttg_rpc_refusals_unrecorded_total 16"));
  // Whoever is known is recorded all the same.
  EXPECT_THAT(Get("note-1"), FailsWith("NOTE_NOT_FOUND"));
  EXPECT_EQ(server_.Audited().size(), 65U);
}

TEST_P(RuntimeContract, AuthorisesBeforeItValidates) {
  EXPECT_THAT(Write(pb::WriteNoteRequest(), ACaller({Role::kInspector})),
              FailsWith(ErrorKind::kForbidden, "ROLE_NOT_ALLOWED"));
}

TEST_P(RuntimeContract, WantsADeadline) {
  grpc::ClientContext context;
  context.AddMetadata("authorization", "Bearer " + server_.Token(ACaller()));
  pb::GetNoteResponse response;
  EXPECT_EQ(FromStatus(stub_->GetNote(&context, pb::GetNoteRequest(), &response)).reason,
            "DEADLINE_REQUIRED");
}

TEST_P(RuntimeContract, TellsEveryKindOfErrorApart) {
  for (int kind = 0; kind <= static_cast<int>(ErrorKind::kInternal); ++kind) {
    const auto told = Behave(kind);
    ASSERT_THAT(told, FailsWith(static_cast<ErrorKind>(kind), "AS_TOLD"));
    EXPECT_THAT(told.error().violations,
                ElementsAre(FieldViolation{"how", "AS_TOLD", "as you wish"}));
  }
}

TEST_P(RuntimeContract, HidesWhatALibraryThrows) {
  const auto told = Behave(-1);
  ASSERT_THAT(told, FailsWith(ErrorKind::kInternal, "UNEXPECTED_FAULT"));
  EXPECT_THAT(told.error().message, ::testing::Not(HasSubstr("SECRET")));
}

TEST_P(RuntimeContract, GivesTheCorrelationIdThatFindsTheCall) {
  grpc::ClientContext context;
  ASSERT_THAT(server_.As(ACaller()).Prepare(context, nullptr), Succeeded());
  const std::string id = SequentialIds::Nth(77);
  context.AddMetadata("ttg-correlation-id", id);
  pb::GetNoteResponse response;
  EXPECT_EQ(CorrelationOf(stub_->GetNote(&context, pb::GetNoteRequest(), &response)), id);
}

TEST_P(RuntimeContract, CountsCallsByMethodAndCode) {
  ASSERT_THAT(Write(ANote("a")), Succeeded());
  server_.Stop();
  EXPECT_THAT(server_.metrics().Text(),
              HasSubstr(R"({code="OK",method="ttg.test.v1.NoteService/WriteNote"} 1)"));
}

TEST_P(RuntimeContract, LosesNoAcknowledgedCommandWhenItStopsUnderLoad) {
  constexpr int kClients = 8;
  std::atomic<int> acknowledged = 0;
  std::atomic<std::uint64_t> next = 1;
  {
    std::vector<std::jthread> clients;
    clients.reserve(kClients);
    for (int i = 0; i < kClients; ++i) {
      clients.emplace_back([&] {
        while (true) {
          const std::uint64_t n = next++;
          auto note = ANote("a", n);
          note.set_note_id(fmt::format("note-{}", n));
          if (!Write(note)) return;
          ++acknowledged;
        }
      });
    }
    while (acknowledged < 50) std::this_thread::yield();
    server_.Stop();
  }
  EXPECT_GE(Notes(), acknowledged);
  server_.database().Reopen();
  EXPECT_GE(Notes(), acknowledged);
}

TEST_P(RuntimeContract, SurvivesAStormOfCancellations) {
  constexpr int kClients = 8;
  constexpr int kCalls = 60;
  const auto peer = server_.As(ACaller());
  std::atomic<std::uint64_t> next = 1;
  {
    std::vector<std::jthread> clients;
    clients.reserve(kClients);
    for (int i = 0; i < kClients; ++i) {
      clients.emplace_back([&, i] {
        for (int call = 0; call < kCalls; ++call) {
          const std::uint64_t n = next++;
          auto note = ANote("a", n);
          note.set_note_id(fmt::format("note-{}", n));
          grpc::ClientContext context;
          ASSERT_THAT(peer.Prepare(context, nullptr), Succeeded());
          pb::WriteNoteResponse response;
          std::jthread canceller([&context, spins = (call * 7 + i) % 400] {
            for (int spin = 0; spin < spins; ++spin) std::this_thread::yield();
            context.TryCancel();
          });
          static_cast<void>(stub_->WriteNote(&context, note, &response));
        }
      });
    }
  }
  // Nothing hangs, nothing is finished twice, and the server still serves.
  auto after = ANote("a", next++);
  after.set_note_id("after-the-storm");
  EXPECT_THAT(Write(after), Succeeded());
  server_.Stop();
}

// One worker and room for one more in the queue.
class NarrowRuntimeContract : public RuntimeContract {
 protected:
  NarrowRuntimeContract() : RuntimeContract(1, 1) {}

  // A call that waits in the handler, until the turnstile opens.
  std::jthread Waiting() {
    return std::jthread([this] { static_cast<void>(Behave(-2)); });
  }
};

TEST_P(NarrowRuntimeContract, TellsWhoFindsTheQueueFull) {
  const auto first = Waiting();
  turnstile_.AwaitWaiting(1);
  std::atomic<int> turned_away = 0;
  std::vector<std::jthread> more;
  more.reserve(3);
  for (int i = 0; i < 3; ++i) {
    more.emplace_back([&] {
      const auto answer = Behave(-2);
      if (!answer && answer.error().reason == "SERVER_AT_CAPACITY") ++turned_away;
    });
  }
  // One of them fits into the queue; the others are told at once, while the worker is still busy.
  while (turned_away < 2) std::this_thread::yield();
  turnstile_.Open();
  more.clear();
  EXPECT_EQ(turned_away, 2);
}

TEST_P(NarrowRuntimeContract, ForgetsACallThatIsCancelledWhileItWaits) {
  const auto first = Waiting();
  turnstile_.AwaitWaiting(1);
  grpc::ClientContext context;
  ASSERT_THAT(server_.As(ACaller()).Prepare(context, nullptr), Succeeded());
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(20));
  pb::GetNoteResponse response;
  EXPECT_EQ(stub_->GetNote(&context, pb::GetNoteRequest(), &response).error_code(),
            grpc::StatusCode::DEADLINE_EXCEEDED);
  // The client gives up on its own; the server has to have heard of it before a worker is free.
  const std::string cancelled = R"({code="CANCELLED",method="ttg.test.v1.NoteService/GetNote"} 1)";
  while (server_.metrics().Text().find(cancelled) == std::string::npos) std::this_thread::yield();
  turnstile_.Open();
  server_.Stop();
  // It did nothing, so there is nothing to audit.
  EXPECT_THAT(server_.Audited(), IsEmpty());
}

const auto kName = [](const auto& row) { return ttg::testing::ToString(row.param); };
INSTANTIATE_TEST_SUITE_P(Store, RuntimeContract, ::testing::ValuesIn(StoresUnderTest()), kName);
INSTANTIATE_TEST_SUITE_P(Store, NarrowRuntimeContract, ::testing::ValuesIn(StoresUnderTest()),
                         kName);

}  // namespace
}  // namespace ttg::rpc::testing
