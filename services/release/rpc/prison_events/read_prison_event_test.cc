#include "release/rpc/prison_events/read_prison_event.h"

#include <gmock/gmock.h>

namespace ttg::release {
namespace {

constexpr const char* kReceived = R"({
  "eventType": "prison-offender-events.prisoner.received",
  "version": "1.0",
  "description": "A prisoner has been received into prison",
  "occurredAt": "2026-06-12T23:30:00.123456789+01:00",
  "personReference": {"identifiers": [{"type": "PNC", "value": "x"},
                                      {"type": "NOMS", "value": "a1234bc "}]},
  "additionalInformation": {"reason": "READMISSION", "prisonId": "BMI",
                            "currentLocation": "IN_PRISON"}})";

TEST(ReadPrisonEvents, TakesWhatThePrisonSystemPublishes) {
  const PrisonEventNotice notice = ReadPrisonEvent(kReceived);
  EXPECT_EQ(notice.fault, "");
  EXPECT_EQ(notice.type, "prison-offender-events.prisoner.received");
  EXPECT_EQ(FormatInstant(notice.occurred_at.value()), "2026-06-12T22:30:00.123456Z");
  EXPECT_EQ(notice.number.Reveal(), "A1234BC");
  EXPECT_EQ(notice.reason, "READMISSION");
  EXPECT_EQ(notice.prison, "BMI");
  EXPECT_EQ(notice.content_key.size(), 64);
}

// The order of fields, other fields and other spellings of the time make no other event of it.
TEST(ReadPrisonEvents, KnowsTheSameEventAgain) {
  const PrisonEventNotice again = ReadPrisonEvent(
      R"({"additionalInformation":{"prisonId":"BMI","nomsNumber":"A1234BC","reason":"READMISSION"},)"
      R"("occurredAt":"2026-06-12T22:30:00.123456Z","version":"1.1",)"
      R"("eventType":"prison-offender-events.prisoner.received"})");
  EXPECT_EQ(again.content_key, ReadPrisonEvent(kReceived).content_key);
}

TEST(ReadPrisonEvents, SaysWhatCannotBeRead) {
  const auto fault = [](const std::string& json) { return ReadPrisonEvent(json).fault; };
  EXPECT_EQ(fault("{"), "JSON_MALFORMED");
  EXPECT_EQ(fault("[]"), "JSON_MALFORMED");
  EXPECT_EQ(fault("\xff"), "JSON_MALFORMED");
  EXPECT_EQ(fault("{}"), "TYPE_MISSING");
  EXPECT_EQ(fault(R"({"eventType":7})"), "TYPE_MISSING");
  const std::string type = R"({"eventType":"prison-offender-events.prisoner.released",)";
  EXPECT_EQ(fault(type + R"("occurredAt":"yesterday"})"), "TIME_MALFORMED");
  EXPECT_EQ(fault(type + R"("occurredAt":"2026-06-12T22:30:00Z","personReference":7})"),
            "NUMBER_MALFORMED");
  // Nothing is asked of what is none of ours.
  EXPECT_EQ(fault(R"({"eventType":"prison-offender-events.prisoner.cell-move"})"), "");
}

}  // namespace
}  // namespace ttg::release
