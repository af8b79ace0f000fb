#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "e2e/kit.h"
#include "platform/lifecycle/system_clock.h"
#include "platform/lifecycle/system_ids.h"
#include "ttg/release/v1/release_service.grpc.pb.h"

namespace ttg::e2e {

// A person as the last acknowledged command left them.
struct Known {
  std::string person_id;
  std::int64_t version = 0;
  // Before the first command.
  std::int64_t first_version = 0;
  std::string owner_id;
  std::string release_date;
  // Versions whose command left the release day and the owner as they were: nothing to announce.
  std::vector<std::int64_t> silent;
  std::vector<std::string> request_ids;
  // A command that was sent and never answered.
  bool unanswered = false;
};

// All people in prison that have a release day.
std::vector<Known> KnownPeople(const support::Cluster& cluster);

// One change of one person, which may be sent any number of times.
class Command {
 public:
  // Confirms a date, changes another date or the owner; `number` makes it differ from all others.
  Command(const Known& person, std::string request_id, int number);

  grpc::Status Send(release::v1::ReleaseService::Stub& stub, const std::string& token,
                    std::chrono::milliseconds deadline, release::v1::Person& person) const;

  const std::string& request_id() const { return request_id_; }

 private:
  enum class Kind { kConfirm, kOwner, kDates };

  template <typename Request>
  Request Filled() const;

  const Kind kind_;
  const std::string person_id_;
  const std::string etag_;
  const std::string request_id_;
  const int number_;
};

// Threads that each change people of their own, one command after the other, and repeat what is not
// answered until it is. They only work as far as they have been allowed to.
class Writers {
 public:
  Writers(const support::Cluster& cluster, int threads, std::vector<Known> people);
  ~Writers();
  Writers(const Writers&) = delete;
  Writers& operator=(const Writers&) = delete;

  void Allow(int commands);
  int acknowledged() const { return acknowledged_; }
  int allowed() const { return allowed_; }
  // The first answer that is neither success nor worth repeating ends the writers.
  std::string failure();

  // No repeats from now on: what fails stays unanswered, and its writer ends.
  void GiveUpSoon() { patient_ = false; }
  // Waits for all that was allowed (or given up); what every person came to.
  std::vector<Known> Finish();

 private:
  struct Share {
    std::vector<Known> people;
    std::thread thread;
  };

  void Work(Share& share);
  bool TakeTicket();
  // Empty where the writer has to end.
  std::optional<release::v1::Person> SendUntilAnswered(release::v1::ReleaseService::Stub& stub,
                                                       const Command& command);
  void Fail(const std::string& what);

  const std::string token_;
  const std::string address_;
  lifecycle::SystemClock clock_;
  lifecycle::SystemIds ids_{clock_};
  std::atomic<int> acknowledged_{0};
  std::atomic<int> numbers_{0};
  std::atomic<bool> patient_{true};
  std::mutex mutex_;
  std::condition_variable changed_;
  int allowed_ = 0;
  int taken_ = 0;
  bool ending_ = false;
  std::string failure_;
  std::vector<std::unique_ptr<Share>> shares_;
};

}  // namespace ttg::e2e
