#include "release/testing/consent/consent_store_contract.h"

#include <algorithm>
#include <map>
#include <utility>

#include "platform/testing/matchers.h"
#include "platform/testing/sequential_ids.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"

namespace ttg::release::testing {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

namespace {

constexpr auto kHousing = ConsentPurpose::kHousingProvider;
constexpr auto kEmployer = ConsentPurpose::kEmployer;

ConsentId AConsentId(int n) {
  return *ConsentId::Parse(
      ttg::testing::SequentialIds::Nth(static_cast<std::uint64_t>(n), /*series=*/5));
}

PersonChange Registered(int n, const std::map<std::string_view, std::string>& cells) {
  const PersonRow row = ARow(cells);
  auto [person, changes] =
      Person::Register({APersonId(n), row, At(kMonday, 0)}, ActAt(kMonday), EnglandAndWales());
  return {std::move(person), std::move(changes)};
}

Consent Unasked(int n, ConsentPurpose purpose = kHousing, int person = 1) {
  return Consent::Unasked(AConsentId(n), APersonId(person), purpose);
}

Result<Consent> Give(ConsentTx& tx, Consent consent, int minutes = 570,
                     const char* scope = "Birmingham only") {
  TTG_TRY(auto changes, consent.Record({true, kMonday, Sensitive<std::string>(scope)},
                                       PersonState::kInPrison, ActAt(kMonday, minutes)));
  return tx.consents->Save(std::move(consent), std::move(changes));
}

Result<Consent> Withdraw(ConsentTx& tx, Consent consent, int minutes = 580) {
  TTG_TRY(auto changes, consent.Withdraw(kMonday, PersonState::kInPrison, ActAt(kMonday, minutes)));
  return tx.consents->Save(std::move(consent), std::move(changes));
}

Result<Consent> Base(ConsentTx& tx, Consent consent, int minutes = 590) {
  TTG_TRY(auto changes, consent.RecordLegalBasis(LegalBasisCode::kCourtOrder,
                                                 Sensitive<std::string>("order of the court"),
                                                 PersonState::kInPrison, ActAt(kMonday, minutes)));
  return tx.consents->Save(std::move(consent), std::move(changes));
}

}  // namespace

void ConsentStoreContract::SetUp() {
  ASSERT_THAT(store().Write([](ConsentTx& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(
        tx.people->Save({Registered(1, {}), Registered(2, {{"prison_number", "A2222BB"}})}));
    return {};
  }),
              Succeeded());
}

TEST_P(ConsentStoreContract, KnowsNothingWhereNobodyHasAsked) {
  ASSERT_THAT(store().Read([](ConsentTx& tx) -> Result<void> {
    TTG_TRY(const auto consent, tx.consents->Find(APersonId(1), kHousing));
    EXPECT_FALSE(consent.has_value());
    TTG_TRY(const auto all, tx.consents->FindAll(APersonId(1)));
    EXPECT_THAT(all, IsEmpty());
    TTG_TRY(const auto history, tx.consents->History(APersonId(1)));
    EXPECT_THAT(history, IsEmpty());
    return {};
  }),
              Succeeded());
  EXPECT_THAT(store().Read([](ConsentTx& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.consents->FindById(AConsentId(1)));
    return {};
  }),
              FailsWith("CONSENT_NOT_FOUND"));
}

TEST_P(ConsentStoreContract, GivesBackWhatItWasGivenThroughEveryState) {
  std::vector<Consent::Snapshot> saved;
  const auto step = [&](const std::function<Result<Consent>(ConsentTx&)>& work) {
    ASSERT_THAT(store().Write([&](ConsentTx& tx) -> Result<void> {
      TTG_TRY(const Consent consent, work(tx));
      saved.push_back(consent.snapshot());
      return {};
    }),
                Succeeded());
    ASSERT_THAT(store().Read([&](ConsentTx& tx) -> Result<void> {
      TTG_TRY(const auto found, tx.consents->Find(APersonId(1), kHousing));
      EXPECT_TRUE(found && found->snapshot() == saved.back());
      TTG_TRY(const Consent by_id, tx.consents->FindById(AConsentId(1)));
      EXPECT_TRUE(by_id.snapshot() == saved.back());
      return {};
    }),
                Succeeded());
    EXPECT_EQ(saved.back().version, static_cast<std::int64_t>(saved.size()));
  };
  step([&](ConsentTx& tx) { return Base(tx, Unasked(1), 560); });
  step([&](ConsentTx& tx) { return Give(tx, Consent::Restore(saved.back())); });
  step([&](ConsentTx& tx) { return Withdraw(tx, Consent::Restore(saved.back())); });
  step([&](ConsentTx& tx) { return Base(tx, Consent::Restore(saved.back())); });
}

TEST_P(ConsentStoreContract, KeepsItsHistoryNewestFirst) {
  ASSERT_THAT(store().Write([](ConsentTx& tx) -> Result<void> {
    TTG_TRY(const Consent based, Base(tx, Unasked(1), 500));
    TTG_TRY(const Consent given, Give(tx, based, 510));
    TTG_RETURN_IF_ERROR(Give(tx, Unasked(2, kEmployer), 520));
    TTG_RETURN_IF_ERROR(Withdraw(tx, given, 530));
    TTG_RETURN_IF_ERROR(Give(tx, Unasked(3, kHousing, 2), 540));
    return {};
  }),
              Succeeded());
  ASSERT_THAT(store().Read([](ConsentTx& tx) -> Result<void> {
    TTG_TRY(const auto history, tx.consents->History(APersonId(1)));
    EXPECT_THAT(history, SizeIs(5));
    if (history.size() != 5) return {};
    EXPECT_EQ(history[0].state, ConsentState::kWithdrawn);
    EXPECT_EQ(history[0].decided_on, kMonday);
    EXPECT_EQ(history[0].scope.Reveal(), "Birmingham only");
    EXPECT_EQ(history[0].recorded_at, At(kMonday, 530));
    EXPECT_EQ(history[1].purpose, kEmployer);
    EXPECT_TRUE(history[2].basis_ended);
    EXPECT_EQ(history[2].basis, LegalBasisCode::kCourtOrder);
    EXPECT_EQ(history[3].state, ConsentState::kGiven);
    EXPECT_EQ(history[3].basis, std::nullopt);
    EXPECT_EQ(history[4].state, std::nullopt);
    EXPECT_EQ(history[4].reason.Reveal(), "order of the court");
    EXPECT_FALSE(history[4].basis_ended);
    return {};
  }),
              Succeeded());
}

TEST_P(ConsentStoreContract, ListsWhatWasAskedInTheOrderOfThePurposes) {
  ASSERT_THAT(store().Write([](ConsentTx& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(Give(tx, Unasked(1, kEmployer)));
    TTG_RETURN_IF_ERROR(Give(tx, Unasked(2, kHousing)));
    TTG_TRY(const auto all, tx.consents->FindAll(APersonId(1)));
    EXPECT_THAT(all, SizeIs(2));
    if (all.size() != 2) return {};
    EXPECT_EQ(all[0].snapshot().purpose, kHousing);
    EXPECT_EQ(all[1].snapshot().purpose, kEmployer);
    return {};
  }),
              Succeeded());
}

TEST_P(ConsentStoreContract, RefusesAConsentThatHasChangedSince) {
  EXPECT_THAT(store().Write([](ConsentTx& tx) -> Result<void> {
    TTG_TRY(const Consent given, Give(tx, Unasked(1)));
    TTG_RETURN_IF_ERROR(Withdraw(tx, given));
    TTG_RETURN_IF_ERROR(Withdraw(tx, given));
    return {};
  }),
              FailsWith(ErrorKind::kStale, "CONSENT_CHANGED"));
}

TEST_P(ConsentStoreContract, RefusesASecondFirstAnswer) {
  EXPECT_THAT(store().Write([](ConsentTx& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(Give(tx, Unasked(1)));
    TTG_RETURN_IF_ERROR(Give(tx, Unasked(2)));
    return {};
  }),
              FailsWith(ErrorKind::kStale, "CONSENT_CHANGED"));
}

TEST_P(ConsentStoreContract, StoresNothingWhenTheCommitFails) {
  store().FailNextCommit();
  EXPECT_THAT(store().Write([](ConsentTx& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(Give(tx, Unasked(1)));
    return {};
  }),
              FailsWith("COMMIT_FAILED"));
  ASSERT_THAT(store().Read([](ConsentTx& tx) -> Result<void> {
    TTG_TRY(const auto consent, tx.consents->Find(APersonId(1), kHousing));
    EXPECT_FALSE(consent.has_value());
    return {};
  }),
              Succeeded());
}

// Domain A14: checked when something is disclosed.
TEST_P(ConsentStoreContract, SaysWhoMayBePassedOn) {
  ASSERT_THAT(store().Write([](ConsentTx& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(Give(tx, Unasked(1)));
    TTG_TRY(const Consent given, Give(tx, Unasked(2, kEmployer)));
    TTG_TRY(const Consent withdrawn, Withdraw(tx, given));
    TTG_RETURN_IF_ERROR(Base(tx, withdrawn));
    return {};
  }),
              Succeeded());
  ASSERT_THAT(store().Read([](ConsentTx& tx) -> Result<void> {
    TTG_TRY(auto housing, tx.consents->Check({APersonId(1), APersonId(2), APersonId(9)}, kHousing));
    std::ranges::sort(housing, {}, &ConsentCheck::person);
    EXPECT_THAT(housing, SizeIs(2));
    if (housing.size() != 2) return {};
    EXPECT_EQ(housing[0].state, ConsentState::kGiven);
    EXPECT_EQ(housing[0].scope.Reveal(), "Birmingham only");
    EXPECT_TRUE(housing[0].allowed);
    EXPECT_EQ(housing[0].basis, std::nullopt);
    EXPECT_EQ(housing[1].state, std::nullopt);
    EXPECT_FALSE(housing[1].allowed);
    TTG_TRY(const auto employer, tx.consents->Check({APersonId(1)}, kEmployer));
    EXPECT_THAT(employer, SizeIs(1));
    if (employer.size() != 1) return {};
    EXPECT_EQ(employer[0].state, ConsentState::kWithdrawn);
    EXPECT_TRUE(employer[0].allowed);
    EXPECT_EQ(employer[0].basis, LegalBasisCode::kCourtOrder);
    EXPECT_EQ(employer[0].scope.Reveal(), "");
    return {};
  }),
              Succeeded());
}

}  // namespace ttg::release::testing
