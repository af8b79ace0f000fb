#include <functional>

#include <gmock/gmock.h>

#include "platform/testing/matchers.h"
#include "release/domain/person.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"

namespace ttg::release {
namespace {

using testing::ActAt;
using testing::APerson;
using testing::EnglandAndWales;
using ::testing::IsEmpty;
using testing::kMonday;
using ::testing::SizeIs;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

const Date kThursday(2026, 12, 3);

WorkingDays WithHoliday(Date day) {
  return WorkingDays("corrected", Date(2012, 1, 1), Date(2028, 12, 31), {day});
}

// Domain A3, A7.
TEST(ApplyCalendar, MovesTheDayAndSaysWhyInTheHistory) {
  Person person = APerson();
  const auto changes =
      person.ApplyCalendar("calendar: corrected", ActAt(kMonday), WithHoliday(kThursday));
  ASSERT_THAT(changes, Succeeded());
  EXPECT_EQ(person.snapshot().release_day.date, Date(2026, 12, 1));
  EXPECT_EQ(person.snapshot().release_day.calendar_version, "corrected");
  ASSERT_THAT(changes->history, SizeIs(1));
  EXPECT_EQ(changes->history[0].type, std::nullopt);
  EXPECT_EQ(changes->history[0].reason, "calendar: corrected");
  EXPECT_EQ(changes->history[0].release_date_before, kThursday);
  EXPECT_EQ(changes->history[0].release_date_after, Date(2026, 12, 1));
  EXPECT_THAT(changes->events, SizeIs(1));
}

TEST(ApplyCalendar, ChangesNothingButTheVersionWhereTheDayStays) {
  Person person = APerson();
  const auto changes =
      person.ApplyCalendar("corrected", ActAt(kMonday), WithHoliday(Date(2027, 7, 1)));
  ASSERT_THAT(changes, Succeeded());
  EXPECT_TRUE(changes->empty());
  EXPECT_EQ(person.snapshot().release_day.date, kThursday);
  EXPECT_EQ(person.snapshot().release_day.calendar_version, "corrected");
}

TEST(ApplyCalendar, LeavesADayThatHasPassed) {
  Person person = APerson();
  const auto changes =
      person.ApplyCalendar("corrected", ActAt(Date(2026, 12, 8)), WithHoliday(Date(2026, 12, 2)));
  ASSERT_THAT(changes, Succeeded());
  EXPECT_TRUE(changes->empty());
  EXPECT_EQ(person.snapshot().release_day.date, kThursday);
  EXPECT_EQ(person.snapshot().release_day.reason, ReleaseDayReason::kPolicy);
}

TEST(ApplyCalendar, IsNotForWhoHasLeft) {
  Person::Snapshot gone = APerson().snapshot();
  gone.state = PersonState::kDied;
  Person person = Person::Restore(gone);
  EXPECT_EQ(person.ApplyCalendar("corrected", ActAt(kMonday), WithHoliday(kThursday)).has_value(),
            false);
  EXPECT_TRUE(person.snapshot() == gone);
}

// Domain A5: since when a warning has stood, and not since the last change.
TEST(WarnedSince, IsTheDayOfTheChangeThatLedToIt) {
  Person person = APerson();
  const Date sunday(2026, 12, 6);
  EXPECT_THAT(person.ConfirmDate(sunday, "", ActAt(kMonday), EnglandAndWales()), Succeeded());
  const auto& since = person.snapshot().warned_since;
  EXPECT_EQ(since.at(ReleaseDayWarning::kAfterLawfulDay), kMonday);
  // Later the same day of the week is confirmed again, and the lawful day moves past it.
  const Act later = ActAt(kMonday + 2);
  EXPECT_THAT(person.ConfirmDate(sunday, "", later, EnglandAndWales()), Succeeded());
  EXPECT_EQ(since.at(ReleaseDayWarning::kNonWorkingDay), kMonday);
  EXPECT_THAT(person.SetDates({{.type = DateType::kCrd, .date = Date(2027, 1, 12)}}, "court", later,
                              EnglandAndWales()),
              Succeeded());
  EXPECT_FALSE(since.contains(ReleaseDayWarning::kAfterLawfulDay));
  EXPECT_EQ(since.at(ReleaseDayWarning::kNonWorkingDay), kMonday);
  EXPECT_THAT(person.ClearConfirmedDate("wrong", later, EnglandAndWales()), Succeeded());
  EXPECT_THAT(since, IsEmpty());
}

// Domain A5: whatever else is done, a warning stands until the fact that ends it.
TEST(UrgentTask, IsEndedByNothingButItsFact) {
  const Date today(2026, 12, 8);
  const Act act = ActAt(today);
  const WorkingDays& calendar = EnglandAndWales();
  const std::vector<std::function<void(Person&)>> others = {
      [&](Person& p) { (void)p.AssignOwner(*ActorId::Parse("owner-1")); },
      [&](Person& p) { (void)p.ChangeDeliveryUnit(*DeliveryUnit::Parse("N52STFS"), act); },
      [&](Person& p) { (void)p.RequestExtraDay("no bus", act, calendar); },
      [&](Person& p) { (void)p.RevertToLawfulDay("asked", act, calendar); },
      [&](Person& p) { (void)p.NoteSeparation(); },
      [&](Person& p) {
        (void)p.SetDates({{.type = DateType::kSed, .date = Date(2028, 6, 2)}}, "court", act,
                         calendar);
      },
      [&](Person& p) { (void)p.ApplyCalendar("corrected", act, calendar); }};
  for (const auto& other : others) {
    Person person = APerson();
    other(person);
    EXPECT_TRUE(person.WarningsOn(today).contains(ReleaseDayWarning::kHeldPastDue));
  }
  Person held = APerson();
  EXPECT_THAT(held.RecordHold({HoldKind::kRemand, "court", today, act.by}, act), Succeeded());
  EXPECT_THAT(held.WarningsOn(today), IsEmpty());
  Person moved = APerson();
  EXPECT_THAT(
      moved.SetDates({{.type = DateType::kCrd, .date = Date(2027, 1, 12)}}, "court", act, calendar),
      Succeeded());
  EXPECT_THAT(moved.WarningsOn(today), IsEmpty());
}

// Domain A5, A7.
TEST(LiftedHold, KeepsWhoRecordedItAndWhoEndedItWhenAndWhy) {
  Person person = APerson();
  const Act court = ActAt(kMonday, 570, "COURT-CLERK");
  const Act governor = ActAt(kMonday + 1, 600, "GOVERNOR");
  EXPECT_THAT(person.RecordHold({HoldKind::kRemand, "Crown Court", kMonday, court.by}, court),
              Succeeded());
  EXPECT_THAT(person.LiftHold(HoldKind::kHospital, "ended", governor), FailsWith("NO_SUCH_HOLD"));
  EXPECT_THAT(person.LiftHold(HoldKind::kRemand, "acquitted", governor), Succeeded());
  EXPECT_THAT(person.snapshot().holds, IsEmpty());
  ASSERT_THAT(person.snapshot().lifted_holds, SizeIs(1));
  const LiftedHold& lifted = person.snapshot().lifted_holds[0];
  EXPECT_EQ(lifted.hold.recorded_by, court.by);
  EXPECT_EQ(lifted.lifted_by, governor.by);
  EXPECT_EQ(lifted.lifted_at, governor.at);
  EXPECT_EQ(lifted.reason, "acquitted");
  // Another of the same kind is another hold.
  EXPECT_THAT(person.RecordHold({HoldKind::kRemand, "Crown Court", kMonday, court.by}, court),
              Succeeded());
  EXPECT_THAT(person.snapshot().lifted_holds, SizeIs(1));
}

// Domain A1: the label of a regime goes with the date that it is about.
TEST(Regime, OfADateIsGoneWhenAFileGivesAnotherDate) {
  Person person = APerson();
  EXPECT_THAT(person.SetDates({{.type = DateType::kCrd, .date = kMonday + 50, .regime = "SDS40"}},
                              "tranche", ActAt(kMonday, 0), EnglandAndWales()),
              Succeeded());
  std::vector<RowFinding> findings;
  person.ApplyImport(testing::ARow({{"crd", FormatDate(kMonday + 50)}}), testing::At(kMonday, 700),
                     ActAt(kMonday, 700), EnglandAndWales(), findings);
  EXPECT_EQ(person.snapshot().dates.at(DateType::kCrd).regime, "SDS40");
  person.ApplyImport(testing::ARow({{"crd", FormatDate(kMonday + 60)}}), testing::At(kMonday, 710),
                     ActAt(kMonday, 710), EnglandAndWales(), findings);
  EXPECT_EQ(person.snapshot().dates.at(DateType::kCrd).regime, "");
}

}  // namespace
}  // namespace ttg::release
