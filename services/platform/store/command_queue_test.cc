#include "platform/store/command_queue.h"

#include <gtest/gtest.h>

#include "platform/testing/matchers.h"

namespace ttg::store {
namespace {

using testing::FailsWith;
using testing::Succeeded;

Command ACommand() {
  return {.work = nullptr, .done = [](Result<void>) {}};
}

TEST(CommandQueue, RefusesBeyondItsLimitAndLeavesTheCommand) {
  CommandQueue queue(1);
  Command first = ACommand();
  Command second = ACommand();
  EXPECT_THAT(queue.Push(first), Succeeded());
  EXPECT_THAT(queue.Push(second), FailsWith(ErrorKind::kOverloaded, "QUEUE_FULL"));
  EXPECT_NE(second.done, nullptr);
}

TEST(CommandQueue, HandsOutWhatItHasAfterItIsClosed) {
  CommandQueue queue(8);
  Command command = ACommand();
  ASSERT_THAT(queue.Push(command), Succeeded());
  queue.Close();
  Command late = ACommand();
  EXPECT_THAT(queue.Push(late), FailsWith(ErrorKind::kUnavailable, "DATABASE_CLOSED"));
  EXPECT_EQ(queue.Wait(std::nullopt), CommandQueue::Wake::kReady);
  EXPECT_TRUE(queue.TryPop().has_value());
  EXPECT_EQ(queue.Wait(std::nullopt), CommandQueue::Wake::kClosed);
}

TEST(CommandQueue, SaysWhenNothingCame) {
  CommandQueue queue(8);
  EXPECT_EQ(queue.Wait(std::chrono::milliseconds(0)), CommandQueue::Wake::kIdle);
  EXPECT_FALSE(queue.TryPop().has_value());
}

}  // namespace
}  // namespace ttg::store
