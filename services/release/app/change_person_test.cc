#include <gmock/gmock.h>

#include "platform/testing/fixed_calendar.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/matchers.h"
#include "platform/testing/sequential_ids.h"
#include "release/app/use_cases.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"
#include "release/testing/fake_release_store.h"
#include "release/testing/release_store_contract.h"

namespace ttg::release {
namespace {

using testing::ACaller;
using testing::APerson;
using testing::APersonId;
using ::testing::IsEmpty;
using testing::kMonday;
using ::testing::SizeIs;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

class Commands : public ::testing::Test {
 protected:
  Commands() { state_.people.emplace(APersonId().str(), APerson().snapshot()); }

  PersonTarget Target(std::int64_t version = 1) const { return {APersonId(), version}; }
  const Person::Snapshot& Stored() const { return state_.people.at(APersonId().str()); }

  ttg::testing::FixedClock clock_{kMonday};
  ttg::testing::SequentialIds ids_;
  ttg::testing::FixedCalendar calendar_{testing::EnglandAndWales()};
  UseCases use_cases_{clock_, calendar_, ids_, testing::Reference()};
  testing::FakeReleases state_;
  CallContext call_ = ACaller();
  testing::FakeReleaseStore store_{state_, call_};
};

TEST_F(Commands, StoreAndAnnounceTogether) {
  const auto person =
      use_cases_.confirm_release_date(store_, call_, {Target(), Date(2026, 12, 2), ""});
  ASSERT_THAT(person, Succeeded());
  EXPECT_EQ(person->snapshot().version, 2);
  EXPECT_EQ(Stored().release_day.date, Date(2026, 12, 2));
  ASSERT_THAT(state_.announced, SizeIs(1));
  EXPECT_EQ(state_.announced[0].version, 2);
  EXPECT_THAT(state_.history, SizeIs(1));
}

TEST_F(Commands, RefuseAStaleEtagAndSomebodyOutOfReach) {
  EXPECT_THAT(use_cases_.approve_extra_day(store_, call_, {Target(7)}),
              FailsWith(ErrorKind::kStale, "PERSON_CHANGED"));
  call_.scope = {};
  EXPECT_THAT(use_cases_.approve_extra_day(store_, call_, {Target()}),
              FailsWith(ErrorKind::kNotFound, "PERSON_NOT_FOUND"));
}

TEST_F(Commands, StoreNothingWhenTheRuleRefuses) {
  EXPECT_THAT(use_cases_.clear_confirmed_date(store_, call_, {Target(), "mistake"}),
              FailsWith("NO_CONFIRMED_DATE"));
  EXPECT_EQ(Stored().version, 1);
  EXPECT_THAT(state_.announced, IsEmpty());
}

TEST_F(Commands, KnowThePlacesThereAre) {
  EXPECT_THAT(
      use_cases_.change_delivery_unit(store_, call_, {Target(), *DeliveryUnit::Parse("N99NONE")}),
      FailsWith("DELIVERY_UNIT_UNKNOWN"));
}

TEST_F(Commands, GoTheWayOfAnExtraDay) {
  ASSERT_THAT(use_cases_.request_extra_day(store_, call_, {Target(1), "no bus"}), Succeeded());
  call_.actor = *ActorId::Parse("GOVERNOR");
  ASSERT_THAT(use_cases_.approve_extra_day(store_, call_, {Target(2)}), Succeeded());
  EXPECT_EQ(Stored().release_day.date, Date(2026, 12, 2));
  ASSERT_THAT(use_cases_.revert_to_lawful_day(store_, call_, {Target(3), "escort"}), Succeeded());
  EXPECT_EQ(Stored().release_day.date, Date(2026, 12, 4));
}

}  // namespace
}  // namespace ttg::release
