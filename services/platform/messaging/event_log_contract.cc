#include "platform/messaging/event_log_contract.h"

#include <gtest/gtest.h>

#include "platform/messaging/consumer_registration.h"
#include "platform/messaging/dead_letters.h"
#include "platform/messaging/event_log.h"
#include "platform/messaging/lease.h"
#include "platform/messaging/test_support.h"
#include "platform/testing/matchers.h"

namespace ttg::messaging {

using testing::AnEvent;
using testing::AppendAndCommit;
using testing::Events;
using testing::ReplayFrom;
using testing::Through;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;
using ttg::testing::SucceededWith;

std::vector<Position> EventLogContract::Positions() {
  std::vector<Position> positions;
  const auto events = ReplayFrom(*database_)(0, 1000).value();
  positions.reserve(events.size());
  for (const Event& event : events) positions.push_back(event.position);
  return positions;
}

std::int64_t EventLogContract::Number() {
  std::int64_t numbered = 0;
  EXPECT_THAT(database_->WriteAndWait([&](store::Session& session) -> Result<void> {
    TTG_TRY(numbered, NumberCommitted(session, 100));
    return {};
  }),
              Succeeded());
  return numbered;
}

Position EventLogContract::Last() {
  Position last = -1;
  EXPECT_THAT(database_->Read([&](store::Session& session) -> Result<void> {
    TTG_TRY(last, LastPosition(session));
    return {};
  }),
              Succeeded());
  return last;
}

TEST_P(EventLogContract, GivesBackWhatWasAppended) {
  ASSERT_THAT(AppendAndCommit(*database_, Events(1, 3)), Succeeded());
  Number();
  const auto events = ReplayFrom(*database_)(1, 1);
  Event second = AnEvent(2);
  second.position = 2;
  EXPECT_THAT(events, SucceededWith(std::vector<Event>{second}));
}

TEST_P(EventLogContract, StaysDenseWhenCommandsFail) {
  ASSERT_THAT(AppendAndCommit(*database_, Events(1, 2)), Succeeded());
  const auto failed = database_->WriteAndWait([&](store::Session& session) -> Result<void> {
    TTG_RETURN_IF_ERROR(Append(session, Events(10, 14)));
    return Precondition("REFUSED", "");
  });
  ASSERT_THAT(failed, FailsWith("REFUSED"));
  ASSERT_THAT(AppendAndCommit(*database_, Events(3, 4)), Succeeded());
  Number();
  EXPECT_EQ(Positions(), Through(4));
  EXPECT_EQ(Last(), 4);
}

TEST_P(EventLogContract, RefusesTheSameEventTwice) {
  ASSERT_THAT(AppendAndCommit(*database_, Events(1, 1)), Succeeded());
  EXPECT_THAT(AppendAndCommit(*database_, Events(1, 1)), FailsWith("UNIQUE_VIOLATED"));
}

TEST_P(EventLogContract, AdvancesBehindAStreamThatIsAhead) {
  ASSERT_THAT(AppendAndCommit(*database_, Events(1, 5)), Succeeded());
  Number();
  const auto advance = [&](Divergence divergence) {
    return database_->WriteAndWait([&](store::Session& session) -> Result<void> {
      TTG_TRY(const Position next, AdvanceLog(session, divergence, "restored", absl::UnixEpoch()));
      EXPECT_GT(next, divergence.stream_last);
      return {};
    });
  };
  // Events 4 and 5 were numbered after the restore, with positions that the stream knows otherwise.
  ASSERT_THAT(advance({.stream_last = 9, .agreed_through = 3}), Succeeded());
  EXPECT_EQ(Positions(), (std::vector<Position>{1, 2, 3, 10, 11}));
  ASSERT_THAT(AppendAndCommit(*database_, Events(6, 6)), Succeeded());
  Number();
  EXPECT_EQ(Positions(), (std::vector<Position>{1, 2, 3, 10, 11, 12}));
  EXPECT_THAT(advance({.stream_last = 3, .agreed_through = 3}), FailsWith("LOG_NOT_BEHIND"));
}

TEST_P(EventLogContract, AdvancesAnEmptyLog) {
  ASSERT_THAT(database_->WriteAndWait([&](store::Session& session) -> Result<void> {
    TTG_TRY(const Position next, AdvanceLog(session, {.stream_last = 20, .agreed_through = 0},
                                            "restored", absl::UnixEpoch()));
    EXPECT_EQ(next, 21);
    return {};
  }),
              Succeeded());
  EXPECT_EQ(Last(), 20);
  ASSERT_THAT(AppendAndCommit(*database_, Events(1, 1)), Succeeded());
  Number();
  EXPECT_EQ(Positions(), (std::vector<Position>{21}));
}

TEST_P(EventLogContract, LeaseIsHeldByOneAtATime) {
  const Instant start = absl::FromUnixSeconds(1000);
  Lease first("timers", "first", absl::Seconds(9));
  Lease second("timers", "second", absl::Seconds(9));
  EXPECT_THAT(first.Hold(*database_, start), SucceededWith(true));
  EXPECT_THAT(second.Hold(*database_, start), SucceededWith(false));
  EXPECT_THAT(first.Hold(*database_, start + absl::Seconds(5)), SucceededWith(true));
  EXPECT_THAT(second.Hold(*database_, start + absl::Seconds(10)), SucceededWith(false));
  EXPECT_THAT(second.Hold(*database_, start + absl::Seconds(15)), SucceededWith(true));
  EXPECT_THAT(first.Hold(*database_, start + absl::Seconds(15)), SucceededWith(false));
  ASSERT_THAT(second.Release(*database_), Succeeded());
  EXPECT_THAT(first.Hold(*database_, start + absl::Seconds(16)), SucceededWith(true));
}

TEST_P(EventLogContract, RemembersConsumersAndForgetsThoseLongGone) {
  const Instant start = absl::FromUnixSeconds(1000);
  std::vector<Registration> registered;
  const auto record = [&](const std::vector<Registration>& seen, Instant now) {
    ASSERT_THAT(database_->WriteAndWait([&](store::Session& session) -> Result<void> {
      TTG_RETURN_IF_ERROR(RecordConsumers(session, seen, {"mentoring"}, now, now - absl::Hours(1)));
      TTG_TRY(registered, ListConsumers(session));
      return {};
    }),
                Succeeded());
  };
  record({{"mentoring", 3}, {"journey", 5}}, start);
  record({{"journey", 8}}, start + absl::Minutes(59));
  EXPECT_EQ(registered, (std::vector<Registration>{{"journey", 8}, {"mentoring", 3}}));
  record({}, start + absl::Hours(3));
  EXPECT_EQ(registered, (std::vector<Registration>{{"mentoring", 3}}));
}

TEST_P(EventLogContract, ListsRetriesAndDiscardsDeadLetters) {
  const Instant now = absl::FromUnixSeconds(1000);
  const std::string stream = "events:release";
  const auto run = [&](const store::Database::Work& work) { return database_->WriteAndWait(work); };
  const auto letter = [&](int n, const std::string& person, bool parked) {
    DeadLetter one{.stream = stream, .event = AnEvent(n, person), .reason = "REFUSED"};
    one.event.position = n;
    one.parked = parked;
    return one;
  };
  ASSERT_THAT(run([&](store::Session& session) -> Result<void> {
                TTG_RETURN_IF_ERROR(SaveDeadLetter(session, letter(1, "a", false)));
                TTG_RETURN_IF_ERROR(SaveDeadLetter(session, letter(2, "b", false)));
                TTG_RETURN_IF_ERROR(SaveDeadLetter(session, letter(3, "a", true)));
                return SaveDeadLetter(session, letter(4, "a", true));
              }),
              Succeeded());

  EXPECT_THAT(
      run([&](store::Session& session) { return RetryDeadLetter(session, stream, 9, now); }),
      FailsWith("DEAD_LETTER_NOT_FOUND"));
  EXPECT_THAT(
      run([&](store::Session& session) { return RetryDeadLetter(session, stream, 3, now); }),
      FailsWith("DEAD_LETTER_PARKED"));
  ASSERT_THAT(
      run([&](store::Session& session) { return DiscardDeadLetter(session, stream, 1, now); }),
      Succeeded());
  ASSERT_THAT(run([&](store::Session& session) -> Result<void> {
                TTG_TRY(const auto all, ListDeadLetters(session, 10));
                EXPECT_EQ(all.size(), 3U);
                EXPECT_FALSE(all[1].parked);
                EXPECT_EQ(all[1].next_attempt_at, now);
                EXPECT_TRUE(all[2].parked);
                TTG_TRY(const auto due, FindDue(session, stream, now));
                EXPECT_EQ(due.value().event, all[1].event);
                TTG_TRY(const auto page,
                        ListDeadLetters(session, 1, std::pair(stream, Position{2})));
                EXPECT_EQ(page.front().event.position, 3);
                TTG_TRY(const auto blocked, BlockedPartitions(session, stream));
                EXPECT_EQ(blocked, (std::set<std::string>{"a", "b"}));
                return {};
              }),
              Succeeded());
}

TEST_P(EventLogContract, RetriesFirstWhatHasBeenDueForLongest) {
  const Instant now = absl::FromUnixSeconds(1000);
  const std::string stream = "events:release";
  const auto save = [&](store::Session& session, int n, Instant next) {
    DeadLetter letter{.stream = stream,
                      .event = AnEvent(n, "person-" + std::to_string(n)),
                      .reason = "REFUSED",
                      .attempts = 1,
                      .next_attempt_at = next};
    letter.event.position = n;
    return SaveDeadLetter(session, letter);
  };
  ASSERT_THAT(database_->WriteAndWait([&](store::Session& session) -> Result<void> {
    TTG_RETURN_IF_ERROR(save(session, 1, now));
    TTG_RETURN_IF_ERROR(save(session, 2, now - absl::Seconds(1)));
    TTG_RETURN_IF_ERROR(save(session, 3, now - absl::Seconds(1)));
    TTG_RETURN_IF_ERROR(save(session, 4, now + absl::Seconds(1)));
    for (const Position position : {2, 3, 1}) {
      TTG_TRY(const auto due, FindDue(session, stream, now));
      EXPECT_EQ(due.value().event.position, position);
      TTG_RETURN_IF_ERROR(RemoveDeadLetter(session, *due, now));
    }
    TTG_TRY(const auto none, FindDue(session, stream, now));
    EXPECT_FALSE(none.has_value());
    return {};
  }),
              Succeeded());
}

}  // namespace ttg::messaging
