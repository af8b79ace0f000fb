#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "platform/testing/matchers.h"
#include "platform/testing/sequential_ids.h"
#include "release/domain/person.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"
#include "release/testing/movements/builders.h"

// Two prison numbers that are one person (domain A8).
namespace ttg::release {
namespace {

using testing::ActAt;
using testing::AnEntry;
using testing::APerson;
using testing::APersonIn;
using testing::EnglandAndWales;
using testing::kMonday;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

MergeEntry AnEntryToMerge(const std::string& reason = "same man") {
  MergeEntry entry{*MergeId::Parse(testing::APersonId(50).str()), reason, {}};
  for (int n = 60; n < 64; ++n) {
    entry.alias_ids.push_back(*AliasId::Parse(testing::APersonId(n).str()));
  }
  return entry;
}

Result<MergedPeople> Merge(Person& survivor, Person& absorbed,
                           const std::vector<Movement>& theirs = {}) {
  return Person::Merge(survivor, absorbed, AnEntryToMerge(), theirs, ActAt(kMonday, 700),
                       EnglandAndWales());
}

Person Other(const std::map<std::string_view, std::string>& replaced = {}) {
  std::map<std::string_view, std::string> cells = {{"prison_number", "A2222BB"}};
  for (const auto& [column, text] : replaced) cells[column] = text;
  return APerson(2, cells);
}

Person::Snapshot Compared(const Person& person) {
  Person::Snapshot snapshot = person.snapshot();
  snapshot.profile_version = 0;
  return snapshot;
}

// Domain A8, A13: YES wins, and a missing answer excludes more than NO.
TEST(Merges, TakeTheStricterAnswer) {
  using enum Answer;
  for (const auto& [one, other, stricter] : {std::tuple(kYes, kYes, kYes),
                                             {kYes, kUnanswered, kYes},
                                             {kYes, kNo, kYes},
                                             {kUnanswered, kYes, kYes},
                                             {kUnanswered, kUnanswered, kUnanswered},
                                             {kUnanswered, kNo, kUnanswered},
                                             {kNo, kYes, kYes},
                                             {kNo, kUnanswered, kUnanswered},
                                             {kNo, kNo, kNo}}) {
    EXPECT_EQ(Stricter(one, other), stricter);
  }
}

// Domain A8: in every state of either; only MERGED cannot be merged again.
TEST(Merges, ArePossibleInEveryStateButMerged) {
  for (int i = 0; i <= static_cast<int>(PersonState::kMerged); ++i) {
    const auto state = static_cast<PersonState>(i);
    Person survivor = APerson();
    auto snapshot = APersonIn(state).snapshot();
    snapshot.id = testing::APersonId(2);
    Person absorbed = Person::Restore(snapshot);
    const auto merged = Merge(survivor, absorbed);
    if (state == PersonState::kMerged) {
      EXPECT_THAT(merged, FailsWith(ErrorKind::kPrecondition, "PERSON_MERGED"));
      EXPECT_THAT(Merge(absorbed, survivor), FailsWith("PERSON_MERGED"));
      continue;
    }
    ASSERT_THAT(merged, Succeeded()) << ToString(state);
    EXPECT_EQ(survivor.snapshot().state, state);
    EXPECT_EQ(absorbed.snapshot().state, PersonState::kMerged);
  }
}

TEST(Merges, AreRefusedByNamedReasons) {
  Person one = APerson();
  Person same = APerson();
  EXPECT_THAT(Merge(one, same), FailsWith(ErrorKind::kPrecondition, "SAME_PERSON"));
  Person other = Other();
  EXPECT_THAT(Person::Merge(one, other, AnEntryToMerge(""), {}, ActAt(kMonday), EnglandAndWales()),
              FailsWith(ErrorKind::kInvalid, "REASON_MISSING"));
  auto offered = other.snapshot();
  offered.receiving_owner = *ActorId::Parse("COM");
  Person offering = Person::Restore(offered);
  EXPECT_THAT(Merge(one, offering), FailsWith(ErrorKind::kPrecondition, "HANDOVER_ON_OFFER"));
  testing::MoveNow(one, MovementKind::kDied, ActAt(kMonday, 600));
  testing::MoveNow(other, MovementKind::kToCourt, ActAt(kMonday, 610), 2);
  EXPECT_THAT(Merge(one, other), FailsWith(ErrorKind::kPrecondition, "DIED_BEFORE"));
  EXPECT_THAT(Merge(other, one), FailsWith(ErrorKind::kPrecondition, "DIED_BEFORE"));
}

TEST(Merges, TellTheOthersWhereTheSurvivorIs) {
  Person survivor = APerson();
  Person absorbed = Other();
  const Moved moved = testing::MoveNow(absorbed, MovementKind::kReleased, ActAt(kMonday, 600));
  const auto merged = Merge(survivor, absorbed, {moved.movement});
  ASSERT_THAT(merged, Succeeded());
  const auto announces = [](const Changes& changes, auto kind) {
    return std::ranges::any_of(changes.events, [](const ReleaseEvent& event) {
      return std::holds_alternative<decltype(kind)>(event);
    });
  };
  EXPECT_TRUE(announces(merged->survivor, PersonMoved{testing::APersonId(), moved.movement.id}));
  EXPECT_TRUE(announces(merged->survivor, PersonReleased{.person = testing::APersonId(),
                                                         .prison = *PrisonId::Parse("BMI")}));
  EXPECT_TRUE(announces(merged->survivor, PersonProfileChanged{testing::APersonId()}));
  EXPECT_TRUE(announces(merged->absorbed, PersonMerged{testing::APersonId(), testing::APersonId(),
                                                       merged->merge.id}));
}

// Without dates of their own, the survivor takes the other's, and gives them back.
TEST(Merges, TakeDatesOnlyWhereThereAreNone) {
  Person survivor = APerson(1, {{"crd", ""}, {"sed", ""}});
  Person absorbed = Other();
  const auto merged = Merge(survivor, absorbed);
  ASSERT_THAT(merged, Succeeded());
  EXPECT_EQ(survivor.snapshot().release_day.date, Date(2026, 12, 3));
  ASSERT_THAT(Person::Unmerge(survivor, absorbed, merged->merge, "two", {}, ActAt(kMonday, 710),
                              EnglandAndWales()),
              Succeeded());
  EXPECT_TRUE(survivor.snapshot().dates.empty());
  EXPECT_EQ(survivor.snapshot().release_day.date, std::nullopt);
}

std::string AnAnswer() { return *rc::gen::element<std::string>("", "NO", "YES"); }

std::pair<Person, std::vector<Movement>> AnyPerson(int n, const char* number) {
  Person person =
      APerson(n, {{"prison_number", number},
                  {"arson_risk", AnAnswer()},
                  {"sexual_risk_to_adults", AnAnswer()},
                  {"needs_ground_floor", AnAnswer()},
                  {"mappa_level", *rc::gen::element<std::string>("", "1", "3")},
                  {"crn", *rc::gen::element<std::string>("", "X123456", "X654321")},
                  {"risk_of_serious_harm", *rc::gen::element<std::string>("", "LOW", "HIGH")},
                  {"must_not_live_with", *rc::gen::element<std::string>("", "B1111BB", "B2222BB")},
                  {"crd", *rc::gen::element<std::string>("", "2026-12-04", "2027-03-04")},
                  {"sed", *rc::gen::element<std::string>("", "2028-06-02")},
                  {"family_name", *rc::gen::element<std::string>("Example", "Other")}});
  std::vector<Movement> movements;
  const int steps = *rc::gen::inRange(0, 4);
  for (int step = 1; step <= steps; ++step) {
    const auto kind = static_cast<MovementKind>(*rc::gen::inRange(0, 20));
    const Act act = ActAt(kMonday, 300 + step * 10 + n);
    auto moved = person.Move(AnEntry(kind, act.at, step + n * 10), act, EnglandAndWales());
    if (moved) movements.push_back(std::move(moved->movement));
  }
  if (*rc::gen::arbitrary<bool>()) {
    const auto kind = static_cast<HoldKind>(*rc::gen::inRange(0, 5));
    (void)person.RecordHold({kind, "a court", kMonday, ActAt(kMonday).by}, ActAt(kMonday, 400));
  }
  if (*rc::gen::arbitrary<bool>()) {
    Alias alias{.id = *AliasId::Parse(testing::APersonId(30 + n).str()),
                .recorded_by = ActAt(kMonday).by,
                .recorded_at = testing::At(kMonday)};
    alias.family_name = Sensitive<std::string>("Alias");
    (void)person.AddAlias(std::move(alias), ActAt(kMonday));
  }
  person.RefreshTimetable(kMonday, EnglandAndWales());
  return {std::move(person), std::move(movements)};
}

// Domain A8: merged and unmerged, both are as they were.
RC_GTEST_PROP(Merges, LeaveNoTraceWhenTheyAreUndone, ()) {
  auto [survivor, ours] = AnyPerson(1, "A1234BC");
  auto [absorbed, theirs] = AnyPerson(2, "A2222BB");
  const Person::Snapshot one = Compared(survivor);
  const Person::Snapshot other = Compared(absorbed);
  const auto merged = Merge(survivor, absorbed, theirs);
  if (!merged) return;
  // The survivor's answers are at least as strict as either's.
  const Profile& profile = survivor.snapshot().profile;
  RC_ASSERT(profile.arson_risk == Stricter(one.profile.arson_risk, other.profile.arson_risk));
  RC_ASSERT(profile.mappa_level == std::max(one.profile.mappa_level, other.profile.mappa_level));
  const auto undone = Person::Unmerge(survivor, absorbed, merged->merge, "two", theirs,
                                      ActAt(kMonday, 710), EnglandAndWales());
  RC_ASSERT(undone.has_value());
  RC_ASSERT(Compared(survivor) == one);
  RC_ASSERT(Compared(absorbed) == other);
}

}  // namespace
}  // namespace ttg::release
