#include "release/app/movements/movement_use_cases.h"

#include <gmock/gmock.h>

#include "platform/testing/fixed_calendar.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/matchers.h"
#include "platform/testing/sequential_ids.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"
#include "release/testing/fake_release_store.h"
#include "release/testing/movements/fake_movement_store.h"
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

using Kind = MovementKind;

const PrisonId kOakwood = *PrisonId::Parse("OWI");

class MovementCommands : public ::testing::Test {
 protected:
  MovementCommands() { people_.people.emplace(APersonId().str(), APerson().snapshot()); }

  PersonTarget Target() const { return {APersonId(), Stored().version}; }
  const Person::Snapshot& Stored() const { return people_.people.at(APersonId().str()); }
  Result<RecordedMovement> Record(Kind kind, const std::string& reason = "") {
    return use_cases_.record(stores_, call_,
                             {Target(), {kind, clock_.Now(), std::nullopt, reason}});
  }
  MovementTarget TargetOf(const Movement& movement) const {
    return {movement.id, movements_.movements.at(movement.id).version};
  }
  std::size_t Count(std::size_t event) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        people_.announced, [&](const auto& one) { return one.event.index() == event; }));
  }

  ttg::testing::FixedClock clock_{kMonday};
  ttg::testing::SequentialIds ids_;
  ttg::testing::FixedCalendar calendar_{testing::EnglandAndWales()};
  MovementUseCases use_cases_{clock_, calendar_, ids_, testing::Reference()};
  testing::FakeReleases people_;
  testing::FakeMovements movements_;
  CallContext call_ = ACaller();
  testing::FakeReleaseStore people_store_{people_, call_};
  testing::FakeMovementStore movement_store_{movements_};
  MovementStores stores_{people_store_, movement_store_};
};

TEST_F(MovementCommands, StoreTheMovementAndThePersonTogether) {
  const auto recorded = Record(Kind::kToCourt);
  ASSERT_THAT(recorded, Succeeded());
  EXPECT_EQ(recorded->movement.version, 1);
  EXPECT_EQ(recorded->person.snapshot().version, 2);
  EXPECT_EQ(Stored().state, PersonState::kTemporarilyOut);
  EXPECT_TRUE(movements_.movements.at(recorded->movement.id) == recorded->movement);
  ASSERT_THAT(people_.announced, SizeIs(1));
  EXPECT_EQ(people_.announced[0].version, 2);
}

TEST_F(MovementCommands, RefuseAStaleEtagAndSomebodyOutOfReach) {
  EXPECT_THAT(use_cases_.record(stores_, call_, {{APersonId(), 7}, {Kind::kToCourt, clock_.Now()}}),
              FailsWith(ErrorKind::kStale, "PERSON_CHANGED"));
  const auto recorded = Record(Kind::kToCourt);
  EXPECT_THAT(use_cases_.reverse(stores_, call_, {{recorded->movement.id, 7}, ""}),
              FailsWith(ErrorKind::kStale, "MOVEMENT_CHANGED"));
  call_.scope = {};
  EXPECT_THAT(Record(Kind::kToCourt), FailsWith(ErrorKind::kNotFound, "PERSON_NOT_FOUND"));
  EXPECT_THAT(use_cases_.reverse(stores_, call_, {TargetOf(recorded->movement), ""}),
              FailsWith(ErrorKind::kNotFound, "MOVEMENT_NOT_FOUND"));
}

TEST_F(MovementCommands, KnowWhoMayRecordWhatAndWhichPrisonsThereAre) {
  EXPECT_THAT(use_cases_.record(
                  stores_, call_,
                  {Target(), {Kind::kTransferred, clock_.Now(), *PrisonId::Parse("XXI"), ""}}),
              FailsWith("PRISON_UNKNOWN"));
  call_.roles = {Role::kResettlementWorker};
  EXPECT_THAT(Record(Kind::kDeported), FailsWith(ErrorKind::kForbidden, "KIND_NOT_ALLOWED"));
  EXPECT_THAT(Record(Kind::kDied, "as the prison said"), Succeeded());
}

// Domain A8: reversed by whoever may record it, and only by them.
TEST_F(MovementCommands, LetNobodyReverseWhatTheyMayNotRecord) {
  const auto recorded = Record(Kind::kDeported);
  ASSERT_THAT(recorded, Succeeded());
  call_.roles = {Role::kResettlementWorker};
  EXPECT_THAT(use_cases_.reverse(stores_, call_, {TargetOf(recorded->movement), ""}),
              FailsWith("KIND_NOT_ALLOWED"));
}

// Domain A8: within 45 minutes, later by a lead with a reason.
TEST_F(MovementCommands, ReverseInTimeAndLetOnlyALeadDoSoLater) {
  call_.roles = {Role::kResettlementWorker};
  auto recorded = Record(Kind::kReleased);
  clock_.Advance(absl::Minutes(45));
  const auto reversed = use_cases_.reverse(stores_, call_, {TargetOf(recorded->movement), ""});
  ASSERT_THAT(reversed, Succeeded());
  EXPECT_FALSE(reversed->movement.Stands());
  EXPECT_EQ(reversed->movement.version, 2);
  EXPECT_EQ(Stored().state, PersonState::kInPrison);
  recorded = Record(Kind::kReleased);
  clock_.Advance(absl::Minutes(46));
  EXPECT_THAT(use_cases_.reverse(stores_, call_, {TargetOf(recorded->movement), "mistake"}),
              FailsWith("REVERSAL_TIME_OVER"));
  call_.roles = {Role::kResettlementLead};
  EXPECT_THAT(use_cases_.reverse(stores_, call_, {TargetOf(recorded->movement), "mistake"}),
              Succeeded());
}

TEST_F(MovementCommands, CorrectInOneStep) {
  const auto released = Record(Kind::kReleased);
  ASSERT_THAT(released, Succeeded());
  clock_.Advance(absl::Hours(3));
  const auto corrected = use_cases_.correct(
      stores_, call_,
      {TargetOf(released->movement),
       {Kind::kReleasedInError, released->movement.occurred_at, std::nullopt, "wrong date read"}});
  ASSERT_THAT(corrected, Succeeded());
  EXPECT_EQ(corrected->movement.corrects, released->movement.id);
  EXPECT_EQ(corrected->person.snapshot().state, PersonState::kAtLarge);
  EXPECT_EQ(corrected->person.snapshot().version, 3);
  EXPECT_EQ(movements_.movements.at(released->movement.id).reversal_reason, "wrong date read");
  EXPECT_EQ(Count(ReleaseEvent(ReleaseReversed{APersonId(), kMonday, {}}).index()), 1U);
}

TEST_F(MovementCommands, CorrectNothingWhereWhatIsRightCannotBeRecorded) {
  const auto released = Record(Kind::kReleased);
  const auto refused = use_cases_.correct(
      stores_, call_,
      {TargetOf(released->movement), {Kind::kRecalled, clock_.Now(), kOakwood, "recalled"}});
  EXPECT_THAT(refused, FailsWith("MOVEMENT_NOT_POSSIBLE"));
}

TEST_F(MovementCommands, KeepWhatThePrisonSystemTellsLateInTheHistoryOnly) {
  ASSERT_THAT(Record(Kind::kReleased), Succeeded());
  const auto announced = people_.announced.size();
  call_.roles = {Role::kSystem};
  const auto late = use_cases_.record(stores_, call_,
                                      {Target(), {Kind::kToCourt, clock_.Now() - absl::Hours(1)}});
  ASSERT_THAT(late, Succeeded());
  EXPECT_TRUE(late->movement.out_of_order);
  EXPECT_EQ(late->movement.source, MovementSource::kPrisonSystem);
  EXPECT_EQ(Stored().version, 2);
  EXPECT_EQ(people_.announced.size(), announced);
}

// There is one way out of prison and back: the older commands record and reverse movements.
TEST_F(MovementCommands, RecordAReleaseAndATransferAsMovements) {
  ASSERT_THAT(use_cases_.transfer_prison(stores_, call_, {Target(), kOakwood}), Succeeded());
  EXPECT_THAT(use_cases_.transfer_prison(stores_, call_, {Target(), *PrisonId::Parse("XXI")}),
              FailsWith("PRISON_UNKNOWN"));
  EXPECT_THAT(use_cases_.reverse_release(stores_, call_, {Target(), ""}),
              FailsWith("NOT_RELEASED"));
  EXPECT_THAT(use_cases_.record_release(stores_, call_, {Target(), kMonday + 1}),
              FailsWith("DATE_IN_FUTURE"));
  clock_.Advance(absl::Hours(24));
  ASSERT_THAT(use_cases_.record_release(stores_, call_, {Target(), kMonday}), Succeeded());
  EXPECT_EQ(Stored().released_on, kMonday);
  EXPECT_THAT(movements_.movements, SizeIs(2));
  EXPECT_THAT(use_cases_.transfer_prison(stores_, call_, {Target(), *PrisonId::Parse("BMI")}),
              FailsWith("ALREADY_RELEASED"));
  ASSERT_THAT(use_cases_.reverse_release(stores_, call_, {Target(), ""}), Succeeded());
  EXPECT_EQ(Stored().state, PersonState::kInPrison);
  EXPECT_EQ(Stored().prison, kOakwood);
}

}  // namespace
}  // namespace ttg::release
