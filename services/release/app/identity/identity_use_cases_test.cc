#include "release/app/identity/identity_use_cases.h"

#include <gmock/gmock.h>

#include "platform/testing/fixed_calendar.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/matchers.h"
#include "platform/testing/sequential_ids.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"
#include "release/testing/fake_release_store.h"
#include "release/testing/release_store_contract.h"

namespace ttg::release {
namespace {

using testing::APerson;
using testing::APersonId;
using ::testing::IsEmpty;
using testing::kMonday;
using ::testing::SizeIs;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

Sensitive<std::string> Text(const char* text) { return Sensitive<std::string>(text); }

class Identity : public ::testing::Test {
 protected:
  Identity() {
    Keep(APerson(1, {{"prison_number", "A1111AA"}, {"arson_risk", "YES"}}));
    Keep(APerson(2, {{"prison_number", "A2222BB"},
                     {"family_name", "Other"},
                     {"crn", "X123456"},
                     {"pnc", "2018/0123456P"}}));
  }

  void Keep(const Person& person) { state_.people.emplace(person.id().str(), person.snapshot()); }
  Result<Person> AddAlias(const char* family, const char* given, std::optional<Date> born,
                          const char* identifier, std::int64_t version = 1) {
    const auto day = born ? std::optional(Sensitive(*born)) : std::nullopt;
    return use_cases_.add_alias(
        store_, call_, {{APersonId(1), version}, Text(family), Text(given), day, Text(identifier)});
  }

  ttg::testing::FixedClock clock_{kMonday};
  ttg::testing::SequentialIds ids_;
  ttg::testing::FixedCalendar calendar_{testing::EnglandAndWales()};
  ChangePerson change_{clock_, calendar_};
  IdentityUseCases use_cases_{change_, clock_, ids_};
  testing::FakeReleases state_;
  CallContext call_ = testing::ACaller();
  testing::FakeReleaseStore store_{state_, call_};
};

TEST_F(Identity, AliasesAreKeptInTheirCanonicalFormAndTakenAway) {
  const auto added = AddAlias("", "", std::nullopt, " sf18/12345k");
  ASSERT_THAT(added, Succeeded());
  ASSERT_THAT(added->snapshot().aliases, SizeIs(1));
  EXPECT_EQ(added->snapshot().aliases[0].identifier.Reveal(), "SF18/12345K");
  EXPECT_EQ(added->snapshot().version, 2);
  const AliasId alias = added->snapshot().aliases[0].id;
  EXPECT_THAT(use_cases_.remove_alias(store_, call_, {{APersonId(1), 1}, alias}),
              FailsWith("PERSON_CHANGED"));
  const auto removed = use_cases_.remove_alias(store_, call_, {{APersonId(1), 2}, alias});
  ASSERT_THAT(removed, Succeeded());
  EXPECT_THAT(removed->snapshot().aliases, IsEmpty());
  EXPECT_THAT(state_.suspected, IsEmpty());
}

TEST_F(Identity, AnAliasThatIsMistypedIsRefusedByField) {
  const auto mistyped = AddAlias("", "", std::nullopt, "012345/18L");
  ASSERT_THAT(mistyped, FailsWith("CRO_CHECK_LETTER_WRONG"));
  EXPECT_EQ(mistyped.error().violations.at(0).field, "alias.identifier");
}

// Domain A12: whoever else is known by the alias is perhaps the same person.
TEST_F(Identity, AnAliasThatIsSomebodyElsesMakesAPairToLookAt) {
  struct Row {
    const char* family;
    std::optional<Date> born;
    const char* identifier;
    DuplicateGround ground;
  };
  for (const Row& row : {Row{"", std::nullopt, "x123456", DuplicateGround::kSameNumber},
                         Row{"", std::nullopt, "18/123456P", DuplicateGround::kSameNumber},
                         Row{"", std::nullopt, "A2222BB", DuplicateGround::kSameNumber},
                         Row{"OTHER", Date(1990, 1, 1), "", DuplicateGround::kSameNameAndBirth}}) {
    const testing::FakeReleases before = state_;
    ASSERT_THAT(AddAlias(row.family, *row.family == 0 ? "" : "Sam", row.born, row.identifier),
                Succeeded());
    ASSERT_THAT(state_.suspected, SizeIs(1)) << row.identifier;
    const auto& pair = state_.suspected.begin()->second;
    EXPECT_EQ(pair.first, APersonId(1));
    EXPECT_EQ(pair.second, APersonId(2));
    EXPECT_EQ(pair.ground, row.ground);
    state_ = before;
  }
  ASSERT_THAT(AddAlias("Other", "Sam", std::nullopt, ""), Succeeded());
  EXPECT_THAT(state_.suspected, IsEmpty()) << "a name alone is too many people's";
}

TEST_F(Identity, ARiskAnswerIsDecidedByNameAndAnnounced) {
  const auto decided = use_cases_.decide_risk_answer(
      store_, call_, {{APersonId(1), 1}, RiskQuestion::kArsonRisk, Answer::kNo, "assessed anew"});
  ASSERT_THAT(decided, Succeeded());
  EXPECT_EQ(decided->snapshot().profile.arson_risk, Answer::kNo);
  ASSERT_THAT(state_.announced, SizeIs(1));
  EXPECT_EQ(state_.announced[0].event, ReleaseEvent(PersonProfileChanged{APersonId(1), 2}));
  ASSERT_THAT(state_.risk_decisions, SizeIs(1));
  EXPECT_EQ(state_.risk_decisions[0].second.decided_by, call_.actor);
}

TEST_F(Identity, ASuspicionIsDismissedByTheVersionThatTheCallerRead) {
  ASSERT_THAT(AddAlias("", "", std::nullopt, "X123456"), Succeeded());
  const DuplicateId id = state_.suspected.begin()->second.id;
  const auto dismiss = [&](std::int64_t version, const char* reason) {
    return use_cases_.dismiss_suspected_duplicate(store_, call_, {id, version, reason});
  };
  EXPECT_THAT(dismiss(2, "twins"), FailsWith(ErrorKind::kStale, "DUPLICATE_CHANGED"));
  EXPECT_THAT(dismiss(1, ""), FailsWith("REASON_MISSING"));
  const auto dismissed = dismiss(1, "twins");
  ASSERT_THAT(dismissed, Succeeded());
  EXPECT_EQ(dismissed->duplicate.snapshot().version, 2);
  EXPECT_THAT(dismiss(2, "twins"), FailsWith("DISMISSED_ALREADY"));
  call_.scope = {};
  EXPECT_THAT(dismiss(2, "twins"), FailsWith(ErrorKind::kNotFound, "DUPLICATE_NOT_FOUND"));
}

}  // namespace
}  // namespace ttg::release
