// How long from the commit of an event in release to its effect being committed in accommodation,
// at 1,000 events a second; and beside it a raw XADD → XREADGROUP and two commits.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <hiredis/hiredis.h>
#include <sqlite3.h>

#include "bench/figures.h"
#include "bench/people.h"
#include "platform/messaging/event_log.h"

namespace ttg::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kPeople = 2000;
// A thousand a second for ten seconds.
constexpr int kCommands = 10'000;

struct Percentiles {
  double p50 = 0;
  double p99 = 0;
};

Percentiles Of(std::vector<double> milliseconds) {
  if (milliseconds.empty()) return {};
  std::sort(milliseconds.begin(), milliseconds.end());
  return {milliseconds[milliseconds.size() / 2], milliseconds[milliseconds.size() * 99 / 100]};
}

// Watches the consumer's own database: when was each position seen to be applied? Read-only, beside
// the service that owns the file.
class Watch {
 public:
  explicit Watch(const std::string& path) {
    const bool ready =
        sqlite3_open_v2(path.c_str(), &database_, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK &&
        sqlite3_prepare_v2(database_,
                           "SELECT applied_through FROM stream_position "
                           "WHERE stream = 'events:release'",
                           -1, &statement_, nullptr) == SQLITE_OK;
    if (!ready) std::exit(1);
    sqlite3_busy_timeout(database_, 1000);
  }
  ~Watch() {
    sqlite3_finalize(statement_);
    sqlite3_close(database_);
  }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  messaging::Position Applied() {
    const messaging::Position applied =
        sqlite3_step(statement_) == SQLITE_ROW ? sqlite3_column_int64(statement_, 0) : 0;
    sqlite3_reset(statement_);
    return applied;
  }

 private:
  sqlite3* database_ = nullptr;
  sqlite3_stmt* statement_ = nullptr;
};

// Issues one command a millisecond; the time each was acknowledged, by position of its event.
void Send(release::ReleaseService::Stub& stub, const std::string& token,
          std::vector<release::Person>& people, std::vector<Clock::time_point>& acknowledged,
          std::atomic<int>& under_way) {
  const auto start = Clock::now();
  for (int i = 0; i < kCommands; ++i) {
    std::this_thread::sleep_until(start + std::chrono::milliseconds(i));
    release::Person& person = people[static_cast<std::size_t>(i) % people.size()];
    struct Call {
      grpc::ClientContext context;
      release::AssignOwnerRequest request;
      release::AssignOwnerResponse response;
    };
    auto call = std::make_shared<Call>();
    call->request.set_person_id(person.person_id());
    call->request.set_etag(person.etag());
    call->request.set_request_id(NewRequestId());
    call->request.set_owner_id(person.owner_id() == "worker-1" ? "worker-2" : "worker-1");
    Prepare(call->context, token);
    ++under_way;
    stub.async()->AssignOwner(&call->context, &call->request, &call->response,
                              [&, i, call](const grpc::Status& status) {
                                if (status.ok()) {
                                  person = call->response.person();
                                  acknowledged[static_cast<std::size_t>(i)] = Clock::now();
                                }
                                --under_way;
                              });
  }
}

double RawRedisMilliseconds(int port) {
  redisContext* writer = redisConnect("127.0.0.1", port);
  redisContext* reader = redisConnect("127.0.0.1", port);
  const auto run = [](redisContext* context, const char* command) {
    freeReplyObject(redisCommand(context, command));
  };
  run(writer, "XGROUP CREATE bench g $ MKSTREAM");
  std::vector<double> took;
  for (int i = 0; i < 2000; ++i) {
    const auto start = Clock::now();
    run(writer, "XADD bench * data 0123456789");
    run(reader, "XREADGROUP GROUP g c COUNT 1 STREAMS bench >");
    took.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
  }
  run(writer, "DEL bench");
  redisFree(writer);
  redisFree(reader);
  return Of(std::move(took)).p50;
}

// Where the reader is once it has applied the import's events.
messaging::Position AfterImport(Watch& watch, std::size_t people) {
  messaging::Position before = 0;
  support::Eventually(std::chrono::seconds(60), [&] {
    const auto applied = watch.Applied();
    const bool still = applied == before && applied >= static_cast<std::int64_t>(people);
    before = applied;
    if (!still) std::this_thread::sleep_for(std::chrono::milliseconds(500));
    return still;
  });
  return before;
}

using Sighting = std::pair<Clock::time_point, messaging::Position>;

// Milliseconds from each answer to the first sighting of its event. Commands are answered in the
// order of their commits; the n-th answer belongs to position before + n, within one group of a
// commit.
std::vector<double> Delays(const std::vector<Clock::time_point>& acknowledged,
                           const std::vector<Sighting>& seen, messaging::Position before) {
  std::vector<double> took;
  took.reserve(acknowledged.size());
  auto sighting = seen.begin();
  auto position = before;
  for (const auto& at : acknowledged) {
    ++position;
    sighting = std::find_if(sighting, seen.end(),
                            [&](const Sighting& one) { return one.second >= position; });
    if (sighting == seen.end()) break;
    took.push_back(
        std::max(0.0, std::chrono::duration<double, std::milli>(sighting->first - at).count()));
  }
  return took;
}

}  // namespace

std::vector<Figure> MeasureDelivery(const std::string& programs) {
  fmt::print(stderr, "bench: delivery\n");
  const auto cluster = ClusterWith(programs, kPeople);
  const double raw = RawRedisMilliseconds(cluster->redis().port());
  const auto stub = release::ReleaseService::NewStub(
      grpc::CreateChannel(cluster->Address("release"), grpc::InsecureChannelCredentials()));
  const std::string token = cluster->Token("resettlement-lead");
  auto people = Everybody(*stub, token);

  Watch watch(cluster->DatabasePath("accommodation"));
  const auto before = AfterImport(watch, people.size());

  std::vector<Clock::time_point> acknowledged(kCommands);
  std::atomic<int> under_way = 0;
  std::atomic<bool> stop = false;
  std::mutex mutex;
  std::vector<Sighting> seen;
  std::thread watcher([&] {
    while (!stop) {
      const auto applied = watch.Applied();
      {
        const std::lock_guard lock(mutex);
        if (seen.empty() || applied > seen.back().second) seen.emplace_back(Clock::now(), applied);
      }
      std::this_thread::sleep_for(std::chrono::microseconds(300));
    }
  });
  Send(*stub, token, people, acknowledged, under_way);
  support::Eventually(std::chrono::seconds(30), [&] { return under_way == 0; });
  std::erase(acknowledged, Clock::time_point());
  const auto last = before + static_cast<messaging::Position>(acknowledged.size());
  const bool all =
      support::Eventually(std::chrono::seconds(30), [&] { return watch.Applied() >= last; });
  stop = true;
  watcher.join();

  std::sort(acknowledged.begin(), acknowledged.end());
  const auto took = Delays(acknowledged, seen, before);
  const Percentiles shown = Of(took);
  return {{.what = "commit → applied in another service's database, 1,000 events/s",
           .measured = fmt::format("p50 {:.1f} ms, p99 {:.1f} ms, {} events", shown.p50, shown.p99,
                                   took.size()),
           .limit = fmt::format("raw XADD → XREADGROUP: {:.2f} ms", raw),
           .reach = "p50 ≤ 5 ms, p99 ≤ 50 ms",
           .reached = all && shown.p50 <= 5 && shown.p99 <= 50}};
}

}  // namespace ttg::bench
