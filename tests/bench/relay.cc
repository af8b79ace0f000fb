// How fast a relay publishes a backlog, beside pipelined XADDs of the same size.
#include "platform/messaging/relay.h"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <hiredis/hiredis.h>

#include "bench/figures.h"
#include "platform/lifecycle/system_clock.h"
#include "platform/lifecycle/system_ids.h"
#include "platform/messaging/event_log.h"
#include "platform/testing/redis_server.h"
#include "platform/testing/test_database.h"
#include "support/process.h"

namespace ttg::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kBacklog = 200'000;
constexpr int kPipeline = 512;

double PerSecond(int count, Clock::time_point since) {
  return count / std::chrono::duration<double>(Clock::now() - since).count();
}

double RawXadd(int port, const std::string& data) {
  redisContext* context = redisConnect("127.0.0.1", port);
  const auto start = Clock::now();
  for (int done = 0; done < kBacklog; done += kPipeline) {
    for (int i = 0; i < kPipeline; ++i) {
      redisAppendCommand(context, "XADD raw * ce_id 1 ce_source release ce_type t data %b",
                         data.data(), data.size());
    }
    for (int i = 0; i < kPipeline; ++i) {
      void* reply = nullptr;
      if (redisGetReply(context, &reply) == REDIS_OK) freeReplyObject(reply);
    }
  }
  const double rate = PerSecond(kBacklog, start);
  redisFree(context);
  return rate;
}

}  // namespace

std::vector<Figure> MeasureRelay() {
  fmt::print(stderr, "bench: relay\n");
  const std::string data(80, 'x');
  testing::RedisServer redis;
  const double raw = RawXadd(redis.port(), data);
  redis.Wipe();

  testing::TestDatabase database(testing::StoreKind::kSqlite, messaging::Migrations());
  const lifecycle::SystemClock clock;
  lifecycle::SystemIds ids(clock);
  const Instant now = absl::Now();
  for (int done = 0; done < kBacklog; done += 1000) {
    const auto written = database->WriteAndWait([&](store::Session& session) {
      std::vector<messaging::Event> events;
      for (int i = 0; i < 1000; ++i) {
        const std::string person = ids.NewId();
        events.push_back({.id = ids.NewId(),
                          .source = "release",
                          .type = "ttg.release.v1.PersonOwnerChanged",
                          .subject = person,
                          .subject_version = 1,
                          .partition_key = person,
                          .time = now,
                          .correlation_id = person,
                          .causation_id = "",
                          .traceparent = "",
                          .data = data});
      }
      return messaging::Append(session, events);
    });
    if (!written) return {};
  }
  const auto relay =
      messaging::MakeRelay({.context = "release", .redis = redis.config()}, *database);
  const auto start = Clock::now();
  relay->Start();
  const bool all = support::Eventually(
      std::chrono::seconds(60), [&] { return relay->Status().published_through == kBacklog; });
  const double rate = PerSecond(kBacklog, start);
  relay->Stop();
  return {{.what = fmt::format("relay, backlog of {} events", kBacklog),
           .measured = fmt::format("{:.0f} events/s", rate),
           .limit = fmt::format("pipelined XADD: {:.0f}/s", raw),
           .reach = "≥ 20,000 events/s",
           .reached = all && rate >= 20'000}};
}

}  // namespace ttg::bench
