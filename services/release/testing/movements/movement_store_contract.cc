#include "release/testing/movements/movement_store_contract.h"

#include "platform/testing/matchers.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"
#include "release/testing/movements/builders.h"

namespace ttg::release::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

Movement AMovement(int n, Instant occurred_at, int person = 1) {
  return {.id = AMovementId(n),
          .person = APersonId(person),
          .kind = MovementKind::kRecalled,
          .occurred_at = occurred_at,
          .recorded_at = At(kMonday, 600),
          .recorded_by = *ActorId::Parse("TESTER"),
          .source = MovementSource::kPrisonSystem,
          .to_prison = *PrisonId::Parse("OWI"),
          .reason = "LIC-RC",
          .effects = {MovementEffect::kSuspended, MovementEffect::kEnded, MovementEffect::kNothing,
                      MovementEffect::kResumed, kMonday + 28},
          .settles_at = At(kMonday, 645)};
}

std::vector<int> NumbersOf(const std::vector<Movement>& movements) {
  std::vector<int> numbers;
  for (const Movement& movement : movements) {
    for (int n = 1; n < 10; ++n) {
      if (movement.id == AMovementId(n)) numbers.push_back(n);
    }
  }
  return numbers;
}

}  // namespace

void MovementStoreContract::SetUp() {
  ASSERT_THAT(store().Write([](PeopleAndMovements& tx) -> Result<void> {
    std::vector<PersonChange> people;
    for (const auto& [n, number] : {std::pair(1, "A1234BC"), std::pair(2, "A2222BB")}) {
      const PersonRow row = ARow({{"prison_number", number}});
      auto [person, changes] =
          Person::Register({APersonId(n), row, At(kMonday, 0)}, ActAt(kMonday), EnglandAndWales());
      people.push_back({std::move(person), std::move(changes)});
    }
    TTG_RETURN_IF_ERROR(tx.people->Save(std::move(people)));
    return {};
  }),
              Succeeded());
}

TEST_P(MovementStoreContract, GivesBackWhatItWasGiven) {
  Movement corrected = AMovement(1, At(kMonday, 540));
  corrected.effects.decide_by.reset();
  Movement correction = AMovement(2, At(kMonday, 541));
  correction.from_prison = PrisonId::Parse("BMI").value();
  correction.corrects = corrected.id;
  correction.out_of_order = true;
  ASSERT_THAT(store().Write([&](PeopleAndMovements& tx) -> Result<void> {
    TTG_TRY(const auto stored, tx.movements->Save({corrected, correction}));
    EXPECT_EQ(stored[0].version, 1);
    EXPECT_EQ(stored[1].version, 1);
    return {};
  }),
              Succeeded());
  corrected.version = correction.version = 1;
  ASSERT_THAT(store().Read([&](PeopleAndMovements& tx) -> Result<void> {
    TTG_TRY(const Movement one, tx.movements->Find(AMovementId(1)));
    EXPECT_TRUE(one == corrected);
    TTG_TRY(const Movement other, tx.movements->Find(AMovementId(2)));
    EXPECT_TRUE(other == correction);
    EXPECT_THAT(tx.movements->Find(AMovementId(3)),
                FailsWith(ErrorKind::kNotFound, "MOVEMENT_NOT_FOUND"));
    return {};
  }),
              Succeeded());
}

TEST_P(MovementStoreContract, KeepsAReversalAndRefusesAStaleOne) {
  Movement reversed = AMovement(1, At(kMonday, 540));
  reversed.out_of_order = true;
  ASSERT_THAT(store().Write([&](PeopleAndMovements& tx) -> Result<void> {
    TTG_TRY(auto stored, tx.movements->Save({reversed}));
    reversed = stored.front();
    reversed.out_of_order = false;
    reversed.from_prison = PrisonId::Parse("BMI").value();
    reversed.effects = {MovementEffect::kNothing, MovementEffect::kNothing, MovementEffect::kEnded,
                        MovementEffect::kEnded, std::nullopt};
    reversed.settles_at = At(kMonday, 700);
    reversed.reversed_at = At(kMonday, 660);
    reversed.reversed_by = ActorId::Parse("LEAD").value();
    reversed.reversal_reason = "somebody else";
    TTG_TRY(auto again, tx.movements->Save({reversed}));
    EXPECT_EQ(again.front().version, 2);
    EXPECT_THAT(tx.movements->OfPerson(APersonId(1)), Succeeded());
    return {};
  }),
              Succeeded());
  EXPECT_THAT(store().Write([&](PeopleAndMovements& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.movements->Save({reversed}));
    return {};
  }),
              FailsWith(ErrorKind::kStale, "MOVEMENT_CHANGED"));
  reversed.version = 2;
  ASSERT_THAT(store().Read([&](PeopleAndMovements& tx) -> Result<void> {
    TTG_TRY(const Movement found, tx.movements->Find(AMovementId(1)));
    EXPECT_TRUE(found == reversed);
    return {};
  }),
              Succeeded());
}

TEST_P(MovementStoreContract, ListsThoseOfOnePersonTheLatestFirst) {
  ASSERT_THAT(store().Write([&](PeopleAndMovements& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.movements->Save(
        {AMovement(1, At(kMonday, 540)), AMovement(2, At(kMonday, 500)),
         AMovement(3, At(kMonday, 540)), AMovement(4, At(kMonday, 550), /*person=*/2)}));
    return {};
  }),
              Succeeded());
  ASSERT_THAT(store().Read([&](PeopleAndMovements& tx) -> Result<void> {
    TTG_TRY(const auto all, tx.movements->OfPerson(APersonId(1)));
    EXPECT_THAT(NumbersOf(all), UnorderedElementsAre(1, 2, 3));
    TTG_TRY(const auto first, tx.movements->List({.person = APersonId(1), .limit = 2}));
    EXPECT_THAT(NumbersOf(first), ElementsAre(3, 1));
    const MovementCursor before{first.back().occurred_at, first.back().id};
    TTG_TRY(const auto second,
            tx.movements->List({.person = APersonId(1), .before = before, .limit = 2}));
    EXPECT_THAT(NumbersOf(second), ElementsAre(2));
    TTG_TRY(const auto nobody, tx.movements->List({.person = APersonId(3)}));
    EXPECT_THAT(nobody, IsEmpty());
    return {};
  }),
              Succeeded());
}

// Domain A8: every state is stored, with the day of release in that state alone.
TEST_P(MovementStoreContract, StoresAPersonInEveryState) {
  for (int i = 0; i <= static_cast<int>(PersonState::kMerged); ++i) {
    const auto state = static_cast<PersonState>(i);
    ASSERT_THAT(store().Write([&](PeopleAndMovements& tx) -> Result<void> {
      TTG_TRY(const Person stored, tx.people->Find(APersonId(1)));
      Person::Snapshot moved = APersonIn(state).snapshot();
      moved.version = stored.snapshot().version;
      moved.spent_through = kMonday;
      TTG_TRY(const auto saved, tx.people->Save({{Person::Restore(moved), {}}}));
      moved.version = saved.front().snapshot().version;
      TTG_TRY(const Person found, tx.people->Find(APersonId(1)));
      EXPECT_TRUE(found.snapshot() == moved) << ToString(state);
      return {};
    }),
                Succeeded())
        << ToString(state);
  }
}

TEST_P(MovementStoreContract, StoresNothingWhenTheCommitFails) {
  store().FailNextCommit();
  EXPECT_THAT(store().Write([](PeopleAndMovements& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.movements->Save({AMovement(1, At(kMonday))}));
    return {};
  }),
              FailsWith("COMMIT_FAILED"));
  EXPECT_THAT(store().Read([](PeopleAndMovements& tx) -> Result<void> {
    EXPECT_THAT(tx.movements->Find(AMovementId(1)), FailsWith("MOVEMENT_NOT_FOUND"));
    return {};
  }),
              Succeeded());
}

}  // namespace ttg::release::testing
