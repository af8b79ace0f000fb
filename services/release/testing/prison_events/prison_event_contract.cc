#include "release/testing/prison_events/prison_event_contract.h"

#include <utility>

#include <fmt/format.h>

#include "platform/testing/matchers.h"

namespace ttg::release::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;
using enum PrisonEventOutcome;

std::vector<PrisonEventOutcome> OutcomesOf(const ReceivePrisonEvents::Receipt& receipt) {
  std::vector<PrisonEventOutcome> outcomes;
  outcomes.reserve(receipt.events.size());
  for (const PrisonEvent& event : receipt.events) outcomes.push_back(event.outcome);
  return outcomes;
}

}  // namespace

PrisonEventNotice ANotice(const std::string& what, const std::string& reason, int minutes,
                          const std::string& prison, const std::string& number) {
  return {.content_key = fmt::format("{} {} {} {} {}", what, reason, minutes, prison, number),
          .type = "prison-offender-events.prisoner." + what,
          .occurred_at = At(kMonday, minutes),
          .number = Sensitive(number),
          .removed_number = {},
          .reason = reason,
          .prison = prison,
          .fault = {}};
}

void PrisonEventContract::SetUp() { Register(1, "A1234BC"); }

void PrisonEventContract::Register(int n, const char* number) {
  ASSERT_THAT(store().Write([&](PrisonEventTx& tx) -> Result<void> {
    const PersonRow row = ARow({{"prison_number", number}});
    auto [person, changes] =
        Person::Register({APersonId(n), row, At(kMonday, 0)}, ActAt(kMonday), EnglandAndWales());
    TTG_RETURN_IF_ERROR(tx.people->Save({{std::move(person), std::move(changes)}}));
    return {};
  }),
              Succeeded());
}

ReceivePrisonEvents::Receipt PrisonEventContract::Receive(
    const std::vector<PrisonEventNotice>& notices, const std::string& position) {
  ReceivePrisonEvents::Command command{"a stream", {}};
  for (const PrisonEventNotice& notice : notices) command.events.push_back({"", notice});
  if (!command.events.empty()) command.events.back().position = position;
  ReceivePrisonEvents::Receipt receipt;
  EXPECT_THAT(store().Write([&](PrisonEventTx& tx) -> Result<void> {
    TTG_TRY(receipt, use_cases_.receive(tx.stores(), PrisonSystemCall(*bound_.call), command));
    return {};
  }),
              Succeeded());
  return receipt;
}

Result<PrisonEvent> PrisonEventContract::Settle(const PrisonEvent& event, bool retry,
                                                const std::string& reason) {
  std::optional<PrisonEvent> settled;
  TTG_RETURN_IF_ERROR(store().Write([&](PrisonEventTx& tx) -> Result<void> {
    TTG_TRY(settled, use_cases_.settle(tx.stores(), PrisonSystemCall(*bound_.call),
                                       {event.id, event.version, retry, reason}));
    return {};
  }));
  return *std::move(settled);
}

std::vector<PrisonEvent> PrisonEventContract::WorkList() {
  std::vector<PrisonEvent> events;
  EXPECT_THAT(store().Read([&](PrisonEventTx& tx) -> Result<void> {
    TTG_TRY(events, tx.events->List({}));
    return {};
  }),
              Succeeded());
  return events;
}

Person::Snapshot PrisonEventContract::Read(int n) {
  std::optional<Person> person;
  EXPECT_THAT(store().Read([&](PrisonEventTx& tx) -> Result<void> {
    TTG_TRY(person, tx.people->Find(APersonId(n)));
    return {};
  }),
              Succeeded());
  return person.value().snapshot();
}

std::vector<Movement> PrisonEventContract::Movements(int n) {
  std::vector<Movement> movements;
  EXPECT_THAT(store().Read([&](PrisonEventTx& tx) -> Result<void> {
    TTG_TRY(movements, tx.movements->OfPerson(APersonId(n)));
    return {};
  }),
              Succeeded());
  return movements;
}

// Domain A8: each exactly once.
TEST_P(PrisonEventContract, AppliesEachOnce) {
  const auto out = ANotice("released", "SENT_TO_COURT", 540);
  const auto back = ANotice("received", "RETURN_FROM_COURT", 900);
  EXPECT_THAT(OutcomesOf(Receive({out, back, out}, "7-0")),
              ElementsAre(kApplied, kApplied, kRepeated));
  const auto again = Receive({back});
  EXPECT_THAT(OutcomesOf(again), ElementsAre(kRepeated));
  EXPECT_EQ(again.position, "7-0");
  EXPECT_EQ(Read().state, PersonState::kInPrison);
  EXPECT_EQ(Read().prison.str(), "OWI");
  EXPECT_THAT(Movements(), SizeIs(2));
  EXPECT_THAT(WorkList(), IsEmpty());
}

// Domain A8: out of order, what is refused at first goes in as soon as it can, and what is late
// stands in the history.
TEST_P(PrisonEventContract, ComesToTheSameInAnyOrder) {
  const auto released = ANotice("released", "RELEASED", 540);
  const auto recalled = ANotice("received", "RECALL", 700);
  EXPECT_THAT(OutcomesOf(Receive({recalled})), ElementsAre(kRefused));
  EXPECT_THAT(WorkList(), SizeIs(1));
  EXPECT_THAT(OutcomesOf(Receive({released})), ElementsAre(kApplied));
  EXPECT_THAT(WorkList(), IsEmpty());
  EXPECT_EQ(Read().state, PersonState::kInPrison);
  EXPECT_EQ(Read().spent_through, kMonday);
  const auto late = Receive({ANotice("received", "TRANSFERRED", 300, "LEI")});
  EXPECT_THAT(OutcomesOf(late), ElementsAre(kLate));
  EXPECT_EQ(Read().prison.str(), "OWI");
  EXPECT_THAT(Movements(), SizeIs(3));
}

TEST_P(PrisonEventContract, WaitsForSomebodyUnknown) {
  const auto out = ANotice("released", "RELEASED", 540, "BMI", "A9999AA");
  EXPECT_THAT(OutcomesOf(Receive({out})), ElementsAre(kWaiting));
  ASSERT_THAT(WorkList(), SizeIs(1));
  EXPECT_THAT(Settle(WorkList()[0], /*retry=*/true),
              FailsWith(ErrorKind::kPrecondition, "PERSON_UNKNOWN"));
  Register(2, "A9999AA");
  ASSERT_THAT(store().Write([&](PrisonEventTx& tx) -> Result<void> {
    TTG_TRY(const auto applied,
            use_cases_.apply_waiting(tx.stores(), PrisonSystemCall(*bound_.call), 10));
    EXPECT_THAT(applied, SizeIs(1));
    TTG_TRY(const auto ready, tx.events->Ready(10));
    EXPECT_THAT(ready, IsEmpty());
    return {};
  }),
              Succeeded());
  EXPECT_EQ(Read(2).state, PersonState::kReleased);
  EXPECT_THAT(WorkList(), IsEmpty());
}

TEST_P(PrisonEventContract, KeepsWhatNobodyForesawOnTheWorkList) {
  PrisonEventNotice unreadable = ANotice("released", "", 540);
  unreadable.occurred_at.reset();
  unreadable.fault = "JSON_MALFORMED";
  const auto receipt = Receive(
      {ANotice("released", "UNKNOWN", 540), unreadable, ANotice("cell-move", "ADM", 540),
       ANotice("released", "TRANSFERRED", 540), ANotice("received", "TRANSFERRED", 545, "XXX")});
  EXPECT_THAT(OutcomesOf(receipt), ElementsAre(kRefused, kRefused, kIgnored, kIgnored, kRefused));
  const auto list = WorkList();
  ASSERT_THAT(list, SizeIs(3));
  EXPECT_EQ(list[0].outcome_reason, "REASON_UNKNOWN");
  EXPECT_EQ(list[1].outcome_reason, "JSON_MALFORMED");
  EXPECT_EQ(list[2].outcome_reason, "PRISON_UNKNOWN");
  EXPECT_THAT(Settle(list[0], true), FailsWith(ErrorKind::kPrecondition, "REASON_UNKNOWN"));
  EXPECT_THAT(Settle(list[1], true), FailsWith(ErrorKind::kPrecondition, "JSON_MALFORMED"));
  EXPECT_THAT(Settle(list[0], false), FailsWith(ErrorKind::kInvalid, "REASON_MISSING"));
  const auto aside = Settle(list[0], false, "a test of theirs");
  ASSERT_THAT(aside, Succeeded());
  EXPECT_EQ(aside->outcome, kIgnored);
  EXPECT_EQ(aside->settle_reason, "a test of theirs");
  EXPECT_THAT(Settle(*aside, true), FailsWith(ErrorKind::kPrecondition, "SETTLED_ALREADY"));
  EXPECT_THAT(Settle(list[0], true), FailsWith(ErrorKind::kStale, "PRISON_EVENT_CHANGED"));
  EXPECT_EQ(Read().state, PersonState::kInPrison);
}

// Domain A8: the prison system has merged two numbers.
TEST_P(PrisonEventContract, MergesTwoNumbers) {
  Register(2, "A2222BB");
  PrisonEventNotice merged = ANotice("merged", "MERGE", 540);
  merged.removed_number = Sensitive<std::string>("A2222BB");
  PrisonEventNotice unknown = ANotice("merged", "MERGE", 541);
  unknown.removed_number = Sensitive<std::string>("A9999AA");
  EXPECT_THAT(OutcomesOf(Receive({merged, unknown})), ElementsAre(kApplied, kIgnored));
  EXPECT_EQ(Read(2).merged_into, APersonId(1));
  // What is told of the number that is no more is about the survivor.
  EXPECT_THAT(OutcomesOf(Receive({ANotice("released", "RELEASED", 560, "BMI", "A2222BB")})),
              ElementsAre(kApplied));
  EXPECT_EQ(Read(1).state, PersonState::kReleased);
  EXPECT_THAT(Movements(1), SizeIs(1));
}

TEST_P(PrisonEventContract, ShowsABatchAndThoseInReachAlone) {
  const auto receipt = Receive({ANotice("released", "UNKNOWN", 540),
                                ANotice("released", "RELEASED", 541, "BMI", "A9999AA")});
  ASSERT_THAT(store().Read([&](PrisonEventTx& tx) -> Result<void> {
    TTG_TRY(const auto batch, tx.events->OfBatch(receipt.batch));
    EXPECT_EQ(batch, receipt.events);
    TTG_TRY(const auto waiting, tx.events->List({.outcome = kWaiting}));
    EXPECT_THAT(waiting, SizeIs(1));
    TTG_TRY(const auto after, tx.events->List({.after = receipt.events[0].id}));
    EXPECT_THAT(after, SizeIs(1));
    return {};
  }),
              Succeeded());
  bound_.call->scope = {};
  bound_.call->scope.prisons.some.insert(PrisonId::Parse("LEI").value());
  EXPECT_THAT(WorkList(), IsEmpty());
  EXPECT_THAT(Settle(receipt.events[0], false, "no"),
              FailsWith(ErrorKind::kNotFound, "PRISON_EVENT_NOT_FOUND"));
  bound_.call->scope.prisons.some.insert(PrisonId::Parse("BMI").value());
  EXPECT_THAT(WorkList(), SizeIs(2));
}

}  // namespace ttg::release::testing
