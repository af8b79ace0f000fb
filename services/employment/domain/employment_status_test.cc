#include "employment/domain/employment_status.h"

#include <gtest/gtest.h>

#include "employment/testing/builders.h"
#include "platform/testing/matchers.h"

namespace ttg::employment {
namespace {

using testing::FailsWith;
using testing::Succeeded;

Result<EmploymentStatus> Record(const Person& person, CheckInKind kind, Date today = kToday) {
  return EmploymentStatus::Record(AStatusId(), person, kind, AnEntry(), today);
}

TEST(EmploymentStatusRecord, HoldsForTheDayOfTheCheckIn) {
  const auto status = Record(AReleasedPerson(Date(2026, 3, 2)), CheckInKind::kSixMonths);
  ASSERT_THAT(status, Succeeded());
  EXPECT_EQ(status->snapshot().status_on, Date(2026, 9, 2));
  EXPECT_FALSE(status->Announcement().checked);
}

TEST(EmploymentStatusRecord, IsDueOnTheDayItselfAndNotBefore) {
  const Person person = AReleasedPerson(Date(2026, 10, 12));
  EXPECT_THAT(Record(person, CheckInKind::kSixWeeks, Date(2026, 11, 22)),
              FailsWith(ErrorKind::kPrecondition, "CHECK_IN_NOT_DUE"));
  EXPECT_THAT(Record(person, CheckInKind::kSixWeeks, Date(2026, 11, 23)), Succeeded());
}

TEST(EmploymentStatusRecord, RefusesSomebodyWhoIsNotReleased) {
  EXPECT_THAT(Record(APerson(), CheckInKind::kSixWeeks, Date(2028, 1, 1)),
              FailsWith("NOT_RELEASED"));
}

TEST(EmploymentStatusRecord, NeedsEvidenceUnlessUnknown) {
  auto entry = AnEntry();
  entry.evidence.reset();
  const auto record = [&] {
    return EmploymentStatus::Record(AStatusId(), AReleasedPerson(), CheckInKind::kSixWeeks, entry,
                                    kToday);
  };
  EXPECT_THAT(record(), FailsWith(ErrorKind::kInvalid, "EVIDENCE_REQUIRED"));
  entry.value = StatusValue::kUnknown;
  EXPECT_THAT(record(), Succeeded());
}

TEST(EmploymentStatusCheck, NeedsASecondPerson) {
  auto status = *Record(AReleasedPerson(), CheckInKind::kSixWeeks);
  EXPECT_THAT(status.Check(AnActor("adviser.one"), AnInstant()),
              FailsWith(ErrorKind::kPrecondition, "CHECKED_BY_RECORDER"));
  const auto checked = status.Check(AnActor("adviser.two"), AnInstant());
  ASSERT_THAT(checked, Succeeded());
  EXPECT_TRUE(checked->checked);
  EXPECT_EQ(checked->version, 2);
}

TEST(EmploymentStatusCheck, ClosesTheRecord) {
  const Person person = AReleasedPerson();
  auto status = *Record(person, CheckInKind::kSixWeeks);
  ASSERT_THAT(status.Check(AnActor("adviser.two"), AnInstant()), Succeeded());
  EXPECT_THAT(status.Check(AnActor("adviser.two"), AnInstant()),
              FailsWith("STATUS_ALREADY_CHECKED"));
  EXPECT_THAT(status.RecordAgain(person, AnEntry(), kToday), FailsWith("STATUS_ALREADY_CHECKED"));
}

TEST(EmploymentStatusRecordAgain, ReplacesWhatNobodyHasChecked) {
  const Person person = AReleasedPerson();
  auto status = *Record(person, CheckInKind::kSixWeeks);
  auto entry = AnEntry("adviser.two");
  entry.value = StatusValue::kNotAvailable;
  ASSERT_THAT(status.RecordAgain(person, entry, kToday), Succeeded());
  EXPECT_EQ(status.snapshot().entry, entry);
  // Now the second is the recorder.
  EXPECT_THAT(status.Check(AnActor("adviser.two"), AnInstant()), FailsWith("CHECKED_BY_RECORDER"));
}

}  // namespace
}  // namespace ttg::employment
