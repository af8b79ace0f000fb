#include "platform/messaging/consumer.h"

#include <atomic>
#include <sstream>

#include <gmock/gmock.h>

#include "platform/messaging/dead_letters.h"
#include "platform/messaging/relay.h"
#include "platform/messaging/stream_entry.h"
#include "platform/messaging/test_support.h"
#include "platform/telemetry/log.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/matchers.h"
#include "platform/testing/redis_server.h"

namespace ttg::messaging {
namespace {

using std::chrono::milliseconds;
using testing::AnEvent;
using testing::AppendAndCommit;
using testing::Effects;
using testing::Events;
using testing::RecordEffect;
using testing::ReplayFrom;
using testing::Through;
using testing::WaitUntil;
using ttg::testing::StoreKind;
using ttg::testing::Succeeded;

const std::string kStream = "events:release";

std::vector<std::string> Lines(const std::string& log, const std::string& event) {
  std::vector<std::string> lines;
  std::istringstream in(log);
  for (std::string line; std::getline(in, line);) {
    if (line.find(event) != std::string::npos) lines.push_back(line);
  }
  return lines;
}

// A producer with its relay, a real Redis, and a consumer on either database.
class ConsumerOfAStream : public ::testing::TestWithParam<StoreKind> {
 protected:
  void SetUp() override {
    RelayConfig config{.context = "release", .redis = redis_.config()};
    config.check_every = milliseconds(20);
    config.record_every = milliseconds(20);
    relay_ = MakeRelay(config, *producer_);
    relay_->Start();
  }

  void TearDown() override {
    for (const auto& consumer : consumers_) consumer->Stop();
    relay_->Stop();
  }

  Subscription Reaction() {
    return {.context = "release",
            .handlers = {{testing::kChanged,
                          [this](store::Session& session, const Event& event) -> Result<void> {
                            TTG_RETURN_IF_ERROR(RecordEffect(session, event));
                            if (event.id == poison_) return Precondition("POISON", "");
                            return {};
                          }}},
            .prepare = {},
            .replay = ReplayFrom(*producer_)};
  }

  Consumer& StartConsumer(Subscription subscription, ConsumerConfig config = {}) {
    config.name = "accommodation";
    config.redis = redis_.config();
    config.block = milliseconds(20);
    config.replay_after = milliseconds(100);
    config.replay_every = milliseconds(20);
    consumers_.push_back(MakeConsumer(config, *database_, clock_, {std::move(subscription)}));
    consumers_.back()->Start();
    return *consumers_.back();
  }

  void Append(const std::vector<Event>& events) {
    ASSERT_THAT(AppendAndCommit(*producer_, events), Succeeded());
    relay_->Notify();
  }

  // Puts the event at a position of the log into the stream, as the relay would but for `spoilt`.
  void Publish(Position position, const std::map<std::string, std::string>& spoilt = {}) {
    const auto entry = ToEntry(ReplayFrom(*producer_)(position - 1, 1).value().front());
    std::vector<std::string> words{"XADD", kStream, entry.id};
    for (const auto& [field, value] : entry.fields) {
      const auto found = spoilt.find(field);
      words.push_back(field);
      words.push_back(found == spoilt.end() ? value : found->second);
    }
    redis_.Command(words);
  }

  bool Applies(const std::vector<Position>& positions) {
    const bool applied = WaitUntil([&] { return Effects(*database_) == positions; });
    EXPECT_EQ(Effects(*database_), positions);
    return applied;
  }

  bool AppliedThrough(Position position) {
    return WaitUntil([&] { return consumers_[0]->Progress()[0].applied_through == position; });
  }

  std::vector<DeadLetter> Letters() {
    std::vector<DeadLetter> letters;
    (void)database_->Read([&](store::Session& session) -> Result<void> {
      TTG_TRY(letters, ListDeadLetters(session, 100));
      return {};
    });
    return letters;
  }

  ttg::testing::RedisServer redis_;
  ttg::testing::TestDatabase producer_{StoreKind::kSqlite, Migrations()};
  ttg::testing::TestDatabase database_{GetParam(), testing::MigrationsWithEffects()};
  ttg::testing::FixedClock clock_{absl::FromUnixSeconds(1795430400)};
  // The id of the event that the handler cannot apply.
  std::string poison_;
  std::unique_ptr<Relay> relay_;
  std::vector<std::unique_ptr<Consumer>> consumers_;
};

INSTANTIATE_TEST_SUITE_P(Stores, ConsumerOfAStream,
                         ::testing::Values(StoreKind::kSqlite, StoreKind::kPostgres),
                         ::testing::PrintToStringParamName());

TEST_P(ConsumerOfAStream, AppliesEachEventOnceInOrderAndLeavesABookmark) {
  StartConsumer(Reaction());
  Append(Events(1, 600));
  ASSERT_TRUE(Applies(Through(600)));
  redis::Client client(redis_.config());
  ASSERT_THAT(client.Connect(), Succeeded());
  EXPECT_TRUE(WaitUntil([&] {
    const auto groups = client.Groups(kStream).value();
    return groups.size() == 1 && groups[0].name == "accommodation" &&
           groups[0].last_delivered_id == "600-0";
  }));
}

TEST_P(ConsumerOfAStream, TellsAfterEachCommit) {
  ConsumerConfig config;
  std::atomic<Position> seen = 0;
  config.applied = [&] { seen = static_cast<Position>(Effects(*database_).size()); };
  StartConsumer(Reaction(), config);
  Append(Events(1, 5));
  EXPECT_TRUE(WaitUntil([&] { return seen == 5; }));
  consumers_[0]->Stop();
}

TEST_P(ConsumerOfAStream, GoesOnFromItsOwnPosition) {
  StartConsumer(Reaction());
  Append(Events(1, 5));
  ASSERT_TRUE(Applies(Through(5)));
  consumers_[0]->Stop();
  Append(Events(6, 9));
  StartConsumer(Reaction());
  EXPECT_TRUE(Applies(Through(9)));
}

TEST_P(ConsumerOfAStream, FillsByReplayWhatRedisNoLongerHas) {
  Append(Events(1, 50));
  ASSERT_TRUE(WaitUntil([&] { return relay_->Status().published_through == 50; }));
  redis_.Command({"XTRIM", kStream, "MINID", "31-0"});
  StartConsumer(Reaction());
  EXPECT_TRUE(Applies(Through(50)));
}

TEST_P(ConsumerOfAStream, GoesOnThroughAHoleInTheMiddle) {
  Append(Events(1, 50));
  ASSERT_TRUE(WaitUntil([&] { return relay_->Status().published_through == 50; }));
  redis_.Command({"XDEL", kStream, "20-0", "21-0"});
  StartConsumer(Reaction());
  EXPECT_TRUE(Applies(Through(50)));
}

TEST_P(ConsumerOfAStream, GoesOnWithoutRedis) {
  StartConsumer(Reaction());
  Append(Events(1, 5));
  ASSERT_TRUE(Applies(Through(5)));
  redis_.Kill();
  Append(Events(6, 300));
  ASSERT_TRUE(Applies(Through(300)));
  redis_.Restart();
  Append(Events(301, 305));
  EXPECT_TRUE(Applies(Through(305)));
}

TEST_P(ConsumerOfAStream, SurvivesAWipeUnderItsConnection) {
  StartConsumer(Reaction());
  Append(Events(1, 50));
  ASSERT_TRUE(Applies(Through(50)));
  redis_.Wipe();
  Append(Events(51, 80));
  EXPECT_TRUE(Applies(Through(80)));
}

TEST_P(ConsumerOfAStream, SurvivesALostTail) {
  StartConsumer(Reaction());
  Append(Events(1, 50));
  ASSERT_TRUE(Applies(Through(50)));
  redis_.Kill();
  redis_.CutTail(5000);
  redis_.Restart();
  Append(Events(51, 60));
  EXPECT_TRUE(Applies(Through(60)));
}

TEST_P(ConsumerOfAStream, FollowsALogThatWasAdvanced) {
  StartConsumer(Reaction());
  Append(Events(1, 3));
  ASSERT_TRUE(Applies(Through(3)));
  ASSERT_THAT(producer_->WriteAndWait([&](store::Session& session) -> Result<void> {
    TTG_RETURN_IF_ERROR(
        AdvanceLog(session, {.stream_last = 10, .agreed_through = 3}, "RESTORED", clock_.Now()));
    return {};
  }),
              Succeeded());
  Append(Events(4, 5));
  EXPECT_TRUE(Applies({1, 2, 3, 11, 12}));
}

TEST_P(ConsumerOfAStream, TwoReplicasApplyEachEventOnce) {
  ConsumerConfig small;
  small.batch = 7;
  StartConsumer(Reaction(), small);
  StartConsumer(Reaction(), small);
  for (int n = 1; n <= 400; n += 10) Append(Events(n, n + 9));
  EXPECT_TRUE(Applies(Through(400)));
}

TEST_P(ConsumerOfAStream, ParksThePersonOfAPoisonEventAndLetsOthersFlow) {
  poison_ = AnEvent(2).id;
  StartConsumer(Reaction());
  Append({AnEvent(1, "a"), AnEvent(2, "a"), AnEvent(3, "b"), AnEvent(4, "a")});
  ASSERT_TRUE(Applies({1, 3}));
  Append({AnEvent(5, "a"), AnEvent(6, "b")});
  ASSERT_TRUE(Applies({1, 3, 6}));

  const auto letters = Letters();
  ASSERT_EQ(letters.size(), 3U);
  EXPECT_EQ(letters[0].reason, "POISON");
  EXPECT_EQ(letters[0].attempts, 1);
  EXPECT_EQ(letters[0].next_attempt_at, clock_.Now() + absl::Seconds(1));
  EXPECT_TRUE(letters[1].parked);
  EXPECT_TRUE(letters[2].parked);
  EXPECT_EQ(consumers_[0]->Progress()[0].dead_letters, 3);

  int attempts = 1;
  for (const int seconds : {1, 10, 60, 600}) {
    clock_.Advance(absl::Seconds(seconds));
    ++attempts;
    ASSERT_TRUE(WaitUntil([&] { return Letters()[0].attempts == attempts; }));
  }
  EXPECT_EQ(Letters()[0].next_attempt_at, std::nullopt);

  consumers_[0]->Stop();
  poison_.clear();
  ASSERT_THAT(database_->WriteAndWait([&](store::Session& session) {
    return RetryDeadLetter(session, kStream, 2, clock_.Now());
  }),
              Succeeded());
  StartConsumer(Reaction());
  EXPECT_TRUE(Applies({1, 3, 6, 2, 4, 5}));
  EXPECT_TRUE(Letters().empty());
}

TEST_P(ConsumerOfAStream, GoesOnBehindADiscardedEvent) {
  poison_ = AnEvent(1).id;
  StartConsumer(Reaction());
  Append(Events(1, 3));
  ASSERT_TRUE(WaitUntil([&] { return Letters().size() == 3; }));
  ASSERT_THAT(database_->WriteAndWait([&](store::Session& session) {
    return DiscardDeadLetter(session, kStream, 1, clock_.Now());
  }),
              Succeeded());
  EXPECT_TRUE(Applies({2, 3}));
  EXPECT_TRUE(Letters().empty());
}

TEST_P(ConsumerOfAStream, CountsAndPassesTypesThatItDoesNotKnow) {
  StartConsumer(Reaction());
  auto events = Events(1, 4);
  events[1].type = events[2].type = "ttg.test.v2.ThingChanged";
  Append(events);
  ASSERT_TRUE(Applies({1, 4}));
  std::int64_t seen = 0;
  ASSERT_THAT(database_->Read([&](store::Session& session) -> Result<void> {
    TTG_TRY(const auto rows,
            session.Query<std::int64_t>("SELECT seen FROM unknown_event"
                                        " WHERE type = 'ttg.test.v2.ThingChanged'"));
    seen = std::get<0>(rows.at(0));
    return {};
  }),
              Succeeded());
  EXPECT_EQ(seen, 2);
}

TEST_P(ConsumerOfAStream, TakesFromTheLogWhatItCannotReadBeforeItGoesOn) {
  relay_->Stop();
  ASSERT_THAT(AppendAndCommit(*producer_, Events(1, 8)), Succeeded());
  Publish(1);
  redis_.Command({"XADD", kStream, "2-0", "junk", "x"});
  Publish(3);
  Publish(4, {{"ce_partitionkey", ""}});
  Publish(5, {{"ce_id", "x"}});
  Publish(6);
  redis_.Command({"XADD", kStream, "7-0", "ce_partitionkey", "person-1"});
  StartConsumer(Reaction());
  EXPECT_TRUE(Applies(Through(8)));
  EXPECT_TRUE(Letters().empty());
}

TEST_P(ConsumerOfAStream, StopsBeforeWhatItCannotReadUntilTheLogCanBeAsked) {
  relay_->Stop();
  ASSERT_THAT(AppendAndCommit(*producer_, Events(1, 3)), Succeeded());
  Publish(1);
  redis_.Command({"XADD", kStream, "2-0", "junk", "x"});
  Publish(3);
  std::atomic<bool> away = true;
  std::atomic<int> asked = 0;
  auto reaction = Reaction();
  reaction.replay = [&, log = reaction.replay](Position after,
                                               int limit) -> Result<std::vector<Event>> {
    ++asked;
    if (away) return Unavailable("RPC_UNAVAILABLE", "");
    return log(after, limit);
  };
  StartConsumer(std::move(reaction));
  ASSERT_TRUE(WaitUntil([&] { return asked >= 3; }));
  EXPECT_EQ(Effects(*database_), Through(1));
  EXPECT_TRUE(Letters().empty());
  away = false;
  EXPECT_TRUE(Applies(Through(3)));
  EXPECT_TRUE(Letters().empty());
  consumers_[0]->Stop();
}

TEST_P(ConsumerOfAStream, WarnsWhenTheLogCannotBeReadEither) {
  telemetry::StartLogging("accommodation");
  ::testing::internal::CaptureStderr();
  relay_->Stop();
  ASSERT_THAT(AppendAndCommit(*producer_, Events(1, 2)), Succeeded());
  redis_.Command({"XADD", kStream, "1-0", "junk", "x"});
  Publish(2);
  std::atomic<int> failures = 2;
  auto reaction = Reaction();
  reaction.replay = [&, log = reaction.replay](Position after,
                                               int limit) -> Result<std::vector<Event>> {
    if (failures-- > 0) return Internal("ROW_MALFORMED", "");
    return log(after, limit);
  };
  StartConsumer(std::move(reaction));
  EXPECT_TRUE(Applies(Through(2)));
  consumers_[0]->Stop();
  const std::string log = ::testing::internal::GetCapturedStderr();
  EXPECT_THAT(Lines(log, "consumer.entry_unreadable"), ::testing::SizeIs(3));
  EXPECT_THAT(Lines(log, "consumer.stuck"), ::testing::SizeIs(2));
  EXPECT_THAT(Lines(log, "consumer.stuck"), ::testing::Each(::testing::HasSubstr("ROW_MALFORMED")));
}

TEST_P(ConsumerOfAStream, FetchesAnEventWhoseDataWasSpoiltBeforeItIsTriedAgain) {
  relay_->Stop();
  ASSERT_THAT(AppendAndCommit(*producer_, {AnEvent(1, "a"), AnEvent(2, "a"), AnEvent(3, "b")}),
              Succeeded());
  Publish(1, {{"data", "spoilt"}});
  Publish(2);
  Publish(3);
  auto reaction = Reaction();
  reaction.handlers[testing::kChanged] = [&](store::Session& session,
                                             const Event& event) -> Result<void> {
    if (event.data == "spoilt") return Invalid("EVENT_MALFORMED", "");
    return RecordEffect(session, event);
  };
  StartConsumer(std::move(reaction));
  ASSERT_TRUE(Applies({3}));
  EXPECT_EQ(Letters().size(), 2U);
  clock_.Advance(absl::Seconds(1));
  EXPECT_TRUE(Applies({3, 1, 2}));
  EXPECT_TRUE(Letters().empty());
}

TEST_P(ConsumerOfAStream, AsksAPeerThatIsSilentForOneDeadLetterOnly) {
  std::atomic<bool> broken = true;
  std::atomic<int> asked = 0;
  auto reaction = Reaction();
  reaction.handlers[testing::kChanged] = [&](store::Session& session,
                                             const Event& event) -> Result<void> {
    if (broken && event.position <= 4) return Precondition("POISON", "");
    return RecordEffect(session, event);
  };
  StartConsumer(reaction);
  Append({AnEvent(1, "a"), AnEvent(2, "b"), AnEvent(3, "c"), AnEvent(4, "d")});
  ASSERT_TRUE(WaitUntil([&] { return Letters().size() == 4; }));
  consumers_[0]->Stop();

  clock_.Advance(absl::Seconds(1));
  auto silent = reaction;
  silent.prepare = [&](const std::vector<Event>& events) -> Result<void> {
    if (events.front().position > 4) return {};
    ++asked;
    return Unavailable("RPC_DEADLINE_EXCEEDED", "");
  };
  StartConsumer(std::move(silent));
  for (int n = 5; n <= 8; ++n) {
    Append({AnEvent(n, "e")});
    ASSERT_TRUE(Applies(Through(n, 5)));
  }
  EXPECT_EQ(asked, 1);
  consumers_[1]->Stop();

  // Those that were not asked for come first, and the one that was in its turn.
  broken = false;
  StartConsumer(reaction);
  ASSERT_TRUE(Applies({5, 6, 7, 8, 2, 3, 4}));
  clock_.Advance(absl::Seconds(10));
  EXPECT_TRUE(Applies({5, 6, 7, 8, 2, 3, 4, 1}));
  EXPECT_TRUE(Letters().empty());
}

TEST_P(ConsumerOfAStream, AppliesNothingUntilItsBatchIsPrepared) {
  std::atomic<int> calls = 0;
  auto reaction = Reaction();
  reaction.prepare = [&](const std::vector<Event>& events) -> Result<void> {
    EXPECT_FALSE(events.empty());
    EXPECT_TRUE(Effects(*database_).empty());
    if (++calls < 3) return Unavailable("PROFILES_UNAVAILABLE", "");
    return {};
  };
  StartConsumer(std::move(reaction));
  Append(Events(1, 5));
  EXPECT_TRUE(Applies(Through(5)));
  EXPECT_EQ(calls, 3);
}

TEST_P(ConsumerOfAStream, WarnsAtEachBackOffOfABatchThatCannotBePrepared) {
  telemetry::StartLogging("accommodation");
  ::testing::internal::CaptureStderr();
  std::atomic<int> calls = 0;
  auto reaction = Reaction();
  reaction.prepare = [&](const std::vector<Event>&) -> Result<void> {
    if (++calls == 1) return Unavailable("PROFILES_UNAVAILABLE", "");
    if (calls <= 3) return Forbidden("ROLE_NOT_ALLOWED", "");
    return {};
  };
  StartConsumer(std::move(reaction));
  Append(Events(1, 5));
  EXPECT_TRUE(Applies(Through(5)));
  consumers_[0]->Stop();
  const std::string log = ::testing::internal::GetCapturedStderr();
  EXPECT_THAT(log, ::testing::Not(::testing::HasSubstr("PROFILES_UNAVAILABLE")));
  EXPECT_THAT(Lines(log, "consumer.stuck"), ::testing::SizeIs(2));
  EXPECT_THAT(Lines(log, "consumer.stuck"),
              ::testing::Each(::testing::HasSubstr("ROLE_NOT_ALLOWED")));
}

TEST_P(ConsumerOfAStream, TriesTheBatchAgainWhenTheDatabaseIsInTrouble) {
  std::atomic<int> failures = 2;
  auto reaction = Reaction();
  reaction.handlers[testing::kChanged] = [&](store::Session& session,
                                             const Event& event) -> Result<void> {
    TTG_RETURN_IF_ERROR(RecordEffect(session, event));
    if (event.position == 3 && failures-- > 0) return Unavailable("DATABASE_UNAVAILABLE", "");
    return {};
  };
  StartConsumer(std::move(reaction));
  Append(Events(1, 5));
  EXPECT_TRUE(Applies(Through(5)));
  EXPECT_TRUE(Letters().empty());
}

TEST_P(ConsumerOfAStream, TakesOnAHandlerThatMetAnotherCommand) {
  std::atomic<int> failures = 2;
  auto reaction = Reaction();
  reaction.handlers[testing::kChanged] = [&](store::Session& session,
                                             const Event& event) -> Result<void> {
    if (failures-- > 0) return Stale("VERSION_CHANGED", "");
    return RecordEffect(session, event);
  };
  StartConsumer(std::move(reaction));
  Append(Events(1, 1));
  EXPECT_TRUE(Applies({1}));
  EXPECT_TRUE(Letters().empty());
}

}  // namespace
}  // namespace ttg::messaging
