#include "release/testing/release_store_contract.h"

#include "platform/testing/matchers.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"
#include "release/testing/movements/builders.h"

namespace ttg::release::testing {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

namespace {

using Cells = std::map<std::string_view, std::string>;

Person ANewPerson(int n, const Cells& cells) {
  return Person::Register({APersonId(n), ARow(cells), At(kMonday, 0)}, ActAt(kMonday),
                          EnglandAndWales())
      .first;
}

PersonChange Registered(int n, const Cells& cells) {
  const PersonRow row = ARow(cells);
  auto [person, changes] =
      Person::Register({APersonId(n), row, At(kMonday, 0)}, ActAt(kMonday), EnglandAndWales());
  return {std::move(person), std::move(changes)};
}

std::vector<PersonId> IdsOf(const std::vector<ReleaseLine>& lines) {
  std::vector<PersonId> ids;
  ids.reserve(lines.size());
  for (const ReleaseLine& line : lines) ids.push_back(line.id);
  return ids;
}

RefusedRow ARefusedRow(int n, const std::string& number, Instant as_of) {
  return {.id = APersonId(100 + n).str(),
          .file_name = "people.csv",
          .file_sha256 = "sha",
          .line = n,
          .prison_number = Sensitive(number),
          .crn = Sensitive(std::string("X12345") + std::to_string(n)),
          .prison = "BMI",
          .as_of = as_of,
          .refused_at = as_of,
          .findings = {{"crd", "DATE_NOT_ISO", "write it so", ""}}};
}

const Cells kWhole = {{"crd_override", "2026-12-10"},
                      {"crn", "X123456"},
                      {"pnc", "2018/0123456P"},
                      {"hdcad", "2026-12-06"},
                      {"must_not_live_with", "A4117ZN;A9992BW"},
                      {"offence_flags", "ARSON;DRIVING"},
                      {"preferred_sectors", "RETAIL;OFFICE"},
                      {"home_easting", "404894"},
                      {"home_northing", "269921"},
                      {"risk_of_serious_harm", "VERY_HIGH"},
                      {"mappa_level", "2"},
                      {"right_to_work", "YES"},
                      {"needs_ground_floor", "YES"},
                      {"accommodation_before_custody", "A08A"}};

}  // namespace

TEST_P(ReleaseStoreContract, GivesBackWhatItWasGiven) {
  Person::Snapshot expected = ANewPerson(1, kWhole).snapshot();
  expected.version = 1;
  ASSERT_THAT(store().Write([&](ReleaseStore& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.Save({Registered(1, kWhole)}));
    return {};
  }),
              Succeeded());
  ASSERT_THAT(store().Read([&](ReleaseStore& tx) -> Result<void> {
    TTG_TRY(const Person found, tx.Find(APersonId(1)));
    EXPECT_TRUE(found.snapshot() == expected);
    TTG_TRY(const Person by_number, tx.FindByNumber(expected.number));
    EXPECT_TRUE(by_number.snapshot() == expected);
    return {};
  }),
              Succeeded());
}

TEST_P(ReleaseStoreContract, KeepsEveryChangeOfAPerson) {
  Person::Snapshot expected = APerson(1).snapshot();
  ASSERT_THAT(store().Write([&](ReleaseStore& tx) -> Result<void> {
    TTG_TRY(auto saved, tx.Save({Registered(1, {})}));
    Person person = saved.front();
    const Act act = ActAt(kMonday);
    const Act governor = ActAt(kMonday, 600, "GOVERNOR");
    const WorkingDays& calendar = EnglandAndWales();
    Changes all;
    const auto take = [&](Result<Changes> changes) {
      ASSERT_THAT(changes, Succeeded());
      std::ranges::move(changes->events, std::back_inserter(all.events));
      std::ranges::move(changes->history, std::back_inserter(all.history));
    };
    take(person.SetDates({{.type = DateType::kSed}, {.type = DateType::kPed, .date = kMonday}},
                         "court", act, calendar));
    take(person.RequestExtraDay("no bus", act, calendar));
    take(person.ApproveExtraDay(governor, calendar));
    take(person.RecordHold({HoldKind::kRemand, "court", kMonday, act.by}, act));
    take(person.AssignOwner(*ActorId::Parse("owner-1")));
    take(MoveNow(person, MovementKind::kTransferred, act).changes);
    take(person.NoteSeparation());
    take(MoveNow(person, MovementKind::kReleased, act).changes);
    TTG_TRY(auto again, tx.Save({{person, all}}));
    expected = again.front().snapshot();
    EXPECT_EQ(expected.version, 2);
    return {};
  }),
              Succeeded());
  ASSERT_THAT(store().Read([&](ReleaseStore& tx) -> Result<void> {
    TTG_TRY(const Person found, tx.Find(APersonId(1)));
    EXPECT_TRUE(found.snapshot() == expected);
    return {};
  }),
              Succeeded());
}

TEST_P(ReleaseStoreContract, StoresNothingWhenTheCommitFails) {
  store().FailNextCommit();
  EXPECT_THAT(store().Write([](ReleaseStore& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.Save({Registered(1, {})}));
    return {};
  }),
              FailsWith("COMMIT_FAILED"));
  EXPECT_THAT(store().Read([](ReleaseStore& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.Find(APersonId(1)));
    return {};
  }),
              FailsWith("PERSON_NOT_FOUND"));
}

TEST_P(ReleaseStoreContract, RefusesAPersonWhoHasChangedSince) {
  EXPECT_THAT(store().Write([](ReleaseStore& tx) -> Result<void> {
    TTG_TRY(const auto saved, tx.Save({Registered(1, {})}));
    TTG_RETURN_IF_ERROR(tx.Save({{saved.front(), {}}}));
    TTG_RETURN_IF_ERROR(tx.Save({{saved.front(), {}}}));
    return {};
  }),
              FailsWith("PERSON_CHANGED"));
}

TEST_P(ReleaseStoreContract, RefusesAPrisonNumberThatIsTaken) {
  EXPECT_THAT(store().Write([](ReleaseStore& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.Save({Registered(1, {}), Registered(2, {})}));
    return {};
  }),
              FailsWith("UNIQUE_VIOLATED"));
}

TEST_P(ReleaseStoreContract, ShowsOnlyWhoIsInReach) {
  ASSERT_THAT(store().Write([](ReleaseStore& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.Save(
        {Registered(1, {}),
         Registered(2, {{"prison_number", "A2222BB"}, {"prison_id", "OWI"}, {"delivery_unit", ""}}),
         Registered(
             3,
             {{"prison_number", "A3333CC"}, {"prison_id", "OWI"}, {"delivery_unit", "N52BIRM"}})}));
    return {};
  }),
              Succeeded());
  call().scope = {.prisons = {.some = {*PrisonId::Parse("BMI")}}};
  const auto seen = [&] {
    std::vector<PersonId> ids;
    EXPECT_THAT(store().Read([&](ReleaseStore& tx) -> Result<void> {
      TTG_TRY(const auto lines, tx.ListReleases({}, kMonday));
      ids = IdsOf(lines);
      return {};
    }),
                Succeeded());
    return ids;
  };
  EXPECT_THAT(seen(), ElementsAre(APersonId(1)));
  EXPECT_THAT(store().Read([](ReleaseStore& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.Find(APersonId(2)));
    return {};
  }),
              FailsWith("PERSON_NOT_FOUND"));
  call().scope = {.delivery_units = {.some = {*DeliveryUnit::Parse("N52BIRM")}}};
  EXPECT_THAT(seen(), ElementsAre(APersonId(1), APersonId(3)));
  call().scope = {.prisons = {.some = {*PrisonId::Parse("OWI")}},
                  .delivery_units = {.some = {*DeliveryUnit::Parse("N52BIRM")}}};
  EXPECT_THAT(seen(), ElementsAre(APersonId(1), APersonId(2), APersonId(3)));
  call().scope = {};
  EXPECT_THAT(seen(), IsEmpty());
}

void ReleaseStoreLists::SetUp() {
  ASSERT_THAT(store().Write([](ReleaseStore& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.Save(
        {Registered(1, {{"prison_number", "A1111AA"}, {"family_name", "Clarke"}}),
         Registered(2, {{"prison_number", "A2222BB"},
                        {"family_name", "adams"},
                        {"crd", "2026-12-16"},
                        {"prison_id", "OWI"}}),
         Registered(3, {{"prison_number", "B3333CC"}, {"family_name", "Baker"}, {"crd", ""}}),
         Registered(4, {{"prison_number", "A4444DD"},
                        {"family_name", "Clark"},
                        {"delivery_unit", "N52STF"}})}));
    return {};
  }),
              Succeeded());
}

std::vector<int> ReleaseStoreLists::List(const ReleaseQuery& query) {
  std::vector<int> people;
  EXPECT_THAT(store().Read([&](ReleaseStore& tx) -> Result<void> {
    TTG_TRY(const auto lines, tx.ListReleases(query, kMonday));
    for (const ReleaseLine& line : lines) {
      for (int n = 1; n <= 5; ++n) {
        if (line.id == APersonId(n)) people.push_back(n);
      }
    }
    return {};
  }),
              Succeeded());
  return people;
}

TEST_P(ReleaseStoreLists, OrdersByDayNameAndNumber) {
  EXPECT_THAT(List({}), ElementsAre(1, 4, 2, 3));
  EXPECT_THAT(List({.order = ReleaseOrder::kName}), ElementsAre(2, 3, 4, 1));
  EXPECT_THAT(List({.order = ReleaseOrder::kPrisonNumber}), ElementsAre(1, 2, 4, 3));
}

TEST_P(ReleaseStoreLists, Filters) {
  EXPECT_THAT(List({.from = Date(2026, 12, 4)}), ElementsAre(2));
  EXPECT_THAT(List({.to = Date(2026, 12, 3)}), ElementsAre(1, 4));
  EXPECT_THAT(List({.from = Date(2026, 12, 3), .to = Date(2026, 12, 16)}), ElementsAre(1, 4, 2));
  EXPECT_THAT(List({.from = Date(2026, 12, 3), .order = ReleaseOrder::kName}),
              ElementsAre(2, 4, 1));
  EXPECT_THAT(List({.from = Date(2026, 12, 3),
                    .to = Date(2026, 12, 4),
                    .order = ReleaseOrder::kPrisonNumber}),
              ElementsAre(1, 4));
  EXPECT_THAT(List({.prison = *PrisonId::Parse("OWI")}), ElementsAre(2));
  EXPECT_THAT(List({.delivery_unit = *DeliveryUnit::Parse("N52STF")}), ElementsAre(4));
  EXPECT_THAT(List({.owner = *ActorId::Parse("nobody")}), IsEmpty());
  EXPECT_THAT(List({.text = "clark"}), ElementsAre(1, 4));
  EXPECT_THAT(List({.text = "a4"}), ElementsAre(4));
  EXPECT_THAT(List({.text = "A"}), ElementsAre(2));
  EXPECT_THAT(List({.state = PersonState::kReleased}), IsEmpty());
}

// Domain A8: a list of releases never shows somebody who has died, unless they are asked for.
TEST_P(ReleaseStoreLists, ShowWhoIsGoneOnlyWhereTheyAreAskedFor) {
  const Date past(2026, 12, 30);
  ASSERT_THAT(store().Write([&](ReleaseStore& tx) -> Result<void> {
    std::vector<PersonChange> changes;
    for (const auto& [n, kind] :
         {std::pair(1, MovementKind::kDied), std::pair(2, MovementKind::kReleased),
          std::pair(4, MovementKind::kEscaped)}) {
      TTG_TRY(Person person, tx.Find(APersonId(n)));
      Changes moved = MoveNow(person, kind, ActAt(kMonday)).changes;
      changes.push_back({std::move(person), std::move(moved)});
    }
    TTG_RETURN_IF_ERROR(tx.Save(std::move(changes)));
    return {};
  }),
              Succeeded());
  EXPECT_THAT(List({.to = past}), ElementsAre(4, 2));
  EXPECT_THAT(List({.state = PersonState::kDied}), ElementsAre(1));
  EXPECT_THAT(List({.state = PersonState::kAtLarge}), ElementsAre(4));
  ASSERT_THAT(store().Read([&](ReleaseStore& tx) -> Result<void> {
    TTG_TRY(const auto lines, tx.ListReleases({.to = past}, past));
    // Domain A5: one is released, and the other is held by nobody.
    for (const ReleaseLine& line : lines) EXPECT_THAT(line.warnings, IsEmpty());
    return {};
  }),
              Succeeded());
}

TEST_P(ReleaseStoreLists, FindsWhoHasNoOwnerOrNoArea) {
  ASSERT_THAT(store().Write([](ReleaseStore& tx) -> Result<void> {
    TTG_TRY(Person owned, tx.Find(APersonId(1)));
    TTG_TRY(auto changes, owned.AssignOwner(*ActorId::Parse("owner-1")));
    TTG_RETURN_IF_ERROR(
        tx.Save({{std::move(owned), std::move(changes)},
                 Registered(5, {{"prison_number", "A5555EE"}, {"delivery_unit", ""}})}));
    return {};
  }),
              Succeeded());
  EXPECT_THAT(List({.without_owner = true}), ElementsAre(4, 5, 2, 3));
  EXPECT_THAT(List({.without_delivery_unit = true}), ElementsAre(5));
  EXPECT_THAT(List({.prison = *PrisonId::Parse("OWI"), .without_owner = true}), ElementsAre(2));
  call().scope = {.prisons = {.some = {*PrisonId::Parse("BMI"), *PrisonId::Parse("OWI")}}};
  EXPECT_THAT(List({.without_owner = true, .without_delivery_unit = true}), ElementsAre(5));
}

TEST_P(ReleaseStoreLists, GoesOnAfterAPage) {
  for (const ReleaseOrder order :
       {ReleaseOrder::kReleaseDate, ReleaseOrder::kName, ReleaseOrder::kPrisonNumber}) {
    const std::vector<int> all = List({.order = order});
    ASSERT_THAT(store().Read([&](ReleaseStore& tx) -> Result<void> {
      ReleaseQuery query{.order = order, .limit = 1};
      for (const int expected : all) {
        TTG_TRY(const auto page, tx.ListReleases(query, kMonday));
        EXPECT_THAT(IdsOf(page), ElementsAre(APersonId(expected)));
        if (page.empty()) return {};
        query.after = ReleaseCursor{page.back().key, page.back().id.str()};
      }
      TTG_TRY(const auto rest, tx.ListReleases(query, kMonday));
      EXPECT_THAT(rest, IsEmpty());
      return {};
    }),
                Succeeded());
  }
}

TEST_P(ReleaseStoreLists, ShowsWhoIsHeldPastTheReleaseDay) {
  ASSERT_THAT(store().Read([&](ReleaseStore& tx) -> Result<void> {
    TTG_TRY(const auto lines, tx.ListReleases({.limit = 3}, Date(2026, 12, 10)));
    EXPECT_THAT(lines, SizeIs(3));
    if (lines.size() < 3) return {};
    EXPECT_TRUE(lines[0].warnings.contains(ReleaseDayWarning::kHeldPastDue));
    EXPECT_FALSE(lines[2].warnings.contains(ReleaseDayWarning::kHeldPastDue));
    return {};
  }),
              Succeeded());
}

TEST_P(ReleaseStoreLists, ResolvesNumbersInReach) {
  const std::vector<PrisonNumber> numbers = {PrisonNumber::Restore("A1111AA"),
                                             PrisonNumber::Restore("A2222BB"),
                                             PrisonNumber::Restore("Z9999ZZ")};
  const auto resolve = [&] {
    std::vector<ResolvedNumber> resolved;
    EXPECT_THAT(store().Read([&](ReleaseStore& tx) -> Result<void> {
      TTG_TRY(resolved, tx.Resolve(numbers));
      return {};
    }),
                Succeeded());
    return resolved;
  };
  EXPECT_THAT(resolve(), SizeIs(2));
  call().scope = {.prisons = {.some = {*PrisonId::Parse("OWI")}}};
  EXPECT_THAT(resolve(), ElementsAre(ResolvedNumber{numbers[1], APersonId(2)}));
  call().roles = {Role::kSystem};
  EXPECT_THAT(resolve(), SizeIs(2));
}

TEST_P(ReleaseStoreContract, KnowsWhoMustLiveApartInBothDirections) {
  ASSERT_THAT(store().Write([](ReleaseStore& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.Save(
        {Registered(1, {{"prison_number", "A1111AA"}, {"must_not_live_with", "A2222BB;Z9999ZZ"}}),
         Registered(2, {{"prison_number", "A2222BB"}})}));
    return {};
  }),
              Succeeded());
  ASSERT_THAT(store().Read([](ReleaseStore& tx) -> Result<void> {
    TTG_TRY(const auto one, tx.FindProfiles({APersonId(1)}));
    EXPECT_THAT(one, SizeIs(1));
    EXPECT_THAT(one.at(0).apart_from, ElementsAre(APersonId(2)));
    EXPECT_THAT(one.at(0).apart_from_unknown, ElementsAre(PrisonNumber::Restore("Z9999ZZ")));
    TTG_TRY(const auto other, tx.FindProfiles({APersonId(2), APersonId(9)}));
    EXPECT_THAT(other, SizeIs(1));
    EXPECT_THAT(other.at(0).apart_from, ElementsAre(APersonId(1)));
    TTG_TRY(const auto naming, tx.FindSeparatedFrom({PrisonNumber::Restore("Z9999ZZ")}));
    EXPECT_THAT(naming, SizeIs(1));
    return {};
  }),
              Succeeded());
}

TEST_P(ReleaseStoreContract, FindsWhoSharesAnIdentifierAndNotesANewerFile) {
  ASSERT_THAT(store().Write([](ReleaseStore& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.Save({Registered(1, kWhole)}));
    return tx.NoteAsOf({APersonId(1)}, At(kMonday, 99));
  }),
              Succeeded());
  ASSERT_THAT(store().Read([](ReleaseStore& tx) -> Result<void> {
    TTG_TRY(const auto holders, tx.FindHolders({Crn::Restore("X123456")}, {}));
    EXPECT_THAT(holders, SizeIs(1));
    TTG_TRY(const auto by_pnc, tx.FindHolders({}, {Pnc::Restore("2018/0123456P")}));
    EXPECT_THAT(by_pnc, SizeIs(1));
    TTG_TRY(const auto none, tx.FindHolders({Crn::Restore("X999999")}, {}));
    EXPECT_THAT(none, IsEmpty());
    TTG_TRY(const Person person, tx.Find(APersonId(1)));
    EXPECT_EQ(person.snapshot().as_of, At(kMonday, 99));
    EXPECT_EQ(person.snapshot().version, 1);
    return {};
  }),
              Succeeded());
}

TEST_P(ReleaseStoreContract, KeepsTheTimeOfTheNewestFile) {
  ASSERT_THAT(store().Write([](ReleaseStore& tx) -> Result<void> {
    TTG_TRY(const auto read, tx.Save({Registered(1, {})}));
    TTG_RETURN_IF_ERROR(tx.NoteAsOf({APersonId(1)}, At(kMonday, 99)));
    TTG_RETURN_IF_ERROR(tx.NoteAsOf({APersonId(1)}, At(kMonday, 98)));
    TTG_RETURN_IF_ERROR(tx.Save({{read.front(), {}}}));
    return {};
  }),
              Succeeded());
  ASSERT_THAT(store().Read([](ReleaseStore& tx) -> Result<void> {
    TTG_TRY(const Person person, tx.Find(APersonId(1)));
    EXPECT_EQ(person.snapshot().as_of, At(kMonday, 99));
    EXPECT_EQ(person.snapshot().version, 2);
    return {};
  }),
              Succeeded());
}

TEST_P(ReleaseStoreContract, FindsNamesakesBornOnOneDay) {
  const auto alike = [&](const std::map<std::string_view, std::string>& cells) {
    std::vector<PrisonNumber> numbers;
    EXPECT_THAT(store().Read([&](ReleaseStore& tx) -> Result<void> {
      TTG_TRY(const auto found, tx.FindNamesakes({LikenessOf(ARow(cells).profile)}));
      for (const Namesake& one : found) numbers.push_back(one.number);
      return {};
    }),
                Succeeded());
    return numbers;
  };
  ASSERT_THAT(store().Write([](ReleaseStore& tx) -> Result<void> {
    TTG_TRY(auto saved, tx.Save({Registered(1, {{"prison_number", "A1111AA"}}),
                                 Registered(2, {{"prison_number", "A2222BB"}})}));
    std::vector<RowFinding> findings;
    const PersonRow renamed = ARow({{"prison_number", "A1111AA"}, {"family_name", "Other"}});
    auto changes =
        saved[0].ApplyImport(renamed, At(kMonday, 10), ActAt(kMonday), EnglandAndWales(), findings);
    TTG_RETURN_IF_ERROR(tx.Save({{saved[0], std::move(changes)}}));
    return {};
  }),
              Succeeded());
  EXPECT_THAT(alike({{"family_name", "EXAMPLE"}}), ElementsAre(PrisonNumber::Restore("A2222BB")));
  EXPECT_THAT(alike({{"family_name", "other"}}), ElementsAre(PrisonNumber::Restore("A1111AA")));
  EXPECT_THAT(alike({{"date_of_birth", "1999-01-02"}}), IsEmpty());
}

TEST_P(ReleaseStoreContract, KeepsRefusedRowsUntilTheyArePutRight) {
  const auto list = [&] {
    std::vector<std::int64_t> lines;
    EXPECT_THAT(store().Read([&](ReleaseStore& tx) -> Result<void> {
      TTG_TRY(const auto rows, tx.ListRefused({}));
      for (const RefusedRow& row : rows) {
        lines.push_back(row.line);
        EXPECT_THAT(row.findings, SizeIs(1));
      }
      return {};
    }),
                Succeeded());
    return lines;
  };
  const auto keep = [&](const RefusedRow& row) {
    EXPECT_THAT(store().Write([&](ReleaseStore& tx) { return tx.KeepRefused({row}); }),
                Succeeded());
  };
  const auto forget = [&](const char* number, const char* crn, Instant as_of,
                          const char* sha256 = "corrected") {
    EXPECT_THAT(store().Write([&](ReleaseStore& tx) {
      return tx.ForgetRefused({PrisonNumber::Restore(number)}, {Crn::Restore(crn)}, as_of, sha256);
    }),
                Succeeded());
  };
  const Instant first = At(kMonday, 0);
  keep(ARefusedRow(1, "A1", first));
  keep(ARefusedRow(2, "A2222BB", first));
  keep(ARefusedRow(3, "A2222BB", first));
  EXPECT_THAT(list(), ElementsAre(2, 1));
  keep(ARefusedRow(4, "A2222BB", first + absl::Minutes(1)));
  EXPECT_THAT(list(), ElementsAre(4, 1));
  forget("A2222BB", "X123451", first, "sha");
  EXPECT_THAT(list(), ElementsAre(4, 1)) << "the same file puts nothing right";
  forget("A2222BB", "X999999", first);
  EXPECT_THAT(list(), ElementsAre(4, 1)) << "nor does an older one";
  forget("Z9999ZZ", "X123451", first);
  EXPECT_THAT(list(), ElementsAre(4));
  call().scope = {.prisons = {.some = {*PrisonId::Parse("OWI")}}};
  EXPECT_THAT(list(), IsEmpty());
  call().scope = {.prisons = {.some = {*PrisonId::Parse("BMI")}}};
  forget("A2222BB", "X999999", first + absl::Minutes(2));
  EXPECT_THAT(list(), IsEmpty());
}

}  // namespace ttg::release::testing
