#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <openssl/sha.h>

#include "platform/calendar/bank_holidays.h"
#include "platform/config/settings.h"
#include "platform/testing/in_process_server.h"
#include "platform/testing/matchers.h"
#include "release/domain/people_row.h"
#include "release/release_server.h"
#include "release/testing/builders.h"
#include "ttg/release/v1/bulk_change_service.grpc.pb.h"
#include "ttg/release/v1/release_service.grpc.pb.h"

// Bulk changes, the history of dates and urgent tasks as they are put together, over the contract.
namespace ttg::release {
namespace {

using BulkStub = v1::BulkChangeService::Stub;
using Stub = v1::ReleaseService::Stub;
using ::testing::SizeIs;
using ttg::testing::ACaller;
using ttg::testing::FailsWith;
using ttg::testing::InProcessServer;
using ttg::testing::Succeeded;

std::string Sha256(const std::string& text) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  std::string hex;
  for (const unsigned char byte : digest) hex += fmt::format("{:02x}", byte);
  return hex;
}

std::string PeopleFile(int people) {
  std::string text;
  const auto add = [&](const auto& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      text += (i == 0 ? "" : ",") + std::string(cells[i]);
    }
    text += "\r\n";
  };
  add(kPeopleColumns);
  for (int n = 1; n <= people; ++n) {
    add(testing::Cells({{"prison_number", fmt::format("A{:04}BC", n)},
                        {"family_name", fmt::format("Example{}", n)}}));
  }
  return text;
}

class BulkServerTest : public ::testing::Test {
 protected:
  // The calendar that is built in, with one more line.
  void WriteCalendar(const std::string& holiday) {
    std::string text(calendar::BankHolidaysFile());
    if (!holiday.empty()) {
      text.replace(text.find("# version: "), 11, "# version: corrected-");
      text += holiday + ",Another\n";
    }
    const std::string path = CalendarPath();
    std::ofstream(path + ".new") << text;
    std::filesystem::rename(path + ".new", path);
  }
  std::string CalendarPath() const { return folder_.path() / "calendar.csv"; }

  static rpc::ServiceDefinition DefinitionWith(const std::string& calendar) {
    rpc::ServiceDefinition definition = Definition();
    config::Settings settings("TTG_RELEASE", {},
                              [&](const std::string& name) -> std::optional<std::string> {
                                if (name == "TTG_RELEASE_CALENDAR_FILE") return calendar;
                                return std::nullopt;
                              });
    definition.read_settings(settings);
    return definition;
  }

  void Import(int people) {
    const std::string file = PeopleFile(people);
    v1::ImportPeopleRequest header;
    auto& head = *header.mutable_frame()->mutable_header();
    head.set_file_name("people.csv");
    head.set_size_bytes(static_cast<std::int64_t>(file.size()));
    head.set_sha256(Sha256(file));
    head.mutable_as_of()->set_seconds(absl::ToUnixSeconds(testing::At(testing::kMonday, 0)));
    grpc::ClientContext context;
    ASSERT_THAT(lead_.Prepare(context, nullptr), Succeeded());
    const auto stream = stub_->ImportPeople(&context);
    stream->Write(header);
    v1::ImportPeopleRequest chunk;
    chunk.mutable_frame()->set_chunk(file);
    stream->Write(chunk);
    stream->WritesDone();
    v1::ImportPeopleResponse response;
    while (stream->Read(&response)) {
    }
    ASSERT_TRUE(stream->Finish().ok());
  }

  // What the host's timer does.
  void WorkInTheBackground() {
    for (const rpc::TimedWork& timer : hosted_->Timers()) {
      if (timer.name == "release-bulk-changes") timer.work();
    }
  }

  std::string NextRequest() { return fmt::format("01900000-0000-7000-8000-{:012}", ++requests_); }

  Result<v1::BulkChange> Prepare(v1::BulkChangeKind kind, const std::string& file = "") {
    v1::PrepareBulkChangeRequest request;
    request.set_request_id(NextRequest());
    request.set_kind(kind);
    request.set_label("SDS40 tranche 2");
    request.set_reason("early release");
    request.set_file(file);
    TTG_TRY(const auto response,
            lead_.Call(nullptr, *bulk_, &BulkStub::PrepareBulkChange, request));
    return response.bulk_change();
  }

  v1::BulkChange Get(const std::string& id) {
    v1::GetBulkChangeRequest request;
    request.set_bulk_change_id(id);
    const auto response = lead_.Call(nullptr, *bulk_, &BulkStub::GetBulkChange, request);
    EXPECT_THAT(response, Succeeded());
    return response->bulk_change();
  }

  template <typename Request, typename Response>
  Result<Response> Steer(grpc::Status (BulkStub::*method)(grpc::ClientContext*, const Request&,
                                                          Response*),
                         const v1::BulkChange& job) {
    Request request;
    request.set_bulk_change_id(job.bulk_change_id());
    request.set_etag(job.etag());
    request.set_request_id(NextRequest());
    return lead_.Call(nullptr, *bulk_, method, request);
  }

  Result<v1::ListBulkChangeRowsResponse> Rows(const rpc::Peer& caller, const std::string& id,
                                              const std::string& token = "", int page = 0) {
    v1::ListBulkChangeRowsRequest request;
    request.set_bulk_change_id(id);
    request.set_page_size(page);
    request.set_page_token(token);
    return caller.Call(nullptr, *bulk_, &BulkStub::ListBulkChangeRows, request);
  }

  v1::Person Person(const std::string& number) {
    v1::GetPersonRequest request;
    request.set_prison_number(number);
    const auto response = lead_.Call(nullptr, *stub_, &Stub::GetPerson, request);
    EXPECT_THAT(response, Succeeded());
    return response->person();
  }

  ttg::testing::TemporaryFolder folder_;
  int requests_ = 0;
  rpc::ServiceConfig config_{.state_dir = "/tmp"};
  std::map<std::string, rpc::Peer> peers_;
  std::unique_ptr<rpc::HostedService> hosted_;
  std::unique_ptr<InProcessServer> server_ = [this] {
    WriteCalendar("");
    return std::make_unique<InProcessServer>(
        Definition().migrations, [this](const InProcessServer::Parts& parts) {
          auto hosted = DefinitionWith(CalendarPath())
                            .make({config_, parts.database, parts.clock, parts.ids, parts.runtime,
                                   parts.gate, peers_, [] {}});
          hosted_ = *std::move(hosted);
          return hosted_->Services();
        });
  }();
  std::unique_ptr<Stub> stub_ = v1::ReleaseService::NewStub(server_->channel());
  std::unique_ptr<BulkStub> bulk_ = v1::BulkChangeService::NewStub(server_->channel());
  rpc::Peer lead_ = server_->As(ACaller({Role::kResettlementLead}));
};

constexpr const char* kTranche =
    "prison_number,date_type,date,regime\r\n"
    "A0001BC,CRD,2027-01-12,SDS40\r\n"
    "A0002BC,CRD,12/01/2027,SDS40\r\n"
    "A0003BC,CRD,2027-01-12,SDS40\r\n"
    "A0099BC,CRD,2027-01-12,SDS40\r\n";

// Domain A7.
TEST_F(BulkServerTest, ATrancheIsPreparedRunAndDone) {
  Import(3);
  const auto preparing = Prepare(v1::BULK_CHANGE_KIND_TRANCHE, kTranche);
  ASSERT_THAT(preparing, Succeeded());
  EXPECT_EQ(preparing->state(), v1::BULK_CHANGE_STATE_PREPARING);
  const std::string id = preparing->bulk_change_id();
  EXPECT_THAT(Steer(&BulkStub::RunBulkChange, *preparing),
              FailsWith(ErrorKind::kPrecondition, "BULK_CHANGE_NOT_PREPARED"));
  WorkInTheBackground();
  const v1::BulkChange prepared = Get(id);
  EXPECT_EQ(prepared.state(), v1::BULK_CHANGE_STATE_PREPARED);
  EXPECT_EQ(prepared.rows(), 4);
  EXPECT_EQ(prepared.moving(), 2);
  EXPECT_EQ(prepared.refused(), 2);
  EXPECT_EQ(Person("A0001BC").etag(), "1");
  EXPECT_THAT(Steer(&BulkStub::StopBulkChange, prepared),
              FailsWith(ErrorKind::kPrecondition, "BULK_CHANGE_NOT_RUNNING"));

  const auto first = Rows(lead_, id, "", 3);
  ASSERT_THAT(first, Succeeded());
  ASSERT_THAT(first->rows(), SizeIs(3));
  EXPECT_EQ(first->rows(0).release_date_after().day(), 12);
  EXPECT_EQ(first->rows(1).refusal(), "DATE_NOT_ISO");
  EXPECT_EQ(first->rows(1).column(), "date");
  const auto second = Rows(lead_, id, first->next_page_token(), 3);
  ASSERT_THAT(second, Succeeded());
  ASSERT_THAT(second->rows(), SizeIs(1));
  EXPECT_EQ(second->rows(0).refusal(), "PERSON_NOT_FOUND");
  EXPECT_EQ(second->next_page_token(), "");

  const auto running = Steer(&BulkStub::RunBulkChange, prepared);
  ASSERT_THAT(running, Succeeded());
  EXPECT_THAT(Steer(&BulkStub::RunBulkChange, prepared),
              FailsWith(ErrorKind::kStale, "BULK_CHANGE_CHANGED"));
  const auto stopped = Steer(&BulkStub::StopBulkChange, running->bulk_change());
  ASSERT_THAT(stopped, Succeeded());
  WorkInTheBackground();
  EXPECT_EQ(Person("A0001BC").etag(), "1");
  EXPECT_THAT(Steer(&BulkStub::DiscardBulkChange, stopped->bulk_change()),
              FailsWith(ErrorKind::kPrecondition, "BULK_CHANGE_HAS_RUN"));
  ASSERT_THAT(Steer(&BulkStub::RunBulkChange, stopped->bulk_change()), Succeeded());
  WorkInTheBackground();
  const v1::BulkChange finished = Get(id);
  EXPECT_EQ(finished.state(), v1::BULK_CHANGE_STATE_FINISHED);
  EXPECT_EQ(finished.done(), 2);
  const v1::Person moved = Person("A0001BC");
  EXPECT_EQ(moved.etag(), "2");
  EXPECT_EQ(moved.release_day().release_date().month(), 1);
  EXPECT_EQ(moved.release_day().regime(), "SDS40");

  v1::ListDateChangesRequest history;
  history.set_person_id(moved.person_id());
  const auto changes = lead_.Call(nullptr, *stub_, &Stub::ListDateChanges, history);
  ASSERT_THAT(changes, Succeeded());
  ASSERT_THAT(changes->changes(), SizeIs(1));
  EXPECT_EQ(changes->changes(0).reason(), "SDS40 tranche 2: early release");
  EXPECT_EQ(changes->changes(0).previous().source(), "IMPORT");
  EXPECT_TRUE(changes->changes(0).material());
}

TEST_F(BulkServerTest, AJobMayBeGivenUpAndIsPreparedOnceUnderOneRequestId) {
  v1::PrepareBulkChangeRequest request;
  request.set_request_id(NextRequest());
  request.set_kind(v1::BULK_CHANGE_KIND_TRANCHE);
  request.set_label("SDS40 tranche 2");
  request.set_reason("early release");
  request.set_file(kTranche);
  const auto once = lead_.Call(nullptr, *bulk_, &BulkStub::PrepareBulkChange, request);
  const auto again = lead_.Call(nullptr, *bulk_, &BulkStub::PrepareBulkChange, request);
  ASSERT_THAT(once, Succeeded());
  ASSERT_THAT(again, Succeeded());
  EXPECT_EQ(once->bulk_change().bulk_change_id(), again->bulk_change().bulk_change_id());
  ASSERT_THAT(Steer(&BulkStub::DiscardBulkChange, once->bulk_change()), Succeeded());
  WorkInTheBackground();
  EXPECT_EQ(Get(once->bulk_change().bulk_change_id()).state(), v1::BULK_CHANGE_STATE_DISCARDED);
  const auto jobs =
      lead_.Call(nullptr, *bulk_, &BulkStub::ListBulkChanges, v1::ListBulkChangesRequest());
  ASSERT_THAT(jobs, Succeeded());
  EXPECT_THAT(jobs->bulk_changes(), SizeIs(1));
}

TEST_F(BulkServerTest, RefusesAFileThatIsWrongAsAWholeAndSaysWhere) {
  EXPECT_THAT(Prepare(v1::BULK_CHANGE_KIND_TRANCHE, "prison_number,date\r\nA0001BC,2027-01-12\r\n"),
              FailsWith(ErrorKind::kInvalid, "CSV_HEADER_WRONG"));
  EXPECT_THAT(Prepare(v1::BULK_CHANGE_KIND_TRANCHE,
                      "prison_number,date_type,date,regime\r\nA0001BC,\"CRD,2027-01-12,\r\n"),
              FailsWith("CSV_UNTERMINATED"));
  EXPECT_THAT(Prepare(v1::BULK_CHANGE_KIND_TRANCHE, "prison_number,date_type,date,regime\r\n"),
              FailsWith("TRANCHE_EMPTY"));
  EXPECT_THAT(Prepare(v1::BULK_CHANGE_KIND_TRANCHE), FailsWith("FIELD_REQUIRED"));
  EXPECT_THAT(Prepare(v1::BULK_CHANGE_KIND_CALENDAR, "x"), FailsWith("FILE_NOT_WANTED"));
  EXPECT_THAT(Prepare(v1::BULK_CHANGE_KIND_UNSPECIFIED), FailsWith("FIELD_REQUIRED"));
  std::string many = "prison_number,date_type,date,regime\r\n";
  for (int i = 0; i <= 20'000; ++i) many += "A0001BC,CRD,2027-01-12,\r\n";
  EXPECT_THAT(Prepare(v1::BULK_CHANGE_KIND_TRANCHE, many), FailsWith("TRANCHE_TOO_LARGE"));
}

TEST_F(BulkServerTest, LetsOnlyThoseInWhoMay) {
  Import(1);
  const auto job = Prepare(v1::BULK_CHANGE_KIND_TRANCHE, kTranche);
  ASSERT_THAT(job, Succeeded());
  WorkInTheBackground();
  const auto worker = server_->As(ACaller({Role::kResettlementWorker}));
  EXPECT_THAT(Rows(worker, job->bulk_change_id()), FailsWith("ROLE_NOT_ALLOWED"));
  auto elsewhere = ACaller({Role::kResettlementLead});
  elsewhere.prisons = {"OWI"};
  elsewhere.delivery_units = {};
  const auto rows = Rows(server_->As(elsewhere), job->bulk_change_id());
  ASSERT_THAT(rows, Succeeded());
  for (const auto& row : rows->rows()) EXPECT_EQ(row.person_id(), "");
  EXPECT_THAT(Rows(lead_, "01900000-0000-7000-8000-000000000999"),
              FailsWith(ErrorKind::kNotFound, "BULK_CHANGE_NOT_FOUND"));
}

// Domain A3, A7: the file of the calendar is replaced while the service runs.
TEST_F(BulkServerTest, ACorrectedCalendarFileMovesThoseWhomTheDryRunLists) {
  Import(2);
  WriteCalendar("2026-12-03");
  // The file is looked at every few seconds.
  v1::BulkChange job;
  for (int i = 0; i < 150 && !job.calendar_version().starts_with("corrected"); ++i) {
    const auto prepared = Prepare(v1::BULK_CHANGE_KIND_CALENDAR);
    ASSERT_THAT(prepared, Succeeded());
    job = *prepared;
    if (job.calendar_version().starts_with("corrected")) break;
    ASSERT_THAT(Steer(&BulkStub::DiscardBulkChange, job), Succeeded());
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  WorkInTheBackground();
  job = Get(job.bulk_change_id());
  ASSERT_EQ(job.state(), v1::BULK_CHANGE_STATE_PREPARED);
  EXPECT_EQ(job.moving(), 2);
  const auto rows = Rows(lead_, job.bulk_change_id());
  ASSERT_THAT(rows, Succeeded());
  ASSERT_THAT(rows->rows(), SizeIs(2));
  EXPECT_EQ(rows->rows(0).release_date_before().day(), 3);
  EXPECT_EQ(rows->rows(0).release_date_after().day(), 1);
  ASSERT_THAT(Steer(&BulkStub::RunBulkChange, job), Succeeded());
  WorkInTheBackground();
  EXPECT_EQ(Get(job.bulk_change_id()).state(), v1::BULK_CHANGE_STATE_FINISHED);
  EXPECT_EQ(Person("A0002BC").release_day().release_date().day(), 1);
  EXPECT_TRUE(Person("A0002BC").release_day().calendar_version().starts_with("corrected"));
}

// Domain A5.
TEST_F(BulkServerTest, ListsUrgentTasksAndOffersNoWayToCloseOne) {
  Import(2);
  v1::ConfirmReleaseDateRequest confirm;
  confirm.set_person_id(Person("A0001BC").person_id());
  confirm.set_etag("1");
  confirm.set_request_id(NextRequest());
  confirm.mutable_release_date()->set_year(2026);
  confirm.mutable_release_date()->set_month(12);
  confirm.mutable_release_date()->set_day(6);
  ASSERT_THAT(lead_.Call(nullptr, *stub_, &Stub::ConfirmReleaseDate, confirm), Succeeded());
  v1::ListUrgentTasksRequest request;
  request.set_page_size(1);
  const auto first = lead_.Call(nullptr, *stub_, &Stub::ListUrgentTasks, request);
  ASSERT_THAT(first, Succeeded());
  ASSERT_THAT(first->tasks(), SizeIs(1));
  EXPECT_EQ(first->tasks(0).warning(), v1::RELEASE_DAY_WARNING_AFTER_LAWFUL_DAY);
  EXPECT_EQ(first->tasks(0).since().day(), 23);
  request.set_page_token(first->next_page_token());
  const auto second = lead_.Call(nullptr, *stub_, &Stub::ListUrgentTasks, request);
  ASSERT_THAT(second, Succeeded());
  ASSERT_THAT(second->tasks(), SizeIs(1));
  EXPECT_EQ(second->tasks(0).warning(), v1::RELEASE_DAY_WARNING_NON_WORKING_DAY);
  EXPECT_EQ(second->next_page_token(), "");

  const auto& methods = *v1::UrgentTask::descriptor()->file()->pool()->FindServiceByName(
      "ttg.release.v1.ReleaseService");
  for (int i = 0; i < methods.method_count(); ++i) {
    const std::string& name = methods.method(i)->name();
    const bool about_tasks =
        name.find("UrgentTask") != std::string::npos || name.find("Warning") != std::string::npos;
    EXPECT_TRUE(!about_tasks || name == "ListUrgentTasks") << name;
  }
}

TEST_F(BulkServerTest, ShowsWhoLiftedAHoldWhenAndWhy) {
  Import(1);
  v1::RecordHoldRequest hold;
  hold.set_person_id(Person("A0001BC").person_id());
  hold.set_etag("1");
  hold.set_request_id(NextRequest());
  hold.set_kind(v1::HOLD_KIND_REMAND);
  hold.set_authority("Crown Court");
  hold.mutable_held_on()->set_year(2026);
  hold.mutable_held_on()->set_month(11);
  hold.mutable_held_on()->set_day(20);
  ASSERT_THAT(lead_.Call(nullptr, *stub_, &Stub::RecordHold, hold), Succeeded());
  v1::LiftHoldRequest lift;
  lift.set_person_id(hold.person_id());
  lift.set_etag("2");
  lift.set_request_id(NextRequest());
  lift.set_kind(v1::HOLD_KIND_REMAND);
  lift.set_reason("acquitted");
  const auto lifted = lead_.Call(nullptr, *stub_, &Stub::LiftHold, lift);
  ASSERT_THAT(lifted, Succeeded());
  EXPECT_THAT(lifted->person().holds(), SizeIs(0));
  ASSERT_THAT(lifted->person().lifted_holds(), SizeIs(1));
  const v1::Hold& shown = lifted->person().lifted_holds(0);
  EXPECT_EQ(shown.authority(), "Crown Court");
  EXPECT_EQ(shown.lift_reason(), "acquitted");
  EXPECT_FALSE(shown.recorded_by().empty());
  EXPECT_FALSE(shown.lifted_by().empty());
  EXPECT_TRUE(shown.has_lifted_at());
}

}  // namespace
}  // namespace ttg::release
