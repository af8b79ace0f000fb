#include "mentoring/testing/mentoring_store_contract.h"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "mentoring/app/propose_match.h"
#include "mentoring/testing/builders.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/matchers.h"
#include "platform/testing/sequential_ids.h"

namespace ttg::mentoring {

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(MentoringStoreContract);

using ::testing::ElementsAre;
using testing::FailsWith;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using testing::Succeeded;

namespace {

constexpr int kPeople = 24;
constexpr int kCapacity = 5;
constexpr int kClients = 8;

Result<void> AddBoth(MentoringStore& store, int person = 1, int capacity = 3) {
  TTG_RETURN_IF_ERROR(store.SavePerson(APerson(person)));
  TTG_TRY(const auto mentor, store.FindMentor(Ref<MentorId>("MEN0001")));
  if (mentor) return {};
  return store.SaveMentor(AMentor("MEN0001", capacity));
}

Match AProposal(int match = 1, int person = 1) {
  return Match::Propose(SomeFacts(match, person), kToday, {})->first;
}

}  // namespace

TEST_P(MentoringStoreContract, KeepsAPersonWhole) {
  Person person = APerson();
  person.released_on = kGate;
  person.announced = 4;
  Person bare{.id = Nth<PersonId>(2)};
  ASSERT_THAT(store_->Write([&](MentoringStore& store) -> Result<void> {
    TTG_RETURN_IF_ERROR(store.SavePerson(APerson()));
    TTG_RETURN_IF_ERROR(store.SavePerson(person));
    return store.SavePerson(bare);
  }),
              Succeeded());
  ASSERT_THAT(store_->Read([&](MentoringStore& store) -> Result<void> {
    EXPECT_EQ(store.FindPerson(person.id).value(), person);
    EXPECT_EQ(store.FindPerson(bare.id).value(), bare);
    EXPECT_EQ(store.FindPerson(Nth<PersonId>(3)).value(), std::nullopt);
    return {};
  }),
              Succeeded());
}

TEST_P(MentoringStoreContract, KeepsAMentorWhole) {
  Mentor mentor = AMentor();
  mentor.standing = MentorStanding::kSuspended;
  mentor.delivery_units.push_back(Ref<DeliveryUnit>("N52AAAA"));
  mentor.clearances.emplace(Ref<PrisonId>("FHI"), std::nullopt);
  mentor.enhanced_clearance_expires_on = kGate;
  mentor.conflicts = {.people = {Nth<PersonId>(7)},
                      .numbers = Sensitive(std::set<std::string>{"A0000AA", "B0000BB"}),
                      .checked = false};
  ASSERT_THAT(store_->Write([&](MentoringStore& store) { return store.SaveMentor(mentor); }),
              Succeeded());
  ASSERT_THAT(store_->Read([&](MentoringStore& store) -> Result<void> {
    const auto found = store.FindMentor(mentor.id).value();
    EXPECT_TRUE(SameRegisterEntry(found.value(), mentor));
    EXPECT_EQ(found->standing, mentor.standing);
    EXPECT_EQ(found->enhanced_clearance_expires_on, mentor.enhanced_clearance_expires_on);
    EXPECT_EQ(found->as_of, mentor.as_of);
    EXPECT_EQ(found->organisation, mentor.organisation);
    EXPECT_EQ(found->version, 1);
    const auto open = store.OpenConflicts().value();
    EXPECT_THAT(open, SizeIs(2));
    EXPECT_EQ(open.front().number.Reveal(), "A0000AA");
    return {};
  }),
              Succeeded());
}

TEST_P(MentoringStoreContract, RefusesAStaleMentor) {
  ASSERT_THAT(store_->Write([](MentoringStore& store) { return store.SaveMentor(AMentor()); }),
              Succeeded());
  EXPECT_THAT(store_->Write([](MentoringStore& store) { return store.SaveMentor(AMentor()); }),
              FailsWith("MENTOR_CHANGED"));
  Mentor next = AMentor();
  next.version = 2;
  EXPECT_THAT(store_->Write([&](MentoringStore& store) { return store.SaveMentor(next); }),
              FailsWith("MENTOR_CHANGED"));
}

TEST_P(MentoringStoreContract, KeepsEveryStateOfAMatch) {
  int number = 0;
  for (const MatchState state : {MatchState::kProposed, MatchState::kDeclined, MatchState::kActive,
                                 MatchState::kSuspended, MatchState::kEnded}) {
    ++number;
    Match::Snapshot data = AMatch(state, number, number).snapshot();
    if (state == MatchState::kActive) data.block = Block::kVettingExpired;
    data.version = 0;
    ASSERT_THAT(store_->Write([&](MentoringStore& store) -> Result<void> {
      TTG_RETURN_IF_ERROR(AddBoth(store, number, 9));
      return store.SaveMatch(Match::Restore(data));
    }),
                Succeeded());
    ASSERT_THAT(store_->Read([&](MentoringStore& store) -> Result<void> {
      const auto found = store.FindMatch(data.facts.match).value()->snapshot();
      EXPECT_EQ(found.state, state);
      EXPECT_EQ(found.facts, data.facts);
      EXPECT_EQ(found.activated_on, data.activated_on);
      EXPECT_EQ(found.ended_on, data.ended_on);
      EXPECT_EQ(found.decline_reason, data.decline_reason);
      EXPECT_EQ(found.end_reason, data.end_reason);
      EXPECT_EQ(found.block, data.block);
      EXPECT_EQ(found.gate_meeting, data.gate_meeting);
      EXPECT_EQ(store.LiveMatchOf(data.facts.person)->has_value(), IsLive(state));
      return {};
    }),
                Succeeded());
  }
  ASSERT_THAT(store_->Read([&](MentoringStore& store) -> Result<void> {
    EXPECT_THAT(store.LiveMatchesOf(Ref<MentorId>("MEN0001")).value(), SizeIs(3));
    EXPECT_EQ(store.Roster()->front().load, 3);
    EXPECT_THAT(store.FormerMentorsOf(Nth<PersonId>(5)).value(),
                ElementsAre(Ref<MentorId>("MEN0001")));
    EXPECT_THAT(store.FormerMentorsOf(Nth<PersonId>(2)).value(), IsEmpty());
    return {};
  }),
              Succeeded());
}

TEST_P(MentoringStoreContract, HoldsOneLiveMatchForAPerson) {
  ASSERT_THAT(store_->Write([](MentoringStore& store) -> Result<void> {
    TTG_RETURN_IF_ERROR(AddBoth(store));
    return store.SaveMatch(AProposal(1));
  }),
              Succeeded());
  EXPECT_THAT(store_->Write([](MentoringStore& store) { return store.SaveMatch(AProposal(2)); }),
              FailsWith("MATCH_EXISTS"));
}

TEST_P(MentoringStoreContract, RefusesAStaleMatch) {
  ASSERT_THAT(store_->Write([](MentoringStore& store) -> Result<void> {
    TTG_RETURN_IF_ERROR(AddBoth(store));
    return store.SaveMatch(AProposal());
  }),
              Succeeded());
  Match first = AMatch(MatchState::kProposed);
  Match second = AMatch(MatchState::kProposed);
  ASSERT_TRUE(first.AcceptByMentor(kToday, kGate, {}));
  ASSERT_TRUE(second.Decline(DeclineReason::kNoTime, kToday));
  EXPECT_THAT(store_->Write([&](MentoringStore& store) { return store.SaveMatch(first); }),
              Succeeded());
  EXPECT_THAT(store_->Write([&](MentoringStore& store) { return store.SaveMatch(second); }),
              FailsWith("MATCH_CHANGED"));
}

TEST_P(MentoringStoreContract, AnswersEachCauseOnce) {
  StoredAnswer stored{
      .answer = {.person = Nth<PersonId>(1),
                 .cause = Nth<EventId>(5),
                 .outcome = ReleaseDayOutcome::kAtRisk,
                 .effect = GateMeetingEffect{Nth<MatchId>(1), ReleaseDayOutcome::kAtRisk, kGate,
                                             std::nullopt, Block::kReleaseDayMissing}},
      .answered_at = absl::FromUnixSeconds(1795000000)};
  ASSERT_THAT(store_->Write([&](MentoringStore& store) -> Result<void> {
    TTG_RETURN_IF_ERROR(AddBoth(store));
    return store.AddAnswer(stored);
  }),
              Succeeded());
  EXPECT_THAT(store_->Write([&](MentoringStore& store) { return store.AddAnswer(stored); }),
              FailsWith("RELEASE_DAY_ANSWERED"));
  const auto acknowledge = [&](MentoringStore& store) {
    return store.Acknowledge(Nth<PersonId>(1), Nth<EventId>(5), Ref<ActorId>("worker"),
                             stored.answered_at);
  };
  EXPECT_THAT(store_->Write(acknowledge), Succeeded());
  EXPECT_THAT(store_->Write(acknowledge), FailsWith("ALREADY_ACKNOWLEDGED"));
  ASSERT_THAT(store_->Read([&](MentoringStore& store) -> Result<void> {
    const auto found = store.FindAnswer(Nth<PersonId>(1), Nth<EventId>(5)).value();
    EXPECT_EQ(found->answer, stored.answer);
    EXPECT_EQ(found->acknowledged_by, Ref<ActorId>("worker"));
    EXPECT_FALSE(store.FindAnswer(Nth<PersonId>(2), Nth<EventId>(5))->has_value());
    return {};
  }),
              Succeeded());
}

TEST_P(MentoringStoreContract, StoresNothingWhenTheCommandFails) {
  EXPECT_THAT(store_->Write([](MentoringStore& store) -> Result<void> {
    TTG_RETURN_IF_ERROR(AddBoth(store));
    return Precondition("REFUSED", "");
  }),
              FailsWith("REFUSED"));
  store_->FailNextCommit();
  EXPECT_THAT(store_->Write([](MentoringStore& store) { return AddBoth(store); }),
              FailsWith("COMMIT_FAILED"));
  ASSERT_THAT(store_->Read([](MentoringStore& store) -> Result<void> {
    EXPECT_FALSE(store.FindPerson(Nth<PersonId>(1))->has_value());
    EXPECT_THAT(store.Roster().value(), IsEmpty());
    return {};
  }),
              Succeeded());
}

TEST_P(MentoringStoreContract, NeverExceedsACapacityHoweverManyPropose) {
  ASSERT_THAT(store_->Write([](MentoringStore& store) -> Result<void> {
    for (int person = 1; person <= kPeople; ++person) {
      TTG_RETURN_IF_ERROR(AddBoth(store, person, kCapacity));
    }
    return {};
  }),
              Succeeded());
  const testing::FixedClock clock(kToday);
  testing::SequentialIds ids(9);
  const ProposeMatch propose(clock, ids);
  std::atomic<int> next = 1;
  std::atomic<int> proposed = 0;
  std::atomic<int> told = 0;
  std::vector<std::thread> clients;
  clients.reserve(kClients);
  for (int client = 0; client < kClients; ++client) {
    clients.emplace_back([&] {
      for (int person = next++; person <= kPeople; person = next++) {
        const auto done = store_->Write([&](MentoringStore& store) -> Result<void> {
          TTG_RETURN_IF_ERROR(
              propose(store, ACaller(), {Nth<PersonId>(person), Ref<MentorId>("MEN0001"), {}}));
          return {};
        });
        if (done) ++proposed;
        if (!done && done.error().reason == "AT_CAPACITY") ++told;
      }
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(proposed, kCapacity);
  EXPECT_EQ(told, kPeople - kCapacity);
  ASSERT_THAT(store_->Read([](MentoringStore& store) -> Result<void> {
    EXPECT_EQ(store.Roster()->front().load, kCapacity);
    return {};
  }),
              Succeeded());
}

}  // namespace ttg::mentoring
