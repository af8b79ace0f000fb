#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "platform/telemetry/log.h"
#include "platform/telemetry/metrics.h"
#include "platform/telemetry/trace.h"
#include "platform/testing/matchers.h"

namespace ttg::telemetry {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

TEST(Traceparent, IsCheckedToTheLetter) {
  EXPECT_TRUE(IsTraceparent(kParent));
  for (const std::string_view bad : {"", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                                     "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                                     "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                                     "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                                     "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                                     "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01"}) {
    EXPECT_FALSE(IsTraceparent(bad)) << bad;
  }
}

TEST(Traceparent, ContinuesTheTraceInANewSpan) {
  const std::string child = ContinueTrace(kParent);
  EXPECT_TRUE(IsTraceparent(child));
  EXPECT_EQ(child.substr(0, 36), kParent.substr(0, 36));
  EXPECT_NE(child, kParent);
}

TEST(Traceparent, StartsANewTraceWhereThereIsNone) {
  const std::string root = ContinueTrace("nonsense");
  EXPECT_TRUE(IsTraceparent(root));
  EXPECT_NE(root.substr(0, 36), ContinueTrace("").substr(0, 36));
}

TEST(Log, WritesOneJsonObjectALine) {
  StartLogging("release", Level::kInfo);
  ::testing::internal::CaptureStderr();
  Log(Level::kInfo, "call.refused",
      {{"reason", "ROLE_NOT_ALLOWED"}, {"attempts", std::int64_t{2}}, {"late", true}});
  Log(Level::kDebug, "call.served");
  const auto line = nlohmann::json::parse(::testing::internal::GetCapturedStderr());
  EXPECT_EQ(line["service"], "release");
  EXPECT_EQ(line["event"], "call.refused");
  EXPECT_EQ(line["reason"], "ROLE_NOT_ALLOWED");
  EXPECT_EQ(line["attempts"], 2);
  EXPECT_EQ(line["late"], true);
}

TEST(Log, SurvivesBytesThatAreNoText) {
  StartLogging("release", Level::kInfo);
  ::testing::internal::CaptureStderr();
  Log(Level::kInfo, "odd", {{"code", "a\xff\n\"b"}});
  EXPECT_TRUE(nlohmann::json::accept(::testing::internal::GetCapturedStderr()));
}

TEST(Metrics, CountCallsByMethodAndCode) {
  Metrics metrics;
  metrics.CountCall("Service/Get", "OK", 0.003);
  metrics.CountCall("Service/Get", "OK", 0.003);
  metrics.CountCall("Service/Get", "NOT_FOUND", 0.003);
  EXPECT_THAT(metrics.Text(),
              HasSubstr(R"(ttg_rpc_calls_total{code="OK",method="Service/Get"} 2)"));
  EXPECT_THAT(metrics.Text(),
              HasSubstr(R"(ttg_rpc_duration_seconds_bucket{method="Service/Get",le="0.005"} 3)"));
}

TEST(Metrics, ReadGaugesWhenTheyAreScraped) {
  Metrics metrics;
  double depth = 1;
  metrics.Gauge("ttg_depth", "Depth.", {{"stream", "events:release"}}, [&] { return depth; });
  depth = 42;
  EXPECT_THAT(metrics.Text(), HasSubstr("ttg_depth{stream=\"events:release\"} 42"));
  metrics.Conceal();
  EXPECT_THAT(metrics.Text(), ::testing::Not(HasSubstr("ttg_depth")));
}

TEST(Metrics, SayWhenTheirPortIsTaken) {
  Metrics first;
  const auto port = first.Expose(0);
  ASSERT_THAT(port, testing::Succeeded());
  Metrics second;
  EXPECT_THAT(second.Expose(*port), testing::FailsWith("METRICS_PORT_TAKEN"));
}

}  // namespace
}  // namespace ttg::telemetry
