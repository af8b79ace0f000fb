#include "release/app/timetable/timetable_use_cases.h"

#include <gmock/gmock.h>

#include "platform/testing/fixed_calendar.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/matchers.h"
#include "platform/testing/sequential_ids.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"
#include "release/testing/timetable/fake_timetable_store.h"

namespace ttg::release {
namespace {

using testing::ACaller;
using testing::APersonId;
using ::testing::IsEmpty;
using testing::kMonday;
using ::testing::Not;
using ::testing::SizeIs;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

class CountedSecrets final : public FeedSecrets {
 public:
  std::string New() const override { return "secret-" + std::to_string(++count_); }
  std::string Digest(const std::string& secret) const override { return "digest of " + secret; }

 private:
  mutable int count_ = 0;
};

class Timetables : public ::testing::Test {
 protected:
  static constexpr int kPeople = 300;

  // Released on Thursday 3 December 2026, known since Monday.
  void Add(int n, const std::map<std::string_view, std::string>& cells = {},
           const std::function<void(Person::Snapshot&)>& change = {}) {
    Person::Snapshot snapshot = testing::APerson(n, cells).snapshot();
    snapshot.owner = *ActorId::Parse("worker-7");
    if (change) change(snapshot);
    Person person = Person::Restore(std::move(snapshot));
    person.RefreshTimetable(kMonday, testing::EnglandAndWales());
    state_.releases.people.insert_or_assign(person.id().str(), person.snapshot());
  }

  Result<std::vector<DueMilestone>> List(const ListDueMilestones::Query& query) {
    return use_cases_.list_due_milestones(store_, query);
  }

  ttg::testing::FixedClock clock_{kMonday};
  ttg::testing::SequentialIds ids_;
  ttg::testing::FixedCalendar calendar_{testing::EnglandAndWales()};
  CountedSecrets secrets_;
  TimetableUseCases use_cases_{clock_, calendar_, ids_, secrets_};
  testing::FakeTimetables state_;
  CallContext call_ = ACaller();
  testing::FakeReleaseStore people_{state_.releases, call_};
  testing::FakeTimetableStore store_{state_, call_};
};

TEST_F(Timetables, RecordDropAndReopenUnderTheEtagOfThePerson) {
  Add(1);
  const PersonTarget first{APersonId(), 1};
  const auto done = use_cases_.record_milestone(
      people_, call_,
      {first, MilestoneKind::kFirstAssessment, kMonday, Sensitive(std::string("file"))});
  ASSERT_THAT(done, Succeeded());
  EXPECT_EQ(done->snapshot().version, 2);
  ASSERT_THAT(state_.releases.announced, SizeIs(1));
  EXPECT_THAT(use_cases_.drop_milestone(
                  people_, call_,
                  {first, MilestoneKind::kUniversalCredit, Sensitive(std::string("works"))}),
              FailsWith(ErrorKind::kStale, "PERSON_CHANGED"));
  EXPECT_THAT(
      use_cases_.drop_milestone(
          people_, call_,
          {{APersonId(), 2}, MilestoneKind::kUniversalCredit, Sensitive(std::string("works"))}),
      Succeeded());
  EXPECT_THAT(use_cases_.reopen_milestone(people_, call_,
                                          {{APersonId(), 3},
                                           MilestoneKind::kFirstAssessment,
                                           Sensitive(std::string("wrong person"))}),
              Succeeded());
}

TEST_F(Timetables, KeepDueDaysUpToDateForLists) {
  Add(1, {{"crd", ""}});
  const auto before = state_.releases.people.at(APersonId().str()).timetable.due;
  const auto person = use_cases_.set_court_date(
      people_, call_, {{APersonId(), 1}, std::optional(Date(2026, 11, 26))});
  ASSERT_THAT(person, Succeeded());
  EXPECT_EQ(person->snapshot().timetable.notice.anchor, Date(2026, 11, 26));
  EXPECT_EQ(before.next, Date(2026, 11, 25));
  // The licence has to be ready.
  EXPECT_EQ(person->snapshot().timetable.due.next, Date(2026, 11, 24));
}

TEST_F(Timetables, ListWhatFallsDueSoonestFirst) {
  Add(1);
  Add(2, {{"crd", "2026-12-18"}});
  ListDueMilestones::Query query;
  query.due_by = kMonday + 92;
  query.limit = 500;
  const auto lines = List(query);
  ASSERT_THAT(lines, Succeeded());
  ASSERT_THAT(*lines, Not(IsEmpty()));
  for (std::size_t i = 1; i < lines->size(); ++i) {
    EXPECT_LE(*(*lines)[i - 1].milestone.due_on, *(*lines)[i].milestone.due_on);
  }
  query.due_by = kMonday + 93;
  EXPECT_THAT(List(query), FailsWith(ErrorKind::kInvalid, "DUE_BY_TOO_FAR"));
  query.due_by.reset();
  EXPECT_THAT(*List(query), IsEmpty());
}

TEST_F(Timetables, ListEachLineOnceOverPages) {
  for (int n = 1; n <= kPeople; ++n) Add(n);
  ListDueMilestones::Query query;
  query.due_by = kMonday + 92;
  query.limit = 1'000'000;
  const auto whole = List(query);
  ASSERT_THAT(whole, Succeeded());
  query.limit = 997;
  std::size_t seen = 0;
  while (true) {
    const auto page = List(query);
    ASSERT_THAT(page, Succeeded());
    if (page->empty()) break;
    for (const DueMilestone& line : *page) {
      const DueMilestone& expected = (*whole)[seen++];
      ASSERT_EQ(line.person, expected.person);
      ASSERT_EQ(line.milestone.kind, expected.milestone.kind);
    }
    const DueMilestone& last = page->back();
    query.after = {*last.milestone.due_on, last.person, last.milestone.kind};
  }
  EXPECT_EQ(seen, whole->size());
}

TEST_F(Timetables, ListWhatIsOverdueOrEscalatedOrOfOneKind) {
  Add(1);
  clock_.Advance(absl::Hours(24 * 3));
  ListDueMilestones::Query query;
  query.overdue_only = true;
  const auto overdue = List(query);
  ASSERT_THAT(*overdue, Not(IsEmpty()));
  for (const DueMilestone& line : *overdue) {
    EXPECT_EQ(line.milestone.state, MilestoneState::kOverdue);
  }
  query.escalated_only = true;
  EXPECT_THAT(*List(query), IsEmpty());
  clock_.Advance(absl::Hours(24 * 7));
  EXPECT_THAT(*List(query), Not(IsEmpty()));
  query.kind = MilestoneKind::kPreReleaseReview;
  EXPECT_THAT(*List(query), SizeIs(1));
}

TEST_F(Timetables, ListNothingOfWhomNothingIsToBeRemindedOf) {
  Add(1, {}, [](auto& person) { person.state = PersonState::kDied; });
  Add(2, {}, [](auto& person) { person.timetable.suspended_until = kMonday + 60; });
  ListDueMilestones::Query query;
  query.due_by = kMonday + 50;
  EXPECT_THAT(*List(query), IsEmpty());
}

TEST_F(Timetables, FeedTheCallersOwnDueDays) {
  Add(1);
  Add(2, {}, [](auto& person) { person.owner = *ActorId::Parse("worker-8"); });
  call_.actor = *ActorId::Parse("worker-7");
  const auto created = use_cases_.create_calendar_feed(store_, call_);
  ASSERT_THAT(created, Succeeded());
  EXPECT_EQ(created->feed.secret_sha256, "digest of " + created->secret);
  const auto answer = use_cases_.read_calendar_feed(store_, created->secret);
  ASSERT_THAT(answer, Succeeded());
  EXPECT_THAT(answer->people, ::testing::ElementsAre(APersonId(1)));
  EXPECT_THAT(answer->entries, Not(IsEmpty()));
  EXPECT_THAT(use_cases_.read_calendar_feed(store_, "guess"),
              FailsWith(ErrorKind::kNotFound, "CALENDAR_FEED_NOT_FOUND"));
}

TEST_F(Timetables, ServeNoFeedThatIsRevoked) {
  call_.actor = *ActorId::Parse("worker-7");
  const auto created = use_cases_.create_calendar_feed(store_, call_);
  ASSERT_THAT(created, Succeeded());
  const CalendarFeedId id = created->feed.id;
  EXPECT_THAT(use_cases_.revoke_calendar_feed(store_, call_, {id, 7}),
              FailsWith(ErrorKind::kStale, "CALENDAR_FEED_CHANGED"));
  ASSERT_THAT(use_cases_.revoke_calendar_feed(store_, call_, {id, 1}), Succeeded());
  EXPECT_THAT(use_cases_.revoke_calendar_feed(store_, call_, {id, 2}),
              FailsWith("CALENDAR_FEED_REVOKED"));
  EXPECT_THAT(use_cases_.read_calendar_feed(store_, created->secret),
              FailsWith("CALENDAR_FEED_NOT_FOUND"));
}

TEST_F(Timetables, FeedNoNameAndNoNumber) {
  Add(1);
  const Person person = Person::Restore(state_.releases.people.at(APersonId().str()));
  const auto entries =
      FeedEntriesOf(person, person.TimetableOn(kMonday, testing::EnglandAndWales()));
  ASSERT_THAT(entries, Not(IsEmpty()));
  for (const FeedEntry& entry : entries) {
    EXPECT_THAT(entry.uid, ::testing::StartsWith(APersonId().str()));
    EXPECT_THAT(entry.uid, ::testing::EndsWith("@ttg"));
    EXPECT_THAT(entry.summary, Not(::testing::HasSubstr("Example")));
    EXPECT_THAT(entry.summary, Not(::testing::HasSubstr("A1234BC")));
    EXPECT_EQ(entry.sequence, 1);
  }
}

}  // namespace
}  // namespace ttg::release
