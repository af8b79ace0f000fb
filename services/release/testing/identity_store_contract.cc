// What every ReleaseStore promises about who somebody is: aliases, suspected duplicates, and files
// that overtake one another.
#include <map>
#include <utility>

#include "platform/testing/matchers.h"
#include "platform/testing/sequential_ids.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"
#include "release/testing/release_store_contract.h"

namespace ttg::release::testing {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

namespace {

PersonChange Registered(int n, const std::map<std::string_view, std::string>& cells) {
  const PersonRow row = ARow(cells);
  auto [person, changes] =
      Person::Register({APersonId(n), row, At(kMonday, 0)}, ActAt(kMonday), EnglandAndWales());
  return {std::move(person), std::move(changes)};
}

Result<void> RegisterThree(ReleaseStore& tx) {
  TTG_RETURN_IF_ERROR(
      tx.Save({Registered(1, {{"prison_number", "A1111AA"}}),
               Registered(2, {{"prison_number", "A2222BB"}, {"prison_id", "OWI"}}),
               Registered(3, {{"prison_number", "A3333CC"}, {"prison_id", "HEI"}})}));
  return {};
}

DuplicateId ADuplicateId(int n) {
  return *DuplicateId::Parse(
      ttg::testing::SequentialIds::Nth(static_cast<std::uint64_t>(n), /*series=*/4));
}

SuspectedDuplicate APair(int n, int one, int other) {
  return SuspectedDuplicate::Suspect(ADuplicateId(n), APersonId(one), APersonId(other),
                                     DuplicateGround::kSameCrn, At(kMonday));
}

Alias AnAlias(int n) {
  const Act act = ActAt(kMonday);
  return {.id = *AliasId::Parse(
              ttg::testing::SequentialIds::Nth(static_cast<std::uint64_t>(n), /*series=*/6)),
          .family_name = Sensitive<std::string>("O'Brien"),
          .given_names = Sensitive(std::string("Zoë") + std::to_string(n)),
          .date_of_birth = Sensitive(Date(1990, 2, 28)),
          .recorded_by = act.by,
          .recorded_at = act.at};
}

Alias ANumber(int n, const char* identifier) {
  Alias alias = AnAlias(n);
  alias.family_name = {};
  alias.given_names = {};
  alias.date_of_birth.reset();
  alias.identifier = Sensitive<std::string>(identifier);
  return alias;
}

}  // namespace

TEST_P(ReleaseStoreContract, KeepsAliasesUntilTheyAreTakenAway) {
  std::vector<Alias> expected;
  ASSERT_THAT(store().Write([&](ReleaseStore& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(RegisterThree(tx));
    TTG_TRY(Person person, tx.Find(APersonId(1)));
    for (const Alias& alias : {AnAlias(1), AnAlias(2), ANumber(3, "X123456")}) {
      TTG_RETURN_IF_ERROR(person.AddAlias(alias, ActAt(kMonday)));
      TTG_TRY(auto saved, tx.Save({{person, {}}}));
      person = saved.front();
    }
    TTG_RETURN_IF_ERROR(person.RemoveAlias(AnAlias(2).id));
    TTG_TRY(auto saved, tx.Save({{person, {}}}));
    expected = saved.front().snapshot().aliases;
    return {};
  }),
              Succeeded());
  EXPECT_THAT(expected, SizeIs(2));
  ASSERT_THAT(store().Read([&](ReleaseStore& tx) -> Result<void> {
    TTG_TRY(const Person person, tx.Find(APersonId(1)));
    EXPECT_TRUE(person.snapshot().aliases == expected);
    TTG_TRY(const Person other, tx.Find(APersonId(2)));
    EXPECT_THAT(other.snapshot().aliases, IsEmpty());
    return {};
  }),
              Succeeded());
}

// As a merge does it, whichever of the two is stored first.
TEST_P(ReleaseStoreContract, TakesAliasesOverFromSomebodyElse) {
  const auto move = [&](int from, int to, bool giver_first) {
    return store().Write([&](ReleaseStore& tx) -> Result<void> {
      TTG_TRY(const Person giver, tx.Find(APersonId(from)));
      TTG_TRY(const Person taker, tx.Find(APersonId(to)));
      Person::Snapshot gives = giver.snapshot();
      Person::Snapshot takes = taker.snapshot();
      takes.aliases = std::exchange(gives.aliases, {});
      std::vector<PersonChange> changes = {{Person::Restore(takes), {}},
                                           {Person::Restore(gives), {}}};
      if (giver_first) std::swap(changes[0], changes[1]);
      TTG_RETURN_IF_ERROR(tx.Save(std::move(changes)));
      return {};
    });
  };
  const auto count = [&](int person) {
    std::size_t aliases = 0;
    EXPECT_THAT(store().Read([&](ReleaseStore& tx) -> Result<void> {
      TTG_TRY(const Person found, tx.Find(APersonId(person)));
      aliases = found.snapshot().aliases.size();
      return {};
    }),
                Succeeded());
    return aliases;
  };
  ASSERT_THAT(store().Write([&](ReleaseStore& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(RegisterThree(tx));
    TTG_TRY(Person person, tx.Find(APersonId(1)));
    TTG_RETURN_IF_ERROR(person.AddAlias(AnAlias(1), ActAt(kMonday)));
    TTG_RETURN_IF_ERROR(tx.Save({{std::move(person), {}}}));
    return {};
  }),
              Succeeded());
  ASSERT_THAT(move(1, 2, false), Succeeded());
  EXPECT_EQ(count(1), 0U);
  EXPECT_EQ(count(2), 1U);
  ASSERT_THAT(move(2, 3, true), Succeeded());
  EXPECT_EQ(count(2), 0U);
  EXPECT_EQ(count(3), 1U);
}

TEST_P(ReleaseStoreContract, KeepsARiskAnswerThatWasDecided) {
  ASSERT_THAT(store().Write([&](ReleaseStore& tx) -> Result<void> {
    TTG_TRY(auto saved, tx.Save({Registered(1, {{"arson_risk", "YES"}})}));
    TTG_TRY(auto changes, saved[0].DecideRiskAnswer(RiskQuestion::kArsonRisk, Answer::kNo,
                                                    "assessed anew", ActAt(kMonday)));
    TTG_RETURN_IF_ERROR(tx.Save({{saved[0], std::move(changes)}}));
    return {};
  }),
              Succeeded());
  ASSERT_THAT(store().Read([&](ReleaseStore& tx) -> Result<void> {
    TTG_TRY(const Person person, tx.Find(APersonId(1)));
    EXPECT_EQ(person.snapshot().profile.arson_risk, Answer::kNo);
    EXPECT_EQ(person.snapshot().profile_version, 2);
    return {};
  }),
              Succeeded());
}

// Domain A12: a pair is there once, whoever came first, and dismissed it stays.
TEST_P(ReleaseStoreContract, KeepsAPairOnceAndDismissedForGood) {
  ASSERT_THAT(store().Write([](ReleaseStore& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(RegisterThree(tx));
    TTG_RETURN_IF_ERROR(tx.Suspect({APair(1, 1, 2), APair(2, 2, 1), APair(3, 2, 3)}));
    TTG_TRY(const auto both, tx.ListSuspected({}));
    EXPECT_THAT(both, SizeIs(2));
    TTG_TRY(SuspectedPair pair, tx.FindSuspected(ADuplicateId(1)));
    EXPECT_TRUE(pair.duplicate.snapshot() == APair(1, 1, 2).snapshot());
    EXPECT_EQ(pair.first.number.Reveal(), "A1111AA");
    EXPECT_EQ(pair.second.shown->prison.str(), "OWI");
    EXPECT_EQ(pair.second.shown->family_name.Reveal(), "Example");
    TTG_RETURN_IF_ERROR(pair.duplicate.Dismiss("twins", ActAt(kMonday)));
    TTG_TRY(const auto saved, tx.SaveSuspected(pair.duplicate));
    EXPECT_EQ(saved.snapshot().version, 2);
    return tx.Suspect({APair(4, 1, 2)});
  }),
              Succeeded());
  ASSERT_THAT(store().Read([](ReleaseStore& tx) -> Result<void> {
    TTG_TRY(const auto open, tx.ListSuspected({}));
    EXPECT_THAT(open, SizeIs(1));
    TTG_TRY(const SuspectedPair pair, tx.FindSuspected(ADuplicateId(1)));
    EXPECT_EQ(pair.duplicate.snapshot().dismissal->reason, "twins");
    EXPECT_EQ(pair.duplicate.snapshot().dismissal->at, At(kMonday));
    return {};
  }),
              Succeeded());
  EXPECT_THAT(store().Write([](ReleaseStore& tx) -> Result<void> {
    TTG_TRY(SuspectedPair pair, tx.FindSuspected(ADuplicateId(3)));
    TTG_RETURN_IF_ERROR(tx.SaveSuspected(pair.duplicate));
    TTG_RETURN_IF_ERROR(tx.SaveSuspected(pair.duplicate));
    return {};
  }),
              FailsWith(ErrorKind::kStale, "DUPLICATE_CHANGED"));
}

TEST_P(ReleaseStoreContract, ShowsAPairOfWhomOneIsInReachAndOfTheOtherTheNumber) {
  ASSERT_THAT(store().Write([](ReleaseStore& tx) -> Result<void> {
    TTG_TRY(auto saved,
            tx.Save({Registered(1, {{"prison_number", "A1111AA"}, {"delivery_unit", ""}}),
                     Registered(2, {{"prison_number", "A2222BB"},
                                    {"prison_id", "OWI"},
                                    {"delivery_unit", "N52STF"}}),
                     Registered(3, {{"prison_number", "A3333CC"}, {"prison_id", "HEI"}})}));
    return tx.Suspect({APair(1, 1, 2), APair(2, 2, 3), APair(3, 1, 3)});
  }),
              Succeeded());
  const auto list = [&] {
    std::vector<DuplicateId> ids;
    EXPECT_THAT(store().Read([&](ReleaseStore& tx) -> Result<void> {
      TTG_TRY(const auto pairs, tx.ListSuspected({}));
      for (const SuspectedPair& pair : pairs) ids.push_back(pair.duplicate.snapshot().id);
      return {};
    }),
                Succeeded());
    return ids;
  };
  call().scope = {.prisons = {.some = {*PrisonId::Parse("BMI")}}};
  EXPECT_THAT(list(), ElementsAre(ADuplicateId(3), ADuplicateId(1)));
  ASSERT_THAT(store().Read([](ReleaseStore& tx) -> Result<void> {
    TTG_TRY(const SuspectedPair pair, tx.FindSuspected(ADuplicateId(1)));
    EXPECT_TRUE(pair.first.shown.has_value());
    EXPECT_FALSE(pair.second.shown.has_value());
    EXPECT_EQ(pair.second.number.Reveal(), "A2222BB");
    return {};
  }),
              Succeeded());
  EXPECT_THAT(store().Read([](ReleaseStore& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.FindSuspected(ADuplicateId(2)));
    return {};
  }),
              FailsWith("DUPLICATE_NOT_FOUND"));
  call().scope = {.delivery_units = {.some = {*DeliveryUnit::Parse("N52STF")}}};
  EXPECT_THAT(list(), ElementsAre(ADuplicateId(2), ADuplicateId(1)));
  call().scope = {};
  EXPECT_THAT(list(), IsEmpty());
}

TEST_P(ReleaseStoreContract, ListsPairsPageByPageWithoutWhoHasBeenMerged) {
  ASSERT_THAT(store().Write([](ReleaseStore& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(RegisterThree(tx));
    TTG_RETURN_IF_ERROR(tx.Suspect({APair(1, 1, 2), APair(2, 2, 3), APair(3, 1, 3)}));
    TTG_TRY(const auto page, tx.ListSuspected({.after = ADuplicateId(3).str(), .limit = 1}));
    EXPECT_THAT(page, SizeIs(1));
    EXPECT_EQ(page.at(0).duplicate.snapshot().id, ADuplicateId(2));
    TTG_TRY(const Person merged, tx.Find(APersonId(3)));
    Person::Snapshot data = merged.snapshot();
    data.state = PersonState::kMerged;
    TTG_RETURN_IF_ERROR(tx.Save({{Person::Restore(std::move(data)), {}}}));
    TTG_TRY(const auto open, tx.ListSuspected({}));
    EXPECT_THAT(open, SizeIs(1));
    EXPECT_EQ(open.at(0).duplicate.snapshot().id, ADuplicateId(1));
    return {};
  }),
              Succeeded());
}

// Domain A13: two files at once. The newer has noted that nothing changed, which makes no new
// version; the older was judged before.
TEST_P(ReleaseStoreContract, RefusesAChangeByAFileThatANewerOneHasOvertaken) {
  const auto change = [&](Instant as_of, bool by_file) {
    return store().Write([&](ReleaseStore& tx) -> Result<void> {
      TTG_TRY(Person read, tx.Find(APersonId(1)));
      TTG_RETURN_IF_ERROR(tx.NoteAsOf({APersonId(1)}, At(kMonday, 99)));
      std::vector<RowFinding> findings;
      const PersonRow row = ARow({{"prison_number", "A1111AA"}, {"crd", "2026-12-09"}});
      Changes changes = read.ApplyImport(row, as_of, ActAt(kMonday), EnglandAndWales(), findings);
      TTG_RETURN_IF_ERROR(tx.Save({{std::move(read), std::move(changes), by_file}}));
      return {};
    });
  };
  ASSERT_THAT(store().Write(RegisterThree), Succeeded());
  EXPECT_THAT(change(At(kMonday, 98), true), FailsWith(ErrorKind::kStale, "PERSON_CHANGED"));
  EXPECT_THAT(change(At(kMonday, 98), false), Succeeded()) << "a command is no file";
  EXPECT_THAT(change(At(kMonday, 99), true), Succeeded());
}

}  // namespace ttg::release::testing
