#include "mentoring/events/on_release.h"

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "mentoring/events/encode.h"
#include "mentoring/store/sql_mentoring_store.h"
#include "mentoring/testing/builders.h"
#include "mentoring/testing/fake_release_directory.h"
#include "mentoring/testing/sql_support.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/matchers.h"
#include "platform/testing/test_database.h"
#include "ttg/release/v1/movement_events.pb.h"
#include "ttg/release/v1/release_events.pb.h"

namespace ttg::mentoring {
namespace {

namespace pb = ::ttg::release::v1;
using testing::FailsWith;
using testing::Succeeded;

class OnReleaseStream : public ::testing::Test {
 protected:
  static BindStore Bind() {
    return [](store::Session& session, const CallContext& call) {
      return std::make_unique<SqlMentoringStore>(session, call, EncodeForTest);
    };
  }

  template <typename Message>
  messaging::Event EventOf(const Message& message, int n) {
    return {.id = Nth<EventId>(n).str(),
            .source = "release",
            .type = Message::descriptor()->full_name(),
            .subject = message.person_id(),
            .partition_key = message.person_id(),
            .time = clock_.Now(),
            .correlation_id = "correlation",
            .data = message.SerializeAsString()};
  }

  // As the consumer does it: prepare, then the handler in a transaction.
  Result<void> Apply(const messaging::Event& event) {
    TTG_RETURN_IF_ERROR(subscription_.prepare({event}));
    return Handle(event);
  }
  Result<void> Handle(const messaging::Event& event) {
    return database_->WriteAndWait([&](store::Session& session) {
      return subscription_.handlers.at(event.type)(session, event);
    });
  }

  template <typename Ask>
  void Look(Ask ask) {
    ASSERT_THAT(database_->Read([&](store::Session& session) -> Result<void> {
      ask(*Bind()(session, OwnContext()));
      return {};
    }),
                Succeeded());
  }

  pb::ReleaseScheduled Scheduled() {
    pb::ReleaseScheduled message;
    message.set_person_id(Nth<PersonId>(1).str());
    message.mutable_release_date()->set_year(2026);
    message.mutable_release_date()->set_month(12);
    message.mutable_release_date()->set_day(7);
    message.set_prison_id("BMI");
    message.set_delivery_unit("N52BIRM");
    message.set_profile_version(1);
    return message;
  }

  testing::FixedClock clock_{kToday};
  testing::TestDatabase database_{testing::StoreKind::kSqlite, MigrationsWithLog()};
  FakeReleaseDirectory directory_;
  ConflictResolver conflicts_{*database_, Bind(), directory_};
  OnRelease on_release_{Bind(), clock_, directory_, conflicts_};
  messaging::Subscription subscription_ = on_release_.Subscribe();
};

TEST_F(OnReleaseStream, TakesSomebodyNewWithTheirProfile) {
  directory_.profiles.emplace(Nth<PersonId>(1), *APerson().profile);
  ASSERT_THAT(Apply(EventOf(Scheduled(), 50)), Succeeded());
  Look([](MentoringStore& store) {
    EXPECT_EQ(store.FindPerson(Nth<PersonId>(1)).value(), APerson());
  });
}

TEST_F(OnReleaseStream, LearnsWhoHasANumberBeforeTheirPersonIsApplied) {
  ASSERT_THAT(database_->WriteAndWait([&](store::Session& session) {
    Mentor mentor = AMentor();
    mentor.conflicts.numbers = Sensitive(std::set<std::string>{"A0000AA"});
    return Bind()(session, OwnContext())->SaveMentor(mentor);
  }),
              Succeeded());
  directory_.numbers.emplace("A0000AA", Nth<PersonId>(1));
  ASSERT_THAT(subscription_.prepare({EventOf(Scheduled(), 50)}), Succeeded());
  Look([](MentoringStore& store) {
    const auto mentor = store.FindMentor(Ref<MentorId>("MEN0001")).value();
    EXPECT_TRUE(mentor->conflicts.people.contains(Nth<PersonId>(1)));
    EXPECT_TRUE(mentor->conflicts.numbers.Reveal().empty());
  });
}

TEST_F(OnReleaseStream, StopsTheBatchWhileTheReleaseServiceIsDown) {
  directory_.available = false;
  EXPECT_THAT(Apply(EventOf(Scheduled(), 50)), FailsWith("RPC_UNAVAILABLE"));
}

TEST_F(OnReleaseStream, FailsAProfileThatNobodyFetched) {
  pb::PersonProfileChanged changed;
  changed.set_person_id(Nth<PersonId>(1).str());
  EXPECT_THAT(Handle(EventOf(changed, 51)), FailsWith("PROFILE_NOT_FETCHED"));
}

TEST_F(OnReleaseStream, AnswersAMovedDayNamingItsCause) {
  ASSERT_THAT(Apply(EventOf(Scheduled(), 50)), Succeeded());
  pb::ReleaseDayChanged changed;
  changed.set_person_id(Nth<PersonId>(1).str());
  ASSERT_THAT(Apply(EventOf(changed, 51)), Succeeded());
  Look([](MentoringStore& store) {
    const auto answer = store.FindAnswer(Nth<PersonId>(1), Nth<EventId>(51)).value();
    ASSERT_TRUE(answer.has_value());
    EXPECT_EQ(answer->answer.outcome, ReleaseDayOutcome::kNotAffected);
    EXPECT_FALSE(store.FindPerson(Nth<PersonId>(1)).value()->release_day.has_value());
  });
  ASSERT_THAT(database_->Read([](store::Session& session) -> Result<void> {
    TTG_TRY(const auto events, messaging::ReadAfter(session, 0, 10));
    EXPECT_EQ(events.size(), 1U);
    EXPECT_EQ(events.front().causation_id, Nth<EventId>(51).str());
    EXPECT_EQ(events.front().partition_key, Nth<PersonId>(1).str());
    return {};
  }),
              Succeeded());
}

TEST_F(OnReleaseStream, RefusesWhatItCannotRead) {
  auto event = EventOf(Scheduled(), 50);
  event.data = "\xff";
  EXPECT_THAT(Handle(event), FailsWith("EVENT_MALFORMED"));
}

TEST_F(OnReleaseStream, PassesMovementsThatDoNothingToAMatch) {
  pb::PersonMoved moved;
  moved.set_person_id(Nth<PersonId>(1).str());
  moved.mutable_effects()->set_mentoring_match(pb::MOVEMENT_EFFECT_SUSPENDED);
  ASSERT_THAT(Apply(EventOf(moved, 60)), Succeeded());
  moved.mutable_effects()->set_mentoring_match(pb::MOVEMENT_EFFECT_ENDED);
  ASSERT_THAT(Apply(EventOf(moved, 61)), Succeeded());
}

}  // namespace
}  // namespace ttg::mentoring
