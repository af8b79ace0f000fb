#include "release/domain/person.h"

#include <functional>

#include <gmock/gmock.h>

#include "platform/testing/matchers.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"
#include "release/testing/movements/builders.h"

namespace ttg::release {
namespace {

using testing::ActAt;
using testing::APerson;
using testing::APersonId;
using ::testing::ElementsAre;
using testing::EnglandAndWales;
using ::testing::IsEmpty;
using testing::kMonday;
using ::testing::SizeIs;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

const Date kFriday(2026, 12, 4);
const Date kThursday(2026, 12, 3);
const Date kWednesday(2026, 12, 2);
const Act kAct = ActAt(kMonday);
const Act kGovernor = ActAt(kMonday, 600, "GOVERNOR");

const ActorId kOwner = *ActorId::Parse("owner-1");
const DeliveryUnit kStaffordshire = *DeliveryUnit::Parse("N52STFS");

Person AReleasedPerson() { return testing::APersonIn(PersonState::kReleased); }

Result<Changes> Enter(Person& person, DateType type, Date date) {
  return person.SetDates({{.type = type, .date = date}}, "court", kAct, EnglandAndWales());
}

TEST(Person, IsScheduledOnceOnRegistration) {
  const auto [person, changes] = Person::Register(
      {APersonId(), testing::ARow(), testing::At(kMonday, 0)}, kAct, EnglandAndWales());
  EXPECT_THAT(changes.events,
              ElementsAre(ReleaseEvent(ReleaseScheduled{
                  APersonId(), kThursday, ReleaseDayReason::kPolicy, *PrisonId::Parse("BMI"),
                  *DeliveryUnit::Parse("N52BIRM"), std::nullopt, 1})));
  EXPECT_THAT(changes.history, IsEmpty());
  EXPECT_EQ(person.snapshot().release_day.date, kThursday);
}

// Every state against every verb.
struct Verb {
  const char* name;
  std::function<Result<Changes>(Person&)> act;
  // The reason of the refusal; empty: it succeeds.
  std::string in_prison;
  std::string released;
};

std::ostream& operator<<(std::ostream& out, const Verb& verb) { return out << verb.name; }

class PersonVerb : public ::testing::TestWithParam<Verb> {
 protected:
  static void Expect(Person person, const std::string& refusal) {
    const Person::Snapshot before = person.snapshot();
    const auto result = GetParam().act(person);
    if (refusal.empty()) {
      EXPECT_THAT(result, Succeeded());
      return;
    }
    EXPECT_THAT(result, FailsWith(refusal));
    EXPECT_TRUE(person.snapshot() == before) << "a refused verb changes nothing";
  }
};

TEST_P(PersonVerb, InPrison) { Expect(APerson(), GetParam().in_prison); }
TEST_P(PersonVerb, Released) { Expect(AReleasedPerson(), GetParam().released); }

constexpr auto kReleased = "ALREADY_RELEASED";

INSTANTIATE_TEST_SUITE_P(
    AllStates, PersonVerb,
    ::testing::Values(
        Verb{"SetDates", [](Person& p) { return Enter(p, DateType::kArd, kFriday); }, "",
             kReleased},
        Verb{"ConfirmDate",
             [](Person& p) { return p.ConfirmDate(kFriday, "", kAct, EnglandAndWales()); }, "",
             kReleased},
        Verb{"ClearConfirmedDate",
             [](Person& p) { return p.ClearConfirmedDate("error", kAct, EnglandAndWales()); },
             "NO_CONFIRMED_DATE", kReleased},
        Verb{"RequestExtraDay",
             [](Person& p) { return p.RequestExtraDay("no bus", kAct, EnglandAndWales()); }, "",
             kReleased},
        Verb{"ApproveExtraDay",
             [](Person& p) { return p.ApproveExtraDay(kGovernor, EnglandAndWales()); },
             "EXTRA_DAY_NOT_REQUESTED", kReleased},
        Verb{"RevertToLawfulDay",
             [](Person& p) { return p.RevertToLawfulDay("escort", kGovernor, EnglandAndWales()); },
             "", kReleased},
        Verb{"RecordHold",
             [](Person& p) {
               return p.RecordHold({HoldKind::kRemand, "court", kMonday, kAct.by}, kAct);
             },
             "", kReleased},
        Verb{"LiftHold", [](Person& p) { return p.LiftHold(HoldKind::kRemand, "ended", kAct); },
             "NO_SUCH_HOLD", kReleased},
        Verb{"AssignOwner", [](Person& p) { return p.AssignOwner(kOwner); }, "", ""},
        Verb{"ChangeDeliveryUnit",
             [](Person& p) { return p.ChangeDeliveryUnit(kStaffordshire, kAct); }, "", ""}),
    [](const auto& verb) { return std::string(verb.param.name); });

TEST(PersonSetDates, AnnouncesAMaterialChangeAndKeepsTheHistory) {
  Person person = APerson();
  const auto changes = Enter(person, DateType::kCrd, Date(2026, 12, 9));
  ASSERT_THAT(changes, Succeeded());
  EXPECT_THAT(changes->events,
              ElementsAre(ReleaseEvent(ReleaseDayChanged{APersonId(), kThursday, Date(2026, 12, 9),
                                                         ReleaseDayReason::kWorkingDay})));
  ASSERT_THAT(changes->history, SizeIs(1));
  const DateChange& change = changes->history[0];
  EXPECT_EQ(change.type, DateType::kCrd);
  EXPECT_EQ(change.previous->date, kFriday);
  EXPECT_EQ(change.current->date, Date(2026, 12, 9));
  EXPECT_EQ(change.reason, "court");
  EXPECT_EQ(change.changed_by, kAct.by);
  EXPECT_EQ(change.changed_at, kAct.at);
  EXPECT_TRUE(change.IsMaterial());
}

TEST(PersonSetDates, AnnouncesNothingWhenTheDayStays) {
  Person person = APerson();
  const auto changes = Enter(person, DateType::kHdced, Date(2026, 11, 30));
  EXPECT_THAT(changes->events, IsEmpty());
  ASSERT_THAT(changes->history, SizeIs(1));
  EXPECT_FALSE(changes->history[0].IsMaterial());
}

TEST(PersonSetDates, RemovesADateThatHasNeitherValue) {
  Person person = APerson();
  const auto changes =
      person.SetDates({{.type = DateType::kCrd}}, "quashed", kAct, EnglandAndWales());
  ASSERT_THAT(changes, Succeeded());
  EXPECT_EQ(person.snapshot().release_day.reason, ReleaseDayReason::kNoDate);
  EXPECT_FALSE(person.snapshot().dates.at(DateType::kCrd).Effective());
}

TEST(PersonSetDates, RefusesWhatCannotBeEntered) {
  Person person = APerson();
  const auto set = [&](std::vector<DateEntry> entries, const char* reason) {
    return person.SetDates(entries, reason, kAct, EnglandAndWales());
  };
  EXPECT_THAT(set({}, "x"), FailsWith("DATES_MISSING"));
  EXPECT_THAT(set({{.type = DateType::kArd}}, ""), FailsWith("REASON_MISSING"));
  EXPECT_THAT(set({{.type = DateType::kConfirmed, .date = kFriday}}, "x"),
              FailsWith("CONFIRMED_NOT_HERE"));
  EXPECT_THAT(set({{.type = DateType::kArd}, {.type = DateType::kArd}}, "x"),
              FailsWith("DATE_TYPE_REPEATED"));
}

TEST(PersonConfirmDate, StandsAsEnteredUntilItIsTakenBack) {
  Person person = APerson();
  ASSERT_THAT(person.ConfirmDate(kWednesday, "", kAct, EnglandAndWales()), Succeeded());
  EXPECT_EQ(person.snapshot().release_day.date, kWednesday);
  EXPECT_EQ(person.snapshot().release_day.reason, ReleaseDayReason::kAsEntered);
  ASSERT_THAT(person.ClearConfirmedDate("wrong person", kAct, EnglandAndWales()), Succeeded());
  EXPECT_EQ(person.snapshot().release_day.date, kThursday);
}

TEST(PersonConfirmDate, RefusesADayThatHasPassed) {
  Person person = APerson();
  EXPECT_THAT(person.ConfirmDate(kMonday - 1, "", kAct, EnglandAndWales()),
              FailsWith("DATE_IN_PAST"));
}

TEST(PersonExtraDay, MovesWhenSomebodyElseApproves) {
  Person person = APerson();
  const auto asked = person.RequestExtraDay("no bus", kAct, EnglandAndWales());
  ASSERT_THAT(asked, Succeeded());
  EXPECT_TRUE(asked->empty());
  EXPECT_EQ(person.snapshot().release_day.date, kThursday);
  EXPECT_THAT(person.RequestExtraDay("again", kAct, EnglandAndWales()),
              FailsWith("EXTRA_DAY_REQUESTED_ALREADY"));
  EXPECT_THAT(person.ApproveExtraDay(kAct, EnglandAndWales()),
              FailsWith("REQUESTER_MAY_NOT_APPROVE"));
  const auto approved = person.ApproveExtraDay(kGovernor, EnglandAndWales());
  ASSERT_THAT(approved, Succeeded());
  EXPECT_THAT(approved->events,
              ElementsAre(ReleaseEvent(ReleaseDayChanged{APersonId(), kThursday, kWednesday,
                                                         ReleaseDayReason::kExtraDay})));
  EXPECT_THAT(approved->history, SizeIs(1));
  EXPECT_THAT(person.ApproveExtraDay(kGovernor, EnglandAndWales()),
              FailsWith("EXTRA_DAY_APPROVED_ALREADY"));
}

TEST(PersonExtraDay, IsRefusedWhereTheFridayRuleMovedNothing) {
  Person person = APerson(1, {{"crd", "2026-12-09"}});
  EXPECT_THAT(person.RequestExtraDay("x", kAct, EnglandAndWales()),
              FailsWith("FRIDAY_RULE_NOT_APPLIED"));
}

TEST(PersonExtraDay, IsRefusedWhereItWouldLieInThePast) {
  Person person = APerson();
  const Act late = ActAt(kThursday);
  EXPECT_THAT(person.RequestExtraDay("x", late, EnglandAndWales()),
              FailsWith("EXTRA_DAY_NOT_POSSIBLE"));
  ASSERT_THAT(person.RequestExtraDay("x", kAct, EnglandAndWales()), Succeeded());
  EXPECT_THAT(person.ApproveExtraDay(ActAt(kThursday, 600, "GOVERNOR"), EnglandAndWales()),
              FailsWith("EXTRA_DAY_NOT_POSSIBLE"));
}

TEST(PersonExtraDay, LapsesWhenTheDueDateMoves) {
  Person person = APerson();
  ASSERT_THAT(person.RequestExtraDay("x", kAct, EnglandAndWales()), Succeeded());
  ASSERT_THAT(person.ApproveExtraDay(kGovernor, EnglandAndWales()), Succeeded());
  ASSERT_THAT(Enter(person, DateType::kCrd, Date(2026, 12, 11)), Succeeded());
  EXPECT_EQ(person.snapshot().release_day.date, Date(2026, 12, 10));
  EXPECT_THAT(person.ApproveExtraDay(kGovernor, EnglandAndWales()),
              FailsWith("EXTRA_DAY_NOT_REQUESTED"));
}

TEST(PersonRevert, GoesBackToTheLawfulDay) {
  Person person = APerson();
  EXPECT_THAT(person.RevertToLawfulDay("", kGovernor, EnglandAndWales()),
              FailsWith("REASON_MISSING"));
  const auto reverted = person.RevertToLawfulDay("escort", kGovernor, EnglandAndWales());
  ASSERT_THAT(reverted, Succeeded());
  EXPECT_THAT(reverted->events,
              ElementsAre(ReleaseEvent(ReleaseDayChanged{APersonId(), kThursday, kFriday,
                                                         ReleaseDayReason::kReverted})));
  EXPECT_THAT(person.RevertToLawfulDay("again", kGovernor, EnglandAndWales()),
              FailsWith("FRIDAY_RULE_NOT_APPLIED"));
}

TEST(PersonHold, ExplainsWhySomebodyIsHeldPastTheReleaseDay) {
  Person person = APerson();
  EXPECT_THAT(person.WarningsOn(kThursday), IsEmpty());
  EXPECT_THAT(person.WarningsOn(kFriday), ElementsAre(ReleaseDayWarning::kHeldPastDue));
  const Hold hold{HoldKind::kImmigration, "Home Office", kMonday, kAct.by};
  ASSERT_THAT(person.RecordHold(hold, kAct), Succeeded());
  EXPECT_THAT(person.RecordHold(hold, kAct), FailsWith("HOLD_STANDS_ALREADY"));
  EXPECT_THAT(person.WarningsOn(kFriday), IsEmpty());
  ASSERT_THAT(person.LiftHold(HoldKind::kImmigration, "ended", kAct), Succeeded());
  EXPECT_THAT(person.WarningsOn(kFriday), ElementsAre(ReleaseDayWarning::kHeldPastDue));
}

TEST(PersonHold, NeedsAnAuthorityAndADayThatHasCome) {
  Person person = APerson();
  EXPECT_THAT(person.RecordHold({HoldKind::kRemand, "", kMonday, kAct.by}, kAct),
              FailsWith("AUTHORITY_MISSING"));
  EXPECT_THAT(person.RecordHold({HoldKind::kRemand, "court", kMonday + 1, kAct.by}, kAct),
              FailsWith("DATE_IN_FUTURE"));
}

TEST(PersonPlace, AnnouncesAreaAndOwner) {
  Person person = APerson();
  EXPECT_THAT(person.ChangeDeliveryUnit(kStaffordshire, kAct)->events,
              ElementsAre(ReleaseEvent(PersonAreaChanged{
                  APersonId(), *DeliveryUnit::Parse("N52BIRM"), kStaffordshire})));
  EXPECT_THAT(person.ChangeDeliveryUnit(kStaffordshire, kAct), FailsWith("THERE_ALREADY"));
  EXPECT_THAT(person.AssignOwner(kOwner)->events,
              ElementsAre(ReleaseEvent(PersonOwnerChanged{APersonId(), std::nullopt, kOwner})));
  EXPECT_THAT(person.AssignOwner(kOwner), FailsWith("OWNER_ALREADY"));
}

}  // namespace
}  // namespace ttg::release
