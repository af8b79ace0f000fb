#include <algorithm>
#include <tuple>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "release/domain/person.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"
#include "release/testing/movements/builders.h"

// What must never happen, whatever is recorded, told late and taken back in whichever order
// (domain A8).
namespace ttg::release {
namespace {

using testing::ActAt;
using testing::AMovementId;
using testing::AnEntry;
using testing::EnglandAndWales;
using testing::kMonday;

bool Earlier(const Movement& one, const Movement& other) {
  return std::tie(one.occurred_at, one.id) < std::tie(other.occurred_at, other.id);
}

const Movement* Latest(const std::vector<Movement>& all) {
  const Movement* latest = nullptr;
  for (const Movement& movement : all) {
    if (!movement.Stands() || movement.out_of_order) continue;
    if (latest == nullptr || Earlier(*latest, movement)) latest = &movement;
  }
  return latest;
}

RC_GTEST_PROP(Movements, LeaveThePersonWhereTheLatestThatStandsSays, ()) {
  Person person = testing::APerson();
  std::vector<Movement> all;
  const int steps = *rc::gen::inRange(1, 30);
  for (int step = 1; step <= steps; ++step) {
    const Act act = ActAt(kMonday, 300 + step * 10);
    if (!all.empty() && *rc::gen::inRange(0, 3) == 0) {
      const auto victim = *rc::gen::elementOf(all);
      const auto taken = person.TakeBack(victim.id, all, {"mistake", true}, act, EnglandAndWales());
      if (!taken) continue;
      for (const Movement& changed : taken->movements) {
        *std::ranges::find(all, changed.id, &Movement::id) = changed;
      }
    } else {
      const auto kind = static_cast<MovementKind>(*rc::gen::inRange(0, 20));
      MovementEntry entry = AnEntry(kind, act.at - absl::Minutes(*rc::gen::inRange(0, 60)), step);
      if (*rc::gen::arbitrary<bool>()) entry.source = MovementSource::kPrisonSystem;
      auto moved = person.Move(entry, act, EnglandAndWales());
      if (!moved) continue;
      all.push_back(std::move(moved->movement));
    }
    const Movement* latest = Latest(all);
    const Person::Snapshot& now = person.snapshot();
    RC_ASSERT(now.state ==
              (latest == nullptr ? PersonState::kInPrison : AnyRuleOf(latest->kind).to));
    RC_ASSERT(now.moved_at == (latest == nullptr ? std::optional<Instant>() : latest->occurred_at));
    RC_ASSERT(now.released_on.has_value() == (now.state == PersonState::kReleased));
    // Nobody is reminded of a release that has been or will never be.
    RC_ASSERT(ReleaseLiesAhead(now.state) || person.WarningsOn(kMonday + 100).empty());
  }
}

RC_GTEST_PROP(Movements, LeaveNoTraceWhenAllAreTakenBack, ()) {
  Person person = testing::APerson();
  const Person::Snapshot before = person.snapshot();
  std::vector<Movement> all;
  for (int step = 1; step <= 8; ++step) {
    const auto kind = static_cast<MovementKind>(*rc::gen::inRange(0, 20));
    const Act act = ActAt(kMonday, 300 + step * 10);
    auto moved = person.Move(AnEntry(kind, act.at, step), act, EnglandAndWales());
    if (moved) all.push_back(std::move(moved->movement));
  }
  for (auto movement = all.rbegin(); movement != all.rend(); ++movement) {
    const auto taken = person.TakeBack(movement->id, all, {"mistake", true}, ActAt(kMonday, 600),
                                       EnglandAndWales());
    RC_ASSERT(taken.has_value());
    *movement = taken->movements.front();
  }
  Person::Snapshot after = person.snapshot();
  after.prison_as_of = before.prison_as_of;
  // When the anchor of the timetable came to be known is no undone fact.
  after.timetable.notice = before.timetable.notice;
  after.timetable.due = before.timetable.due;
  RC_ASSERT(after == before);
}

}  // namespace
}  // namespace ttg::release
