#include "release/app/consent/consent_use_cases.h"

#include <gmock/gmock.h>

#include "platform/testing/fixed_clock.h"
#include "platform/testing/matchers.h"
#include "platform/testing/sequential_ids.h"
#include "release/testing/builders.h"
#include "release/testing/consent/fake_consent_store.h"
#include "release/testing/release_store_contract.h"

namespace ttg::release {
namespace {

using testing::APerson;
using testing::APersonId;
using testing::kMonday;
using ::testing::SizeIs;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

constexpr auto kHousing = ConsentPurpose::kHousingProvider;

class Consents : public ::testing::Test {
 protected:
  Consents() { state_.people.people.emplace(APersonId().str(), APerson().snapshot()); }

  Result<Consent> Record(bool given, std::int64_t expected = 0) {
    return use_cases_.record_consent(people_, consents_, call_,
                                     {{APersonId(), kHousing, expected}, {given, kMonday, {}}});
  }

  ttg::testing::FixedClock clock_{kMonday};
  ttg::testing::SequentialIds ids_;
  ConsentUseCases use_cases_{clock_, ids_};
  testing::FakeConsents state_;
  CallContext call_ = testing::ACaller();
  testing::FakeReleaseStore people_{state_.people, call_};
  testing::FakeConsentStore consents_{state_};
};

TEST_F(Consents, AreRecordedWithdrawnAndAnnounced) {
  const auto given = Record(true);
  ASSERT_THAT(given, Succeeded());
  EXPECT_EQ(given->snapshot().version, 1);
  EXPECT_EQ(given->snapshot().decision->recorded_by, call_.actor);
  const auto withdrawn =
      use_cases_.withdraw_consent(people_, consents_, call_, {{APersonId(), kHousing, 1}, kMonday});
  ASSERT_THAT(withdrawn, Succeeded());
  EXPECT_EQ(withdrawn->snapshot().id, given->snapshot().id);
  ASSERT_THAT(state_.announced, SizeIs(2));
  EXPECT_EQ(state_.announced[1].event,
            ReleaseEvent(ConsentChanged{APersonId(), given->snapshot().id, kHousing,
                                        ConsentState::kWithdrawn, false}));
  EXPECT_EQ(state_.announced[1].version, 2);
}

TEST_F(Consents, GoByTheVersionThatTheCallerRead) {
  EXPECT_THAT(Record(true, 1), FailsWith(ErrorKind::kStale, "CONSENT_CHANGED"));
  ASSERT_THAT(Record(true), Succeeded());
  EXPECT_THAT(Record(false), FailsWith(ErrorKind::kStale, "CONSENT_CHANGED"));
  EXPECT_THAT(Record(false, 1), Succeeded());
}

TEST_F(Consents, GoAheadByALegalBasisAndEndIt) {
  const auto base = [&](std::optional<LegalBasisCode> code, std::int64_t expected) {
    return use_cases_.record_legal_basis(
        people_, consents_, call_,
        {{APersonId(), kHousing, expected}, code, Sensitive<std::string>("why")});
  };
  EXPECT_THAT(base(std::nullopt, 0), FailsWith("NO_LEGAL_BASIS"));
  const auto based = base(LegalBasisCode::kPublicProtection, 0);
  ASSERT_THAT(based, Succeeded());
  EXPECT_TRUE(based->Allowed());
  const auto ended = base(std::nullopt, 1);
  ASSERT_THAT(ended, Succeeded());
  EXPECT_FALSE(ended->Allowed());
}

TEST_F(Consents, AreListedForEveryPurpose) {
  ASSERT_THAT(Record(true), Succeeded());
  const auto all = use_cases_.list_consents(people_, consents_, APersonId());
  ASSERT_THAT(all, Succeeded());
  ASSERT_THAT(all->lines, SizeIs(6));
  EXPECT_EQ(all->lines[1].purpose, kHousing);
  EXPECT_TRUE(all->lines[1].consent.has_value());
  EXPECT_FALSE(all->lines[0].consent.has_value());
  EXPECT_THAT(all->history, SizeIs(1));
}

// Domain A8.
TEST_F(Consents, AreNarrowedWhereTwoNumbersAreOnePerson) {
  state_.people.people.emplace(APersonId(2).str(),
                               APerson(2, {{"prison_number", "A2222BB"}}).snapshot());
  ASSERT_THAT(Record(true), Succeeded());
  const auto record = [&](ConsentPurpose purpose, bool given) {
    EXPECT_THAT(use_cases_.record_consent(people_, consents_, call_,
                                          {{APersonId(2), purpose, 0}, {given, kMonday, {}}}),
                Succeeded());
  };
  record(kHousing, false);
  record(ConsentPurpose::kEmployer, true);
  ASSERT_THAT(
      use_cases_.take_narrower(consents_, APersonId(1), APersonId(2), testing::ActAt(kMonday)),
      Succeeded());
  const auto all = consents_.FindAll(APersonId(1));
  ASSERT_THAT(all, Succeeded());
  ASSERT_THAT(*all, SizeIs(2));
  EXPECT_EQ(all->at(0).snapshot().decision->state, ConsentState::kRefused);
  EXPECT_EQ(all->at(0).snapshot().version, 2);
  EXPECT_EQ(all->at(1).snapshot().decision->state, ConsentState::kGiven);
}

TEST_F(Consents, AreNotThereForWhoIsOutOfReach) {
  call_.scope = {.prisons = {.some = {*PrisonId::Parse("OWI")}}};
  EXPECT_THAT(Record(true), FailsWith("PERSON_NOT_FOUND"));
  EXPECT_THAT(use_cases_.list_consents(people_, consents_, APersonId()),
              FailsWith("PERSON_NOT_FOUND"));
}

TEST_F(Consents, AreNotAskedOfWhoHasDied) {
  state_.people.people.at(APersonId().str()).state = PersonState::kDied;
  EXPECT_THAT(Record(true), FailsWith("PERSON_DIED"));
}

}  // namespace
}  // namespace ttg::release
