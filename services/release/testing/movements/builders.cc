#include "release/testing/movements/builders.h"

#include <cstdlib>
#include <utility>

#include "platform/testing/sequential_ids.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"

namespace ttg::release::testing {

MovementId AMovementId(int n) {
  return *MovementId::Parse(
      ttg::testing::SequentialIds::Nth(static_cast<std::uint64_t>(n), /*series=*/4));
}

MovementEntry AnEntry(MovementKind kind, Instant occurred_at, int n) {
  const MovementRule& rule = AnyRuleOf(kind);
  const auto prison =
      kind == MovementKind::kTransferred ? *PrisonId::Parse("OWI") : *PrisonId::Parse("BMI");
  return {.id = AMovementId(n),
          .kind = kind,
          .occurred_at = occurred_at,
          .to_prison = rule.needs_prison ? std::optional(prison) : std::nullopt,
          .reason = rule.needs_reason ? "as the prison said" : ""};
}

Moved MoveNow(Person& person, MovementKind kind, const Act& act, int n) {
  auto moved = person.Move(AnEntry(kind, act.at, n), act, EnglandAndWales());
  if (!moved) std::abort();
  return *std::move(moved);
}

Person APersonIn(PersonState state) {
  Person person = APerson();
  const Act act = ActAt(kMonday, 9 * 60);
  switch (state) {
    case PersonState::kInPrison:
      break;
    case PersonState::kReleased:
      MoveNow(person, MovementKind::kReleased, act);
      break;
    case PersonState::kTemporarilyOut:
      MoveNow(person, MovementKind::kTemporaryRelease, act);
      break;
    case PersonState::kInSecureHospital:
      MoveNow(person, MovementKind::kToSecureHospital, act);
      break;
    case PersonState::kImmigrationDetention:
      MoveNow(person, MovementKind::kImmigrationDetention, act);
      break;
    case PersonState::kAtLarge:
      MoveNow(person, MovementKind::kEscaped, act);
      break;
    case PersonState::kDeported:
      MoveNow(person, MovementKind::kDeported, act);
      break;
    case PersonState::kDied:
      MoveNow(person, MovementKind::kDied, act);
      break;
    case PersonState::kMerged: {
      Person::Snapshot merged = person.snapshot();
      merged.state = state;
      return Person::Restore(std::move(merged));
    }
  }
  return person;
}

}  // namespace ttg::release::testing
