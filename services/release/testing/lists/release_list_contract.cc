#include "release/testing/lists/release_list_contract.h"

#include "platform/testing/matchers.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"
#include "release/testing/movements/builders.h"

namespace ttg::release::testing {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ttg::testing::Succeeded;

namespace {

using Row = std::map<std::string_view, std::string>;

PersonChange Registered(int n, const Row& row) {
  auto [person, changes] = Person::Register({APersonId(n), ARow(row), At(kMonday, 0)},
                                            ActAt(kMonday), EnglandAndWales());
  person.RefreshTimetable(kMonday, EnglandAndWales());
  return {std::move(person), std::move(changes)};
}

}  // namespace

void ReleaseListFilters::Store(std::vector<PersonChange> people) {
  ASSERT_THAT(store().Write([&](ReleaseStore& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.Save(people));
    return {};
  }),
              Succeeded());
}

std::vector<ReleaseLine> ReleaseListFilters::Lines(const ReleaseQuery& query, Date today) {
  std::vector<ReleaseLine> lines;
  EXPECT_THAT(store().Read([&](ReleaseStore& tx) -> Result<void> {
    TTG_TRY(lines, tx.ListReleases(query, today));
    return {};
  }),
              Succeeded());
  return lines;
}

std::vector<int> ReleaseListFilters::List(const ReleaseQuery& query, Date today) {
  std::vector<int> people;
  for (const ReleaseLine& line : Lines(query, today)) {
    for (int n = 1; n <= 9; ++n) {
      if (line.id == APersonId(n)) people.push_back(n);
    }
  }
  return people;
}

std::vector<int> ReleaseListFilters::Named(const std::string& text) {
  return List({.text = text, .order = ReleaseOrder::kName});
}

TEST_P(ReleaseListFilters, FindNamesWhateverTheirAccentsApostrophesAndCase) {
  Store(
      {Registered(
           1,
           {{"prison_number", "A1111AA"}, {"family_name", "O’Brien"}, {"given_names", "Zoë Ann"}}),
       Registered(
           2, {{"prison_number", "A2222BB"}, {"family_name", "OBRIAN"}, {"given_names", "Omar"}}),
       Registered(
           3,
           {{"prison_number", "B3333CC"}, {"family_name", "van der Berg"}, {"given_names", "Jo"}}),
       Registered(
           4, {{"prison_number", "B4444DD"}, {"family_name", "Müller"}, {"given_names", "Van"}})});
  EXPECT_THAT(Named("o'bri"), ElementsAre(2, 1));
  EXPECT_THAT(Named("O Brien"), ElementsAre(1));
  EXPECT_THAT(Named("obrien zoe"), ElementsAre(1));
  EXPECT_THAT(Named("o’brien zoé a"), ElementsAre(1));
  EXPECT_THAT(Named("ZOE"), ElementsAre(1));
  EXPECT_THAT(Named("muller"), ElementsAre(4));
  EXPECT_THAT(Named("van"), ElementsAre(4, 3));
  EXPECT_THAT(Named("van der b"), ElementsAre(3));
  EXPECT_THAT(Named("vanderberg jo"), ElementsAre(3));
  EXPECT_THAT(Named("brien"), IsEmpty());
  EXPECT_THAT(Named("a1111"), ElementsAre(1));
  EXPECT_THAT(Named("B3 333"), ElementsAre(3));
  // Letters that fold to nothing find nobody, not everybody.
  EXPECT_THAT(Named("王"), IsEmpty());
  EXPECT_THAT(Named("'%_"), IsEmpty());
}

TEST_P(ReleaseListFilters, FindAliases) {
  Store({Registered(1, {{"prison_number", "A1111AA"}, {"family_name", "Clarke"}}),
         Registered(2, {{"prison_number", "A2222BB"}, {"family_name", "Baker"}})});
  ASSERT_THAT(store().Write([](ReleaseStore& tx) -> Result<void> {
    TTG_TRY(Person person, tx.Find(APersonId(1)));
    const Act act = ActAt(kMonday);
    TTG_TRY(Changes first, person.AddAlias({.id = *AliasId::Parse(APersonId(21).str()),
                                            .family_name = Sensitive(std::string("D'Arcy")),
                                            .given_names = Sensitive(std::string("Noël")),
                                            .recorded_by = act.by,
                                            .recorded_at = act.at},
                                           act));
    TTG_RETURN_IF_ERROR(person.AddAlias({.id = *AliasId::Parse(APersonId(22).str()),
                                         .identifier = Sensitive(std::string("X654321")),
                                         .recorded_by = act.by,
                                         .recorded_at = act.at},
                                        act));
    TTG_RETURN_IF_ERROR(tx.Save({{std::move(person), std::move(first)}}));
    return {};
  }),
              Succeeded());
  EXPECT_THAT(Named("darcy"), ElementsAre(1));
  EXPECT_THAT(Named("d'arcy noel"), ElementsAre(1));
  EXPECT_THAT(Named("x6543"), ElementsAre(1));
}

// Domain A9: an overdue step is one whose due day has passed, while the timetable runs.
TEST_P(ReleaseListFilters, FindWhoHasSomethingOverdue) {
  Store({Registered(1, {{"prison_number", "A1111AA"}})});
  const auto lines = Lines({});
  ASSERT_THAT(lines, SizeIs(1));
  ASSERT_TRUE(lines[0].next_due);
  const Date due = *lines[0].next_due;
  EXPECT_THAT(List({.overdue = true}, due), IsEmpty());
  EXPECT_THAT(List({.overdue = true}, due + 1), ElementsAre(1));
  EXPECT_FALSE(Lines({}, due)[0].overdue);
  EXPECT_TRUE(Lines({}, due + 1)[0].overdue);
  // Domain A8: somebody at large is reminded of nothing until somebody decides.
  ASSERT_THAT(store().Write([](ReleaseStore& tx) -> Result<void> {
    TTG_TRY(Person person, tx.Find(APersonId(1)));
    Changes moved = MoveNow(person, MovementKind::kEscaped, ActAt(kMonday)).changes;
    TTG_RETURN_IF_ERROR(tx.Save({{std::move(person), std::move(moved)}}));
    return {};
  }),
              Succeeded());
  const auto after = Lines({}, due + 1);
  ASSERT_THAT(after, SizeIs(1));
  EXPECT_EQ(List({.overdue = true}, due + 1).size(), after[0].overdue ? 1U : 0U);
}

// Domain A5: the warnings of release days.
TEST_P(ReleaseListFilters, FindWhoIsWarnedOf) {
  Store({Registered(1, {{"prison_number", "A1111AA"}}),
         Registered(2, {{"prison_number", "A2222BB"}, {"crd", "2027-06-02"}})});
  ASSERT_THAT(store().Write([](ReleaseStore& tx) -> Result<void> {
    TTG_TRY(Person person, tx.Find(APersonId(2)));
    // A Sunday after the latest lawful day.
    TTG_TRY(Changes confirmed,
            person.ConfirmDate(Date(2027, 6, 6), "", ActAt(kMonday), EnglandAndWales()));
    TTG_RETURN_IF_ERROR(tx.Save({{std::move(person), std::move(confirmed)}}));
    return {};
  }),
              Succeeded());
  EXPECT_THAT(List({.warning = ReleaseDayWarning::kNonWorkingDay}), ElementsAre(2));
  EXPECT_THAT(List({.warning = ReleaseDayWarning::kAfterLawfulDay}), ElementsAre(2));
  EXPECT_THAT(List({.warning = ReleaseDayWarning::kUnderEighteen}), IsEmpty());
  EXPECT_THAT(List({.warning = ReleaseDayWarning::kHeldPastDue}), IsEmpty());
  EXPECT_THAT(List({.warning = ReleaseDayWarning::kHeldPastDue}, Date(2026, 12, 30)),
              ElementsAre(1));
}

// Domain A6: a Friday, or the day before a bank holiday. The CRD of a row is a Friday.
TEST_P(ReleaseListFilters, FindWhoIsDueOnAFridayOrBeforeABankHoliday) {
  Store({Registered(1, {{"prison_number", "A1111AA"}}),
         Registered(2, {{"prison_number", "A2222BB"}, {"crd", "2026-12-24"}}),
         Registered(3, {{"prison_number", "A3333CC"}, {"crd", "2026-12-16"}}),
         Registered(4, {{"prison_number", "A4444DD"}, {"crd", "2026-12-12"}})});
  EXPECT_THAT(List({.friday_or_pre_holiday = true}), ElementsAre(1, 2));
  EXPECT_FALSE(Lines({.text = "a3333"})[0].friday_or_pre_holiday);
}

// Domain A9: settled before custody, or an address for the first night.
TEST_P(ReleaseListFilters, FindWhoIsAtRiskOfNoFixedAbode) {
  Store({Registered(1, {{"prison_number", "A1111AA"}, {"accommodation_before_custody", "A01A"}}),
         Registered(2, {{"prison_number", "A2222BB"}, {"accommodation_before_custody", ""}})});
  EXPECT_THAT(List({.no_fixed_abode = true}), ElementsAre(2));
}

TEST_P(ReleaseListFilters, FindWhoHasChangedSince) {
  Store({Registered(1, {{"prison_number", "A1111AA"}})});
  const Instant first = Lines({})[0].changed_at;
  EXPECT_THAT(List({.changed_since = first}), ElementsAre(1));
  EXPECT_THAT(List({.changed_since = first + absl::Hours(24 * 365 * 60)}), IsEmpty());
}

// Every filter with every order goes on after a page, and somebody who changes meanwhile neither
// hides another nor brings one back.
TEST_P(ReleaseListFilters, KeepTheirPlaceWhilePeopleChange) {
  Store({Registered(1, {{"prison_number", "A1111AA"}, {"family_name", "Adams"}}),
         Registered(2, {{"prison_number", "A2222BB"}, {"family_name", "Baker"}}),
         Registered(3, {{"prison_number", "A3333CC"}, {"family_name", "Clark"}})});
  for (const ReleaseOrder order :
       {ReleaseOrder::kReleaseDate, ReleaseOrder::kName, ReleaseOrder::kPrisonNumber}) {
    ReleaseQuery query{.friday_or_pre_holiday = true, .order = order, .limit = 1};
    const auto page = Lines(query);
    ASSERT_THAT(page, SizeIs(1));
    query.after = ReleaseCursor{page[0].key, page[0].id.str()};
    query.limit = 9;
    EXPECT_THAT(List(query), ElementsAre(2, 3));
  }
  const auto page = Lines({.friday_or_pre_holiday = true, .limit = 1});
  ASSERT_THAT(store().Write([](ReleaseStore& tx) -> Result<void> {
    TTG_TRY(Person person, tx.Find(APersonId(1)));
    Changes moved = MoveNow(person, MovementKind::kDied, ActAt(kMonday)).changes;
    TTG_RETURN_IF_ERROR(tx.Save({{std::move(person), std::move(moved)}}));
    return {};
  }),
              Succeeded());
  EXPECT_THAT(
      List({.friday_or_pre_holiday = true, .after = ReleaseCursor{page[0].key, page[0].id.str()}}),
      ElementsAre(2, 3));
}

TEST_P(ReleaseListFilters, StayWithinTheCallersReach) {
  Store({Registered(1, {{"prison_number", "A1111AA"}, {"family_name", "Adams"}}),
         Registered(
             2, {{"prison_number", "A2222BB"}, {"family_name", "Adams"}, {"prison_id", "OWI"}})});
  call().scope = {.prisons = {.some = {*PrisonId::Parse("OWI"), *PrisonId::Parse("LEI"),
                                       *PrisonId::Parse("MDI")}}};
  EXPECT_THAT(Named("adams"), ElementsAre(2));
  EXPECT_THAT(List({.friday_or_pre_holiday = true}), ElementsAre(2));
  call().scope = {};
  EXPECT_THAT(Named("adams"), IsEmpty());
}

}  // namespace ttg::release::testing
