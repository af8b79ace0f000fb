#include "employment/events/on_release_events.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "employment/events/wire.h"
#include "employment/testing/builders.h"
#include "employment/testing/fake_employment_store.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/matchers.h"
#include "platform/testing/test_database.h"
#include "ttg/release/v1/release_events.pb.h"

namespace ttg::employment {
namespace {

namespace pb = ::ttg::release::v1;

using ::testing::_;
using ::testing::ElementsAre;
using testing::FailsWith;
using ::testing::IsEmpty;
using testing::Succeeded;
using ::testing::VariantWith;

class FakeProfiles final : public ProfileSource {
 public:
  Result<std::vector<Profile>> Fetch(const std::vector<PersonId>& people) override {
    if (absent) return Unavailable("RPC_UNAVAILABLE", "nobody answers");
    std::vector<Profile> profiles;
    profiles.reserve(people.size());
    for (const PersonId& person : people) profiles.push_back({person, version, right_to_work});
    return profiles;
  }

  bool absent = false;
  std::int64_t version = 1;
  RightToWork right_to_work = RightToWork::kNo;
};

class OnReleaseEventsTest : public ::testing::Test {
 protected:
  template <typename Message>
  messaging::Event EventOf(const Message& message, int n = 1) {
    messaging::Event event;
    event.id = ACause(n).str();
    event.source = "release";
    event.type = message.GetDescriptor()->full_name();
    event.partition_key = message.person_id();
    event.data = message.SerializeAsString();
    return event;
  }

  Result<void> Apply(const messaging::Event& event) {
    return database_->WriteAndWait(
        [&](store::Session& session) { return handlers_.at(event.type)(session, event); });
  }

  template <typename Message>
  Result<void> Receive(const Message& message, int n = 1) {
    const auto event = EventOf(message, n);
    TTG_RETURN_IF_ERROR(on_release_.Prepare({event}));
    return Apply(event);
  }

  static pb::ReleaseScheduled Scheduled() {
    pb::ReleaseScheduled message;
    message.set_person_id(APersonId().str());
    WriteDate(Date(2026, 12, 10), *message.mutable_release_date());
    message.set_prison_id("BMI");
    message.set_delivery_unit("N52BIRM");
    message.set_profile_version(1);
    return message;
  }

  static pb::ReleaseDayChanged Moved(std::optional<Date> day) {
    pb::ReleaseDayChanged message;
    message.set_person_id(APersonId().str());
    WriteDate(Date(2026, 12, 10), *message.mutable_previous_release_date());
    if (day) WriteDate(*day, *message.mutable_release_date());
    return message;
  }

  Person ThePerson() { return state_.people.at(APersonId()); }

  FakeEmployment state_;
  testing::FixedClock clock_{kToday};
  FakeProfiles profiles_;
  // The handlers need a session; the fake behind them does not.
  testing::TestDatabase database_{testing::StoreKind::kSqlite};
  OnReleaseEvents on_release_{[this](store::Session&, const CallContext& call) {
                                return std::make_unique<FakeEmploymentStore>(state_, call);
                              },
                              clock_, profiles_, AnActor("employment")};
  std::map<std::string, OnReleaseEvents::Handler> handlers_ = on_release_.Handlers();
};

TEST_F(OnReleaseEventsTest, SomebodyScheduledGetsCheckInsAndTheirProfile) {
  ASSERT_THAT(Receive(Scheduled()), Succeeded());
  EXPECT_EQ(ThePerson().check_ins, CheckInsAfter(Date(2026, 12, 10)));
  EXPECT_EQ(ThePerson().right_to_work, RightToWork::kNo);
  EXPECT_EQ(ThePerson().prison, PrisonId::Parse("BMI").value());
  EXPECT_THAT(state_.announced, ElementsAre(VariantWith<CheckInsScheduled>(_)));
}

TEST_F(OnReleaseEventsTest, EveryChangedDayIsAnsweredOnce) {
  ASSERT_THAT(Receive(Scheduled()), Succeeded());
  ASSERT_THAT(Receive(Moved(Date(2026, 12, 17)), 2), Succeeded());
  ASSERT_THAT(Receive(Moved(Date(2026, 12, 17)), 3), Succeeded());
  ASSERT_EQ(state_.answers.size(), 2U);
  const auto outcome = [&](int n) {
    return state_.answers.at({APersonId(), ACause(n)}).snapshot().answered.outcome;
  };
  EXPECT_EQ(outcome(2), DayOutcome::kMoved);
  EXPECT_EQ(outcome(3), DayOutcome::kNotAffected);
}

TEST_F(OnReleaseEventsTest, AnAgreedStartBeforeTheNewDayIsAtRisk) {
  ASSERT_THAT(Receive(Scheduled()), Succeeded());
  state_.jobs.emplace(AJobId(), AJobIn(JobState::kAgreed));
  ASSERT_THAT(Receive(Moved(Date(2026, 12, 20)), 2), Succeeded());
  const auto& answered = state_.answers.at({APersonId(), ACause(2)}).snapshot().answered;
  EXPECT_EQ(answered.outcome, DayOutcome::kAtRisk);
  EXPECT_TRUE(answered.needs_acknowledgement);
}

TEST_F(OnReleaseEventsTest, ReleaseAndItsReversalMoveTheCheckIns) {
  ASSERT_THAT(Receive(Scheduled()), Succeeded());
  pb::PersonReleased released;
  released.set_person_id(APersonId().str());
  WriteDate(Date(2026, 12, 9), *released.mutable_released_on());
  ASSERT_THAT(Receive(released, 2), Succeeded());
  EXPECT_EQ(ThePerson().check_ins, CheckInsAfter(Date(2026, 12, 9)));
  pb::ReleaseReversed reversed;
  reversed.set_person_id(APersonId().str());
  WriteDate(Date(2026, 12, 10), *reversed.mutable_release_date());
  ASSERT_THAT(Receive(reversed, 3), Succeeded());
  EXPECT_EQ(ThePerson().released_on, std::nullopt);
  EXPECT_EQ(ThePerson().check_ins, CheckInsAfter(Date(2026, 12, 10)));
  EXPECT_THAT(state_.answers, IsEmpty());
}

TEST_F(OnReleaseEventsTest, APersonMovesWithWhoIsResponsible) {
  ASSERT_THAT(Receive(Scheduled()), Succeeded());
  pb::PersonPrisonChanged prison;
  prison.set_person_id(APersonId().str());
  prison.set_prison_id("LEI");
  pb::PersonAreaChanged area;
  area.set_person_id(APersonId().str());
  pb::PersonOwnerChanged owner;
  owner.set_person_id(APersonId().str());
  owner.set_owner_id("worker.one");
  ASSERT_THAT(Receive(prison, 2), Succeeded());
  ASSERT_THAT(Receive(area, 3), Succeeded());
  ASSERT_THAT(Receive(owner, 4), Succeeded());
  EXPECT_EQ(ThePerson().prison, PrisonId::Parse("LEI").value());
  EXPECT_EQ(ThePerson().delivery_unit, std::nullopt);
  EXPECT_EQ(ThePerson().owner, AnActor("worker.one"));
}

TEST_F(OnReleaseEventsTest, AnOlderProfileChangesNothing) {
  profiles_.version = 5;
  ASSERT_THAT(Receive(Scheduled()), Succeeded());
  pb::PersonProfileChanged changed;
  changed.set_person_id(APersonId().str());
  profiles_.version = 4;
  profiles_.right_to_work = RightToWork::kYes;
  ASSERT_THAT(Receive(changed, 2), Succeeded());
  EXPECT_EQ(ThePerson().right_to_work, RightToWork::kNo);
  profiles_.version = 6;
  ASSERT_THAT(Receive(changed, 3), Succeeded());
  EXPECT_EQ(ThePerson().right_to_work, RightToWork::kYes);
}

TEST_F(OnReleaseEventsTest, ABatchWaitsForTheReleaseService) {
  profiles_.absent = true;
  EXPECT_THAT(Receive(Scheduled()), FailsWith(ErrorKind::kUnavailable, "RPC_UNAVAILABLE"));
  EXPECT_THAT(state_.people, IsEmpty());
}

TEST_F(OnReleaseEventsTest, AnEventThatCannotBeReadFails) {
  auto event = EventOf(Moved(Date(2026, 12, 17)));
  event.data = "\xff\xff";
  EXPECT_THAT(Apply(event), FailsWith("EVENT_MALFORMED"));
  auto impossible = Moved({});
  impossible.mutable_release_date()->set_month(13);
  EXPECT_THAT(Receive(impossible), FailsWith("EVENT_MALFORMED"));
}

}  // namespace
}  // namespace ttg::employment
