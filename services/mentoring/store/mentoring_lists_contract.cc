#include "mentoring/store/mentoring_lists_contract.h"

#include <string>

#include <gmock/gmock.h>

#include "mentoring/testing/builders.h"
#include "mentoring/testing/sql_support.h"

namespace ttg::mentoring {

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(MentoringListsContract);

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace {

CallContext InPrison(const std::string& prison) {
  CallContext call = ACaller(Role::kResettlementWorker);
  call.scope.prisons.some = {Ref<PrisonId>(prison)};
  return call;
}

// Two people in BMI and one in FHI, each with an active match; two answers for the first.
Result<void> Fill(MentoringStore& store) {
  Mentor second = AMentor("MEN0002");
  second.clearances = {{Ref<PrisonId>("FHI"), Date(2027, 6, 30)}};
  second.delivery_units = {Ref<DeliveryUnit>("N52STF")};
  TTG_RETURN_IF_ERROR(store.SaveMentor(AMentor()));
  TTG_RETURN_IF_ERROR(store.SaveMentor(second));
  for (int n = 1; n <= 3; ++n) {
    Person person = APerson(n);
    if (n == 3) person.prison = Ref<PrisonId>("FHI");
    TTG_RETURN_IF_ERROR(store.SavePerson(person));
    auto data = AMatch(MatchState::kActive, n, n, n == 3 ? "MEN0002" : "MEN0001").snapshot();
    data.version = 0;
    data.gate_meeting = GateMeeting(kGate + (3 - n));
    if (n == 2) data.block = Block::kVettingExpired;
    TTG_RETURN_IF_ERROR(store.SaveMatch(Match::Restore(data)));
  }
  for (int cause = 1; cause <= 2; ++cause) {
    StoredAnswer answer{.answer = {.person = Nth<PersonId>(1), .cause = Nth<EventId>(cause)},
                        .answered_at = absl::FromUnixSeconds(1795000000 + cause)};
    if (cause == 2) answer.answer.outcome = ReleaseDayOutcome::kMoved;
    TTG_RETURN_IF_ERROR(store.AddAnswer(answer));
  }
  return {};
}

std::vector<int> Numbers(const Result<std::vector<MatchRow>>& rows) {
  std::vector<int> numbers;
  for (const MatchRow& row : rows.value()) {
    numbers.push_back(row.match.snapshot().facts.match.str().back() - '0');
  }
  return numbers;
}

}  // namespace

void MentoringListsContract::SetUp() {
  database_ = std::make_unique<testing::TestDatabase>(GetParam(), MigrationsWithLog());
  const auto filled = (*database_)->WriteAndWait([](store::Session& session) {
    SqlMentoringStore store(session, ACaller(), EncodeForTest);
    return Fill(store);
  });
  ASSERT_TRUE(filled.has_value()) << filled.error().reason << filled.error().message;
}

TEST_P(MentoringListsContract, ShowMatchesOfTheCaseloadPageByPage) {
  const auto first = [](MentoringLists& lists) {
    return lists.Matches(InPrison("BMI"), {}, {"", 1});
  };
  const auto rest = [](MentoringLists& lists) {
    return lists.Matches(InPrison("BMI"), {}, {Nth<MatchId>(1).str(), 9});
  };
  EXPECT_THAT(Numbers(Read(first)), ElementsAre(1));
  EXPECT_THAT(Numbers(Read(rest)), ElementsAre(2));
  EXPECT_THAT(
      Numbers(Read([](MentoringLists& lists) { return lists.Matches(InPrison("ZZI"), {}, {}); })),
      IsEmpty());
}

TEST_P(MentoringListsContract, ShowAMentorOwnMatchesOnly) {
  EXPECT_THAT(Numbers(Read([](MentoringLists& lists) {
                return lists.Matches(ACaller(Role::kMentor, "MEN0002"), {}, {});
              })),
              ElementsAre(3));
}

TEST_P(MentoringListsContract, NarrowMatches) {
  const auto ask = [this](const MatchFilter& filter) {
    return Numbers(
        Read([&](MentoringLists& lists) { return lists.Matches(InPrison("BMI"), filter, {}); }));
  };
  EXPECT_THAT(ask({.person = Nth<PersonId>(2), .mentor = {}, .state = {}}), ElementsAre(2));
  EXPECT_THAT(ask({.person = {}, .mentor = Ref<MentorId>("MEN0002"), .state = {}}), IsEmpty());
  EXPECT_THAT(ask({.person = {}, .mentor = {}, .state = MatchState::kEnded}), IsEmpty());
  EXPECT_THAT(ask({.person = {}, .mentor = {}, .state = {}, .at_risk_only = true}), ElementsAre(2));
}

TEST_P(MentoringListsContract, FindAMatchWithTheNameOfItsMentor) {
  const auto find = [this](const CallContext& call) {
    return Read([&](MentoringLists& lists) { return lists.FindMatch(call, Nth<MatchId>(1)); });
  };
  const auto found = find(InPrison("BMI")).value();
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->mentor_name, (MentorName{"Example", "Pat"}));
  EXPECT_EQ(found->prison, Ref<PrisonId>("BMI"));
  EXPECT_FALSE(find(InPrison("FHI"))->has_value());
}

TEST_P(MentoringListsContract, ShowGateMeetingsByDay) {
  const auto ask = [this](const PageOf& page) {
    return Numbers(Read([&](MentoringLists& lists) {
      return lists.GateMeetings(InPrison("BMI"), kGate, kGate + 2, page);
    }));
  };
  EXPECT_THAT(ask({"", 9}), ElementsAre(2, 1));
  EXPECT_THAT(ask({FormatDate(kGate + 1) + "/" + Nth<MatchId>(2).str(), 9}), ElementsAre(1));
}

TEST_P(MentoringListsContract, ShowMentorsWhoWorkInTheCallersPrisons) {
  const auto ask = [this](const CallContext& call, const std::optional<PrisonId>& prison,
                          const std::optional<DeliveryUnit>& unit) {
    return Read([&](MentoringLists& lists) { return lists.Mentors(call, prison, unit, {}); })
        .value();
  };
  const auto own = ask(InPrison("FHI"), {}, {});
  ASSERT_THAT(own, SizeIs(1));
  EXPECT_EQ(own[0].mentor.id, Ref<MentorId>("MEN0002"));
  EXPECT_EQ(own[0].load, 1);
  CallContext everywhere = InPrison("BMI");
  everywhere.scope.prisons.all = true;
  EXPECT_THAT(ask(everywhere, {}, {}), SizeIs(2));
  EXPECT_THAT(ask(everywhere, Ref<PrisonId>("BMI"), {}), SizeIs(1));
  EXPECT_THAT(ask(everywhere, {}, Ref<DeliveryUnit>("N52STF")), SizeIs(1));
}

TEST_P(MentoringListsContract, ShowAnswersNewestFirst) {
  const auto ask = [this](bool open_only, const PageOf& page) {
    const auto answers = Read([&](MentoringLists& lists) {
      return lists.Answers(InPrison("BMI"), Nth<PersonId>(1), open_only, page);
    });
    std::vector<int> causes;
    for (const auto& stored : answers.value()) {
      causes.push_back(stored.answer.cause.str().back() - '0');
    }
    return causes;
  };
  EXPECT_THAT(ask(false, {}), ElementsAre(2, 1));
  EXPECT_THAT(ask(true, {}), ElementsAre(2));
  const std::string after =
      FormatInstant(absl::FromUnixSeconds(1795000002)) + "/" + Nth<EventId>(2).str();
  EXPECT_THAT(ask(false, {after, 9}), ElementsAre(1));
}

}  // namespace ttg::mentoring
