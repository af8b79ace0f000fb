#include "release/domain/timetable/timetable.h"

#include <array>
#include <ostream>

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "release/testing/builders.h"
#include "release/testing/calendar.h"

// Domain A9: the timetable.
namespace ttg::release {
namespace {

using testing::At;
using testing::EnglandAndWales;
using testing::kMonday;
using Kind = MilestoneKind;
using State = MilestoneState;

const Date kRelease(2027, 6, 10);

TimetableFacts Facts() {
  return {.on_licence = true,
          .release_day = kRelease,
          .reception = kMonday,
          .known_since = kMonday,
          .notice = {kRelease, kMonday, std::nullopt}};
}

MilestoneRecord Done(Date on) {
  return {State::kDone, on, Sensitive(std::string("seen")), *ActorId::Parse("worker-1"), At(on)};
}

MilestoneRecords Matched() { return {{Kind::kMentorOffered, Done(Date(2027, 4, 1))}}; }

Timetable On(Date today, const TimetableFacts& facts, const MilestoneRecords& records = {}) {
  return ComputeTimetable(facts, records, EnglandAndWales(), today);
}

Milestone StepOn(Date today, Kind kind, const TimetableFacts& facts = Facts(),
                 const MilestoneRecords& records = {}) {
  return On(today, facts, records).milestones[static_cast<std::size_t>(kind)];
}

struct Row {
  Kind kind;
  Date opens;
  Date due;
};
void PrintTo(const Row& row, std::ostream* out) { *out << ToString(row.kind); }

class TimetableRow : public ::testing::TestWithParam<Row> {};

// Released on Thursday 10 June 2027, received on Monday 23 November 2026; 31 May is a holiday.
TEST_P(TimetableRow, IsDatedAsTheTableSays) {
  const Milestone step = StepOn(kMonday, GetParam().kind, Facts(), Matched());
  if (GetParam().kind != Kind::kMentorOffered) {
    EXPECT_NE(step.state, State::kNotNeeded);
  }
  EXPECT_EQ(step.opens_on, GetParam().opens);
  EXPECT_EQ(step.due_on, GetParam().due);
  EXPECT_FALSE(step.late_notice);
}

// Each step goes from not yet open through open and due to overdue, and no further by itself.
TEST_P(TimetableRow, OpensFallsDueAndIsOverdue) {
  const auto& [kind, opens, due] = GetParam();
  TimetableFacts facts = Facts();
  if (RulesOf(Regime::kSentencingAct)[static_cast<std::size_t>(kind)].IsAfterRelease()) {
    facts.state = PersonState::kReleased;
    facts.released_on = kRelease;
  }
  MilestoneRecords records = Matched();
  if (kind == Kind::kMentorOffered) records.clear();
  EXPECT_EQ(StepOn(opens - 1, kind, facts, records).state, State::kNotYetOpen);
  EXPECT_EQ(StepOn(opens, kind, facts, records).state, opens == due ? State::kDue : State::kOpen);
  EXPECT_EQ(StepOn(due, kind, facts, records).state, State::kDue);
  EXPECT_EQ(StepOn(due + 1, kind, facts, records).state, State::kOverdue);
}

INSTANTIATE_TEST_SUITE_P(
    OfDomainA9, TimetableRow,
    ::testing::Values(Row{Kind::kFirstAssessment, Date(2026, 11, 23), Date(2026, 11, 26)},
                      Row{Kind::kResettlementPlan, Date(2026, 11, 26), Date(2026, 12, 3)},
                      Row{Kind::kCrsAccommodationReferral, Date(2027, 3, 18), Date(2027, 4, 1)},
                      Row{Kind::kWorkCoachIdBankAccount, Date(2027, 3, 18), Date(2027, 5, 13)},
                      Row{Kind::kPreReleaseReview, Date(2027, 3, 18), Date(2027, 4, 1)},
                      Row{Kind::kMentorOffered, Date(2027, 3, 18), Date(2027, 4, 29)},
                      Row{Kind::kCas3Referral, Date(2027, 3, 10), Date(2027, 4, 29)},
                      Row{Kind::kDutyToRefer, Date(2027, 4, 15), Date(2027, 4, 29)},
                      Row{Kind::kFirstNightAddress, Date(2027, 4, 15), Date(2027, 6, 3)},
                      Row{Kind::kUniversalCredit, Date(2027, 6, 3), Date(2027, 6, 9)},
                      Row{Kind::kReleasePlanShared, Date(2027, 5, 13), Date(2027, 5, 26)},
                      Row{Kind::kLicenceReady, Date(2027, 5, 13), Date(2027, 6, 8)},
                      Row{Kind::kFirstAppointment, Date(2027, 6, 10), Date(2027, 6, 11)},
                      Row{Kind::kWorkerContactDay1, Date(2027, 6, 10), Date(2027, 6, 11)},
                      Row{Kind::kWorkerContactDay7, Date(2027, 6, 10), Date(2027, 6, 17)},
                      Row{Kind::kWorkerContactDay28, Date(2027, 6, 10), Date(2027, 7, 8)},
                      Row{Kind::kMentorContactDay1, Date(2027, 6, 10), Date(2027, 6, 11)},
                      Row{Kind::kMentorContactDay7, Date(2027, 6, 10), Date(2027, 6, 17)},
                      Row{Kind::kMentorContactDay28, Date(2027, 6, 10), Date(2027, 7, 8)},
                      Row{Kind::kAccommodationFirstNight, Date(2027, 6, 10), Date(2027, 6, 17)},
                      Row{Kind::kAccommodationThreeMonths, Date(2027, 9, 10), Date(2027, 9, 17)},
                      Row{Kind::kEmploymentSixWeeks, Date(2027, 7, 22), Date(2027, 7, 29)},
                      Row{Kind::kEmploymentSixMonths, Date(2027, 12, 10), Date(2027, 12, 17)}),
    [](const auto& row) {
      std::string name;
      for (const char c : ToString(row.param.kind)) {
        if (c != '_') name += c;
      }
      return name;
    });

// Domain II.0: the rules are those of the day from which the timetable is counted.
TEST(Timetable, NamesTheRegimeOfTheReleaseDay) {
  EXPECT_EQ(RegimeOn(Date(2021, 6, 25)), Regime::kCommunityRehabilitation);
  EXPECT_EQ(RegimeOn(Date(2021, 6, 26)), Regime::kUnifiedProbation);
  EXPECT_EQ(RegimeOn(Date(2026, 1, 21)), Regime::kUnifiedProbation);
  EXPECT_EQ(RegimeOn(Date(2026, 1, 22)), Regime::kSentencingAct);
  EXPECT_EQ(On(kMonday, Facts()).regime, Regime::kSentencingAct);
  for (const Regime regime :
       {Regime::kCommunityRehabilitation, Regime::kUnifiedProbation, Regime::kSentencingAct}) {
    std::size_t place = 0;
    for (const MilestoneRule& rule : RulesOf(regime)) {
      EXPECT_EQ(static_cast<std::size_t>(rule.kind), place++);
    }
  }
}

TEST(Timetable, LeavesOutWhatTheTableSaysIsNotNeeded) {
  TimetableFacts facts = Facts();
  facts.settled = true;
  facts.on_licence = false;
  const auto reason = [&](Kind kind, const MilestoneRecords& records = {}) {
    const Milestone step = StepOn(kMonday, kind, facts, records);
    EXPECT_EQ(step.state == State::kNotNeeded, !step.not_needed.empty());
    return step.not_needed;
  };
  EXPECT_EQ(reason(Kind::kCrsAccommodationReferral), "SETTLED_HOME");
  EXPECT_EQ(reason(Kind::kDutyToRefer), "SETTLED_HOME");
  EXPECT_EQ(reason(Kind::kLicenceReady), "NOT_ON_LICENCE");
  EXPECT_EQ(reason(Kind::kFirstAppointment), "NOT_ON_LICENCE");
  EXPECT_EQ(reason(Kind::kMentorContactDay7), "NOT_MATCHED");
  EXPECT_EQ(reason(Kind::kMentorContactDay7, Matched()), "");
  facts.settled = false;
  EXPECT_EQ(reason(Kind::kCas3Referral), "");
  const MilestoneRecords housed = {{Kind::kFirstNightAddress, Done(kMonday)}};
  EXPECT_EQ(reason(Kind::kCas3Referral, housed), "ADDRESS_KNOWN");
}

TEST(Timetable, OpensThePlanWhenTheFirstAssessmentIsDone) {
  const MilestoneRecords early = {{Kind::kFirstAssessment, Done(Date(2026, 11, 24))}};
  const Milestone plan = StepOn(kMonday + 2, Kind::kResettlementPlan, Facts(), early);
  EXPECT_EQ(plan.opens_on, Date(2026, 11, 24));
  EXPECT_EQ(plan.due_on, Date(2026, 12, 1));
  EXPECT_EQ(plan.state, State::kOpen);
}

TEST(Timetable, IsComputedAnewWhenTheReleaseDayMoves) {
  TimetableFacts facts = Facts();
  facts.release_day = kRelease + 14;
  facts.notice = Noticed(facts.notice, facts.release_day, Date(2027, 3, 1));
  const Milestone step = StepOn(Date(2027, 3, 1), Kind::kPreReleaseReview, facts);
  EXPECT_EQ(step.opens_on, Date(2027, 4, 1));
  EXPECT_EQ(step.due_on, Date(2027, 4, 15));
  EXPECT_FALSE(step.late_notice);
}

// Opened later than its due day: due 2 working days after it opened.
TEST(Timetable, GivesLateNoticeWhenTheReleaseDayComesForward) {
  TimetableFacts facts = Facts();
  facts.release_day = Date(2026, 12, 17);
  facts.notice = Noticed(facts.notice, facts.release_day, kMonday);
  const Milestone review = StepOn(kMonday, Kind::kPreReleaseReview, facts);
  EXPECT_TRUE(review.late_notice);
  EXPECT_EQ(review.opens_on, kMonday);
  EXPECT_EQ(review.due_on, Date(2026, 11, 25));
  const Milestone credit = StepOn(kMonday, Kind::kUniversalCredit, facts);
  EXPECT_FALSE(credit.late_notice);
  EXPECT_EQ(credit.due_on, Date(2026, 12, 16));
}

TEST(Timetable, CountsLateNoticeInWorkingDays) {
  TimetableFacts facts = Facts();
  facts.known_since = Date(2026, 12, 24);
  facts.reception = Date(2025, 6, 2);
  const Milestone step = StepOn(Date(2026, 12, 24), Kind::kFirstAssessment, facts);
  EXPECT_TRUE(step.late_notice);
  EXPECT_EQ(step.due_on, Date(2026, 12, 30));
}

// A day that comes forward by a little excuses nobody who was late already.
TEST(Timetable, KeepsOverdueWhatWasOverdueBeforeTheDayMoved) {
  TimetableFacts facts = Facts();
  facts.release_day = kRelease - 1;
  facts.notice = Noticed(facts.notice, facts.release_day, Date(2027, 4, 20));
  const Milestone review = StepOn(Date(2027, 4, 20), Kind::kPreReleaseReview, facts);
  EXPECT_EQ(review.state, State::kOverdue);
  EXPECT_EQ(review.due_on, Date(2027, 3, 31));
  const Milestone mentor = StepOn(Date(2027, 4, 20), Kind::kMentorOffered, facts);
  EXPECT_EQ(mentor.due_on, Date(2027, 4, 28));
  EXPECT_FALSE(mentor.late_notice);
}

// On remand or with no release day the next court date is the anchor, so that nobody falls out.
TEST(Timetable, CountsFromTheCourtDate) {
  TimetableFacts facts = Facts();
  facts.court_date = kRelease;
  facts.release_day.reset();
  EXPECT_EQ(On(kMonday, facts).anchor, (Anchor{TimetableAnchor::kCourtDate, kRelease}));
  EXPECT_EQ(StepOn(kMonday, Kind::kUniversalCredit, facts).due_on, Date(2027, 6, 9));
  facts.release_day = kRelease + 90;
  EXPECT_EQ(On(kMonday, facts).anchor.kind, TimetableAnchor::kReleaseDay);
  facts.on_remand = true;
  EXPECT_EQ(On(kMonday, facts).anchor.kind, TimetableAnchor::kCourtDate);
  facts.court_date.reset();
  EXPECT_EQ(On(kMonday, facts).anchor.kind, TimetableAnchor::kReleaseDay);
}

TEST(Timetable, DatesOnlyTheReceptionWithoutAnyAnchor) {
  TimetableFacts facts = Facts();
  facts.release_day.reset();
  facts.notice = {std::nullopt, kMonday, std::nullopt};
  EXPECT_EQ(On(kMonday, facts).anchor, Anchor());
  EXPECT_EQ(StepOn(kMonday, Kind::kResettlementPlan, facts).due_on, Date(2026, 12, 3));
  const Milestone credit = StepOn(kMonday, Kind::kUniversalCredit, facts);
  EXPECT_EQ(credit.state, State::kNotYetOpen);
  EXPECT_EQ(credit.due_on, std::nullopt);
}

TEST(Timetable, EscalatesWhatIsOverdueByMoreThanFiveWorkingDays) {
  // Due Thursday 26 November 2026; five working days later is Thursday 3 December.
  EXPECT_FALSE(StepOn(Date(2026, 12, 3), Kind::kFirstAssessment).escalated);
  EXPECT_TRUE(StepOn(Date(2026, 12, 4), Kind::kFirstAssessment).escalated);
}

TEST(Timetable, WarnsTwoWorkingDaysBeforeALicenceHasToBeReady) {
  EXPECT_FALSE(StepOn(Date(2027, 6, 3), Kind::kLicenceReady).warning);
  EXPECT_TRUE(StepOn(Date(2027, 6, 4), Kind::kLicenceReady).warning);
  EXPECT_TRUE(StepOn(Date(2027, 6, 8), Kind::kLicenceReady).warning);
  EXPECT_FALSE(StepOn(Date(2027, 6, 9), Kind::kLicenceReady).warning);
  EXPECT_FALSE(StepOn(Date(2027, 6, 8), Kind::kPreReleaseReview).warning);
}

// Death stops every reminder at once (domain A8).
TEST(Timetable, EndsWithDeathDeportationAndMerger) {
  for (const PersonState state :
       {PersonState::kDied, PersonState::kDeported, PersonState::kMerged}) {
    TimetableFacts facts = Facts();
    facts.state = state;
    const Timetable timetable = On(kRelease, facts, Matched());
    EXPECT_TRUE(timetable.ended);
    EXPECT_FALSE(timetable.Runs());
    for (const Milestone& step : timetable.milestones) {
      EXPECT_FALSE(step.IsOutstanding());
      EXPECT_FALSE(step.escalated);
    }
    EXPECT_EQ(ComputeDueDays(facts, {}, EnglandAndWales()), DueDays());
  }
}

TEST(Timetable, RemindsOfNothingWhileItIsSuspended) {
  TimetableFacts facts = Facts();
  facts.suspended_until = Date(2026, 12, 14);
  EXPECT_FALSE(On(Date(2026, 12, 14), facts).Runs());
  EXPECT_FALSE(StepOn(Date(2026, 12, 14), Kind::kFirstAssessment, facts).escalated);
  EXPECT_TRUE(On(Date(2026, 12, 15), facts).Runs());
  EXPECT_TRUE(StepOn(Date(2026, 12, 15), Kind::kFirstAssessment, facts).escalated);
}

TEST(Timetable, CountsFromTheReleaseOnceItHasHappened) {
  TimetableFacts facts = Facts();
  facts.state = PersonState::kReleased;
  facts.released_on = Date(2027, 6, 4);
  EXPECT_EQ(On(kRelease, facts).anchor, (Anchor{TimetableAnchor::kReleased, Date(2027, 6, 4)}));
  EXPECT_EQ(StepOn(kRelease, Kind::kFirstAppointment, facts).due_on, Date(2027, 6, 7));
  EXPECT_EQ(StepOn(kRelease, Kind::kUniversalCredit, facts).not_needed, kReleasedReason);
}

// Held past the release day: nothing that follows the release can be late.
TEST(Timetable, OpensNothingAfterAReleaseThatHasNotHappened) {
  const Milestone planned = StepOn(kRelease - 1, Kind::kWorkerContactDay1);
  EXPECT_EQ(planned.state, State::kNotYetOpen);
  EXPECT_EQ(planned.due_on, Date(2027, 6, 11));
  const Milestone held = StepOn(kRelease + 30, Kind::kWorkerContactDay1);
  EXPECT_EQ(held.state, State::kNotYetOpen);
  EXPECT_EQ(held.due_on, std::nullopt);
}

TEST(Timetable, ForgetsWhatWasRecordedInAnEarlierTimeInPrison) {
  TimetableFacts facts = Facts();
  const MilestoneRecords records = {{Kind::kFirstAssessment, Done(kMonday - 1)}};
  EXPECT_EQ(StepOn(kMonday, Kind::kFirstAssessment, facts, records).state, State::kDone);
  facts.counts_from = kMonday;
  EXPECT_EQ(StepOn(kMonday, Kind::kFirstAssessment, facts, records).state, State::kOpen);
}

TEST(Timetable, CountsPlainDaysBeyondTheCalendar) {
  TimetableFacts facts = Facts();
  facts.release_day = Date(2030, 6, 10);
  EXPECT_EQ(StepOn(kMonday, Kind::kUniversalCredit, facts).due_on, Date(2030, 6, 9));
  EXPECT_EQ(StepOn(kMonday, Kind::kReleasePlanShared, facts).due_on, Date(2030, 5, 31));
}

TEST(Timetable, TakesTheLastDayOfAShorterMonth) {
  EXPECT_EQ(Counted(Date(2027, 5, 31), -3, Unit::kMonths, EnglandAndWales()), Date(2027, 2, 28));
  EXPECT_EQ(Counted(Date(2027, 8, 31), 6, Unit::kMonths, EnglandAndWales()), Date(2028, 2, 29));
}

TEST(DueDaysOfATimetable, AreTheEarliestOfWhatIsOutstanding) {
  TimetableFacts facts = Facts();
  MilestoneRecords records;
  EXPECT_EQ(ComputeDueDays(facts, records, EnglandAndWales()),
            (DueDays{Date(2026, 11, 26), Date(2026, 11, 26)}));
  for (const MilestoneRule& rule : RulesOf(Regime::kSentencingAct)) {
    if (!rule.IsAfterRelease()) records.emplace(rule.kind, Done(kMonday));
  }
  EXPECT_EQ(ComputeDueDays(facts, records, EnglandAndWales()),
            (DueDays{std::nullopt, Date(2027, 6, 11)}));
}

TEST(AnchorNotice, IsNewOnlyWhenTheDayComesForward) {
  const AnchorNotice first = Noticed({std::nullopt, kMonday, std::nullopt}, kRelease, kMonday + 1);
  EXPECT_EQ(first, (AnchorNotice{kRelease, kMonday + 1, std::nullopt}));
  EXPECT_EQ(Noticed(first, kRelease, kMonday + 2), first);
  EXPECT_EQ(Noticed(first, std::nullopt, kMonday + 2), first);
  EXPECT_EQ(Noticed(first, kRelease + 5, kMonday + 2),
            (AnchorNotice{kRelease + 5, kMonday + 1, std::nullopt}));
  EXPECT_EQ(Noticed(first, kRelease - 5, kMonday + 2),
            (AnchorNotice{kRelease - 5, kMonday + 2, kRelease}));
}

std::optional<Date> MaybeDay(Date around) {
  if (*rc::gen::arbitrary<bool>()) return std::nullopt;
  return around + *rc::gen::inRange(-400, 900);
}

TimetableFacts AnyFacts() {
  TimetableFacts facts;
  const auto state = *rc::gen::inRange(0, static_cast<int>(PersonState::kMerged) + 1);
  facts.state = static_cast<PersonState>(state);
  facts.on_remand = *rc::gen::arbitrary<bool>();
  facts.on_licence = *rc::gen::arbitrary<bool>();
  facts.settled = *rc::gen::arbitrary<bool>();
  facts.release_day = MaybeDay(kMonday);
  facts.court_date = MaybeDay(kMonday);
  facts.known_since = kMonday + *rc::gen::inRange(-300, 300);
  facts.reception = kMonday + *rc::gen::inRange(-800, 300);
  if (facts.state == PersonState::kReleased) {
    facts.released_on = kMonday + *rc::gen::inRange(-300, 300);
  }
  facts.suspended_until = MaybeDay(kMonday);
  facts.notice = Noticed({MaybeDay(kMonday), facts.known_since, MaybeDay(kMonday)},
                         AnchorOf(facts).day, kMonday);
  return facts;
}

MilestoneRecords AnyRecords() {
  MilestoneRecords records;
  for (int i = 0; i <= static_cast<int>(Kind::kEmploymentSixMonths); ++i) {
    const int choice = *rc::gen::inRange(0, 6);
    if (choice > 2) continue;
    MilestoneRecord record = Done(kMonday - *rc::gen::inRange(0, 200));
    constexpr std::array kOutcomes = {State::kDone, State::kNotNeeded, State::kOpen};
    record.outcome = kOutcomes[static_cast<std::size_t>(choice)];
    if (record.outcome != State::kDone) record.done_on.reset();
    records.emplace(static_cast<Kind>(i), std::move(record));
  }
  return records;
}

RC_GTEST_PROP(TimetableProperty, IsNeverDueBeforeItOpens, ()) {
  const Timetable timetable = On(kMonday, AnyFacts(), AnyRecords());
  for (const Milestone& step : timetable.milestones) {
    RC_ASSERT(step.opens_on.has_value() == step.due_on.has_value());
    if (step.due_on) RC_ASSERT(*step.opens_on <= *step.due_on);
  }
}

RC_GTEST_PROP(TimetableProperty, DatesSomethingForEverybodyInCustody, ()) {
  TimetableFacts facts = AnyFacts();
  RC_PRE(facts.state != PersonState::kReleased && !HasEnded(facts.state));
  const Timetable timetable = On(kMonday, facts);
  RC_ASSERT(timetable.milestones.front().due_on.has_value());
  RC_ASSERT(timetable.milestones.front().IsOutstanding());
  RC_ASSERT(ComputeDueDays(facts, {}, EnglandAndWales()).next.has_value());
}

RC_GTEST_PROP(TimetableProperty, ComesOutTheSameWhenComputedAgain, ()) {
  TimetableFacts facts = AnyFacts();
  const MilestoneRecords records = AnyRecords();
  const Timetable once = On(kMonday, facts, records);
  facts.notice = Noticed(facts.notice, AnchorOf(facts).day, kMonday);
  RC_ASSERT(On(kMonday, facts, records) == once);
}

// Lists look for people by the earliest due day and find everything that the timetable shows.
RC_GTEST_PROP(TimetableProperty, IsFoundByItsEarliestDueDay, ()) {
  const TimetableFacts facts = AnyFacts();
  const MilestoneRecords records = AnyRecords();
  const DueDays due = ComputeDueDays(facts, records, EnglandAndWales());
  const Date today = kMonday + *rc::gen::inRange(-100, 100);
  for (const Milestone& step : On(today, facts, records).milestones) {
    if (!step.IsOutstanding() || !step.due_on) continue;
    RC_ASSERT(due.planned && *due.planned <= *step.due_on);
    if (step.state == State::kOverdue) RC_ASSERT(due.next && *due.next <= *step.due_on);
  }
}

}  // namespace
}  // namespace ttg::release
