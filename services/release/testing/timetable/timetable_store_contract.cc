#include "release/testing/timetable/timetable_store_contract.h"

#include "platform/testing/matchers.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"

namespace ttg::release::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;
using Cells = std::map<std::string_view, std::string>;

// Known `n` days from now: the first assessment is due 2 working days later, before anything else.
PersonChange Registered(int n, Cells cells) {
  cells.emplace("crd", "2027-06-11");
  const PersonRow row = ARow(cells);
  const Date known_since = kMonday + n;
  auto [person, changes] =
      Person::Register({APersonId(n), row, At(kMonday, 0)}, ActAt(known_since), EnglandAndWales());
  return {std::move(person), std::move(changes)};
}

// Three people: 1 and 3 in Birmingham, 2 in Oakwood; 2 and 3 belong to worker-7.
Result<void> SaveThree(TimetableStores& tx) {
  TTG_TRY(auto saved, tx.people->Save({Registered(1, {}),
                                       Registered(2, {{"prison_number", "A2222BB"},
                                                      {"prison_id", "OWI"},
                                                      {"delivery_unit", ""}}),
                                       Registered(3, {{"prison_number", "A3333CC"}})}));
  for (std::size_t i : {1U, 2U}) {
    Person person = saved[i];
    TTG_TRY(Changes changes, person.AssignOwner(*ActorId::Parse("worker-7")));
    TTG_RETURN_IF_ERROR(tx.people->Save({{std::move(person), std::move(changes)}}));
  }
  return {};
}

std::vector<PersonId> IdsOf(const std::vector<DueCandidate>& candidates) {
  std::vector<PersonId> ids;
  ids.reserve(candidates.size());
  for (const DueCandidate& one : candidates) ids.push_back(one.person.id());
  return ids;
}

CalendarFeed AFeed(int n, const char* owner = "worker-7") {
  return {*CalendarFeedId::Parse(APersonId(500 + n).str()), 0,           *ActorId::Parse(owner),
          std::string(63, 'a') + std::to_string(n),         At(kMonday), std::nullopt};
}

}  // namespace

TEST_P(TimetableStoreContract, KeepsWhatIsRecordedOfATimetable) {
  std::optional<Person::Snapshot> expected;
  ASSERT_THAT(store().Write([&](TimetableStores& tx) -> Result<void> {
    TTG_TRY(auto saved, tx.people->Save({Registered(1, {})}));
    Person person = saved.front();
    const Act act = ActAt(kMonday + 1);
    const WorkingDays& calendar = EnglandAndWales();
    TTG_RETURN_IF_ERROR(person.RecordMilestone(MilestoneKind::kFirstAssessment, kMonday,
                                               Sensitive(std::string("file")), act, calendar));
    TTG_RETURN_IF_ERROR(person.DropMilestone(MilestoneKind::kUniversalCredit,
                                             Sensitive(std::string("works")), act, calendar));
    TTG_RETURN_IF_ERROR(person.SetCourtDate(Date(2027, 1, 4), act));
    person.RefreshTimetable(act.today, calendar);
    TTG_TRY(saved, tx.people->Save({{person, {}}}));
    person = saved.front();
    TTG_RETURN_IF_ERROR(person.ReopenMilestone(MilestoneKind::kUniversalCredit,
                                               Sensitive(std::string("not yet")), act, calendar));
    TTG_TRY(saved, tx.people->Save({{person, {}}}));
    expected = saved.front().snapshot();
    return {};
  }),
              Succeeded());
  ASSERT_TRUE(expected);
  EXPECT_THAT(expected->timetable.records, SizeIs(2));
  ASSERT_THAT(store().Read([&](TimetableStores& tx) -> Result<void> {
    TTG_TRY(const Person found, tx.people->Find(APersonId(1)));
    EXPECT_TRUE(found.snapshot().timetable == expected->timetable);
    return {};
  }),
              Succeeded());
}

TEST_P(TimetableStoreContract, LetsGoOfRecordsThatAreAnotherPersons) {
  ASSERT_THAT(store().Write([&](TimetableStores& tx) -> Result<void> {
    TTG_TRY(auto saved, tx.people->Save({Registered(1, {})}));
    Person person = saved.front();
    TTG_RETURN_IF_ERROR(person.RecordMilestone(MilestoneKind::kFirstAssessment, kMonday,
                                               Sensitive(std::string("file")), ActAt(kMonday + 1),
                                               EnglandAndWales()));
    TTG_RETURN_IF_ERROR(tx.people->Save({{person, {}}}));
    TTG_TRY(const Person found, tx.people->Find(APersonId(1)));
    Person::Snapshot without = found.snapshot();
    without.timetable.records.clear();
    TTG_RETURN_IF_ERROR(tx.people->Save({{Person::Restore(without), {}}}));
    TTG_TRY(const Person again, tx.people->Find(APersonId(1)));
    EXPECT_THAT(again.snapshot().timetable.records, IsEmpty());
    return {};
  }),
              Succeeded());
}

TEST_P(TimetableStoreContract, FindsOfWhomSomethingMayFallDue) {
  ASSERT_THAT(store().Write(SaveThree), Succeeded());
  ASSERT_THAT(store().Read([&](TimetableStores& tx) -> Result<void> {
    CandidateQuery query;
    query.due_by = kMonday + 90;
    TTG_TRY(auto all, tx.timetables->FindDue(query));
    EXPECT_THAT(IdsOf(all), ElementsAre(APersonId(1), APersonId(2), APersonId(3)));
    EXPECT_EQ(all[0].from, *all[0].person.snapshot().timetable.due.planned);
    query.due_by = all[1].from;
    TTG_TRY(auto two, tx.timetables->FindDue(query));
    EXPECT_THAT(two, SizeIs(2));
    query.due_by = kMonday + 90;
    query.after_day = all[0].from;
    query.after_person = APersonId(1);
    query.limit = 1;
    TTG_TRY(auto second, tx.timetables->FindDue(query));
    EXPECT_THAT(IdsOf(second), ElementsAre(APersonId(2)));
    return {};
  }),
              Succeeded());
}

TEST_P(TimetableStoreContract, FiltersByOwnerAndPlaceAndReach) {
  ASSERT_THAT(store().Write(SaveThree), Succeeded());
  const auto find = [&](const CandidateQuery& query) {
    std::vector<PersonId> ids;
    EXPECT_THAT(store().Read([&](TimetableStores& tx) -> Result<void> {
      TTG_TRY(auto found, tx.timetables->FindDue(query));
      ids = IdsOf(found);
      return {};
    }),
                Succeeded());
    return ids;
  };
  CandidateQuery query;
  query.due_by = kMonday + 90;
  query.owner = *ActorId::Parse("worker-7");
  EXPECT_THAT(find(query), ElementsAre(APersonId(2), APersonId(3)));
  query.prison = *PrisonId::Parse("OWI");
  EXPECT_THAT(find(query), ElementsAre(APersonId(2)));
  query = {};
  query.due_by = kMonday + 90;
  query.delivery_unit = *DeliveryUnit::Parse("N52BIRM");
  EXPECT_THAT(find(query), ElementsAre(APersonId(1), APersonId(3)));
  call().scope = {};
  EXPECT_THAT(find(query), IsEmpty());
}

TEST_P(TimetableStoreContract, FindsWhomSomebodyOwns) {
  ASSERT_THAT(store().Write(SaveThree), Succeeded());
  call().scope = {};
  ASSERT_THAT(store().Read([&](TimetableStores& tx) -> Result<void> {
    TTG_TRY(auto owned, tx.timetables->FindOwnedBy(*ActorId::Parse("worker-7")));
    EXPECT_THAT(owned, SizeIs(2));
    return {};
  }),
              Succeeded());
}

TEST_P(TimetableStoreContract, KeepsFeeds) {
  ASSERT_THAT(store().Write([&](TimetableStores& tx) -> Result<void> {
    TTG_TRY(CalendarFeed feed, tx.timetables->SaveFeed(AFeed(1)));
    EXPECT_EQ(feed.version, 1);
    TTG_RETURN_IF_ERROR(tx.timetables->SaveFeed(AFeed(2)));
    TTG_RETURN_IF_ERROR(tx.timetables->SaveFeed(AFeed(3, "worker-8")));
    TTG_RETURN_IF_ERROR(feed.Revoke(At(kMonday + 1)));
    TTG_RETURN_IF_ERROR(tx.timetables->SaveFeed(feed));
    EXPECT_THAT(tx.timetables->SaveFeed(feed),
                FailsWith(ErrorKind::kStale, "CALENDAR_FEED_CHANGED"));
    return {};
  }),
              Succeeded());
  ASSERT_THAT(store().Read([&](TimetableStores& tx) -> Result<void> {
    const ActorId owner = *ActorId::Parse("worker-7");
    TTG_TRY(const auto feeds, tx.timetables->ListFeeds(owner));
    CalendarFeed revoked = AFeed(1);
    revoked.version = 2;
    revoked.revoked_at = At(kMonday + 1);
    CalendarFeed live = AFeed(2);
    live.version = 1;
    EXPECT_THAT(feeds, ElementsAre(live, revoked));
    TTG_TRY(const auto found, tx.timetables->FindFeed(revoked.id, owner));
    EXPECT_EQ(found, revoked);
    TTG_TRY(const auto by_secret, tx.timetables->FindFeedBySecret(live.secret_sha256));
    EXPECT_EQ(by_secret, live);
    return {};
  }),
              Succeeded());
}

TEST_P(TimetableStoreContract, ShowsNobodyTheFeedOfAnother) {
  ASSERT_THAT(store().Write([&](TimetableStores& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.timetables->SaveFeed(AFeed(1)));
    return {};
  }),
              Succeeded());
  ASSERT_THAT(store().Read([&](TimetableStores& tx) -> Result<void> {
    EXPECT_THAT(tx.timetables->FindFeed(AFeed(1).id, *ActorId::Parse("worker-8")),
                FailsWith(ErrorKind::kNotFound, "CALENDAR_FEED_NOT_FOUND"));
    EXPECT_THAT(tx.timetables->FindFeedBySecret("0"), FailsWith("CALENDAR_FEED_NOT_FOUND"));
    return {};
  }),
              Succeeded());
}

}  // namespace ttg::release::testing
