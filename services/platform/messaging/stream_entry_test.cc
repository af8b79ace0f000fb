#include "platform/messaging/stream_entry.h"

#include <gtest/gtest.h>

#include "platform/messaging/consumer_registration.h"
#include "platform/messaging/dead_letters.h"
#include "platform/messaging/test_support.h"
#include "platform/testing/matchers.h"

namespace ttg::messaging {
namespace {

using testing::AnEvent;
using ttg::testing::FailsWith;
using ttg::testing::SucceededWith;

Event NumberedEvent() {
  Event event = AnEvent(7, "01900000-0000-7000-8000-0000000000aa");
  event.position = 42;
  return event;
}

// The golden of proto/README.md: what stands in Redis, field by field, in this order.
TEST(StreamEntry, HasTheFieldsOfTheBinding) {
  const redis::StreamEntry golden{
      .id = "42-0",
      .fields = {{"ce_id", "01900000-0000-7000-8000-000000000007"},
                 {"ce_source", "release"},
                 {"ce_type", "ttg.test.v1.ThingChanged"},
                 {"ce_specversion", "1.0"},
                 {"ce_time", "2026-11-23T10:40:07.000000Z"},
                 {"ce_subject", "01900000-0000-7000-8000-0000000000aa"},
                 {"ce_subjectversion", "0000000007"},
                 {"ce_partitionkey", "01900000-0000-7000-8000-0000000000aa"},
                 {"ce_correlationid", "correlation-7"},
                 {"ce_causationid", "cause"},
                 {"traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"},
                 {"data", std::string("\x08\x00\xff", 3) + "7"}}};
  EXPECT_EQ(ToEntry(NumberedEvent()), golden);
}

TEST(StreamEntry, ReadsWhatItWrites) {
  EXPECT_THAT(FromEntry(ToEntry(NumberedEvent())), SucceededWith(NumberedEvent()));
}

TEST(StreamEntry, ToleratesFieldsThatItDoesNotKnow) {
  auto entry = ToEntry(NumberedEvent());
  entry.fields.emplace_back("ce_later", "x");
  EXPECT_THAT(FromEntry(entry), SucceededWith(NumberedEvent()));
}

TEST(StreamEntry, RefusesAnEntryThatLacksAnyField) {
  const auto whole = ToEntry(NumberedEvent());
  for (std::size_t i = 0; i < whole.fields.size(); ++i) {
    auto entry = whole;
    entry.fields.erase(entry.fields.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_THAT(FromEntry(entry), FailsWith("EVENT_UNDECODABLE")) << whole.fields[i].first;
  }
}

TEST(StreamEntry, RefusesMalformedAttributes) {
  for (const auto& [field, value] :
       std::vector<std::pair<std::string, std::string>>{{"ce_id", "x"},
                                                        {"ce_specversion", "0.3"},
                                                        {"ce_time", "yesterday"},
                                                        {"ce_subjectversion", "-1"},
                                                        {"ce_partitionkey", ""},
                                                        {"ce_type", ""}}) {
    auto entry = ToEntry(NumberedEvent());
    for (auto& one : entry.fields) {
      if (one.first == field) one.second = value;
    }
    EXPECT_THAT(FromEntry(entry), FailsWith("EVENT_UNDECODABLE")) << field;
  }
}

TEST(StreamEntry, SalvagesPositionAndPerson) {
  const Event salvaged =
      SalvageEntry({.id = "9-0", .fields = {{"ce_partitionkey", "p"}, {"junk", "x"}}});
  EXPECT_EQ(salvaged.position, 9);
  EXPECT_EQ(salvaged.partition_key, "p");
}

TEST(EntryIds, AreReadAndWritten) {
  EXPECT_EQ(EntryId(12), "12-0");
  EXPECT_EQ(PositionOf("12-0"), 12);
  EXPECT_EQ(PositionOf("x-0"), std::nullopt);
}

TEST(EventContext, IsTheSystemActingBecauseOfTheEvent) {
  const auto call = ContextOf(NumberedEvent(), ActorId::Parse("accommodation").value());
  EXPECT_TRUE(call.Has(Role::kSystem));
  EXPECT_EQ(call.actor.str(), "accommodation");
  EXPECT_EQ(call.correlation_id, "correlation-7");
  EXPECT_EQ(call.causation_id, NumberedEvent().id);
}

TEST(DeadLetterSchedule, WaitsOneTenSixtyAndSixHundredSecondsThenForAHand) {
  const Instant failed = absl::FromUnixSeconds(1000);
  EXPECT_EQ(NextAttemptAt(1, failed), failed + absl::Seconds(1));
  EXPECT_EQ(NextAttemptAt(2, failed), failed + absl::Seconds(10));
  EXPECT_EQ(NextAttemptAt(3, failed), failed + absl::Seconds(60));
  EXPECT_EQ(NextAttemptAt(4, failed), failed + absl::Seconds(600));
  EXPECT_EQ(NextAttemptAt(5, failed), std::nullopt);
}

TEST(AppliedByAll, IsTheLowestAndCountsAMissingConsumerAsNothing) {
  const std::vector<Registration> two{{"accommodation", 7}, {"journey", 4}};
  EXPECT_EQ(AppliedByAll(two, {}), 4);
  EXPECT_EQ(AppliedByAll(two, {"journey"}), 4);
  EXPECT_EQ(AppliedByAll(two, {"journey", "mentoring"}), 0);
  EXPECT_EQ(AppliedByAll({}, {}), 0);
}

}  // namespace
}  // namespace ttg::messaging
