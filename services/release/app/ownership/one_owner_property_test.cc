#include <array>

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "platform/testing/fixed_calendar.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/sequential_ids.h"
#include "release/app/assign_owner.h"
#include "release/app/ownership/ownership_use_cases.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"
#include "release/testing/ownership/fake_ownership_store.h"
#include "release/testing/ownership/ownership_builders.h"

// Domain A11: exactly one owner at all times, and a second, named, receiving owner during handover.
namespace ttg::release {
namespace {

using testing::AnOwnerId;
using testing::APersonId;
using testing::kMonday;

constexpr std::array kWorkers = {"p1", "p2", "c1", "c2"};

// One case, a few workers, and anybody trying anything.
class World {
 public:
  World() {
    for (const char* id : kWorkers) {
      const bool prison = id[0] == 'p';
      RC_ASSERT(use_cases_
                    .register_worker(owners_, {AnOwnerId(id), prison ? testing::APrisonWorker()
                                                                     : testing::ACommunityWorker()})
                    .has_value());
    }
    auto person = testing::APerson(1).snapshot();
    person.owner = AnOwnerId("p1");
    person.owner_side = OwnerSide::kPrison;
    state_.releases.people.emplace(APersonId(1).str(), std::move(person));
  }

  void Try(int verb, const char* actor, const char* other) {
    call_.actor = AnOwnerId(actor);
    const std::int64_t version = PersonNow().version;
    const auto target = Latest();
    switch (verb) {
      case 0:
        (void)use_cases_.offer(stores_, call_,
                               {{APersonId(1), version},
                                AnOwnerId(other),
                                testing::TheWholeChecklist(),
                                std::nullopt});
        break;
      case 1:
        if (target) (void)use_cases_.accept(stores_, call_, {*target});
        break;
      case 2:
        if (target) (void)use_cases_.decline(stores_, call_, {*target, "full"});
        break;
      case 3:
        if (target) (void)use_cases_.withdraw(stores_, call_, {*target, "early"});
        break;
      case 4:
        if (target) (void)use_cases_.assign(stores_, call_, {*target, AnOwnerId(other), "late"});
        break;
      case 5:
        clock_.Advance(absl::Hours(24 * 6));
        (void)use_cases_.sweep(stores_, call_, 10);
        break;
      case 6:
        (void)AssignOwner(change_)(people_, call_, {{APersonId(1), version}, AnOwnerId(other)});
        break;
      default:
        Reallocate(other);
    }
  }

  void Check() const {
    const Person::Snapshot& person = PersonNow();
    RC_ASSERT(person.owner.has_value());
    int on_offer = 0;
    for (const auto& [id, one] : state_.handovers) {
      if (one.state != HandoverState::kOffered) continue;
      ++on_offer;
      RC_ASSERT(one.from.id == *person.owner);
      RC_ASSERT(person.receiving_owner == one.to.id);
      RC_ASSERT(one.to.id != *person.owner);
    }
    RC_ASSERT(on_offer == (person.receiving_owner ? 1 : 0));
    // Whoever listens to the events knows the same owner.
    ActorId heard = AnOwnerId("p1");
    for (const auto& one : state_.releases.announced) {
      const auto* changed = std::get_if<PersonOwnerChanged>(&one.event);
      if (changed == nullptr) continue;
      RC_ASSERT(changed->previous_owner == heard);
      heard = changed->owner;
    }
    RC_ASSERT(heard == *person.owner);
  }

 private:
  const Person::Snapshot& PersonNow() const {
    return state_.releases.people.at(APersonId(1).str());
  }
  std::optional<HandoverTarget> Latest() const {
    if (state_.handovers.empty()) return std::nullopt;
    const auto& last = state_.handovers.rbegin()->second;
    return HandoverTarget{last.id, last.version};
  }
  void Reallocate(const char* to) {
    const ReallocationQuery query{*PersonNow().owner, {AnOwnerId(to)}, 0};
    const auto preview = use_cases_.preview_reallocation(owners_, query);
    if (!preview) return;
    (void)use_cases_.run_reallocation(
        stores_, call_,
        {query, FingerprintOf(preview->plan), TransferReason::kWorkload, "too much"});
  }

  ttg::testing::FixedClock clock_{kMonday - 28};
  ttg::testing::SequentialIds ids_;
  ttg::testing::FixedCalendar calendar_{testing::EnglandAndWales()};
  OwnershipUseCases use_cases_{clock_, calendar_, ids_, testing::Reference()};
  ChangePerson change_{clock_, calendar_};
  testing::FakeOwnership state_;
  CallContext call_ = testing::ALead();
  testing::FakeReleaseStore people_{state_.releases, call_};
  testing::FakeOwnershipStore owners_{state_, call_};
  OwnershipStores stores_{people_, owners_};
};

RC_GTEST_PROP(OneOwner, AtAllTimes, ()) {
  World world;
  const int steps = *rc::gen::inRange(1, 40);
  for (int step = 0; step < steps; ++step) {
    world.Try(*rc::gen::inRange(0, 8), *rc::gen::elementOf(kWorkers),
              *rc::gen::elementOf(kWorkers));
    world.Check();
  }
}

}  // namespace
}  // namespace ttg::release
