#include "release/domain/ownership/worker.h"

#include <gmock/gmock.h>

#include "platform/testing/matchers.h"
#include "release/testing/builders.h"

// Domain A11: capacity, absence and leaving of those who own cases.
namespace ttg::release {
namespace {

using testing::kMonday;
using testing::Reference;
using ::testing::SizeIs;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

const ActorId kId = *ActorId::Parse("worker-1");

Worker::Description APrisonWorker() {
  return {.name = Sensitive(std::string("Alex Example")),
          .side = OwnerSide::kPrison,
          .prison = *PrisonId::Parse("BMI"),
          .contracted_minutes = 2220};
}

Worker AWorker() { return *Worker::Register(kId, APrisonWorker(), Reference()); }

AbsenceId Nth(int n) {
  return *AbsenceId::Parse("01900000-0000-7000-8000-00000000000" + std::to_string(n));
}

TEST(WorkerRegister, KnowsThePlaceOfEitherSide) {
  EXPECT_THAT(Worker::Register(kId, APrisonWorker(), Reference()), Succeeded());
  auto is = APrisonWorker();
  is.prison = *PrisonId::Parse("XXI");
  EXPECT_THAT(Worker::Register(kId, is, Reference()), FailsWith("PRISON_UNKNOWN"));
  is.prison.reset();
  EXPECT_THAT(Worker::Register(kId, is, Reference()), FailsWith("PRISON_UNKNOWN"));
  is.side = OwnerSide::kCommunity;
  EXPECT_THAT(Worker::Register(kId, is, Reference()), FailsWith("DELIVERY_UNIT_UNKNOWN"));
  is.delivery_unit = *DeliveryUnit::Parse("N52BIRM");
  EXPECT_THAT(Worker::Register(kId, is, Reference()), Succeeded());
  is.prison = *PrisonId::Parse("BMI");
  EXPECT_THAT(Worker::Register(kId, is, Reference()), FailsWith("PLACE_OF_OTHER_SIDE"));
  is = APrisonWorker();
  is.delivery_unit = *DeliveryUnit::Parse("N52BIRM");
  EXPECT_THAT(Worker::Register(kId, is, Reference()), FailsWith("PLACE_OF_OTHER_SIDE"));
  is = APrisonWorker();
  is.name = {};
  EXPECT_THAT(Worker::Register(kId, is, Reference()), FailsWith("NAME_MISSING"));
}

TEST(WorkerRegister, RefusesHoursThatCannotBe) {
  struct Hours {
    int contracted;
    int reduced;
    bool possible;
  };
  for (const auto& [contracted, reduced, possible] :
       {Hours{0, 0, true}, Hours{2220, 2220, true}, Hours{10080, 0, true}, Hours{-1, 0, false},
        Hours{10081, 0, false}, Hours{2220, -1, false}, Hours{2220, 2221, false}}) {
    auto is = APrisonWorker();
    is.contracted_minutes = contracted;
    is.reduced_minutes = reduced;
    const auto worker = Worker::Register(kId, is, Reference());
    EXPECT_EQ(worker.has_value(), possible) << contracted << " less " << reduced;
    EXPECT_EQ(worker ? "" : worker.error().reason, possible ? "" : "HOURS_IMPOSSIBLE");
  }
}

TEST(WorkerAbsence, NeverOverlapsAnother) {
  Worker worker = AWorker();
  ASSERT_THAT(worker.RecordAbsence({Nth(1), kMonday, kMonday + 4}), Succeeded());
  EXPECT_THAT(worker.RecordAbsence({Nth(2), kMonday + 4, kMonday + 9}),
              FailsWith("ABSENCES_OVERLAP"));
  EXPECT_THAT(worker.RecordAbsence({Nth(2), kMonday - 9, std::nullopt}),
              FailsWith("ABSENCES_OVERLAP"));
  EXPECT_THAT(worker.RecordAbsence({Nth(2), kMonday + 9, kMonday + 8}),
              FailsWith("ABSENCE_ENDS_BEFORE_IT_BEGINS"));
  ASSERT_THAT(worker.RecordAbsence({Nth(2), kMonday + 5, std::nullopt}), Succeeded());
  ASSERT_THAT(worker.RecordAbsence({Nth(3), kMonday - 5, kMonday - 1}), Succeeded());
  EXPECT_EQ(worker.snapshot().absences.front().id, Nth(3));
  EXPECT_TRUE(worker.IsAbsentOn(kMonday + 400));
  EXPECT_FALSE(worker.IsAbsentOn(kMonday - 6));
}

TEST(WorkerAbsence, EndsOrIsTakenBack) {
  Worker worker = AWorker();
  ASSERT_THAT(worker.RecordAbsence({Nth(1), kMonday, std::nullopt}), Succeeded());
  EXPECT_THAT(worker.EndAbsence(Nth(2), kMonday), FailsWith("ABSENCE_NOT_FOUND"));
  EXPECT_THAT(worker.EndAbsence(Nth(1), kMonday - 1), FailsWith("ABSENCE_ENDS_BEFORE_IT_BEGINS"));
  ASSERT_THAT(worker.EndAbsence(Nth(1), kMonday + 1), Succeeded());
  EXPECT_TRUE(worker.IsAbsentOn(kMonday + 1));
  EXPECT_FALSE(worker.IsAbsentOn(kMonday + 2));
  ASSERT_THAT(worker.RecordAbsence({Nth(2), kMonday + 2, std::nullopt}), Succeeded());
  EXPECT_THAT(worker.EndAbsence(Nth(1), kMonday + 2), FailsWith("ABSENCES_OVERLAP"));
  ASSERT_THAT(worker.EndAbsence(Nth(1), std::nullopt), Succeeded());
  EXPECT_THAT(worker.snapshot().absences, SizeIs(1));
}

TEST(WorkerLeaving, LastsUntilTheLastDayButTakesNoCasesBefore) {
  auto is = APrisonWorker();
  is.leaves_on = kMonday;
  const Worker worker = *Worker::Register(kId, is, Reference());
  EXPECT_FALSE(worker.HasLeftBy(kMonday));
  EXPECT_TRUE(worker.HasLeftBy(kMonday + 1));
  EXPECT_FALSE(worker.TakesCasesOn(kMonday - 30));
  EXPECT_TRUE(AWorker().TakesCasesOn(kMonday));
}

}  // namespace
}  // namespace ttg::release
