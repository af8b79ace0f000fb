#include <algorithm>
#include <csignal>
#include <future>
#include <set>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "absl/time/clock.h"
#include "kernel/id.h"
#include "platform/lifecycle/signals.h"
#include "platform/lifecycle/system_clock.h"
#include "platform/lifecycle/system_ids.h"
#include "platform/lifecycle/timer.h"
#include "platform/testing/fixed_clock.h"

namespace ttg::lifecycle {
namespace {

TEST(SystemClock, TurnsTheDayInLondon) {
  EXPECT_EQ(LondonDate(*ParseInstant("2026-06-30T22:59:59Z")), Date(2026, 6, 30));
  EXPECT_EQ(LondonDate(*ParseInstant("2026-06-30T23:30:00Z")), Date(2026, 7, 1));
  EXPECT_EQ(LondonDate(*ParseInstant("2026-12-31T23:30:00Z")), Date(2026, 12, 31));
}

TEST(SystemClock, TellsTheTimeOfTheMachine) {
  const SystemClock clock;
  const Instant before = absl::Now();
  const Instant now = clock.Now();
  EXPECT_LE(before, now);
  EXPECT_LE(now, absl::Now());
}

TEST(SystemIds, AreUuidsOfVersionSevenThatCarryTheTime) {
  const testing::FixedClock clock(absl::FromUnixMillis(0x0123456789ab));
  SystemIds ids(clock);
  const std::string id = ids.NewId();
  EXPECT_TRUE(IsUuid(id)) << id;
  EXPECT_EQ(id.substr(0, 15), "01234567-89ab-7");
  EXPECT_NE(std::string("89ab").find(id[19]), std::string::npos) << id;
}

TEST(SystemIds, IncreaseWhileTheClockStandsStillAndWhenItGoesBack) {
  testing::FixedClock clock(Date(2026, 11, 23));
  SystemIds ids(clock);
  std::vector<std::string> made;
  made.reserve(10'000);
  for (int i = 0; i < 5000; ++i) made.push_back(ids.NewId());
  clock.Advance(-absl::Hours(1));
  for (int i = 0; i < 5000; ++i) made.push_back(ids.NewId());
  EXPECT_TRUE(std::is_sorted(made.begin(), made.end(), std::less_equal<>()));
}

TEST(SystemIds, AreDifferentOnEveryThread) {
  const SystemClock clock;
  SystemIds ids(clock);
  std::vector<std::vector<std::string>> made(4);
  {
    std::vector<std::jthread> threads;
    threads.reserve(made.size());
    for (auto& mine : made) {
      threads.emplace_back([&ids, &mine] {
        for (int i = 0; i < 2000; ++i) mine.push_back(ids.NewId());
      });
    }
  }
  std::set<std::string> all;
  for (const auto& mine : made) all.insert(mine.begin(), mine.end());
  EXPECT_EQ(all.size(), 8000U);
}

TEST(Signals, WaitForTheRequestToStop) {
  Signals signals;
  kill(getpid(), SIGTERM);
  EXPECT_EQ(signals.Wait(), SIGTERM);
}

TEST(Timer, WorksAgainAndAgainWhileItHasTheLease) {
  std::promise<void> thrice;
  int runs = 0;
  Timer timer(
      std::chrono::milliseconds(1), [] { return true; },
      [&] {
        if (++runs == 3) thrice.set_value();
      });
  thrice.get_future().wait();
  timer.Stop();
  EXPECT_GE(runs, 3);
}

TEST(Timer, DoesNothingWithoutTheLease) {
  std::promise<void> asked_thrice;
  int asked = 0;
  int runs = 0;
  Timer timer(
      std::chrono::milliseconds(1),
      [&] {
        if (++asked == 3) asked_thrice.set_value();
        return false;
      },
      [&] { ++runs; });
  asked_thrice.get_future().wait();
  timer.Stop();
  EXPECT_EQ(runs, 0);
}

}  // namespace
}  // namespace ttg::lifecycle
