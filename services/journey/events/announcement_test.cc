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
#include "ttg/release/v1/release_events.pb.h"

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
