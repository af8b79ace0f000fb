#include "release/testing/merges/merge_store_contract.h"

#include <utility>

#include "platform/testing/matchers.h"
#include "release/testing/movements/builders.h"

namespace ttg::release::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

constexpr auto kPurpose = ConsentPurpose::kLocalAuthority;

// All that an undoing has to bring back: everything but the counters of changes.
Person::Snapshot Compared(const Person& person) {
  Person::Snapshot snapshot = person.snapshot();
  snapshot.version = 0;
  snapshot.profile_version = 0;
  return snapshot;
}

PrisonNumber Number(const char* text) { return PrisonNumber::Restore(text); }

}  // namespace

void MergeContract::SetUp() {
  ASSERT_THAT(store().Write([](MergeTx& tx) -> Result<void> {
    std::vector<PersonChange> people;
    for (const auto& [n, number] :
         {std::pair(1, "A1234BC"), std::pair(2, "A2222BB"), std::pair(3, "A3333CC")}) {
      const PersonRow row = ARow({{"prison_number", number},
                                  {"arson_risk", n == 2 ? "YES" : "NO"},
                                  {"must_not_live_with", n == 2 ? "B7777BB" : ""}});
      auto [person, changes] =
          Person::Register({APersonId(n), row, At(kMonday, 0)}, ActAt(kMonday), EnglandAndWales());
      people.push_back({std::move(person), std::move(changes)});
    }
    TTG_RETURN_IF_ERROR(tx.people->Save(std::move(people)));
    return {};
  }),
              Succeeded());
}

Result<MergedPair> MergeContract::Merge(int survivor, int absorbed, const std::string& reason) {
  std::optional<MergedPair> merged;
  TTG_RETURN_IF_ERROR(store().Write([&](MergeTx& tx) -> Result<void> {
    TTG_TRY(const Person one, tx.people->Find(APersonId(survivor)));
    TTG_TRY(const Person other, tx.people->Find(APersonId(absorbed)));
    TTG_TRY(merged, use_cases_.merge(tx.stores(), *bound_.call,
                                     {{one.id(), one.snapshot().version},
                                      {other.id(), other.snapshot().version},
                                      reason}));
    return {};
  }));
  return *std::move(merged);
}

Result<MergedPair> MergeContract::Unmerge(const PersonMerge& merge, const std::string& reason) {
  std::optional<MergedPair> undone;
  TTG_RETURN_IF_ERROR(store().Write([&](MergeTx& tx) -> Result<void> {
    TTG_TRY(undone,
            use_cases_.unmerge(tx.stores(), *bound_.call, {merge.id, merge.version, reason}));
    return {};
  }));
  return *std::move(undone);
}

Person MergeContract::Read(int n) {
  std::optional<Person> person;
  EXPECT_THAT(store().Read([&](MergeTx& tx) -> Result<void> {
    TTG_TRY(person, tx.people->Find(APersonId(n)));
    return {};
  }),
              Succeeded());
  return person.value();
}

void MergeContract::Change(int n, const std::function<Changes(Person&)>& change) {
  ASSERT_THAT(store().Write([&](MergeTx& tx) -> Result<void> {
    TTG_TRY(Person person, tx.people->Find(APersonId(n)));
    Changes changes = change(person);
    std::vector<PersonChange> saving;
    saving.push_back({std::move(person), std::move(changes)});
    TTG_RETURN_IF_ERROR(tx.people->Save(std::move(saving)));
    return {};
  }),
              Succeeded());
}

void MergeContract::Say(int n, bool given, const std::string& scope) {
  ASSERT_THAT(store().Write([&](MergeTx& tx) -> Result<void> {
    TTG_TRY(const auto stored, tx.consents->Find(APersonId(n), kPurpose));
    Consent consent =
        stored ? *stored
               : Consent::Unasked(*ConsentId::Parse(ids_.NewId()), APersonId(n), kPurpose);
    TTG_TRY(auto changes, consent.Record({given, kMonday, Sensitive(scope)}, PersonState::kInPrison,
                                         ActAt(kMonday)));
    TTG_RETURN_IF_ERROR(tx.consents->Save(std::move(consent), std::move(changes)));
    return {};
  }),
              Succeeded());
}

std::optional<Consent> MergeContract::Consented(int n) {
  std::optional<Consent> consent;
  EXPECT_THAT(store().Read([&](MergeTx& tx) -> Result<void> {
    TTG_TRY(consent, tx.consents->Find(APersonId(n), kPurpose));
    return {};
  }),
              Succeeded());
  return consent;
}

// Domain A8: every record of both, the stricter risk answer, the narrower consent.
TEST_P(MergeContract, KeepsEveryRecordOfBoth) {
  Say(1, /*given=*/true, "");
  Say(2, /*given=*/false, "");
  ASSERT_THAT(store().Write([&](MergeTx& tx) -> Result<void> {
    TTG_TRY(Person other, tx.people->Find(APersonId(2)));
    TTG_TRY(Moved moved, other.Move(AnEntry(MovementKind::kReleased, At(kMonday, 560)),
                                    ActAt(kMonday), EnglandAndWales()));
    TTG_RETURN_IF_ERROR(tx.people->Save({{std::move(other), std::move(moved.changes)}}));
    TTG_RETURN_IF_ERROR(tx.movements->Save({std::move(moved.movement)}));
    return {};
  }),
              Succeeded());
  const auto merged = Merge(1, 2);
  ASSERT_THAT(merged, Succeeded());
  EXPECT_EQ(merged->merge.version, 1);
  const Person survivor = Read(1);
  EXPECT_TRUE(survivor.snapshot() == merged->survivor.snapshot());
  EXPECT_EQ(survivor.snapshot().profile.arson_risk, Answer::kYes);
  EXPECT_THAT(survivor.snapshot().profile.must_not_live_with, ElementsAre(Number("B7777BB")));
  EXPECT_EQ(survivor.snapshot().state, PersonState::kReleased);
  EXPECT_EQ(survivor.snapshot().released_on, kMonday);
  ASSERT_THAT(survivor.snapshot().aliases, SizeIs(1));
  EXPECT_EQ(survivor.snapshot().aliases[0].identifier.Reveal(), "A2222BB");
  EXPECT_EQ(Consented(1)->snapshot().decision->state, ConsentState::kRefused);
  const Person absorbed = Read(2);
  EXPECT_EQ(absorbed.snapshot().state, PersonState::kMerged);
  EXPECT_EQ(absorbed.snapshot().merged_into, APersonId(1));
  ASSERT_THAT(store().Read([&](MergeTx& tx) -> Result<void> {
    TTG_TRY(const auto movements, tx.movements->OfPerson(APersonId(1)));
    EXPECT_THAT(movements, SizeIs(1));
    TTG_TRY(const Person led, tx.people->FindByNumber(Number("A2222BB")));
    EXPECT_EQ(led.id(), APersonId(1));
    TTG_TRY(const auto resolved, tx.people->Resolve({Number("A2222BB")}));
    EXPECT_THAT(resolved, ElementsAre(ResolvedNumber{Number("A2222BB"), APersonId(1)}));
    return {};
  }),
              Succeeded());
}

// Domain A8: unmerged, both are as they were.
TEST_P(MergeContract, GivesEverythingBack) {
  Say(1, true, "");
  Say(2, true, "the council alone");
  Change(2, [](Person& person) {
    return person
        .RecordHold({HoldKind::kRemand, "a court", kMonday, ActAt(kMonday).by}, ActAt(kMonday))
        .value();
  });
  Change(2, [&](Person& person) {
    Alias alias{.id = *AliasId::Parse(ids_.NewId()),
                .recorded_by = ActAt(kMonday).by,
                .recorded_at = At(kMonday)};
    alias.identifier = Sensitive<std::string>("A9999AA");
    return person.AddAlias(std::move(alias), ActAt(kMonday)).value();
  });
  const Person one = Read(1);
  const Person two = Read(2);
  const auto merged = Merge(1, 2);
  ASSERT_THAT(merged, Succeeded());
  EXPECT_THAT(Read(1).snapshot().holds, SizeIs(1));
  EXPECT_THAT(Read(1).snapshot().aliases, SizeIs(2));
  EXPECT_EQ(Consented(1)->snapshot().decision->scope.Reveal(), "the council alone");
  const auto undone = Unmerge(merged->merge);
  ASSERT_THAT(undone, Succeeded());
  EXPECT_EQ(undone->merge.version, 2);
  EXPECT_EQ(undone->merge.unmerge_reason, "two men");
  EXPECT_TRUE(Compared(Read(1)) == Compared(one));
  EXPECT_TRUE(Compared(Read(2)) == Compared(two));
  EXPECT_EQ(Consented(1)->snapshot().decision->scope.Reveal(), "");
  EXPECT_EQ(Consented(2)->snapshot().decision->scope.Reveal(), "the council alone");
  EXPECT_THAT(Unmerge(undone->merge), FailsWith(ErrorKind::kPrecondition, "UNMERGED_ALREADY"));
  EXPECT_THAT(Unmerge(merged->merge), FailsWith(ErrorKind::kStale, "MERGE_CHANGED"));
}

// Domain A8: what was recorded after the merge stays with the survivor.
TEST_P(MergeContract, LeavesWhatWasRecordedSinceWithTheSurvivor) {
  Say(2, true, "");
  const auto merged = Merge(1, 2);
  ASSERT_THAT(merged, Succeeded());
  Say(1, false, "");
  Change(1, [](Person& person) {
    return person
        .DecideRiskAnswer(RiskQuestion::kArsonRisk, Answer::kNo, "assessed", ActAt(kMonday))
        .value();
  });
  ASSERT_THAT(Unmerge(merged->merge), Succeeded());
  EXPECT_EQ(Consented(1)->snapshot().decision->state, ConsentState::kRefused);
  EXPECT_EQ(Read(1).snapshot().profile.arson_risk, Answer::kNo);
  EXPECT_EQ(Read(2).snapshot().profile.arson_risk, Answer::kYes);
  EXPECT_THAT(Read(1).snapshot().profile.must_not_live_with, IsEmpty());
}

TEST_P(MergeContract, LeadsThroughSeveralMergesToWhoStandsNow) {
  const auto first = Merge(2, 3);
  ASSERT_THAT(first, Succeeded());
  const auto second = Merge(1, 2);
  ASSERT_THAT(second, Succeeded());
  EXPECT_EQ(Read(3).snapshot().merged_into, APersonId(1));
  EXPECT_THAT(Unmerge(first->merge), FailsWith(ErrorKind::kPrecondition, "SURVIVOR_MERGED"));
  ASSERT_THAT(Unmerge(second->merge), Succeeded());
  EXPECT_EQ(Read(3).snapshot().merged_into, APersonId(2));
  ASSERT_THAT(Unmerge(first->merge), Succeeded());
  EXPECT_EQ(Read(3).snapshot().merged_into, std::nullopt);
}

TEST_P(MergeContract, UndoesTheNewestOfOneSurvivorFirst) {
  const auto first = Merge(1, 2);
  const auto second = Merge(1, 3);
  ASSERT_THAT(second, Succeeded());
  EXPECT_THAT(Unmerge(first->merge), FailsWith(ErrorKind::kPrecondition, "LATER_MERGE_STANDS"));
  ASSERT_THAT(Unmerge(second->merge), Succeeded());
  ASSERT_THAT(Unmerge(first->merge), Succeeded());
  EXPECT_TRUE(Read(1).snapshot().aliases.empty());
}

TEST_P(MergeContract, RefusesWhoIsOneAlreadyAndAStaleEtag) {
  EXPECT_THAT(Merge(1, 1), FailsWith(ErrorKind::kPrecondition, "SAME_PERSON"));
  EXPECT_THAT(Merge(1, 2, ""), FailsWith(ErrorKind::kInvalid, "REASON_MISSING"));
  ASSERT_THAT(Merge(1, 2), Succeeded());
  EXPECT_THAT(Merge(3, 2), FailsWith(ErrorKind::kPrecondition, "PERSON_MERGED"));
  EXPECT_THAT(store().Write([&](MergeTx& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(use_cases_.merge(tx.stores(), *bound_.call,
                                         {{APersonId(1), 99}, {APersonId(3), 1}, "same"}));
    return {};
  }),
              FailsWith(ErrorKind::kStale, "PERSON_CHANGED"));
}

TEST_P(MergeContract, ListsThoseInReachTheNewestFirst) {
  const auto first = Merge(1, 2);
  const auto second = Merge(1, 3);
  ASSERT_THAT(store().Read([&](MergeTx& tx) -> Result<void> {
    TTG_TRY(const auto all, tx.merges->List({}));
    EXPECT_THAT(all, ElementsAre(second->merge, first->merge));
    TTG_TRY(const auto after, tx.merges->List({.before = second->merge.id, .limit = 1}));
    EXPECT_THAT(after, ElementsAre(first->merge));
    TTG_TRY(const auto of_one, tx.merges->List({.person = APersonId(3)}));
    EXPECT_THAT(of_one, ElementsAre(second->merge));
    return {};
  }),
              Succeeded());
  bound_.call->scope = {};
  EXPECT_THAT(Unmerge(second->merge), FailsWith(ErrorKind::kNotFound, "MERGE_NOT_FOUND"));
  ASSERT_THAT(store().Read([&](MergeTx& tx) -> Result<void> {
    TTG_TRY(const auto none, tx.merges->List({}));
    EXPECT_THAT(none, IsEmpty());
    return {};
  }),
              Succeeded());
}

}  // namespace ttg::release::testing
