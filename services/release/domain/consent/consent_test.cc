#include "release/domain/consent/consent.h"

#include <functional>
#include <optional>
#include <string>

#include <gmock/gmock.h>

#include "platform/testing/matchers.h"
#include "platform/testing/sequential_ids.h"
#include "release/testing/builders.h"

// The rules of domain A14.
namespace ttg::release {
namespace {

using testing::ActAt;
using testing::APersonId;
using ::testing::ElementsAre;
using testing::kMonday;
using ::testing::SizeIs;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

const Date kYesterday(2026, 11, 22);
const Date kTomorrow(2026, 11, 24);

Consent Unasked() {
  return Consent::Unasked(*ConsentId::Parse(ttg::testing::SequentialIds::Nth(1, /*series=*/8)),
                          APersonId(), ConsentPurpose::kHousingProvider);
}

Sensitive<std::string> Text(const char* text) { return Sensitive<std::string>(text); }

Result<ConsentChanges> Give(Consent& consent, Date day = kMonday, const char* scope = "") {
  return consent.Record({true, day, Text(scope)}, PersonState::kInPrison, ActAt(kMonday));
}
Result<ConsentChanges> Refuse(Consent& consent, Date day = kMonday) {
  return consent.Record({false, day, Text("")}, PersonState::kInPrison, ActAt(kMonday));
}
Result<ConsentChanges> Withdraw(Consent& consent, Date day = kMonday) {
  return consent.Withdraw(day, PersonState::kInPrison, ActAt(kMonday));
}
Result<ConsentChanges> Base(Consent& consent) {
  return consent.RecordLegalBasis(LegalBasisCode::kSafeguarding, Text("a child lives there"),
                                  PersonState::kInPrison, ActAt(kMonday));
}
Result<ConsentChanges> EndBase(Consent& consent) {
  return consent.EndLegalBasis(Text("the child has moved"), PersonState::kInPrison, ActAt(kMonday));
}

// The states that a consent can be in, a standing legal basis being part of it.
enum class From { kUnasked, kGiven, kRefused, kWithdrawn, kUnaskedByBasis, kWithdrawnByBasis };

Consent In(From from) {
  Consent consent = Unasked();
  if (from == From::kGiven || from == From::kWithdrawn || from == From::kWithdrawnByBasis) {
    EXPECT_THAT(Give(consent, kYesterday), Succeeded());
  }
  if (from == From::kRefused) {
    EXPECT_THAT(Refuse(consent, kYesterday), Succeeded());
  }
  if (from == From::kWithdrawn || from == From::kWithdrawnByBasis) {
    EXPECT_THAT(Withdraw(consent, kYesterday), Succeeded());
  }
  if (from == From::kUnaskedByBasis || from == From::kWithdrawnByBasis) {
    EXPECT_THAT(Base(consent), Succeeded());
  }
  return consent;
}

using Verb = std::function<Result<ConsentChanges>(Consent&)>;
const Verb kGive = [](Consent& consent) { return Give(consent); };
const Verb kRefuse = [](Consent& consent) { return Refuse(consent); };
const Verb kWithdraw = [](Consent& consent) { return Withdraw(consent); };
const Verb kBase = Base;
const Verb kEndBase = EndBase;

struct TableRow {
  From from;
  Verb verb;
  // The refusal; empty: it goes through.
  const char* refused;
  std::optional<ConsentState> state;
  bool allowed;
};

constexpr auto kGiven = ConsentState::kGiven;
constexpr auto kRefused = ConsentState::kRefused;
constexpr auto kWithdrawn = ConsentState::kWithdrawn;

class ConsentTable : public ::testing::TestWithParam<TableRow> {};

// Domain A14: every state by every verb.
TEST_P(ConsentTable, GoesAsItSays) {
  const TableRow& row = GetParam();
  Consent consent = In(row.from);
  const Consent::Snapshot before = consent.snapshot();
  const auto changes = row.verb(consent);
  if (std::string(row.refused).empty()) {
    ASSERT_THAT(changes, Succeeded());
    EXPECT_THAT(changes->events,
                ElementsAre(ReleaseEvent(ConsentChanged{before.person, before.id, before.purpose,
                                                        row.state, row.allowed})));
  } else {
    EXPECT_THAT(changes, FailsWith(row.refused));
    EXPECT_TRUE(consent.snapshot() == before);
  }
  const auto& decision = consent.snapshot().decision;
  EXPECT_EQ(decision ? std::optional(decision->state) : std::nullopt, row.state);
  EXPECT_EQ(consent.Allowed(), row.allowed);
}

INSTANTIATE_TEST_SUITE_P(
    Recording, ConsentTable,
    ::testing::Values(TableRow{From::kUnasked, kGive, "", kGiven, true},
                      TableRow{From::kGiven, kGive, "", kGiven, true},
                      TableRow{From::kRefused, kGive, "", kGiven, true},
                      TableRow{From::kWithdrawn, kGive, "", kGiven, true},
                      TableRow{From::kUnaskedByBasis, kGive, "", kGiven, true},
                      TableRow{From::kWithdrawnByBasis, kGive, "", kGiven, true},
                      TableRow{From::kUnasked, kRefuse, "", kRefused, false},
                      TableRow{From::kGiven, kRefuse, "", kRefused, false},
                      TableRow{From::kRefused, kRefuse, "", kRefused, false},
                      TableRow{From::kWithdrawn, kRefuse, "", kRefused, false},
                      TableRow{From::kUnaskedByBasis, kRefuse, "", kRefused, true},
                      TableRow{From::kWithdrawnByBasis, kRefuse, "", kRefused, true}));

INSTANTIATE_TEST_SUITE_P(
    Withdrawing, ConsentTable,
    ::testing::Values(
        TableRow{From::kUnasked, kWithdraw, "CONSENT_NOT_GIVEN", std::nullopt, false},
        TableRow{From::kGiven, kWithdraw, "", kWithdrawn, false},
        TableRow{From::kRefused, kWithdraw, "CONSENT_NOT_GIVEN", kRefused, false},
        TableRow{From::kWithdrawn, kWithdraw, "CONSENT_NOT_GIVEN", kWithdrawn, false},
        TableRow{From::kUnaskedByBasis, kWithdraw, "CONSENT_NOT_GIVEN", std::nullopt, true},
        TableRow{From::kWithdrawnByBasis, kWithdraw, "CONSENT_NOT_GIVEN", kWithdrawn, true}));

INSTANTIATE_TEST_SUITE_P(
    LegalBases, ConsentTable,
    ::testing::Values(TableRow{From::kUnasked, kBase, "", std::nullopt, true},
                      TableRow{From::kGiven, kBase, "CONSENT_IS_GIVEN", kGiven, true},
                      TableRow{From::kRefused, kBase, "", kRefused, true},
                      TableRow{From::kWithdrawn, kBase, "", kWithdrawn, true},
                      TableRow{From::kUnaskedByBasis, kBase, "", std::nullopt, true},
                      TableRow{From::kWithdrawnByBasis, kBase, "", kWithdrawn, true},
                      TableRow{From::kUnasked, kEndBase, "NO_LEGAL_BASIS", std::nullopt, false},
                      TableRow{From::kGiven, kEndBase, "NO_LEGAL_BASIS", kGiven, true},
                      TableRow{From::kRefused, kEndBase, "NO_LEGAL_BASIS", kRefused, false},
                      TableRow{From::kWithdrawn, kEndBase, "NO_LEGAL_BASIS", kWithdrawn, false},
                      TableRow{From::kUnaskedByBasis, kEndBase, "", std::nullopt, false},
                      TableRow{From::kWithdrawnByBasis, kEndBase, "", kWithdrawn, false}));

TEST(Consent, NeverLetsAnOlderDecisionReplaceANewerOne) {
  Consent consent = Unasked();
  ASSERT_THAT(Give(consent), Succeeded());
  EXPECT_THAT(Refuse(consent, kYesterday), FailsWith("NEWER_DECISION_STANDS"));
  EXPECT_THAT(Withdraw(consent, kYesterday), FailsWith("NEWER_DECISION_STANDS"));
  EXPECT_THAT(Withdraw(consent, kMonday), Succeeded());
  EXPECT_THAT(Give(consent, kYesterday), FailsWith("NEWER_DECISION_STANDS"));
}

TEST(Consent, KnowsNothingOfTomorrow) {
  Consent consent = Unasked();
  EXPECT_THAT(Give(consent, kTomorrow), FailsWith(ErrorKind::kInvalid, "DATE_IN_FUTURE"));
  ASSERT_THAT(Give(consent), Succeeded());
  EXPECT_THAT(Withdraw(consent, kTomorrow), FailsWith(ErrorKind::kInvalid, "DATE_IN_FUTURE"));
}

TEST(Consent, AsksNobodyWhoHasDiedAndLeavesAMergedNumberAlone) {
  Consent consent = In(From::kGiven);
  const Act act = ActAt(kMonday);
  for (const auto& [state, refused] : {std::pair(PersonState::kDied, "PERSON_DIED"),
                                       std::pair(PersonState::kMerged, "PERSON_MERGED")}) {
    EXPECT_THAT(consent.Record({true, kMonday, {}}, state, act), FailsWith(refused));
  }
  EXPECT_THAT(consent.Withdraw(kMonday, PersonState::kMerged, act), FailsWith("PERSON_MERGED"));
  EXPECT_THAT(consent.RecordLegalBasis(LegalBasisCode::kCourtOrder, Text("order"),
                                       PersonState::kMerged, act),
              FailsWith("PERSON_MERGED"));
  EXPECT_THAT(consent.EndLegalBasis(Text("over"), PersonState::kMerged, act),
              FailsWith("PERSON_MERGED"));
  // What was said in time may be written down later; it only narrows.
  EXPECT_THAT(consent.Withdraw(kMonday, PersonState::kDied, act), Succeeded());
}

TEST(Consent, EndsALegalBasisWhenConsentIsGivenSoThatAWithdrawalEndsAccess) {
  Consent consent = In(From::kUnaskedByBasis);
  const auto given = Give(consent);
  ASSERT_THAT(given, Succeeded());
  ASSERT_THAT(given->history, SizeIs(2));
  EXPECT_EQ(given->history[1].basis, LegalBasisCode::kSafeguarding);
  EXPECT_TRUE(given->history[1].basis_ended);
  ASSERT_THAT(Withdraw(consent), Succeeded());
  EXPECT_FALSE(consent.Allowed());
}

TEST(Consent, NamesWhoDecidedOnALegalBasisAndWhy) {
  Consent consent = Unasked();
  EXPECT_THAT(consent.RecordLegalBasis(LegalBasisCode::kCourtOrder, Text(""),
                                       PersonState::kInPrison, ActAt(kMonday)),
              FailsWith("REASON_MISSING"));
  const auto changes = Base(consent);
  ASSERT_THAT(changes, Succeeded());
  ASSERT_THAT(changes->history, SizeIs(1));
  const ConsentLine& line = changes->history[0];
  EXPECT_EQ(line.state, std::nullopt);
  EXPECT_EQ(line.basis, LegalBasisCode::kSafeguarding);
  EXPECT_FALSE(line.basis_ended);
  EXPECT_EQ(line.reason.Reveal(), "a child lives there");
  EXPECT_EQ(consent.snapshot().legal_basis->decided_by, ActAt(kMonday).by);
  EXPECT_THAT(consent.EndLegalBasis(Text(""), PersonState::kInPrison, ActAt(kMonday)),
              FailsWith("REASON_MISSING"));
}

TEST(Consent, KeepsTheScopeThatWasWithdrawn) {
  Consent consent = Unasked();
  ASSERT_THAT(Give(consent, kYesterday, "Birmingham only"), Succeeded());
  const auto changes = Withdraw(consent);
  ASSERT_THAT(changes, Succeeded());
  EXPECT_EQ(changes->history[0].scope.Reveal(), "Birmingham only");
  EXPECT_EQ(changes->history[0].decided_on, kMonday);
}

// Domain A8: the survivor of a merge keeps the narrower consent.
TEST(Consent, TakesTheNarrowerOfTwoThatAreOnePersons) {
  const auto merged = [](From mine, From other) {
    Consent consent = In(mine);
    consent.TakeNarrower(In(other).snapshot(), ActAt(kMonday));
    const auto& decision = consent.snapshot().decision;
    return decision ? std::optional(decision->state) : std::nullopt;
  };
  EXPECT_EQ(merged(From::kGiven, From::kGiven), kGiven);
  EXPECT_EQ(merged(From::kGiven, From::kRefused), kRefused);
  EXPECT_EQ(merged(From::kGiven, From::kWithdrawn), kWithdrawn);
  EXPECT_EQ(merged(From::kRefused, From::kGiven), kRefused);
  EXPECT_EQ(merged(From::kWithdrawn, From::kGiven), kWithdrawn);
  EXPECT_EQ(merged(From::kGiven, From::kUnasked), kGiven);
  EXPECT_EQ(merged(From::kUnasked, From::kGiven), kGiven);
  EXPECT_EQ(merged(From::kUnasked, From::kUnasked), std::nullopt);

  Consent wide = In(From::kGiven);
  Consent scoped = Unasked();
  ASSERT_THAT(Give(scoped, kYesterday, "Birmingham only"), Succeeded());
  EXPECT_TRUE(wide.TakeNarrower(scoped.snapshot(), ActAt(kMonday)).has_value());
  EXPECT_EQ(wide.snapshot().decision->scope.Reveal(), "Birmingham only");
  EXPECT_FALSE(scoped.TakeNarrower(In(From::kGiven).snapshot(), ActAt(kMonday)).has_value());
}

}  // namespace
}  // namespace ttg::release
