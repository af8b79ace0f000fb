#include "platform/messaging/relay.h"

#include <gmock/gmock.h>

#include "platform/messaging/publisher.h"
#include "platform/messaging/stream_entry.h"
#include "platform/messaging/test_support.h"
#include "platform/testing/matchers.h"
#include "platform/testing/redis_server.h"

namespace ttg::messaging {
namespace {

using std::chrono::milliseconds;
using testing::AppendAndCommit;
using testing::Events;
using testing::Through;
using testing::WaitUntil;
using ttg::testing::Succeeded;

const std::string kStream = "events:release";

class RelayToRedis : public ::testing::Test {
 protected:
  RelayConfig Config() {
    RelayConfig config{.context = "release", .redis = redis_.config()};
    config.batch = 10;
    config.check_every = milliseconds(20);
    config.record_every = milliseconds(20);
    config.poll = milliseconds(5);
    // The test's events are of that morning.
    config.now = [this] { return now_.load(); };
    return config;
  }

  void StartRelay() {
    relay_ = MakeRelay(Config(), *database_);
    relay_->Start();
  }

  void Append(int from, int through) {
    ASSERT_THAT(AppendAndCommit(*database_, Events(from, through)), Succeeded());
    if (relay_) relay_->Notify();
  }

  std::vector<Position> Published() {
    std::vector<Position> positions;
    redis::Client client(redis_.config());
    if (!client.Connect()) return positions;
    const auto entries = client.Range(kStream, "-", "+", 100000);
    if (!entries) return positions;
    for (const auto& entry : *entries) positions.push_back(PositionOf(entry.id).value_or(-1));
    return positions;
  }

  bool Publishes(const std::vector<Position>& positions) {
    return WaitUntil([&] { return Published() == positions; });
  }

  bool Alarms(const std::string& reason) {
    return WaitUntil([&] { return relay_->Status().alarm == reason; });
  }

  // As a consumer leaves it after a commit.
  void Bookmark(const std::string& consumer, Position position) {
    redis::Client client(redis_.config());
    ASSERT_THAT(client.Connect(), Succeeded());
    ASSERT_THAT(client.SetGroup(kStream, consumer, EntryId(position), 0), Succeeded());
  }

  bool Registers(Position applied_by_all) {
    return WaitUntil([&] {
      Position lowest = -1;
      (void)database_->Read([&](store::Session& session) -> Result<void> {
        TTG_TRY(const auto registered, ListConsumers(session));
        lowest = AppliedByAll(registered, {});
        return {};
      });
      return lowest == applied_by_all;
    });
  }

  ttg::testing::RedisServer redis_;
  ttg::testing::TestDatabase database_{ttg::testing::StoreKind::kSqlite, Migrations()};
  std::atomic<Instant> now_ = absl::FromUnixSeconds(1795430400);
  std::unique_ptr<Relay> relay_;
};

TEST_F(RelayToRedis, PublishesTheLogInOrderWithPositionsAsIds) {
  StartRelay();
  Append(1, 25);
  ASSERT_TRUE(Publishes(Through(25)));
  redis::Client client(redis_.config());
  ASSERT_THAT(client.Connect(), Succeeded());
  const auto entries = client.Range(kStream, "7-0", "7-0", 1).value();
  Event seventh = testing::AnEvent(7);
  seventh.position = 7;
  EXPECT_EQ(entries.front(), ToEntry(seventh));
  EXPECT_TRUE(WaitUntil([&] { return relay_->Status().published_through == 25; }));
}

TEST_F(RelayToRedis, PublishesWhatIsCommittedBeforeItStops) {
  StartRelay();
  ASSERT_THAT(AppendAndCommit(*database_, Events(1, 200)), Succeeded());
  relay_->Stop();
  EXPECT_EQ(Published(), Through(200));
}

TEST_F(RelayToRedis, GoesOnFromWhereRedisIs) {
  Append(1, 12);
  StartRelay();
  ASSERT_TRUE(Publishes(Through(12)));
  relay_->Stop();
  Append(13, 20);
  StartRelay();
  EXPECT_TRUE(Publishes(Through(20)));
}

TEST_F(RelayToRedis, GoesOnWhenRedisComesBack) {
  redis_.Kill();
  StartRelay();
  Append(1, 5);
  redis_.Restart();
  EXPECT_TRUE(Publishes(Through(5)));
  redis_.Kill();
  Append(6, 9);
  redis_.Restart();
  EXPECT_TRUE(Publishes(Through(9)));
}

TEST_F(RelayToRedis, PublishesTheLostTailAgain) {
  StartRelay();
  Append(1, 40);
  ASSERT_TRUE(Publishes(Through(40)));
  redis_.Kill();
  redis_.CutTail(3000);
  redis_.Restart();
  EXPECT_TRUE(Publishes(Through(40)));
}

TEST_F(RelayToRedis, PublishesAgainWhatIsStillNeededAfterAWipeWithoutBeingTold) {
  StartRelay();
  Append(1, 30);
  ASSERT_TRUE(Publishes(Through(30)));
  Bookmark("accommodation", 20);
  Bookmark("journey", 11);
  ASSERT_TRUE(Registers(11));
  redis_.Wipe();
  EXPECT_TRUE(Publishes(Through(30, 12)));
}

TEST_F(RelayToRedis, PublishesEverythingAgainWhileAConfiguredConsumerHasNotBeenSeen) {
  auto config = Config();
  config.consumers = {"mentoring"};
  relay_ = MakeRelay(config, *database_);
  relay_->Start();
  Append(1, 15);
  ASSERT_TRUE(Publishes(Through(15)));
  Bookmark("journey", 15);
  ASSERT_TRUE(Registers(15));
  redis_.Wipe();
  EXPECT_TRUE(Publishes(Through(15)));
}

TEST_F(RelayToRedis, MakesTheStreamAgainWhenAnAddFindsItGone) {
  auto config = Config();
  config.check_every = std::chrono::hours(1);
  Publisher publisher(config, *database_);
  Append(1, 5);
  ASSERT_THAT(publisher.RunOnce(), Succeeded());
  redis_.Wipe();
  Append(6, 6);
  ASSERT_THAT(publisher.RunOnce(), Succeeded());
  ASSERT_THAT(publisher.RunOnce(), Succeeded());
  EXPECT_EQ(Published(), Through(6));
}

TEST_F(RelayToRedis, StopsBeforeAStreamThatIsAheadUntilTheLogIsAdvanced) {
  Append(1, 6);
  StartRelay();
  ASSERT_TRUE(Publishes(Through(6)));
  relay_->Stop();

  // An older backup: events 1 to 3 are the same, then came others.
  ttg::testing::TestDatabase restored(ttg::testing::StoreKind::kSqlite, Migrations());
  ASSERT_THAT(AppendAndCommit(*restored, Events(1, 3)), Succeeded());
  ASSERT_THAT(AppendAndCommit(*restored, Events(101, 102)), Succeeded());
  relay_ = MakeRelay(Config(), *restored);
  relay_->Start();
  ASSERT_TRUE(Alarms("STREAM_AHEAD_OF_LOG"));
  EXPECT_EQ(Published(), Through(6));
  const Divergence divergence = relay_->Status().divergence;
  EXPECT_EQ(divergence.stream_last, 6);
  EXPECT_EQ(divergence.agreed_through, 3);

  ASSERT_THAT(restored->WriteAndWait([&](store::Session& session) -> Result<void> {
    TTG_TRY(const Position next, AdvanceLog(session, divergence, "RESTORED", now_));
    EXPECT_EQ(next, 9);
    return {};
  }),
              Succeeded());
  EXPECT_TRUE(Publishes(Through(8)));
  EXPECT_TRUE(Alarms(""));
  relay_->Stop();
}

// Redis was wiped and the database restored from an old backup: only the consumer still knows.
TEST_F(RelayToRedis, StopsBeforeAConsumerThatIsAheadOfTheLog) {
  StartRelay();
  Append(1, 3);
  ASSERT_TRUE(Publishes(Through(3)));
  Bookmark("accommodation", 9);
  EXPECT_TRUE(Alarms("STREAM_AHEAD_OF_LOG"));
  EXPECT_EQ(relay_->Status().divergence.stream_last, 9);
}

TEST_F(RelayToRedis, StopsWhereTheStreamHoldsAnotherEvent) {
  Append(1, 2);
  redis_.Command({"XADD", kStream, "2-0", "ce_id", "another", "data", ""});
  StartRelay();
  ASSERT_TRUE(Alarms("ENTRY_DIFFERS"));
  EXPECT_EQ(Published(), (std::vector<Position>{2}));
}

TEST_F(RelayToRedis, WaitsForRoomAndLeavesNoHole) {
  StartRelay();
  Append(1, 3);
  ASSERT_TRUE(Publishes(Through(3)));
  redis_.Command({"CONFIG", "SET", "maxmemory", "1"});
  Append(4, 40);
  Publisher other(Config(), *database_);
  EXPECT_THAT(other.RunOnce(), ttg::testing::FailsWith("REDIS_FULL"));
  EXPECT_EQ(Published(), Through(3));
  redis_.Command({"CONFIG", "SET", "maxmemory", "0"});
  EXPECT_TRUE(Publishes(Through(40)));
}

TEST_F(RelayToRedis, TrimsWhatIsOldAndAppliedByAll) {
  StartRelay();
  Append(1, 30);
  ASSERT_TRUE(Publishes(Through(30)));
  Bookmark("accommodation", 25);
  Bookmark("journey", 12);
  ASSERT_TRUE(Registers(12));
  EXPECT_EQ(Published(), Through(30));  // nothing is old yet
  now_ = absl::FromUnixSeconds(1795430400 + 20) + absl::Hours(24 * 30);
  EXPECT_TRUE(Publishes(Through(30, 13)));  // 1 to 19 are old, 1 to 12 applied by all
  Bookmark("journey", 30);
  EXPECT_TRUE(Publishes(Through(30, 20)));
  // Trimming does not move the checkpoint.
  Append(31, 32);
  EXPECT_TRUE(Publishes(Through(32, 20)));
}

TEST_F(RelayToRedis, TwoAtOnceMakeOneStream) {
  StartRelay();
  const auto second = MakeRelay(Config(), *database_);
  second->Start();
  for (int n = 1; n <= 200; n += 4) {
    Append(n, n + 3);
    second->Notify();
  }
  EXPECT_TRUE(Publishes(Through(200)));
  EXPECT_EQ(relay_->Status().alarm, "");
  EXPECT_EQ(second->Status().alarm, "");
}

TEST_F(RelayToRedis, OnPostgresAnotherTakesOverWhenTheLeaderStops) {
  ttg::testing::TestDatabase postgres(ttg::testing::StoreKind::kPostgres, Migrations());
  auto config = Config();
  config.now = absl::Now;
  const auto first = MakeRelay(config, *postgres);
  const auto second = MakeRelay(config, *postgres);
  first->Start();
  second->Start();
  ASSERT_THAT(AppendAndCommit(*postgres, Events(1, 20)), Succeeded());
  ASSERT_TRUE(Publishes(Through(20)));
  first->Stop();
  ASSERT_THAT(AppendAndCommit(*postgres, Events(21, 30)), Succeeded());
  EXPECT_TRUE(Publishes(Through(30)));
}

}  // namespace
}  // namespace ttg::messaging
