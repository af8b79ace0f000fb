#include <algorithm>
#include <tuple>

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "release/testing/consent/fake_consent_store.h"
#include "release/testing/merges/fake_merge_store.h"
#include "release/testing/prison_events/fake_prison_event_store.h"
#include "release/testing/prison_events/prison_event_contract.h"

// What must never happen, however a stream of events is shuffled, repeated, dropped and sent again
// (domain A8).
namespace ttg::release {
namespace {

using testing::ANotice;
using testing::APersonId;
using testing::kMonday;

// A service of its own, with one person whom a file has brought.
class Receiver {
 public:
  Receiver() { people_.people.emplace(APersonId().str(), testing::APerson().snapshot()); }

  void Receive(const std::vector<PrisonEventNotice>& notices) {
    ReceivePrisonEvents::Command command{"stream", {}};
    for (const PrisonEventNotice& notice : notices) command.events.push_back({"", notice});
    const auto receipt = use_cases_.receive(
        {{people_store_, movement_store_, consent_store_, merge_store_}, event_store_}, call_,
        std::move(command));
    RC_ASSERT(receipt.has_value());
  }

  const Person::Snapshot& person() const { return people_.people.at(APersonId().str()); }

  // Kind and time of every movement, in the order in which they happened.
  std::vector<std::pair<Instant, MovementKind>> Movements() const {
    std::vector<std::pair<Instant, MovementKind>> all;
    for (const auto& [id, movement] : movements_.movements) {
      all.emplace_back(movement.occurred_at, movement.kind);
    }
    std::ranges::sort(all);
    return all;
  }

 private:
  ttg::testing::FixedClock clock_{kMonday + 1};
  ttg::testing::SequentialIds ids_;
  ttg::testing::FixedCalendar calendar_{testing::EnglandAndWales()};
  MovementUseCases movement_use_cases_{clock_, calendar_, ids_, testing::Reference()};
  MergeUseCases merge_use_cases_{clock_, calendar_, ids_};
  PrisonEventUseCases use_cases_{clock_, ids_, movement_use_cases_, merge_use_cases_};
  testing::FakeReleases people_;
  testing::FakeMovements movements_;
  testing::FakeConsents consents_;
  testing::FakeMerges merges_;
  testing::FakePrisonEvents events_;
  CallContext call_ = PrisonSystemCall(testing::ACaller());
  testing::FakeReleaseStore people_store_{people_, call_};
  testing::FakeMovementStore movement_store_{movements_};
  testing::FakeConsentStore consent_store_{consents_};
  testing::FakeMergeStore merge_store_{merges_, movements_, people_, call_};
  // A try that fails writes nothing before it does; nothing has to be put back.
  testing::FakePrisonEventStore event_store_{events_, people_, call_, [] { return [] {}; }};
};

// What the prison system tells of somebody in prison: each follows from the one before.
std::vector<PrisonEventNotice> AStream(int length) {
  std::vector<PrisonEventNotice> stream;
  std::string where = "prison";
  for (int i = 0; i < length; ++i) {
    const int minutes = 60 + i * 10;
    const std::string prison = *rc::gen::element<std::string>("OWI", "LEI", "BMI");
    const auto add = [&](const char* what, const char* reason, const char* next) {
      stream.push_back(ANotice(what, reason, minutes, prison));
      where = next;
    };
    if (where == "prison") {
      const int choice = *rc::gen::inRange(0, 3);
      if (choice == 0) add("released", "RELEASED", "out");
      if (choice == 1) add("released", "SENT_TO_COURT", "court");
      if (choice == 2) add("released", "TEMPORARY_ABSENCE_RELEASE", "absent");
    } else if (where == "out") {
      add("received", "RECALL", "prison");
    } else if (where == "court") {
      add("received", "RETURN_FROM_COURT", "prison");
    } else {
      add("received", "TEMPORARY_ABSENCE_RETURN", "prison");
    }
  }
  return stream;
}

RC_GTEST_PROP(PrisonEvents, LeadToTheSameInWhateverOrderTheyCome, ()) {
  const auto stream = AStream(*rc::gen::inRange(1, 9));
  Receiver in_order;
  in_order.Receive(stream);

  // Each at least once, some again, in any order, in batches of any size.
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < stream.size(); ++i) order.push_back(i);
  const auto again = *rc::gen::container<std::vector<std::size_t>>(
      rc::gen::inRange<std::size_t>(0, stream.size()));
  order.insert(order.end(), again.begin(), again.end());
  for (std::size_t i = order.size(); i > 1; --i) {
    std::swap(order[i - 1], order[*rc::gen::inRange<std::size_t>(0, i)]);
  }
  Receiver shuffled;
  std::vector<PrisonEventNotice> batch;
  for (const std::size_t i : order) {
    batch.push_back(stream[i]);
    if (*rc::gen::arbitrary<bool>()) shuffled.Receive(std::exchange(batch, {}));
  }
  shuffled.Receive(batch);

  const Person::Snapshot& one = in_order.person();
  const Person::Snapshot& other = shuffled.person();
  RC_ASSERT(other.state == one.state);
  RC_ASSERT(other.moved_at == one.moved_at);
  RC_ASSERT(other.prison == one.prison);
  RC_ASSERT(other.released_on == one.released_on);
  RC_ASSERT(other.spent_through == one.spent_through);
  RC_ASSERT(shuffled.Movements() == in_order.Movements());
  RC_ASSERT(in_order.Movements().size() == stream.size());
}

// Domain A8: a row for each reason, every one of them possible for somebody.
TEST(PrisonEventRules, LeadToMovementsThatHappenToSomebody) {
  for (const PrisonEventRule& rule : PrisonEventRules()) {
    for (const MovementKind kind : rule.kinds) {
      bool is_possible = false;
      for (int i = 0; i <= static_cast<int>(PersonState::kMerged); ++i) {
        is_possible = is_possible || KindFor(rule, static_cast<PersonState>(i)) == kind;
      }
      EXPECT_TRUE(is_possible) << rule.reason << ' ' << ToString(kind);
    }
  }
  EXPECT_EQ(FindPrisonEventRule(PrisonEventTopic::kReleased, "RECALL"), nullptr);
  EXPECT_EQ(TopicOf("prison-offender-events.prisoner.cell-move"), std::nullopt);
}

}  // namespace
}  // namespace ttg::release
