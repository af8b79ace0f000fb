#include "release/events/encode.h"

#include <fstream>
#include <sstream>
#include <string>
#include <utility>

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "platform/testing/fixed_clock.h"
#include "platform/testing/sequential_ids.h"
#include "ttg/release/v1/consent_events.pb.h"
#include "ttg/release/v1/movement_events.pb.h"
#include "ttg/release/v1/ownership_events.pb.h"
#include "ttg/release/v1/plan_events.pb.h"
#include "ttg/release/v1/release_events.pb.h"
#include "ttg/release/v1/timetable_events.pb.h"

// What this service announces, held against files that only a deliberate change of the contract
// may alter: tests/contract/golden/release.
namespace ttg::release {
namespace {

const PersonId kPerson = *PersonId::Parse("01900000-0000-7000-8007-000000000001");
const PrisonId kBirmingham = *PrisonId::Parse("BMI");
const PrisonId kOakwood = *PrisonId::Parse("OWI");
const DeliveryUnit kUnit = *DeliveryUnit::Parse("N52BIRM");
const DeliveryUnit kOtherUnit = *DeliveryUnit::Parse("N52STF");
// Any id that this service makes.
const MovementId kMovement = *MovementId::Parse("01900000-0000-7000-8004-000000000001");
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

TEST_F(EncodedEvent, PersonMovedAndTakenBack) {
  const MovementEffects suspended{MovementEffect::kSuspended, MovementEffect::kEnded,
                                  MovementEffect::kNothing, MovementEffect::kResumed,
                                  Date(2026, 12, 21)};
  const Instant at = *ParseInstant("2026-11-23T09:30:00.5Z");
  EXPECT_EQ(TextOf<v1::PersonMoved>(Encode(PersonMoved{kPerson, kMovement, MovementKind::kRecalled,
                                                       at, PersonState::kInPrison, kOakwood,
                                                       suspended, at + absl::Minutes(45)})),
            Golden("person_moved"));
  EXPECT_EQ(TextOf<v1::PersonMoved>(
                Encode(PersonMoved{kPerson, kMovement, MovementKind::kDied, at, PersonState::kDied,
                                   std::nullopt, MovementEffects{}, at + absl::Minutes(45)})),
            Golden("person_moved_out_of_prison"));
  EXPECT_EQ(TextOf<v1::MovementReversed>(
                Encode(MovementReversed{kPerson, kMovement, MovementKind::kReleased,
                                        PersonState::kInPrison, kBirmingham, Date(2026, 12, 3)})),
            Golden("movement_reversed"));
}

TEST_F(EncodedEvent, PersonMergedAndUnmerged) {
  const PersonId survivor = *PersonId::Parse("01900000-0000-7000-8007-000000000002");
  const MergeId merge = *MergeId::Parse(kMovement.str());
  EXPECT_EQ(TextOf<v1::PersonMerged>(Encode(PersonMerged{kPerson, survivor, merge})),
            Golden("person_merged"));
  EXPECT_EQ(TextOf<v1::PersonUnmerged>(Encode(PersonUnmerged{kPerson, survivor, merge})),
            Golden("person_unmerged"));
}

TEST_F(EncodedEvent, MilestoneRecorded) {
  EXPECT_EQ(
      TextOf<v1::MilestoneRecorded>(Encode(MilestoneRecorded{
          kPerson, MilestoneKind::kFirstAssessment, MilestoneState::kDone, Date(2026, 11, 23)})),
      Golden("milestone_recorded"));
}

TEST_F(EncodedEvent, PlanReportRecorded) {
  const auto event = Encode(PlanReportRecorded{kPerson, *ReportId::Parse(kMovement.str()),
                                               ReportKind::kPreRelease, 2, ReportState::kReviewed});
  EXPECT_EQ(TextOf<v1::PlanReportRecorded>(event), Golden("plan_report_recorded"));
  EXPECT_EQ(event.subject, kMovement.str());
  EXPECT_EQ(event.partition_key, kPerson.str());
}

TEST_F(EncodedEvent, HandoverOfferedAndEnded) {
  const HandoverId handover = *HandoverId::Parse(kMovement.str());
  EXPECT_EQ(TextOf<v1::HandoverOffered>(Encode(HandoverOffered{
                kPerson, handover, kOwner, kOtherOwner, OwnerSide::kCommunity, Date(2026, 12, 7)})),
            Golden("handover_offered"));
  EXPECT_EQ(TextOf<v1::HandoverEnded>(
                Encode(HandoverEnded{kPerson, handover, HandoverState::kAccepted, kOtherOwner})),
            Golden("handover_ended"));
}

TEST_F(EncodedEvent, ConsentChanged) {
  const ConsentId consent = *ConsentId::Parse(kMovement.str());
  EXPECT_EQ(TextOf<v1::ConsentChanged>(Encode(ConsentChanged{
                kPerson, consent, ConsentPurpose::kEmployer, ConsentState::kWithdrawn, false})),
            Golden("consent_changed"));
  EXPECT_EQ(TextOf<v1::ConsentChanged>(Encode(ConsentChanged{
                kPerson, consent, ConsentPurpose::kLocalAuthority, std::nullopt, true})),
            Golden("consent_changed_by_legal_basis"));
}

}  // namespace
}  // namespace ttg::release
