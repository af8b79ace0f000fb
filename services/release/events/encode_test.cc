#include "release/events/encode.h"

#include <fstream>
#include <sstream>
#include <string>
#include <utility>

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "platform/testing/fixed_clock.h"
#include "platform/testing/sequential_ids.h"
#include "ttg/release/v1/release_events.pb.h"

// What this service announces, held against files that only a deliberate change of the contract
// may alter: tests/contract/golden/release.
namespace ttg::release {
namespace {

const PersonId kPerson = *PersonId::Parse("01900000-0000-7000-8007-000000000001");
const PrisonId kBirmingham = *PrisonId::Parse("BMI");
const PrisonId kOakwood = *PrisonId::Parse("OWI");
const DeliveryUnit kUnit = *DeliveryUnit::Parse("N52BIRM");
const DeliveryUnit kOtherUnit = *DeliveryUnit::Parse("N52STF");
const ActorId kOwner = *ActorId::Parse("owner-1");
const ActorId kOtherOwner = *ActorId::Parse("owner-2");

std::string Golden(const std::string& name) {
  std::ifstream file(std::string(TTG_GOLDEN_DIR) + "/" + name + ".txtpb");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

template <typename Message>
std::string TextOf(const messaging::Event& event) {
  EXPECT_EQ(event.type, Message::descriptor()->full_name());
  Message message;
  EXPECT_TRUE(message.ParseFromString(event.data));
  std::string text;
  google::protobuf::TextFormat::PrintToString(message, &text);
  return text;
}

class EncodedEvent : public ::testing::Test {
 protected:
  messaging::Event Encode(const ReleaseEvent& event) const {
    return EncodeEvent(clock_, ids_)(event, 7, call_);
  }

  CallContext call_{.actor = kOwner,
                    .organisation = *OrganisationId::Parse("HMPPS"),
                    .correlation_id = "correlation",
                    .causation_id = "cause",
                    .traceparent = "00-trace"};
  ttg::testing::FixedClock clock_{Date(2026, 11, 23)};
  mutable ttg::testing::SequentialIds ids_;
};

TEST_F(EncodedEvent, CarriesItsAttributes) {
  const messaging::Event event = Encode(PersonProfileChanged{kPerson, 3});
  EXPECT_EQ(event.id, ttg::testing::SequentialIds::Nth(1));
  EXPECT_EQ(event.source, "release");
  EXPECT_EQ(event.subject, kPerson.str());
  EXPECT_EQ(event.partition_key, kPerson.str());
  EXPECT_EQ(event.subject_version, 7);
  EXPECT_EQ(event.time, clock_.Now());
  EXPECT_EQ(event.correlation_id, "correlation");
  EXPECT_EQ(event.causation_id, "cause");
  EXPECT_EQ(event.traceparent, "00-trace");
}

TEST_F(EncodedEvent, ReleaseScheduled) {
  EXPECT_EQ(
      TextOf<v1::ReleaseScheduled>(Encode(ReleaseScheduled{
          kPerson, Date(2026, 12, 3), ReleaseDayReason::kPolicy, kBirmingham, kUnit, kOwner, 1})),
      Golden("release_scheduled"));
  EXPECT_EQ(TextOf<v1::ReleaseScheduled>(
                Encode(ReleaseScheduled{kPerson, std::nullopt, ReleaseDayReason::kNoDate,
                                        kBirmingham, std::nullopt, std::nullopt, 1})),
            Golden("release_scheduled_without_date"));
}

TEST_F(EncodedEvent, ReleaseDayChanged) {
  EXPECT_EQ(TextOf<v1::ReleaseDayChanged>(Encode(ReleaseDayChanged{
                kPerson, Date(2026, 12, 3), Date(2026, 12, 9), ReleaseDayReason::kWorkingDay})),
            Golden("release_day_changed"));
}

TEST_F(EncodedEvent, PersonReleasedAndReversed) {
  EXPECT_EQ(
      TextOf<v1::PersonReleased>(Encode(PersonReleased{kPerson, Date(2026, 12, 3), kBirmingham})),
      Golden("person_released"));
  EXPECT_EQ(TextOf<v1::ReleaseReversed>(
                Encode(ReleaseReversed{kPerson, Date(2026, 12, 3), Date(2026, 12, 4)})),
            Golden("release_reversed"));
}

TEST_F(EncodedEvent, ChangesOfProfilePrisonAreaAndOwner) {
  EXPECT_EQ(TextOf<v1::PersonProfileChanged>(Encode(PersonProfileChanged{kPerson, 2})),
            Golden("person_profile_changed"));
  EXPECT_EQ(
      TextOf<v1::PersonPrisonChanged>(Encode(PersonPrisonChanged{kPerson, kBirmingham, kOakwood})),
      Golden("person_prison_changed"));
  EXPECT_EQ(TextOf<v1::PersonAreaChanged>(Encode(PersonAreaChanged{kPerson, kUnit, kOtherUnit})),
            Golden("person_area_changed"));
  EXPECT_EQ(
      TextOf<v1::PersonOwnerChanged>(Encode(PersonOwnerChanged{kPerson, kOwner, kOtherOwner})),
      Golden("person_owner_changed"));
}

}  // namespace
}  // namespace ttg::release
