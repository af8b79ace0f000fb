#include <gmock/gmock.h>

#include "platform/testing/matchers.h"
#include "release/domain/person.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"
#include "release/testing/movements/builders.h"

namespace ttg::release {
namespace {

using testing::ActAt;
using testing::AMovementId;
using testing::AnEntry;
using testing::APerson;
using testing::APersonId;
using testing::APersonIn;
using testing::At;
using ::testing::ElementsAre;
using testing::EnglandAndWales;
using ::testing::IsEmpty;
using testing::kMonday;
using testing::MoveNow;
using ::testing::SizeIs;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

using Kind = MovementKind;

const PrisonId kBirmingham = *PrisonId::Parse("BMI");
const PrisonId kOakwood = *PrisonId::Parse("OWI");
const Date kThursday(2026, 12, 3);
const Act kAct = ActAt(kMonday);
constexpr MovementEffects kAllResumed = {MovementEffect::kResumed, MovementEffect::kResumed,
                                         MovementEffect::kResumed, MovementEffect::kResumed,
                                         std::nullopt};

template <typename Event>
const Event* Find(const Changes& changes) {
  for (const ReleaseEvent& event : changes.events) {
    if (const auto* found = std::get_if<Event>(&event)) return found;
  }
  return nullptr;
}

// A person and the history of their movements.
struct Story {
  Person person = APerson();
  std::vector<Movement> all;

  // At `minutes` after midnight of `day`.
  Changes Tell(Kind kind, int minutes, Date day = kMonday) {
    Moved moved = MoveNow(person, kind, ActAt(day, minutes), static_cast<int>(all.size()) + 1);
    all.push_back(std::move(moved.movement));
    return std::move(moved.changes);
  }
  // The prison system tells at 12:00 what happened then.
  Result<Changes> TellLate(Kind kind, int minutes) {
    MovementEntry entry = AnEntry(kind, At(kMonday, minutes), static_cast<int>(all.size()) + 1);
    entry.source = MovementSource::kPrisonSystem;
    TTG_TRY(Moved moved, person.Move(entry, ActAt(kMonday, 12 * 60), EnglandAndWales()));
    all.push_back(std::move(moved.movement));
    return std::move(moved.changes);
  }
  Result<Changes> TakeBack(int n, const Reversal& reversal = {}, int minutes = 12 * 60,
                           Date day = kMonday) {
    TTG_TRY(TakenBack taken,
            person.TakeBack(AMovementId(n), all, reversal, ActAt(day, minutes), EnglandAndWales()));
    for (const Movement& changed : taken.movements) {
      *std::ranges::find(all, changed.id, &Movement::id) = changed;
    }
    return std::move(taken.changes);
  }
};

TEST(PersonMove, AnnouncesWhereThePersonIsAndWhatBecomesOfTheRest) {
  Person person = APerson();
  const Moved moved = MoveNow(person, Kind::kReleased, kAct);
  const Instant settles = At(kMonday, 570 + 45);
  EXPECT_THAT(moved.changes.events,
              ElementsAre(ReleaseEvent(PersonMoved{APersonId(), AMovementId(), Kind::kReleased,
                                                   kAct.at, PersonState::kReleased, std::nullopt,
                                                   kAllResumed, settles}),
                          ReleaseEvent(PersonReleased{APersonId(), kMonday, kBirmingham})));
  EXPECT_EQ(moved.movement.from_prison, kBirmingham);
  EXPECT_EQ(moved.movement.effects, kAllResumed);
  EXPECT_EQ(moved.movement.settles_at, settles);
  EXPECT_FALSE(moved.movement.out_of_order);
  EXPECT_EQ(person.snapshot().released_on, kMonday);
}

// Domain A8: bailed and released from court are releases without notice; the others who leave
// prison are not released.
TEST(PersonMove, AnnouncesAReleaseOnlyOfThoseWhoAreReleased) {
  for (const Kind kind : {Kind::kReleased, Kind::kReleasedFromCourt, Kind::kBailed}) {
    Person person = APerson();
    EXPECT_NE(Find<PersonReleased>(MoveNow(person, kind, kAct).changes), nullptr) << ToString(kind);
  }
  for (const Kind kind : {Kind::kTemporaryRelease, Kind::kReleasedInError, Kind::kEscaped,
                          Kind::kDeported, Kind::kDied, Kind::kImmigrationDetention}) {
    Person person = APerson();
    const Changes changes = MoveNow(person, kind, kAct).changes;
    EXPECT_EQ(Find<PersonReleased>(changes), nullptr) << ToString(kind);
    EXPECT_NE(Find<PersonMoved>(changes), nullptr) << ToString(kind);
  }
}

TEST(PersonMove, AnnouncesAnotherPrison) {
  Person person = APerson();
  const Changes changes = MoveNow(person, Kind::kTransferred, kAct).changes;
  EXPECT_EQ(*Find<PersonPrisonChanged>(changes),
            (PersonPrisonChanged{APersonId(), kBirmingham, kOakwood}));
  EXPECT_EQ(Find<PersonMoved>(changes)->prison, kOakwood);
  EXPECT_EQ(person.snapshot().prison, kOakwood);
  EXPECT_THAT(person.Move(AnEntry(Kind::kTransferred, kAct.at, 2), kAct, EnglandAndWales()),
              FailsWith("THERE_ALREADY"));
}

TEST(PersonMove, RefusesWhatIsIncompleteImpossibleOrInTheFuture) {
  Person person = APerson();
  const auto move = [&](MovementEntry entry) {
    return person.Move(entry, kAct, EnglandAndWales());
  };
  MovementEntry entry = AnEntry(Kind::kTransferred, kAct.at);
  entry.to_prison.reset();
  EXPECT_THAT(move(entry), FailsWith("PRISON_MISSING"));
  entry = AnEntry(Kind::kReleased, kAct.at);
  entry.to_prison = kOakwood;
  EXPECT_THAT(move(entry), FailsWith("PRISON_NOT_WANTED"));
  entry = AnEntry(Kind::kDied, kAct.at);
  entry.reason.clear();
  EXPECT_THAT(move(entry), FailsWith("REASON_MISSING"));
  EXPECT_THAT(move(AnEntry(Kind::kReleased, kAct.at + absl::Seconds(1))),
              FailsWith("DATE_IN_FUTURE"));
  EXPECT_THAT(move(AnEntry(Kind::kRecalled, kAct.at)), FailsWith("MOVEMENT_NOT_POSSIBLE"));
  Person released = APersonIn(PersonState::kReleased);
  EXPECT_THAT(released.Move(AnEntry(Kind::kBailed, kAct.at, 2), kAct, EnglandAndWales()),
              FailsWith("ALREADY_RELEASED"));
}

TEST(PersonMove, GivesFourWeeksToDecideButNotLessThanToday) {
  Person person = APerson();
  const Moved escaped = MoveNow(person, Kind::kEscaped, kAct);
  EXPECT_EQ(escaped.movement.effects.decide_by, kMonday + 28);
  Person late = APerson();
  const auto known = late.Move(AnEntry(Kind::kEscaped, At(kMonday - 40)), kAct, EnglandAndWales());
  ASSERT_THAT(known, Succeeded());
  EXPECT_EQ(known->movement.effects.decide_by, kMonday);
}

// Domain A8: nobody is chased while somebody else decides, and what is taken back suspends nothing.
TEST(PersonMove, SuspendsTheTimetableUntilTheDecision) {
  Story story;
  story.Tell(Kind::kEscaped, 600);
  EXPECT_EQ(story.person.snapshot().timetable.suspended_until, kMonday + 28);
  story.Tell(Kind::kReturnedToCustody, 610);
  EXPECT_FALSE(story.person.snapshot().timetable.suspended_until.has_value());
  ASSERT_THAT(story.TakeBack(2, {}, 620), Succeeded());
  EXPECT_EQ(story.person.snapshot().timetable.suspended_until, kMonday + 28);
  ASSERT_THAT(story.TakeBack(1, {}, 621), Succeeded());
  EXPECT_FALSE(story.person.snapshot().timetable.suspended_until.has_value());
}

// Domain A8: staff correct the later one; the prison system's history is kept as it comes.
TEST(PersonMove, KeepsTheLatestWhateverComesAfterIt) {
  Story story;
  story.Tell(Kind::kReleased, 600);
  const Person::Snapshot before = story.person.snapshot();
  EXPECT_THAT(story.person.Move(AnEntry(Kind::kToCourt, At(kMonday, 540), 2), ActAt(kMonday, 660),
                                EnglandAndWales()),
              FailsWith("LATER_MOVEMENT_STANDS"));
  const auto late = story.TellLate(Kind::kToCourt, 540);
  ASSERT_THAT(late, Succeeded());
  EXPECT_TRUE(late->empty());
  EXPECT_TRUE(story.all.back().out_of_order);
  EXPECT_TRUE(story.person.snapshot() == before);
}

TEST(PersonMove, LetsANewerFileKnowThePrisonBetterThanAnOlderEvent) {
  Person person = APerson();
  MovementEntry entry = AnEntry(Kind::kTransferred, At(kMonday - 1, 600));
  entry.source = MovementSource::kPrisonSystem;
  ASSERT_THAT(person.Move(entry, kAct, EnglandAndWales()), Succeeded());
  EXPECT_EQ(person.snapshot().prison, kBirmingham);
  entry = AnEntry(Kind::kTransferred, At(kMonday, 10), 2);
  entry.source = MovementSource::kPrisonSystem;
  ASSERT_THAT(person.Move(entry, kAct, EnglandAndWales()), Succeeded());
  EXPECT_EQ(person.snapshot().prison, kOakwood);
}

// Domain A8: recalled, the day of the release included.
TEST(PersonRecall, CountsOnlyDatesThatAreStillToCome) {
  Person person = APerson(1, {{"prrd", "2027-03-24"}});
  MoveNow(person, Kind::kReleased, ActAt(Date(2027, 3, 23)), 1);
  EXPECT_EQ(person.snapshot().release_day.date, Date(2027, 3, 24));
  const Moved recalled = MoveNow(person, Kind::kRecalled, ActAt(Date(2027, 3, 23), 900), 2);
  EXPECT_EQ(person.snapshot().spent_through, Date(2027, 3, 23));
  EXPECT_EQ(person.snapshot().release_day.due, (TypedDate{Date(2027, 3, 24), DateType::kPrrd}));
  EXPECT_EQ(recalled.movement.effects.bed, MovementEffect::kSuspended);
  EXPECT_EQ(recalled.movement.effects.decide_by, Date(2027, 3, 23) + 28);
  EXPECT_FALSE(person.snapshot().released_on.has_value());
}

TEST(PersonRecall, HasNoReleaseDayUntilSomebodyEntersTheNewDate) {
  Story story;
  ASSERT_THAT(story.person.ConfirmDate(Date(2026, 12, 2), "", kAct, EnglandAndWales()),
              Succeeded());
  story.Tell(Kind::kReleased, 600, Date(2026, 12, 2));
  const Changes changes = story.Tell(Kind::kRecalled, 600, Date(2026, 12, 20));
  EXPECT_EQ(story.person.snapshot().release_day.reason, ReleaseDayReason::kNoDate);
  EXPECT_EQ(
      *Find<ReleaseDayChanged>(changes),
      (ReleaseDayChanged{APersonId(), Date(2026, 12, 2), std::nullopt, ReleaseDayReason::kNoDate}));
  ASSERT_THAT(changes.history, SizeIs(1));
  EXPECT_EQ(changes.history[0].reason, "RECALLED");
  EXPECT_TRUE(changes.history[0].IsMaterial());
  // Nobody is warned of being held past a day on which the person was released.
  EXPECT_THAT(story.person.WarningsOn(Date(2027, 1, 4)), IsEmpty());
  ASSERT_THAT(story.person.SetDates({{.type = DateType::kPrrd, .date = Date(2027, 1, 20)}}, "court",
                                    ActAt(Date(2026, 12, 21)), EnglandAndWales()),
              Succeeded());
  EXPECT_EQ(story.person.snapshot().release_day.date, Date(2027, 1, 20));
}

TEST(PersonRecall, BringsTheOldDayBackWhenItIsReversed) {
  Story story;
  story.Tell(Kind::kReleased, 600, kThursday);
  story.Tell(Kind::kRecalled, 600, Date(2026, 12, 20));
  const auto changes = story.TakeBack(2, {}, 640, Date(2026, 12, 20));
  ASSERT_THAT(changes, Succeeded());
  EXPECT_EQ(story.person.snapshot().state, PersonState::kReleased);
  EXPECT_EQ(story.person.snapshot().released_on, kThursday);
  EXPECT_EQ(story.person.snapshot().release_day.date, kThursday);
  EXPECT_FALSE(story.person.snapshot().spent_through.has_value());
  EXPECT_EQ(Find<ReleaseReversed>(*changes), nullptr);
}

TEST(PersonTakeBack, IsForEverybodyWithinFortyFiveMinutesAndThenForALeadWithAReason) {
  Story in_time;
  in_time.Tell(Kind::kReleased, 570);
  const auto reversed = in_time.TakeBack(1, {}, 570 + 45);
  ASSERT_THAT(reversed, Succeeded());
  EXPECT_THAT(
      reversed->events,
      ElementsAre(ReleaseEvent(MovementReversed{APersonId(), AMovementId(), Kind::kReleased,
                                                PersonState::kInPrison, kBirmingham, kThursday}),
                  ReleaseEvent(ReleaseReversed{APersonId(), kMonday, kThursday})));
  EXPECT_EQ(in_time.all[0].reversed_by, kAct.by);
  EXPECT_THAT(in_time.TakeBack(1), FailsWith("MOVEMENT_REVERSED_ALREADY"));

  Story late;
  late.Tell(Kind::kReleased, 570);
  EXPECT_THAT(late.TakeBack(1, {"mistake", false}, 570 + 46), FailsWith("REVERSAL_TIME_OVER"));
  EXPECT_THAT(late.TakeBack(1, {"", true}, 570 + 46), FailsWith("REASON_MISSING"));
  EXPECT_THAT(late.TakeBack(1, {"mistake", true}, 570 + 46), Succeeded());
}

TEST(PersonTakeBack, GoesFromTheNewestBack) {
  Story story;
  const Person::Snapshot in_prison = story.person.snapshot();
  story.Tell(Kind::kToCourt, 540);
  story.Tell(Kind::kTransferred, 560);
  story.Tell(Kind::kEscaped, 580);
  EXPECT_THAT(story.TakeBack(1), FailsWith("LATER_MOVEMENT_STANDS"));
  ASSERT_THAT(story.TakeBack(3, {"wrong person", true}), Succeeded());
  EXPECT_EQ(story.person.snapshot().state, PersonState::kInPrison);
  EXPECT_EQ(story.person.snapshot().prison, kOakwood);
  const auto second = story.TakeBack(2, {"wrong person", true});
  ASSERT_THAT(second, Succeeded());
  EXPECT_EQ(story.person.snapshot().state, PersonState::kTemporarilyOut);
  EXPECT_EQ(story.person.snapshot().prison, kBirmingham);
  ASSERT_THAT(story.TakeBack(1, {"wrong person", true}), Succeeded());
  Person::Snapshot now = story.person.snapshot();
  now.prison_as_of = in_prison.prison_as_of;
  EXPECT_TRUE(now == in_prison);
}

TEST(PersonTakeBack, BringsThePersonBackToThePrisonTheyCameFrom) {
  Story story;
  story.Tell(Kind::kTransferred, 560);
  const auto changes = story.TakeBack(1, {}, 570);
  ASSERT_THAT(changes, Succeeded());
  EXPECT_EQ(story.person.snapshot().prison, kBirmingham);
  EXPECT_EQ(*Find<PersonPrisonChanged>(*changes),
            (PersonPrisonChanged{APersonId(), kOakwood, kBirmingham}));
  EXPECT_EQ(Find<MovementReversed>(*changes)->prison, kBirmingham);
}

TEST(PersonTakeBack, BringsAReleasedPersonBackUnderThePrisonThatReleasedThem) {
  Story story;
  story.Tell(Kind::kTransferred, 560);
  story.Tell(Kind::kReleased, 570);
  story.Tell(Kind::kRecalled, 580);
  EXPECT_EQ(story.person.snapshot().prison, kBirmingham);
  ASSERT_THAT(story.TakeBack(3, {}, 590), Succeeded());
  EXPECT_EQ(story.person.snapshot().prison, kOakwood);
  ASSERT_THAT(story.TakeBack(2, {}, 591), Succeeded());
  ASSERT_THAT(story.TakeBack(1, {}, 592), Succeeded());
  EXPECT_EQ(story.person.snapshot().prison, kBirmingham);
}

TEST(PersonTakeBack, LetsWhatCameLateTakeEffectWhereItIsTheLatestNow) {
  Story story;
  story.Tell(Kind::kReleased, 600);
  ASSERT_THAT(story.TellLate(Kind::kToCourt, 540), Succeeded());
  const auto changes = story.TakeBack(1, {"not released", true});
  ASSERT_THAT(changes, Succeeded());
  EXPECT_EQ(story.person.snapshot().state, PersonState::kTemporarilyOut);
  EXPECT_FALSE(story.all[1].out_of_order);
  EXPECT_EQ(story.all[1].from_prison, kBirmingham);
  EXPECT_EQ(Find<MovementReversed>(*changes)->state, PersonState::kInPrison);
  EXPECT_EQ(Find<PersonMoved>(*changes)->kind, Kind::kToCourt);
}

TEST(PersonTakeBack, OfWhatCameOutOfOrderChangesNobody) {
  Story story;
  story.Tell(Kind::kReleased, 600);
  ASSERT_THAT(story.TellLate(Kind::kToCourt, 540), Succeeded());
  const Person::Snapshot before = story.person.snapshot();
  const auto changes = story.TakeBack(2);
  ASSERT_THAT(changes, Succeeded());
  EXPECT_TRUE(changes->empty());
  EXPECT_TRUE(story.person.snapshot() == before);
  EXPECT_FALSE(story.all[1].Stands());
}

// Domain A8, A5: death ends every warning; an error brings it back.
TEST(PersonDied, HasNoWarningsAndNoDatesAnyMore) {
  Story story;
  const Date past(2026, 12, 10);
  EXPECT_THAT(story.person.WarningsOn(past), ElementsAre(ReleaseDayWarning::kHeldPastDue));
  story.Tell(Kind::kDied, 600, past);
  EXPECT_THAT(story.person.WarningsOn(past), IsEmpty());
  EXPECT_THAT(story.person.ConfirmDate(past, "", ActAt(past), EnglandAndWales()),
              FailsWith("NO_RELEASE_AHEAD"));
  ASSERT_THAT(story.TakeBack(1, {}, 620, past), Succeeded());
  EXPECT_THAT(story.person.WarningsOn(past), ElementsAre(ReleaseDayWarning::kHeldPastDue));
  EXPECT_EQ(story.person.snapshot().release_day.date, kThursday);
}

// Domain A5: nobody is "held" by a prison that does not hold them.
TEST(PersonWarnings, SayHeldPastDueOnlyOfThoseInCustody) {
  const Date past(2026, 12, 10);
  for (int i = 0; i <= static_cast<int>(PersonState::kMerged); ++i) {
    const auto state = static_cast<PersonState>(i);
    EXPECT_EQ(APersonIn(state).WarningsOn(past).contains(ReleaseDayWarning::kHeldPastDue),
              state == PersonState::kInPrison || state == PersonState::kTemporarilyOut)
        << ToString(state);
  }
}

// Domain A8: dates are entered for whoever is still to be released.
TEST(PersonDates, AreEnteredForWhoeverIsStillToBeReleased) {
  const std::set<PersonState> gone = {PersonState::kReleased, PersonState::kDeported,
                                      PersonState::kDied, PersonState::kMerged};
  for (int i = 0; i <= static_cast<int>(PersonState::kMerged); ++i) {
    const auto state = static_cast<PersonState>(i);
    Person person = APersonIn(state);
    const auto set = person.SetDates({{.type = DateType::kCrd, .date = Date(2026, 12, 9)}}, "court",
                                     kAct, EnglandAndWales());
    EXPECT_EQ(set.has_value(), !gone.contains(state)) << ToString(state);
  }
}

// Domain A13: somebody who has left is not brought back by a file.
TEST(PersonImport, MovesNobodyBackToPrison) {
  for (int i = 0; i <= static_cast<int>(PersonState::kMerged); ++i) {
    const auto state = static_cast<PersonState>(i);
    Person person = APersonIn(state);
    std::vector<RowFinding> findings;
    const auto changes =
        person.ApplyImport(testing::ARow({{"prison_id", "OWI"}, {"crd", "2026-12-09"}}),
                           At(kMonday, 700), kAct, EnglandAndWales(), findings);
    EXPECT_EQ(person.snapshot().state, state);
    EXPECT_EQ(person.snapshot().prison == kOakwood, InCustody(state)) << ToString(state);
    EXPECT_EQ(!changes.empty(), ReleaseLiesAhead(state)) << ToString(state);
    EXPECT_EQ(findings.empty(), InCustody(state)) << ToString(state);
  }
}

}  // namespace
}  // namespace ttg::release
