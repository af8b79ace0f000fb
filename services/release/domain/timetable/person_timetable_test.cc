#include <gmock/gmock.h>

#include "platform/testing/matchers.h"
#include "release/domain/person.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"

// Domain A9: what is recorded about the steps of a person's timetable.
namespace ttg::release {
namespace {

using testing::ActAt;
using testing::APerson;
using testing::APersonId;
using ::testing::ElementsAre;
using testing::EnglandAndWales;
using testing::kMonday;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;
using Kind = MilestoneKind;
using State = MilestoneState;

Milestone StepOf(const Person& person, Kind kind, Date today = kMonday) {
  return person.TimetableOn(today, EnglandAndWales()).milestones[static_cast<std::size_t>(kind)];
}

Sensitive<std::string> Text(std::string text) { return Sensitive(std::move(text)); }

Result<Changes> Record(Person& person, Kind kind, Date done_on = kMonday,
                       const std::string& evidence = "seen in the file") {
  return person.RecordMilestone(kind, done_on, Sensitive(evidence), ActAt(kMonday),
                                EnglandAndWales());
}

Result<Changes> Drop(Person& person, Kind kind) {
  return person.DropMilestone(kind, Text("goes back to the family"), ActAt(kMonday),
                              EnglandAndWales());
}

Result<Changes> Reopen(Person& person, Kind kind) {
  return person.ReopenMilestone(kind, Text("wrong person"), ActAt(kMonday), EnglandAndWales());
}

// The person of testing::APerson with another past.
Person Changed(const std::function<void(Person::Snapshot&)>& change) {
  Person::Snapshot snapshot = APerson().snapshot();
  change(snapshot);
  Person person = Person::Restore(std::move(snapshot));
  person.RefreshTimetable(kMonday, EnglandAndWales());
  return person;
}

Person Released(Date on = kMonday) {
  return Changed([&](Person::Snapshot& snapshot) {
    snapshot.state = PersonState::kReleased;
    snapshot.released_on = on;
  });
}

TEST(PersonTimetable, RecordsAStepOnce) {
  Person person = APerson();
  const auto changes = Record(person, Kind::kPreReleaseReview);
  ASSERT_THAT(changes, Succeeded());
  EXPECT_THAT(changes->events, ElementsAre(ReleaseEvent(MilestoneRecorded{
                                   APersonId(), Kind::kPreReleaseReview, State::kDone, kMonday})));
  EXPECT_EQ(StepOf(person, Kind::kPreReleaseReview).state, State::kDone);
  EXPECT_THAT(Record(person, Kind::kPreReleaseReview), FailsWith("MILESTONE_DONE"));
  EXPECT_THAT(Drop(person, Kind::kPreReleaseReview), FailsWith("MILESTONE_DONE"));
}

TEST(PersonTimetable, WantsEvidenceOfSomethingThatHasHappened) {
  Person person = APerson();
  EXPECT_THAT(Record(person, Kind::kPreReleaseReview, kMonday, ""),
              FailsWith(ErrorKind::kInvalid, "EVIDENCE_MISSING"));
  EXPECT_THAT(Record(person, Kind::kPreReleaseReview, kMonday + 1),
              FailsWith(ErrorKind::kInvalid, "DATE_IN_FUTURE"));
  EXPECT_THAT(Record(person, Kind::kUniversalCredit), FailsWith("MILESTONE_NOT_OPEN"));
  EXPECT_THAT(Record(person, Kind::kMentorContactDay1), FailsWith("MILESTONE_NOT_NEEDED"));
}

TEST(PersonTimetable, DropsAStepWithAReason) {
  Person person = APerson();
  ASSERT_THAT(Drop(person, Kind::kUniversalCredit), Succeeded());
  const Milestone step = StepOf(person, Kind::kUniversalCredit);
  EXPECT_EQ(step.state, State::kNotNeeded);
  ASSERT_TRUE(step.record);
  EXPECT_EQ(step.record->text.Reveal(), "goes back to the family");
  EXPECT_THAT(Drop(person, Kind::kUniversalCredit), FailsWith("MILESTONE_NOT_NEEDED"));
  EXPECT_THAT(Record(person, Kind::kUniversalCredit), FailsWith("MILESTONE_NOT_NEEDED"));
  EXPECT_THAT(
      person.DropMilestone(Kind::kMentorOffered, Text(""), ActAt(kMonday), EnglandAndWales()),
      FailsWith("REASON_MISSING"));
}

TEST(PersonTimetable, OpensAStepAgain) {
  Person person = APerson();
  EXPECT_THAT(Reopen(person, Kind::kMentorOffered), FailsWith("MILESTONE_OPEN"));
  EXPECT_THAT(Reopen(person, Kind::kMentorContactDay1), FailsWith("MILESTONE_OPEN"));
  ASSERT_THAT(Record(person, Kind::kMentorOffered), Succeeded());
  const auto changes = Reopen(person, Kind::kMentorOffered);
  ASSERT_THAT(changes, Succeeded());
  EXPECT_THAT(changes->events, ElementsAre(ReleaseEvent(MilestoneRecorded{
                                   APersonId(), Kind::kMentorOffered, State::kOpen, {}})));
  EXPECT_EQ(StepOf(person, Kind::kMentorOffered).state, State::kOpen);
  EXPECT_THAT(Reopen(person, Kind::kMentorOffered), FailsWith("MILESTONE_OPEN"));
  EXPECT_THAT(Record(person, Kind::kMentorOffered), Succeeded());
}

TEST(PersonTimetable, EndsWithDeath) {
  Person person = Changed([](auto& snapshot) { snapshot.state = PersonState::kDied; });
  EXPECT_THAT(Record(person, Kind::kPreReleaseReview), FailsWith("TIMETABLE_ENDED"));
  EXPECT_THAT(Drop(person, Kind::kPreReleaseReview), FailsWith("TIMETABLE_ENDED"));
  EXPECT_THAT(Reopen(person, Kind::kPreReleaseReview), FailsWith("TIMETABLE_ENDED"));
  EXPECT_THAT(person.SetCourtDate(kMonday, ActAt(kMonday)), FailsWith("TIMETABLE_ENDED"));
  EXPECT_EQ(person.snapshot().timetable.due, DueDays());
}

TEST(PersonTimetable, TakesDownAfterTheReleaseWhatWasDoneBeforeIt) {
  Person person = Released(kMonday - 2);
  EXPECT_THAT(Record(person, Kind::kUniversalCredit, kMonday - 1),
              FailsWith("MILESTONE_NOT_NEEDED"));
  EXPECT_THAT(Record(person, Kind::kUniversalCredit, kMonday - 2), Succeeded());
  EXPECT_THAT(Record(person, Kind::kWorkerContactDay1, kMonday - 3),
              FailsWith("DATE_BEFORE_RELEASE"));
  EXPECT_THAT(Record(person, Kind::kWorkerContactDay1, kMonday - 1), Succeeded());
  EXPECT_THAT(person.SetCourtDate(kMonday, ActAt(kMonday)), FailsWith("ALREADY_RELEASED"));
}

TEST(PersonTimetable, CountsFromTheNextCourtDate) {
  Person person = APerson(1, {{"crd", ""}, {"sentence_type", "REMAND"}});
  EXPECT_THAT(person.SetCourtDate(kMonday - 1, ActAt(kMonday)), FailsWith("COURT_DATE_IN_PAST"));
  ASSERT_THAT(person.SetCourtDate(Date(2027, 3, 1), ActAt(kMonday)), Succeeded());
  person.RefreshTimetable(kMonday, EnglandAndWales());
  EXPECT_EQ(person.TimetableOn(kMonday, EnglandAndWales()).anchor.kind,
            TimetableAnchor::kCourtDate);
  EXPECT_EQ(StepOf(person, Kind::kDutyToRefer).due_on, Date(2027, 1, 18));
  EXPECT_EQ(StepOf(person, Kind::kLicenceReady).not_needed, "NOT_ON_LICENCE");
  ASSERT_THAT(person.SetCourtDate(std::nullopt, ActAt(kMonday)), Succeeded());
  EXPECT_EQ(person.TimetableOn(kMonday, EnglandAndWales()).anchor, Anchor());
}

// Imported eleven days before release: whatever should have opened is due in 2 working days.
TEST(PersonTimetable, GivesLateNoticeOfWhomItHearsLate) {
  const Person person = APerson();
  const Milestone step = StepOf(person, Kind::kPreReleaseReview);
  EXPECT_TRUE(step.late_notice);
  EXPECT_EQ(step.due_on, Date(2026, 11, 25));
  EXPECT_EQ(person.snapshot().timetable.due.next, Date(2026, 11, 25));
}

TEST(PersonTimetable, MovesWithTheReleaseDay) {
  Person person = APerson(1, {{"crd", "2027-06-11"}});
  EXPECT_EQ(StepOf(person, Kind::kUniversalCredit).due_on, Date(2027, 6, 9));
  ASSERT_THAT(person.ConfirmDate(Date(2026, 12, 10), "", ActAt(kMonday + 1), EnglandAndWales()),
              Succeeded());
  EXPECT_EQ(StepOf(person, Kind::kUniversalCredit).due_on, Date(2026, 12, 9));
  EXPECT_EQ(person.snapshot().timetable.notice,
            (AnchorNotice{Date(2026, 12, 10), kMonday + 1, Date(2027, 6, 10)}));
  EXPECT_TRUE(StepOf(person, Kind::kMentorOffered).late_notice);
}

struct Licence {
  std::map<std::string_view, std::string> cells;
  bool follows;
};

TEST(PersonTimetable, KnowsWhoIsReleasedOnLicence) {
  const std::vector<Licence> cases = {
      {{}, true},
      {{{"crd", ""}, {"ard", "2026-12-04"}}, false},
      {{{"crd", ""}, {"ard", "2026-12-04"}, {"led", "2027-12-04"}}, true},
      {{{"crd", ""}, {"sentence_type", "REMAND"}}, false},
      {{{"sentence_type", ""}}, true},
  };
  for (const Licence& one : cases) {
    EXPECT_EQ(TimetableFactsOf(APerson(1, one.cells).snapshot()).on_licence, one.follows);
  }
}

TEST(PersonTimetable, KnowsASettledHome) {
  const auto settled = [](const char* type) {
    return TimetableFactsOf(APerson(1, {{"accommodation_before_custody", type}}).snapshot())
        .settled;
  };
  EXPECT_TRUE(settled("A01C"));
  EXPECT_FALSE(settled("A08A"));
  EXPECT_FALSE(settled("A02"));
  EXPECT_FALSE(settled(""));
}

}  // namespace
}  // namespace ttg::release
