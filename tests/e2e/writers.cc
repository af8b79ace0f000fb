#include "e2e/writers.h"

#include <chrono>
#include <utility>

#include <grpcpp/grpcpp.h>

namespace ttg::e2e {
namespace {

namespace pb = release::v1;

constexpr std::chrono::milliseconds kCallDeadline{2'000};
constexpr int kLongestBackoffMs = 50;
constexpr int kPageSize = 500;

std::shared_ptr<grpc::Channel> Channel(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 10);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, kLongestBackoffMs);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, kLongestBackoffMs);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

void Fill(Date date, common::v1::Date& out) {
  out.set_year(static_cast<int>(date.year()));
  out.set_month(date.month());
  out.set_day(date.day());
}

std::string IsoOf(const pb::Person& person) {
  const auto& date = person.release_day().release_date();
  return FormatDate(Date(date.year(), date.month(), date.day()));
}

// The service is away or at capacity: the same command may be sent again.
bool WorthRepeating(const grpc::Status& status) {
  const auto code = status.error_code();
  return code == grpc::StatusCode::UNAVAILABLE || code == grpc::StatusCode::DEADLINE_EXCEEDED ||
         code == grpc::StatusCode::RESOURCE_EXHAUSTED || code == grpc::StatusCode::CANCELLED;
}

void Remember(Known& person, const pb::Person& now, const std::string& request_id) {
  const std::int64_t version = std::stoll(now.etag());
  if (person.release_date == IsoOf(now) && person.owner_id == now.owner_id()) {
    person.silent.push_back(version);
  }
  person.version = version;
  person.owner_id = now.owner_id();
  person.release_date = IsoOf(now);
  person.request_ids.push_back(request_id);
}

}  // namespace

std::vector<Known> KnownPeople(const support::Cluster& cluster) {
  std::vector<Known> people;
  const Json answer = Ask(cluster, {"releases", "--page-size", std::to_string(kPageSize)});
  for (const Json& release : answer["releases"]) {
    if (!release.contains("release_date") || release["release_date"].is_null()) continue;
    Known person;
    person.person_id = release["person_id"];
    person.version = std::stoll(release["etag"].get<std::string>());
    person.first_version = person.version;
    person.owner_id = release["owner_id"];
    person.release_date = release["release_date"];
    people.push_back(person);
  }
  return people;
}

Command::Command(const Known& person, std::string request_id, int number)
    : kind_(number % 5 == 0   ? Kind::kDates
            : number % 2 == 0 ? Kind::kConfirm
                              : Kind::kOwner),
      person_id_(person.person_id),
      etag_(std::to_string(person.version)),
      request_id_(std::move(request_id)),
      number_(number) {}

template <typename Request>
Request Command::Filled() const {
  Request request;
  request.set_person_id(person_id_);
  request.set_etag(etag_);
  request.set_request_id(request_id_);
  return request;
}

grpc::Status Command::Send(pb::ReleaseService::Stub& stub, const std::string& token,
                           std::chrono::milliseconds deadline, pb::Person& person) const {
  grpc::ClientContext context;
  context.set_wait_for_ready(true);
  context.set_deadline(std::chrono::system_clock::now() + deadline);
  context.AddMetadata("authorization", "Bearer " + token);
  if (kind_ == Kind::kOwner) {
    auto request = Filled<pb::AssignOwnerRequest>();
    request.set_owner_id("worker-" + std::to_string(number_));
    pb::AssignOwnerResponse response;
    auto status = stub.AssignOwner(&context, request, &response);
    person = response.person();
    return status;
  }
  if (kind_ == Kind::kConfirm) {
    auto request = Filled<pb::ConfirmReleaseDateRequest>();
    Fill(Today() + 20 + number_ % 400, *request.mutable_release_date());
    pb::ConfirmReleaseDateResponse response;
    auto status = stub.ConfirmReleaseDate(&context, request, &response);
    person = response.person();
    return status;
  }
  auto request = Filled<pb::SetReleaseDatesRequest>();
  request.set_reason("recalculated");
  auto& entry = *request.add_dates();
  entry.set_type(pb::DATE_TYPE_SED);
  Fill(Today() + 1'000 + number_, *entry.mutable_date());
  pb::SetReleaseDatesResponse response;
  auto status = stub.SetReleaseDates(&context, request, &response);
  person = response.person();
  return status;
}

Writers::Writers(const support::Cluster& cluster, int threads, std::vector<Known> people)
    : token_(cluster.token()), address_(cluster.Address("release")) {
  for (int i = 0; i < threads; ++i) shares_.push_back(std::make_unique<Share>());
  for (std::size_t i = 0; i < people.size(); ++i) {
    shares_[i % shares_.size()]->people.push_back(std::move(people[i]));
  }
  for (auto& share : shares_) {
    share->thread = std::thread([this, one = share.get()] { Work(*one); });
  }
}

Writers::~Writers() {
  GiveUpSoon();
  Finish();
}

void Writers::Allow(int commands) {
  const std::lock_guard lock(mutex_);
  allowed_ += commands;
  changed_.notify_all();
}

std::string Writers::failure() {
  const std::lock_guard lock(mutex_);
  return failure_;
}

std::vector<Known> Writers::Finish() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    changed_.notify_all();
  }
  std::vector<Known> people;
  for (auto& share : shares_) {
    if (share->thread.joinable()) share->thread.join();
    people.insert(people.end(), share->people.begin(), share->people.end());
  }
  return people;
}

bool Writers::TakeTicket() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return ending_ || !failure_.empty() || taken_ < allowed_; });
  if (!failure_.empty() || taken_ >= allowed_) return false;
  ++taken_;
  return true;
}

void Writers::Fail(const std::string& what) {
  const std::lock_guard lock(mutex_);
  if (failure_.empty()) failure_ = what;
  changed_.notify_all();
}

std::optional<pb::Person> Writers::SendUntilAnswered(pb::ReleaseService::Stub& stub,
                                                     const Command& command) {
  while (true) {
    pb::Person person;
    const auto status = command.Send(stub, token_, kCallDeadline, person);
    if (status.ok()) return person;
    if (!WorthRepeating(status)) {
      Fail(std::to_string(status.error_code()) + " " + status.error_message());
      return std::nullopt;
    }
    if (!patient_) return std::nullopt;
  }
}

void Writers::Work(Share& share) {
  const auto stub = pb::ReleaseService::NewStub(Channel(address_));
  for (std::size_t next = 0; !share.people.empty() && TakeTicket(); ++next) {
    Known& person = share.people[next % share.people.size()];
    const Command command(person, ids_.NewId(), ++numbers_);
    const auto answer = SendUntilAnswered(*stub, command);
    if (!answer) {
      person.unanswered = true;
      return;
    }
    if (std::stoll(answer->etag()) != person.version + 1) {
      Fail("version " + answer->etag() + " follows " + std::to_string(person.version));
    }
    Remember(person, *answer, command.request_id());
    ++acknowledged_;
  }
}

}  // namespace ttg::e2e
