#include "journey/events/announcement.h"

#include <memory>
#include <vector>

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>

#include "journey/testing/fake_journey_store.h"
#include "platform/testing/matchers.h"
#include "platform/testing/sequential_ids.h"
#include "platform/testing/test_database.h"
#include "ttg/accommodation/v1/accommodation_events.pb.h"
#include "ttg/employment/v1/employment_events.pb.h"
#include "ttg/mentoring/v1/mentoring_events.pb.h"
#include "ttg/release/v1/consent_events.pb.h"
#include "ttg/release/v1/movement_events.pb.h"
#include "ttg/release/v1/ownership_events.pb.h"
#include "ttg/release/v1/plan_events.pb.h"
#include "ttg/release/v1/release_events.pb.h"
#include "ttg/release/v1/timetable_events.pb.h"

namespace ttg::journey {
namespace {

using ::ttg::testing::FailsWith;
using ::ttg::testing::SequentialIds;
using ::ttg::testing::Succeeded;

// Runs the handlers over the fake; the session that they are handed is never used.
class JourneyHandlers : public ::testing::Test {
 protected:
  BindStore Bind() {
    return [this](store::Session&) { return std::make_unique<FakeJourneyStore>(state_); };
  }

  Result<void> Handle(const Handlers& handlers, const messaging::Event& event) {
    return database_->Read(
        [&](store::Session& session) { return handlers.at(event.type)(session, event); });
  }

  messaging::Event Event(int n, const char* source, const google::protobuf::Message& message) {
    return {.id = SequentialIds::Nth(static_cast<std::uint64_t>(n), 2),
            .source = source,
            .type = message.GetDescriptor()->full_name(),
            .subject = person_,
            .partition_key = person_,
            .time = *ParseInstant("2026-11-23T12:00:00Z"),
            .data = message.SerializeAsString()};
  }

  const std::string person_ = SequentialIds::Nth(1, 1);
  FakeJourney state_;
  testing::TestDatabase database_{testing::StoreKind::kSqlite};
};

TEST_F(JourneyHandlers, KnowEveryEventThatIsAnnounced) {
  Handlers known;
  for (Handlers handlers : {ReleaseHandlers(Bind()), AccommodationHandlers(Bind()),
                            EmploymentHandlers(Bind()), MentoringHandlers(Bind())}) {
    known.merge(handlers);
  }
  for (const auto* file : {release::v1::ReleaseScheduled::descriptor()->file(),
                           release::v1::PersonMoved::descriptor()->file(),
                           release::v1::MilestoneRecorded::descriptor()->file(),
                           release::v1::PlanReportRecorded::descriptor()->file(),
                           release::v1::HandoverOffered::descriptor()->file(),
                           release::v1::ConsentChanged::descriptor()->file(),
                           accommodation::v1::PlacementOffered::descriptor()->file(),
                           employment::v1::JobStarted::descriptor()->file(),
                           mentoring::v1::MatchProposed::descriptor()->file()}) {
    for (int i = 0; i < file->message_type_count(); ++i) {
      const std::string& name = file->message_type(i)->full_name();
      if (name.ends_with("Facts")) continue;  // a part of events, not one itself
      EXPECT_TRUE(known.contains(name)) << name;
    }
  }
}

// Domain A8: whoever has died is on no board of releases, until that is taken back.
TEST_F(JourneyHandlers, FollowWhereAPersonIs) {
  release::v1::PersonMoved moved;
  moved.set_person_id(person_);
  moved.set_movement_id(SequentialIds::Nth(1, 4));
  moved.set_kind(release::v1::MOVEMENT_KIND_RECALLED);
  moved.set_state(release::v1::PERSON_STATE_IN_PRISON);
  auto& effects = *moved.mutable_effects();
  effects.set_bed(release::v1::MOVEMENT_EFFECT_SUSPENDED);
  effects.set_job(release::v1::MOVEMENT_EFFECT_ENDED);
  effects.set_timetable(release::v1::MOVEMENT_EFFECT_RESUMED);
  effects.mutable_decide_by()->set_year(2026);
  effects.mutable_decide_by()->set_month(12);
  effects.mutable_decide_by()->set_day(21);
  ASSERT_THAT(Handle(ReleaseHandlers(Bind()), Event(1, "release", moved)), Succeeded());
  ASSERT_EQ(state_.entries.size(), 1U);
  EXPECT_EQ(state_.entries.front().summary,
            "movement: recalled, bed suspended, job ended, decide by 2026-12-21");
  EXPECT_FALSE(state_.lines.at(person_).released);
  moved.set_kind(release::v1::MOVEMENT_KIND_DIED);
  moved.set_state(release::v1::PERSON_STATE_DIED);
  ASSERT_THAT(Handle(ReleaseHandlers(Bind()), Event(2, "release", moved)), Succeeded());
  EXPECT_FALSE(state_.lines.at(person_).release_date.has_value());
  release::v1::MovementReversed reversed;
  reversed.set_person_id(person_);
  reversed.set_movement_id(SequentialIds::Nth(1, 4));
  reversed.set_kind(release::v1::MOVEMENT_KIND_DIED);
  reversed.set_state(release::v1::PERSON_STATE_RELEASED);
  reversed.mutable_release_date()->set_year(2026);
  reversed.mutable_release_date()->set_month(12);
  reversed.mutable_release_date()->set_day(3);
  ASSERT_THAT(Handle(ReleaseHandlers(Bind()), Event(3, "release", reversed)), Succeeded());
  EXPECT_EQ(state_.lines.at(person_).release_date, Date(2026, 12, 3));
  EXPECT_TRUE(state_.lines.at(person_).released);
}

TEST_F(JourneyHandlers, ShowTheWorkTowardsARelease) {
  release::v1::MilestoneRecorded milestone;
  milestone.set_person_id(person_);
  milestone.set_kind(release::v1::MILESTONE_KIND_FIRST_ASSESSMENT);
  milestone.set_state(release::v1::MILESTONE_STATE_DONE);
  milestone.mutable_done_on()->set_year(2026);
  milestone.mutable_done_on()->set_month(11);
  milestone.mutable_done_on()->set_day(23);
  release::v1::ConsentChanged consent;
  consent.set_person_id(person_);
  consent.set_purpose(release::v1::CONSENT_PURPOSE_EMPLOYER);
  consent.set_state(release::v1::CONSENT_STATE_WITHDRAWN);
  release::v1::HandoverEnded handover;
  handover.set_person_id(person_);
  handover.set_state(static_cast<release::v1::HandoverState>(99));
  handover.set_owner_id("owner-2");
  ASSERT_THAT(Handle(ReleaseHandlers(Bind()), Event(1, "release", milestone)), Succeeded());
  ASSERT_THAT(Handle(ReleaseHandlers(Bind()), Event(2, "release", consent)), Succeeded());
  ASSERT_THAT(Handle(ReleaseHandlers(Bind()), Event(3, "release", handover)), Succeeded());
  std::vector<std::string> summaries;
  for (const TimelineEntry& entry : state_.entries) summaries.push_back(entry.summary);
  EXPECT_THAT(summaries, ::testing::UnorderedElementsAre(
                             "first assessment: done on 2026-11-23",
                             "consent for employer: withdrawn, may not be passed on",
                             "the handover is something new, owner-2 owns the case"));
}

TEST_F(JourneyHandlers, OpenARippleAndTakeItsAnswers) {
  release::v1::ReleaseDayChanged changed;
  changed.set_person_id(person_);
  changed.mutable_release_date()->set_year(2026);
  changed.mutable_release_date()->set_month(12);
  changed.mutable_release_date()->set_day(3);
  const auto cause = Event(1, "release", changed);
  ASSERT_THAT(Handle(ReleaseHandlers(Bind()), cause), Succeeded());
  EXPECT_TRUE(state_.ripples.at(cause.id).second);
  EXPECT_EQ(state_.lines.at(person_).release_date, Date(2026, 12, 3));

  accommodation::v1::AccommodationReleaseDayAnswered answered;
  answered.mutable_answer()->set_person_id(person_);
  answered.mutable_answer()->set_cause_event_id(cause.id);
  answered.mutable_answer()->set_outcome(common::v1::RELEASE_DAY_OUTCOME_AT_RISK);
  answered.mutable_answer()->set_needs_acknowledgement(true);
  ASSERT_THAT(Handle(AccommodationHandlers(Bind()), Event(2, "accommodation", answered)),
              Succeeded());
  EXPECT_EQ(state_.answers.at(cause.id).at("accommodation").outcome, Outcome::kAtRisk);
  EXPECT_EQ(state_.entries.size(), 2);
}

TEST_F(JourneyHandlers, ReadAnOutcomeThatTheyDoNotKnowAsARisk) {
  employment::v1::EmploymentReleaseDayAnswered answered;
  answered.mutable_answer()->set_person_id(person_);
  answered.mutable_answer()->set_cause_event_id(SequentialIds::Nth(1, 2));
  answered.mutable_answer()->set_outcome(static_cast<common::v1::ReleaseDayOutcome>(77));
  ASSERT_THAT(Handle(EmploymentHandlers(Bind()), Event(2, "employment", answered)), Succeeded());
  EXPECT_EQ(state_.answers.at(SequentialIds::Nth(1, 2)).at("employment").outcome, Outcome::kAtRisk);
}

TEST_F(JourneyHandlers, RefuseDataThatIsNotTheMessageNamed) {
  auto broken = Event(1, "release", release::v1::PersonReleased());
  broken.data = "\xff";
  EXPECT_THAT(Handle(ReleaseHandlers(Bind()), broken), FailsWith("EVENT_MALFORMED"));
  EXPECT_THAT(Handle(ReleaseHandlers(Bind()), Event(1, "release", release::v1::PersonReleased())),
              FailsWith("ID_MALFORMED"));
}

}  // namespace
}  // namespace ttg::journey
