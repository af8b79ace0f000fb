#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "platform/testing/matchers.h"
#include "platform/testing/sequential_ids.h"
#include "release/domain/identity/suspected_duplicate.h"
#include "release/domain/person.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"

// The rules of domain A12 and A13 that are about who somebody is and what is answered about them.
namespace ttg::release {
namespace {

using testing::ActAt;
using testing::APerson;
using testing::APersonId;
using testing::ARow;
using testing::At;
using ::testing::ElementsAre;
using testing::EnglandAndWales;
using ::testing::IsEmpty;
using testing::kMonday;
using ::testing::SizeIs;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

AliasId AnAliasId(int n) {
  return *AliasId::Parse(
      ttg::testing::SequentialIds::Nth(static_cast<std::uint64_t>(n), /*series=*/6));
}

Alias AName(const char* family, const char* given, int n = 1) {
  const Act act = ActAt(kMonday);
  return {.id = AnAliasId(n),
          .family_name = Sensitive<std::string>(family),
          .given_names = Sensitive<std::string>(given),
          .recorded_by = act.by,
          .recorded_at = act.at};
}

Alias ANumber(const char* identifier, int n = 1) {
  Alias alias = AName("", "", n);
  alias.identifier = Sensitive<std::string>(identifier);
  return alias;
}

Person Merged() {
  Person::Snapshot data = APerson().snapshot();
  data.state = PersonState::kMerged;
  return Person::Restore(std::move(data));
}

TEST(AnyIdentifier, IsReadByItsForm) {
  EXPECT_EQ(ParseAnyIdentifier(" a1234bc ", kMonday),
            AnyIdentifier(PrisonNumber::Restore("A1234BC")));
  EXPECT_EQ(ParseAnyIdentifier("x123456", kMonday), AnyIdentifier(Crn::Restore("X123456")));
  EXPECT_EQ(ParseAnyIdentifier("18/123456P", kMonday),
            AnyIdentifier(Pnc::Restore("2018/0123456P")));
  EXPECT_EQ(ParseAnyIdentifier("sf18/12345k", kMonday), AnyIdentifier(Cro::Restore("SF18/12345K")));
  EXPECT_EQ(ParseAnyIdentifier("12345/18K", kMonday), AnyIdentifier(Cro::Restore("012345/18K")));
  EXPECT_EQ(TextOf(*ParseAnyIdentifier("x123456", kMonday)), "X123456");
}

TEST(AnyIdentifier, SaysWhatIsMistyped) {
  EXPECT_THAT(ParseAnyIdentifier("2018/0123456Q", kMonday), FailsWith("PNC_CHECK_LETTER_WRONG"));
  EXPECT_THAT(ParseAnyIdentifier("012345/18L", kMonday), FailsWith("CRO_CHECK_LETTER_WRONG"));
  for (const char* text : {"", "A123", "1234567", "O'Brien"}) {
    EXPECT_THAT(ParseAnyIdentifier(text, kMonday), FailsWith("IDENTIFIER_MALFORMED")) << text;
  }
}

// Domain A12: aliases are kept.
TEST(PersonAlias, IsKeptOnceHoweverItIsWritten) {
  Person person = APerson();
  const Act act = ActAt(kMonday);
  EXPECT_THAT(person.AddAlias(AName("O'Brien", "Mary"), act), Succeeded());
  EXPECT_THAT(person.AddAlias(AName("OBRIEN", "mary", 2), act),
              FailsWith(ErrorKind::kDuplicate, "ALIAS_KNOWN_ALREADY"));
  EXPECT_THAT(person.AddAlias(ANumber("X123456", 2), act), Succeeded());
  EXPECT_THAT(person.AddAlias(ANumber("X123456", 3), act), FailsWith("ALIAS_KNOWN_ALREADY"));
  Alias younger = AName("O'Brien", "Mary", 3);
  younger.date_of_birth = Sensitive(Date(1991, 1, 1));
  EXPECT_THAT(person.AddAlias(younger, act), Succeeded());
  EXPECT_THAT(person.snapshot().aliases, SizeIs(3));
}

TEST(PersonAlias, IsNotWhatThePersonIsCalledAnyway) {
  Person person = APerson(1, {{"crn", "X123456"}});
  const Act act = ActAt(kMonday);
  EXPECT_THAT(person.AddAlias(AName("EXAMPLE", "Sam"), act), FailsWith("ALIAS_KNOWN_ALREADY"));
  Alias whole = AName("Example", "Sam");
  whole.date_of_birth = person.snapshot().profile.date_of_birth;
  EXPECT_THAT(person.AddAlias(whole, act), FailsWith("ALIAS_KNOWN_ALREADY"));
  EXPECT_THAT(person.AddAlias(ANumber("A1234BC"), act), FailsWith("ALIAS_KNOWN_ALREADY"));
  EXPECT_THAT(person.AddAlias(ANumber("X123456"), act), FailsWith("ALIAS_KNOWN_ALREADY"));
  EXPECT_THAT(person.AddAlias(AName("Example", "Samuel"), act), Succeeded());
}

TEST(PersonAlias, IsANameOrANumber) {
  Person person = APerson();
  const Act act = ActAt(kMonday);
  EXPECT_THAT(person.AddAlias(AName("", ""), act), FailsWith("ALIAS_EMPTY"));
  Alias unborn = AName("Example", "Samuel");
  unborn.date_of_birth = Sensitive(Date(2026, 11, 24));
  EXPECT_THAT(person.AddAlias(unborn, act), FailsWith("DATE_IN_FUTURE"));
}

TEST(PersonAlias, IsTakenAwayById) {
  Person person = APerson();
  ASSERT_THAT(person.AddAlias(ANumber("X123456"), ActAt(kMonday)), Succeeded());
  EXPECT_THAT(person.RemoveAlias(AnAliasId(2)), FailsWith(ErrorKind::kNotFound, "ALIAS_NOT_FOUND"));
  EXPECT_THAT(person.RemoveAlias(AnAliasId(1)), Succeeded());
  EXPECT_THAT(person.snapshot().aliases, IsEmpty());
}

TEST(PersonAlias, IsFoundByItsFoldedNameOrItsNumber) {
  EXPECT_EQ(SearchKeyOf(AName("O'Brien", "Zoë")), "obrienzoe");
  EXPECT_EQ(SearchKeyOf(ANumber("2018/0123456P")), "20180123456p");
}

Answer AnswerOf(const Person& person, RiskQuestion question) {
  const Profile& profile = person.snapshot().profile;
  switch (question) {
    case RiskQuestion::kArsonRisk:
      return profile.arson_risk;
    case RiskQuestion::kSexualRiskToAdults:
      return profile.sexual_risk_to_adults;
    case RiskQuestion::kSexualRiskToChildren:
      return profile.sexual_risk_to_children;
  }
  return Answer::kUnanswered;
}

struct QuestionRow {
  RiskQuestion question;
  const char* column;
};

class RiskAnswer : public ::testing::TestWithParam<QuestionRow> {
 protected:
  Changes Import(const char* answer, Instant as_of) {
    return person_.ApplyImport(ARow({{GetParam().column, answer}}), as_of, ActAt(kMonday),
                               EnglandAndWales(), findings_);
  }
  Answer Now() const { return AnswerOf(person_, GetParam().question); }

  Person person_ = APerson(1, {{GetParam().column, "YES"}});
  std::vector<RowFinding> findings_;
};

// Domain A13: from yes to no only by a named decision with a reason, which is announced and kept.
TEST_P(RiskAnswer, GoesFromYesToNoOnlyByADecision) {
  Import("NO", At(kMonday, 60));
  EXPECT_EQ(Now(), Answer::kYes);
  const auto decided =
      person_.DecideRiskAnswer(GetParam().question, Answer::kNo, "assessed anew", ActAt(kMonday));
  ASSERT_THAT(decided, Succeeded());
  EXPECT_EQ(Now(), Answer::kNo);
  EXPECT_THAT(decided->events, ElementsAre(ReleaseEvent(PersonProfileChanged{APersonId(), 2})));
  EXPECT_THAT(decided->risk_decisions,
              ElementsAre(RiskDecision{GetParam().question, Answer::kYes, Answer::kNo,
                                       Sensitive<std::string>("assessed anew"), ActAt(kMonday).by,
                                       ActAt(kMonday).at}));
}

// The stricter answer wins, whenever the file was written.
TEST_P(RiskAnswer, IsRaisedAgainByAFile) {
  ASSERT_THAT(
      person_.DecideRiskAnswer(GetParam().question, Answer::kNo, "assessed anew", ActAt(kMonday)),
      Succeeded());
  EXPECT_THAT(Import("NO", At(kMonday, 700)).events, IsEmpty());
  EXPECT_EQ(Now(), Answer::kNo);
  EXPECT_THAT(Import("YES", At(kMonday, 800)).events, SizeIs(1));
  EXPECT_EQ(Now(), Answer::kYes);
}

TEST_P(RiskAnswer, NeedsAnAnswerAReasonAndAChange) {
  const auto decide = [&](Answer answer, const char* reason) {
    return person_.DecideRiskAnswer(GetParam().question, answer, reason, ActAt(kMonday));
  };
  EXPECT_THAT(decide(Answer::kUnanswered, "why"), FailsWith("ANSWER_MISSING"));
  EXPECT_THAT(decide(Answer::kNo, ""), FailsWith("REASON_MISSING"));
  EXPECT_THAT(decide(Answer::kYes, "why"),
              FailsWith(ErrorKind::kPrecondition, "ANSWERED_SO_ALREADY"));
}

INSTANTIATE_TEST_SUITE_P(
    Questions, RiskAnswer,
    ::testing::Values(QuestionRow{RiskQuestion::kArsonRisk, "arson_risk"},
                      QuestionRow{RiskQuestion::kSexualRiskToAdults, "sexual_risk_to_adults"},
                      QuestionRow{RiskQuestion::kSexualRiskToChildren, "sexual_risk_to_children"}));

TEST(RiskQuestion, IsNamedAsItsField) {
  EXPECT_EQ(ParseRiskQuestion("arson_risk"), RiskQuestion::kArsonRisk);
  EXPECT_EQ(ToString(RiskQuestion::kSexualRiskToChildren), "sexual_risk_to_children");
  EXPECT_EQ(ParseRiskQuestion("needs_ground_floor"), std::nullopt);
}

TEST(MergedPerson, KeepsAliasesAndAnswersAsTheyAre) {
  Person person = Merged();
  const Act act = ActAt(kMonday);
  EXPECT_THAT(person.AddAlias(ANumber("X123456"), act), FailsWith("PERSON_MERGED"));
  EXPECT_THAT(person.RemoveAlias(AnAliasId(1)), FailsWith("PERSON_MERGED"));
  EXPECT_THAT(person.DecideRiskAnswer(RiskQuestion::kArsonRisk, Answer::kYes, "why", act),
              FailsWith("PERSON_MERGED"));
}

// Domain A12: a suspected duplicate is a pair, looked at once.
TEST(SuspectedDuplicate, IsThePairWhicheverCameFirst) {
  const DuplicateId id = *DuplicateId::Parse(APersonId(9).str());
  const auto pair = [&](int one, int other) {
    return SuspectedDuplicate::Suspect(id, APersonId(one), APersonId(other),
                                       DuplicateGround::kSameCrn, At(kMonday))
        .snapshot();
  };
  EXPECT_TRUE(pair(1, 2) == pair(2, 1));
  EXPECT_EQ(pair(2, 1).first, APersonId(1));
}

TEST(SuspectedDuplicate, IsDismissedOnceWithAReason) {
  auto pair =
      SuspectedDuplicate::Suspect(*DuplicateId::Parse(APersonId(9).str()), APersonId(1),
                                  APersonId(2), DuplicateGround::kSameNameAndBirth, At(kMonday));
  EXPECT_THAT(pair.Dismiss("", ActAt(kMonday)), FailsWith("REASON_MISSING"));
  EXPECT_THAT(pair.Dismiss("twins", ActAt(kMonday)), Succeeded());
  EXPECT_EQ(pair.snapshot().dismissal->reason, "twins");
  EXPECT_THAT(pair.Dismiss("twins", ActAt(kMonday)), FailsWith("DISMISSED_ALREADY"));
}

}  // namespace
}  // namespace ttg::release
