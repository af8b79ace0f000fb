#include "release/domain/movements/movement_rules.h"

#include <string>
#include <string_view>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "platform/testing/matchers.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"
#include "release/testing/movements/builders.h"

// The table of domain A8, row by row.
namespace ttg::release {
namespace {

using testing::ActAt;
using testing::AnEntry;
using testing::APersonIn;
using testing::EnglandAndWales;
using testing::kMonday;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

constexpr int kStates = static_cast<int>(PersonState::kMerged) + 1;
constexpr int kKinds = static_cast<int>(MovementKind::kReturnedToCustody) + 1;

// One letter a state: in Prison, Released, temporarily Out, secure Hospital, Immigration detention,
// at Large, deported (X), dead (D), Merged; '.' is "not possible".
constexpr std::string_view kLetters = "PROHILXDM";

struct Row {
  MovementKind kind;
  // Where the movement leads from each state, in the order of the contract.
  std::string_view leads_to;
};

constexpr Row kTable[] = {
    {MovementKind::kAdmission, "PP..P.P.."},
    {MovementKind::kReleased, "R.RRR...."},
    {MovementKind::kReleasedFromCourt, "R.RR....."},
    {MovementKind::kBailed, "R.RRR...."},
    {MovementKind::kTemporaryRelease, "O........"},
    {MovementKind::kTemporaryReleaseReturn, "..P......"},
    {MovementKind::kToCourt, "O.O......"},
    {MovementKind::kCourtReturn, "..P......"},
    {MovementKind::kToHospital, "O.O......"},
    {MovementKind::kToSecureHospital, "H.H.H...."},
    {MovementKind::kHospitalReturn, "..PP....."},
    {MovementKind::kTransferred, "P.P......"},
    {MovementKind::kImmigrationDetention, "III......"},
    {MovementKind::kEscaped, "L.LL....."},
    {MovementKind::kFailedToReturn, "..L......"},
    {MovementKind::kRecalled, ".P..P...."},
    {MovementKind::kReleasedInError, "L.L......"},
    {MovementKind::kDeported, "XXX.X...."},
    {MovementKind::kDied, "DDDDDDD.."},
    {MovementKind::kReturnedToCustody, ".....P..."},
};

TEST(MovementTable, SaysForEveryKindAndStateWhereItLeads) {
  ASSERT_EQ(std::size(kTable), static_cast<std::size_t>(kKinds));
  for (int kind = 0; kind < kKinds; ++kind) {
    ASSERT_EQ(kTable[kind].kind, static_cast<MovementKind>(kind));
    for (int state = 0; state < kStates; ++state) {
      const auto* rule = FindRule(kTable[kind].kind, static_cast<PersonState>(state));
      const char expected = kTable[kind].leads_to[static_cast<std::size_t>(state)];
      const char found = rule == nullptr ? '.' : kLetters[static_cast<std::size_t>(rule->to)];
      EXPECT_EQ(found, expected) << ToString(kTable[kind].kind) << " from state "
                                 << ToString(static_cast<PersonState>(state));
    }
  }
}

// The same through the person: what is possible happens, what is not changes nothing.
TEST(MovementTable, IsWhatPeopleFollow) {
  for (const Row& row : kTable) {
    for (int i = 0; i < kStates; ++i) {
      const auto state = static_cast<PersonState>(i);
      Person person = APersonIn(state);
      const Person::Snapshot before = person.snapshot();
      const Act act = ActAt(kMonday);
      const auto moved = person.Move(AnEntry(row.kind, act.at, 2), act, EnglandAndWales());
      const char expected = row.leads_to[static_cast<std::size_t>(i)];
      const std::string label = fmt::format("{} from {}", ToString(row.kind), ToString(state));
      if (expected == '.') {
        ASSERT_FALSE(moved.has_value()) << label;
        EXPECT_TRUE(person.snapshot() == before) << label;
        continue;
      }
      ASSERT_THAT(moved, Succeeded()) << label;
      EXPECT_EQ(kLetters[static_cast<std::size_t>(person.snapshot().state)], expected) << label;
      EXPECT_EQ(person.snapshot().released_on.has_value(), expected == 'R') << label;
      EXPECT_EQ(person.snapshot().moved_at, act.at) << label;
    }
  }
}

// One letter an effect: Nothing, Suspended, Ended, Resumed; of bed, job, match and timetable.
constexpr std::string_view kEffects = "NSER";

struct Effect {
  MovementKind kind;
  PersonState from;
  std::string_view effects;
  int days = 0;
};

std::string EffectsOf(const MovementRule& rule) {
  std::string text;
  for (const auto effect : {rule.bed, rule.job, rule.mentoring_match, rule.timetable}) {
    text += kEffects[static_cast<std::size_t>(effect)];
  }
  return text;
}

TEST(MovementTable, SaysWhatBecomesOfBedJobMatchAndTimetable) {
  using enum PersonState;
  using Kind = MovementKind;
  const Effect effects[] = {{Kind::kAdmission, kInPrison, "NNNN"},
                            {Kind::kAdmission, kReleased, "SSNR", 28},
                            {Kind::kReleased, kInPrison, "RRRR"},
                            {Kind::kReleasedFromCourt, kTemporarilyOut, "RRRR"},
                            {Kind::kBailed, kInPrison, "RRRR"},
                            {Kind::kTemporaryRelease, kInPrison, "NNNN"},
                            {Kind::kTemporaryReleaseReturn, kTemporarilyOut, "NNNN"},
                            {Kind::kToCourt, kInPrison, "NNNN"},
                            {Kind::kCourtReturn, kTemporarilyOut, "NNNN"},
                            {Kind::kToHospital, kInPrison, "NNNN"},
                            {Kind::kToSecureHospital, kInPrison, "SSSS", 28},
                            {Kind::kHospitalReturn, kInSecureHospital, "RRRR"},
                            {Kind::kTransferred, kInPrison, "NNNN"},
                            {Kind::kImmigrationDetention, kInPrison, "SSSS", 28},
                            {Kind::kEscaped, kInPrison, "SSSS", 28},
                            {Kind::kFailedToReturn, kTemporarilyOut, "SSSS", 28},
                            {Kind::kRecalled, kReleased, "SSNR", 28},
                            {Kind::kReleasedInError, kInPrison, "SSSS", 28},
                            {Kind::kDeported, kInPrison, "EEEE"},
                            {Kind::kDied, kReleased, "EEEE"},
                            {Kind::kReturnedToCustody, kAtLarge, "RRRR"}};
  ASSERT_EQ(std::size(effects), MovementRules().size());
  for (std::size_t i = 0; i < std::size(effects); ++i) {
    const auto* rule = FindRule(effects[i].kind, effects[i].from);
    ASSERT_EQ(rule, &MovementRules()[i]) << ToString(effects[i].kind);
    EXPECT_EQ(EffectsOf(*rule), effects[i].effects) << ToString(rule->kind);
    EXPECT_EQ(rule->decide_within_days, effects[i].days) << ToString(rule->kind);
  }
}

TEST(MovementTable, AsksForADecisionWhereverSomethingIsSuspended) {
  for (const MovementRule& rule : MovementRules()) {
    const bool suspends = EffectsOf(rule).find('S') != std::string::npos;
    EXPECT_EQ(suspends, rule.decide_within_days > 0) << ToString(rule.kind);
  }
}

TEST(MovementTable, NamesAPrisonForWhatLeadsToOne) {
  for (const MovementRule& rule : MovementRules()) {
    EXPECT_EQ(rule.needs_prison, rule.to == PersonState::kInPrison) << ToString(rule.kind);
  }
}

TEST(MovementTable, AsksForAReasonWhereOthersWillAskForIt) {
  std::set<MovementKind> kinds;
  for (const MovementRule& rule : MovementRules()) {
    if (rule.needs_reason) kinds.insert(rule.kind);
  }
  EXPECT_THAT(kinds, ::testing::UnorderedElementsAre(
                         MovementKind::kDied, MovementKind::kReleasedInError,
                         MovementKind::kEscaped, MovementKind::kFailedToReturn));
}

TEST(MovementTable, LetsEveryWorkerRecordAllButADeportationAndAReleaseInError) {
  for (const MovementRule& rule : MovementRules()) {
    const bool lead_only =
        rule.kind == MovementKind::kDeported || rule.kind == MovementKind::kReleasedInError;
    EXPECT_EQ(std::ranges::count(rule.roles, Role::kResettlementWorker), lead_only ? 0 : 1);
    EXPECT_EQ(std::ranges::count(rule.roles, Role::kResettlementLead), 1);
    EXPECT_EQ(std::ranges::count(rule.roles, Role::kSystem), 1);
  }
}

TEST(MovementTable, HasRowsOfOneKindThatAgree) {
  for (const MovementRule& rule : MovementRules()) {
    const MovementRule& any = AnyRuleOf(rule.kind);
    EXPECT_EQ(rule.to, any.to);
    EXPECT_EQ(rule.needs_prison, any.needs_prison);
    EXPECT_EQ(rule.needs_reason, any.needs_reason);
    EXPECT_EQ(rule.roles.size(), any.roles.size());
    for (const PersonState from : rule.from) EXPECT_EQ(FindRule(rule.kind, from), &rule);
  }
}

}  // namespace
}  // namespace ttg::release
