#include <map>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "accommodation/events/encode.h"
#include "accommodation/events/on_person_changed.h"
#include "accommodation/events/on_release_day_changed.h"
#include "accommodation/events/profile_inbox.h"
#include "accommodation/store/sql_accommodation_store.h"
#include "accommodation/testing/builders.h"
#include "platform/messaging/event_log.h"
#include "platform/testing/fixed_calendar.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/matchers.h"
#include "platform/testing/sequential_ids.h"
#include "platform/testing/test_database.h"
#include "ttg/accommodation/v1/accommodation_events.pb.h"
#include "ttg/release/v1/release_events.pb.h"

namespace ttg::accommodation {
namespace {

namespace pb = ttg::release::v1;

using testing::ABedspace;
using testing::AllSeeingStaff;
using testing::AnOffer;
using testing::AStay;
using testing::EventNumber;
using testing::PersonNumber;
using testing::PlacementNumber;
using testing::Today;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

class FixedProfiles final : public ProfileSource {
 public:
  Result<std::vector<FetchedProfile>> Fetch(const std::vector<PersonId>& people) override {
    if (down) return Unavailable("RPC_UNAVAILABLE", "the release service is away");
    std::vector<FetchedProfile> found;
    for (const PersonId& one : people) {
      if (known.contains(one)) found.push_back({one, 1, Sensitive(testing::AProfile())});
    }
    return found;
  }

  std::set<PersonId> known = {PersonNumber(1)};
  bool down = false;
};

void Set(ttg::common::v1::Date& out, Date date) {
  out.set_year(static_cast<int>(date.year()));
  out.set_month(date.month());
  out.set_day(date.day());
}

template <typename Message>
messaging::Event EventOf(int n, const Message& message) {
  messaging::Event event;
  event.id = EventNumber(n).str();
  event.source = "release";
  event.type = Message::descriptor()->full_name();
  event.subject = message.person_id();
  event.partition_key = message.person_id();
  event.correlation_id = "correlation-1";
  event.data = message.SerializeAsString();
  return event;
}

class ReleaseEvents : public ::testing::Test {
 protected:
  static std::vector<store::Migration> AllMigrations() {
    auto all = Migrations();
    for (auto& one : messaging::Migrations()) all.push_back(std::move(one));
    return all;
  }

  void SetUp() override {
    const ActorId self = ActorId::Parse("accommodation").value();
    handlers_ = OnPersonChanged(bind_, self, inbox_);
    handlers_[pb::ReleaseDayChanged::descriptor()->full_name()] =
        OnReleaseDayChanged(bind_, self, AnswerReleaseDay(around_));
  }

  // As the consumer does it: prepare, then the handler in a transaction.
  Result<void> Apply(const messaging::Event& event) {
    TTG_RETURN_IF_ERROR(inbox_.Prepare({event}));
    return Write([&](store::Session& session) { return handlers_.at(event.type)(session, event); });
  }
  Result<void> Write(const std::function<Result<void>(store::Session&)>& work) {
    return database_->WriteAndWait(work);
  }
  messaging::Event Scheduled(int person) {
    pb::ReleaseScheduled message;
    message.set_person_id(PersonNumber(person).str());
    Set(*message.mutable_release_date(), AStay().arrival);
    message.set_prison_id("BMI");
    message.set_profile_version(1);
    return EventOf(person, message);
  }
  messaging::Event DayChanged(int n, std::optional<Date> day) {
    pb::ReleaseDayChanged message;
    message.set_person_id(PersonNumber(1).str());
    if (day) Set(*message.mutable_release_date(), *day);
    return EventOf(n, message);
  }
  Person Stored(int person) {
    std::optional<Person> found;
    EXPECT_THAT(Write([&](store::Session& session) -> Result<void> {
                  TTG_TRY(found, bind_(session, call_)->FindPerson(PersonNumber(person)));
                  return {};
                }),
                Succeeded());
    return found.value();
  }
  std::vector<messaging::Event> Log() {
    std::vector<messaging::Event> events;
    EXPECT_THAT(Write([&](store::Session& session) -> Result<void> {
                  TTG_TRY(events, messaging::ReadAfter(session, 0, 100));
                  return {};
                }),
                Succeeded());
    return events;
  }

  const CallContext call_ = AllSeeingStaff();
  ttg::testing::FixedClock clock_{Today()};
  ttg::testing::SequentialIds ids_{0xb6};
  const ttg::testing::FixedCalendar calendar_{testing::Calendar()};
  const Surroundings around_{clock_, ids_, calendar_};
  const Encoder encode_ = EventEncoder(clock_, ids_);
  const BindStore bind_ = [this](store::Session& session, const CallContext& call) {
    return std::make_unique<SqlAccommodationStore>(session, call, encode_);
  };
  FixedProfiles profiles_;
  ProfileInbox inbox_{profiles_};
  std::map<std::string, messaging::Handler> handlers_;
  ttg::testing::TestDatabase database_{ttg::testing::StoreKind::kSqlite, AllMigrations()};
};

TEST_F(ReleaseEvents, KeepAPersonWithTheProfileThatWasFetched) {
  ASSERT_THAT(Apply(Scheduled(1)), Succeeded());
  EXPECT_EQ(Stored(1).release_day, AStay().arrival);
  EXPECT_TRUE(Stored(1).profile);
  // Whom the release service does not know any more has none.
  ASSERT_THAT(Apply(Scheduled(2)), Succeeded());
  EXPECT_FALSE(Stored(2).profile);
}

TEST_F(ReleaseEvents, WaitForTheReleaseServiceBeforeAnythingIsApplied) {
  profiles_.down = true;
  EXPECT_THAT(Apply(Scheduled(1)), FailsWith("RPC_UNAVAILABLE"));
  profiles_.down = false;
  EXPECT_THAT(Apply(Scheduled(1)), Succeeded());
}

TEST_F(ReleaseEvents, AnswerAMovedReleaseDayOnceAndNameItAsTheCause) {
  ASSERT_THAT(Apply(Scheduled(1)), Succeeded());
  ASSERT_THAT(Write([&](store::Session& session) -> Result<void> {
                const auto store = bind_(session, call_);
                TTG_RETURN_IF_ERROR(store->SaveBedspace(ABedspace()));
                Placement offer = AnOffer();
                return store->Save(offer);
              }),
              Succeeded());
  const auto moved = DayChanged(9, AStay().arrival + 3);
  ASSERT_THAT(Apply(moved), Succeeded());
  ASSERT_THAT(Apply(moved), Succeeded());

  const auto log = Log();
  ASSERT_EQ(log.size(), 3U);
  EXPECT_EQ(log[1].type, "ttg.accommodation.v1.PlacementMoved");
  EXPECT_EQ(log[1].subject_version, 2);
  EXPECT_EQ(log[2].type, "ttg.accommodation.v1.AccommodationReleaseDayAnswered");
  for (const std::size_t i : {1U, 2U}) {
    EXPECT_EQ(log[i].causation_id, moved.id);
    EXPECT_EQ(log[i].correlation_id, "correlation-1");
  }
  v1::AccommodationReleaseDayAnswered answered;
  ASSERT_TRUE(answered.ParseFromString(log[2].data));
  EXPECT_EQ(answered.answer().outcome(), ttg::common::v1::RELEASE_DAY_OUTCOME_MOVED);
  EXPECT_EQ(answered.answer().cause_event_id(), moved.id);
  EXPECT_TRUE(answered.answer().needs_acknowledgement());
  ASSERT_EQ(answered.answer().effects_size(), 1);
  EXPECT_EQ(answered.answer().effects(0).id(), PlacementNumber(1).str());
}

TEST_F(ReleaseEvents, AnswerAlsoWhereNothingIsAffected) {
  ASSERT_THAT(Apply(Scheduled(1)), Succeeded());
  ASSERT_THAT(Apply(DayChanged(9, std::nullopt)), Succeeded());
  ASSERT_EQ(Log().size(), 1U);
  EXPECT_EQ(Stored(1).release_day, std::nullopt);
}

TEST_F(ReleaseEvents, FollowPrisonAreaOwnerAndRelease) {
  ASSERT_THAT(Apply(Scheduled(1)), Succeeded());
  const std::string id = PersonNumber(1).str();
  pb::PersonPrisonChanged prison;
  prison.set_person_id(id);
  prison.set_prison_id("OWI");
  pb::PersonAreaChanged area;
  area.set_person_id(id);
  area.set_delivery_unit("N52STFS");
  pb::PersonOwnerChanged owner;
  owner.set_person_id(id);
  pb::PersonReleased released;
  released.set_person_id(id);
  Set(*released.mutable_released_on(), Today());
  for (const auto& event :
       {EventOf(2, prison), EventOf(3, area), EventOf(4, owner), EventOf(5, released)}) {
    ASSERT_THAT(Apply(event), Succeeded());
  }
  EXPECT_EQ(Stored(1).prison->str(), "OWI");
  EXPECT_EQ(Stored(1).delivery_unit->str(), "N52STFS");
  EXPECT_FALSE(Stored(1).owner);
  EXPECT_EQ(Stored(1).released_on, Today());
  pb::ReleaseReversed reversed;
  reversed.set_person_id(id);
  ASSERT_THAT(Apply(EventOf(6, reversed)), Succeeded());
  EXPECT_FALSE(Stored(1).released_on);
}

TEST_F(ReleaseEvents, RefuseWhatTheyCannotRead) {
  auto event = DayChanged(9, Today());
  event.data = "\xff\xff";
  EXPECT_THAT(Apply(event), FailsWith("EVENT_MALFORMED"));
  EXPECT_THAT(Apply(DayChanged(9, Today())), FailsWith("PERSON_UNKNOWN"));
}

}  // namespace
}  // namespace ttg::accommodation
