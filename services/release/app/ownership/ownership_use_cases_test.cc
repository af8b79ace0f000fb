#include "release/app/ownership/ownership_use_cases.h"

#include <gmock/gmock.h>

#include "platform/testing/fixed_calendar.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/matchers.h"
#include "platform/testing/sequential_ids.h"
#include "release/app/assign_owner.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"
#include "release/testing/movements/builders.h"
#include "release/testing/movements/fake_movement_store.h"
#include "release/testing/ownership/fake_ownership_store.h"
#include "release/testing/ownership/ownership_builders.h"

// Domain A11, from the commands to what is stored and announced.
namespace ttg::release {
namespace {

using testing::ACommunityWorker;
using testing::AnOwnerId;
using testing::APersonId;
using testing::APrisonWorker;
using testing::At;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::kMonday;
using ::testing::SizeIs;
using testing::TheWholeChecklist;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

class Ownership : public ::testing::Test {
 protected:
  Ownership() {
    for (const auto* id : {"sender", "second"}) {
      EXPECT_THAT(use_cases_.register_worker(owners_, {AnOwnerId(id), APrisonWorker()}),
                  Succeeded());
    }
    for (const auto* id : {"receiver", "other"}) {
      EXPECT_THAT(use_cases_.register_worker(owners_, {AnOwnerId(id), ACommunityWorker()}),
                  Succeeded());
    }
    for (const int n : {1, 2, 3}) {
      auto person = testing::APerson(n, {{"prison_number", "A111" + std::to_string(n) + "AA"},
                                         {"risk_of_serious_harm", "HIGH"}})
                        .snapshot();
      person.owner = AnOwnerId("sender");
      person.owner_side = OwnerSide::kPrison;
      state_.releases.people.emplace(APersonId(n).str(), std::move(person));
    }
    As("sender");
  }

  void As(std::string_view who, Role role = Role::kResettlementWorker) {
    call_.actor = AnOwnerId(who);
    call_.roles = {role};
  }

  const Person::Snapshot& PersonOf(int n) const {
    return state_.releases.people.at(APersonId(n).str());
  }

  Result<HandedOver> Offer(int n, std::string_view to = "receiver") {
    return use_cases_.offer(
        stores_, call_,
        {{APersonId(n), PersonOf(n).version}, AnOwnerId(to), TheWholeChecklist(), std::nullopt});
  }

  HandoverTarget TargetOf(const HandoverId& id) const {
    return {id, state_.handovers.at(id.str()).version};
  }
  // The one that person 1's case is offered with.
  HandoverTarget Offered() {
    const auto offered = Offer(1);
    EXPECT_THAT(offered, Succeeded());
    return TargetOf(offered->view.handover.snapshot().id);
  }

  std::vector<std::string> Announced() const {
    std::vector<std::string> names;
    for (const auto& one : state_.releases.announced) {
      if (std::holds_alternative<PersonOwnerChanged>(one.event)) names.emplace_back("OwnerChanged");
      if (std::holds_alternative<HandoverOffered>(one.event)) names.emplace_back("Offered");
      if (const auto* ended = std::get_if<HandoverEnded>(&one.event)) {
        names.emplace_back(ToString(ended->state));
      }
      if (std::holds_alternative<PersonMoved>(one.event)) names.emplace_back("Moved");
      if (std::holds_alternative<PersonPrisonChanged>(one.event)) names.emplace_back("Prison");
    }
    return names;
  }

  ttg::testing::FixedClock clock_{kMonday};
  ttg::testing::SequentialIds ids_;
  ttg::testing::FixedCalendar calendar_{testing::EnglandAndWales()};
  OwnershipUseCases use_cases_{clock_, calendar_, ids_, testing::Reference()};
  testing::FakeOwnership state_;
  testing::FakeMovements moved_;
  CallContext call_ = testing::ALead();
  testing::FakeReleaseStore people_{state_.releases, call_};
  testing::FakeOwnershipStore owners_{state_, call_};
  testing::FakeMovementStore movements_{moved_};
  OwnershipStores stores_{people_, owners_};
};

TEST_F(Ownership, GoesOverWhenItIsAccepted) {
  const auto target = Offered();
  EXPECT_EQ(PersonOf(1).owner, AnOwnerId("sender"));
  EXPECT_EQ(PersonOf(1).receiving_owner, AnOwnerId("receiver"));
  EXPECT_EQ(state_.handovers.begin()->second.expires_on, Date(2026, 12, 7));
  As("receiver", Role::kCommunityWorker);
  const auto accepted = use_cases_.accept(stores_, call_, {target});
  ASSERT_THAT(accepted, Succeeded());
  EXPECT_EQ(accepted->person.snapshot().owner, AnOwnerId("receiver"));
  EXPECT_EQ(accepted->person.snapshot().owner_side, OwnerSide::kCommunity);
  EXPECT_EQ(accepted->view.handover.snapshot().version, 2);
  EXPECT_THAT(Announced(), ElementsAre("Offered", "OwnerChanged", "ACCEPTED"));
  EXPECT_THAT(use_cases_.accept(stores_, call_, {TargetOf(target.handover)}),
              FailsWith("NOT_ON_OFFER"));
}

TEST_F(Ownership, StaysWithTheSenderWhenItIsDeclinedOrWithdrawn) {
  const auto target = Offered();
  As("receiver");
  EXPECT_THAT(use_cases_.decline(stores_, call_, {{target.handover, 7}, "full"}),
              FailsWith("HANDOVER_CHANGED"));
  ASSERT_THAT(use_cases_.decline(stores_, call_, {target, "full"}), Succeeded());
  EXPECT_EQ(PersonOf(1).receiving_owner, std::nullopt);
  As("sender");
  const auto again = Offered();
  ASSERT_THAT(use_cases_.withdraw(stores_, call_, {again, "too early"}), Succeeded());
  EXPECT_EQ(PersonOf(1).owner, AnOwnerId("sender"));
  EXPECT_EQ(PersonOf(1).receiving_owner, std::nullopt);
  EXPECT_THAT(Announced(), ElementsAre("Offered", "DECLINED", "Offered", "WITHDRAWN"));
}

TEST_F(Ownership, IsOfferedByTheOwnerOrALead) {
  As("second");
  EXPECT_THAT(Offer(1), FailsWith("NOT_THE_OWNER"));
  As("second", Role::kResettlementLead);
  EXPECT_THAT(Offer(1, "nobody"), FailsWith(ErrorKind::kInvalid, "WORKER_UNKNOWN"));
  EXPECT_THAT(Offer(1, "sender"), FailsWith("OWNER_ALREADY"));
  ASSERT_THAT(Offer(1), Succeeded());
  EXPECT_THAT(Offer(1), FailsWith("HANDOVER_ON_OFFER"));
  EXPECT_THAT(use_cases_.offer(stores_, call_,
                               {{APersonId(2), 7}, AnOwnerId("receiver"), {}, std::nullopt}),
              FailsWith("PERSON_CHANGED"));
  EXPECT_THAT(use_cases_.offer(stores_, call_,
                               {{APersonId(2), 1}, AnOwnerId("receiver"), {}, std::nullopt}),
              FailsWith("CHECKLIST_INCOMPLETE"));
  state_.workers.at("receiver").is.leaves_on = kMonday - 1;
  EXPECT_THAT(Offer(2), FailsWith("WORKER_HAS_LEFT"));
}

// Not taken up: from 10 working days before release, 3 December, the receiving lead assigns.
TEST_F(Ownership, IsAssignedWhenItWasNotTakenUp) {
  clock_.Set(At(Date(2026, 11, 18)));
  const auto target = Offered();
  As("lead", Role::kResettlementLead);
  const AssignHandover::Command command{target, AnOwnerId("other"), "not taken up"};
  EXPECT_THAT(use_cases_.assign(stores_, call_, command), FailsWith("NOT_TO_BE_ASSIGNED"));
  clock_.Set(At(Date(2026, 11, 19)));
  EXPECT_THAT(use_cases_.assign(stores_, call_, {target, AnOwnerId("second"), "x"}),
              FailsWith("NOT_OF_THE_RECEIVING_SIDE"));
  ASSERT_THAT(use_cases_.assign(stores_, call_, command), Succeeded());
  EXPECT_EQ(PersonOf(1).owner, AnOwnerId("other"));
  EXPECT_EQ(PersonOf(1).receiving_owner, std::nullopt);
  EXPECT_THAT(Announced(), ElementsAre("Offered", "OwnerChanged", "ASSIGNED"));
}

TEST_F(Ownership, LetsOffersExpireButNotThoseToBeAssigned) {
  auto& later = state_.releases.people.at(APersonId(2).str());
  later.release_day.date = Date(2027, 6, 1);
  ASSERT_THAT(Offer(1), Succeeded());
  ASSERT_THAT(Offer(2), Succeeded());
  As("release", Role::kSystem);
  clock_.Set(At(Date(2026, 12, 7)));
  EXPECT_THAT(*use_cases_.sweep(stores_, call_, 10), SizeIs(0));
  clock_.Set(At(Date(2026, 12, 8)));
  EXPECT_THAT(*use_cases_.sweep(stores_, call_, 10), SizeIs(1));
  EXPECT_EQ(PersonOf(1).receiving_owner, AnOwnerId("receiver"));
  EXPECT_EQ(PersonOf(2).receiving_owner, std::nullopt);
  EXPECT_EQ(PersonOf(2).owner, AnOwnerId("sender"));
  EXPECT_THAT(Announced(), ElementsAre("Offered", "Offered", "EXPIRED"));
}

TEST_F(Ownership, WithdrawsTheOfferOfWhoIsThereNoMore) {
  for (const int n : {1, 2, 3}) ASSERT_THAT(Offer(n), Succeeded());
  state_.releases.people.at(APersonId(1).str()).state = PersonState::kDied;
  state_.releases.people.at(APersonId(2).str()).state = PersonState::kDeported;
  state_.releases.people.at(APersonId(3).str()).state = PersonState::kMerged;
  As("receiver", Role::kCommunityWorker);
  const auto target = TargetOf(*HandoverId::Parse(state_.handovers.begin()->first));
  EXPECT_THAT(use_cases_.accept(stores_, call_, {target}), FailsWith("CASE_CLOSED"));
  As("release", Role::kSystem);
  EXPECT_THAT(*use_cases_.sweep(stores_, call_, 2), SizeIs(2));
  EXPECT_THAT(*use_cases_.sweep(stores_, call_, 2), SizeIs(1));
  for (const auto& [id, one] : state_.handovers) {
    EXPECT_EQ(one.state, HandoverState::kWithdrawn);
    EXPECT_EQ(one.reason, "CASE_CLOSED");
  }
}

TEST_F(Ownership, KnowsWhoMayOwnACase) {
  ChangePerson change(clock_, calendar_);
  const AssignOwner assign(change);
  state_.workers.at("second").is.leaves_on = kMonday - 1;
  state_.releases.owners.at("second").leaves_on = kMonday - 1;
  EXPECT_THAT(assign(people_, call_, {{APersonId(1), 1}, AnOwnerId("second")}),
              FailsWith("OWNER_HAS_LEFT"));
  const auto stranger = assign(people_, call_, {{APersonId(1), 1}, AnOwnerId("stranger")});
  ASSERT_THAT(stranger, Succeeded());
  EXPECT_EQ(stranger->snapshot().owner_side, std::nullopt);
  const auto known = assign(people_, call_, {{APersonId(1), 2}, AnOwnerId("other")});
  ASSERT_THAT(known, Succeeded());
  EXPECT_EQ(known->snapshot().owner_side, OwnerSide::kCommunity);
}

TEST_F(Ownership, TakesCareOfWorkers) {
  EXPECT_THAT(use_cases_.register_worker(owners_, {AnOwnerId("sender"), APrisonWorker()}),
              FailsWith(ErrorKind::kDuplicate, "WORKER_EXISTS"));
  const auto half = [](Worker::Description& is) { is.contracted_minutes = 1110; };
  ASSERT_THAT(use_cases_.update_worker(owners_, {{AnOwnerId("sender"), 1}, half}), Succeeded());
  EXPECT_THAT(use_cases_.update_worker(owners_, {{AnOwnerId("sender"), 1}, half}),
              FailsWith("WORKER_CHANGED"));
  EXPECT_THAT(use_cases_.update_worker(
                  owners_, {{AnOwnerId("sender"), 2},
                            [](Worker::Description& is) { is.reduced_minutes = 2000; }}),
              FailsWith("HOURS_IMPOSSIBLE"));
  const auto away =
      use_cases_.record_absence(owners_, {{AnOwnerId("sender"), 2}, kMonday, std::nullopt});
  ASSERT_THAT(away, Succeeded());
  const AbsenceId absence = away->snapshot().absences.front().id;
  ASSERT_THAT(use_cases_.end_absence(owners_, {{AnOwnerId("sender"), 3}, absence, kMonday}),
              Succeeded());
  EXPECT_THAT(use_cases_.end_absence(owners_, {{AnOwnerId("nobody"), 3}, absence, kMonday}),
              FailsWith("WORKER_NOT_FOUND"));
}

TEST_F(Ownership, ShowsTheFullestFirstAndWhoIsExcessivelyLoaded) {
  state_.workers.at("sender").is.contracted_minutes = 74;  // 33 points for 45
  state_.workers.at("second").is.leaves_on = kMonday - 1;
  for (int week = 3; week >= 0; --week) {
    clock_.Set(At(kMonday - 7 * week));
    ASSERT_THAT(use_cases_.record_workloads(owners_, "", 2),
                ttg::testing::SucceededWith(std::optional<std::string>("receiver")));
    ASSERT_THAT(use_cases_.record_workloads(owners_, "receiver", 2),
                ttg::testing::SucceededWith(std::optional<std::string>("sender")));
    ASSERT_THAT(use_cases_.record_workloads(owners_, "sender", 2),
                ttg::testing::SucceededWith(std::optional<std::string>()));
  }
  const auto all = use_cases_.list_workloads(owners_, {});
  ASSERT_THAT(all, Succeeded());
  // Who has left and owns nothing is not shown.
  ASSERT_THAT(*all, SizeIs(3));
  EXPECT_EQ((*all)[0].worker.id(), AnOwnerId("sender"));
  EXPECT_EQ((*all)[0].load, (Workload{3, 45, 33}));
  EXPECT_TRUE((*all)[0].excessive);
  EXPECT_FALSE((*all)[1].excessive);
  ListWorkloads::Query page{.limit = 1};
  page.after = WorkloadCursor{(*all)[0].load, (*all)[0].worker.id()};
  const auto second = use_cases_.list_workloads(owners_, page);
  ASSERT_THAT(*second, SizeIs(1));
  EXPECT_EQ(second->front().worker.id(), AnOwnerId("other"));
  const auto excessive = use_cases_.list_workloads(owners_, {.excessive_only = true});
  EXPECT_THAT(*excessive, SizeIs(1));
}

TEST_F(Ownership, ReallocatesAsPreviewed) {
  As("lead", Role::kResettlementLead);
  const ReallocationQuery query{AnOwnerId("sender"), {AnOwnerId("second"), AnOwnerId("other")}, 0};
  const auto preview = use_cases_.preview_reallocation(owners_, query);
  ASSERT_THAT(preview, Succeeded());
  EXPECT_THAT(preview->plan.given, SizeIs(3));
  ASSERT_THAT(preview->workloads, SizeIs(3));
  EXPECT_EQ(preview->workloads[0].load, (Workload{0, 0, 1000}));
  // Equally full and with as few cases, whose id comes first takes the next.
  EXPECT_EQ(preview->workloads[1].load, (Workload{1, 15, 1000}));
  EXPECT_EQ(preview->workloads[2].load, (Workload{2, 30, 1000}));
  EXPECT_EQ(PersonOf(1).owner, AnOwnerId("sender"));
  RunReallocation::Command command{query, FingerprintOf(preview->plan), TransferReason::kLeaver,
                                   "left"};
  const auto run = use_cases_.run_reallocation(stores_, call_, command);
  ASSERT_THAT(run, Succeeded());
  EXPECT_THAT(run->moved, SizeIs(3));
  EXPECT_THAT(state_.transfers, SizeIs(3));
  EXPECT_THAT(Announced(), ElementsAre("OwnerChanged", "OwnerChanged", "OwnerChanged"));
  for (const int n : {1, 2, 3}) EXPECT_NE(PersonOf(n).owner, AnOwnerId("sender"));
  EXPECT_THAT(use_cases_.run_reallocation(stores_, call_, command),
              FailsWith(ErrorKind::kStale, "REALLOCATION_CHANGED"));
}

TEST_F(Ownership, ReallocatesOnlyToWhoCanTakeCases) {
  As("lead", Role::kResettlementLead);
  const auto preview = [&](std::vector<ActorId> to, std::string_view from = "sender") {
    return use_cases_.preview_reallocation(owners_, {AnOwnerId(from), std::move(to), 2});
  };
  ASSERT_THAT(preview({AnOwnerId("second")}), Succeeded());
  EXPECT_THAT(preview({AnOwnerId("second")})->plan.given, SizeIs(2));
  EXPECT_THAT(preview({}), FailsWith("RECEIVERS_MISSING"));
  EXPECT_THAT(preview({AnOwnerId("sender")}), FailsWith("SENDER_IS_RECEIVER"));
  EXPECT_THAT(preview({AnOwnerId("stranger")}), FailsWith("WORKER_UNKNOWN"));
  EXPECT_THAT(preview({AnOwnerId("second")}, "stranger"),
              FailsWith(ErrorKind::kNotFound, "WORKER_NOT_FOUND"));
  const RunReallocation::Command command{{AnOwnerId("sender"), {AnOwnerId("second")}, 2},
                                         FingerprintOf(preview({AnOwnerId("second")})->plan),
                                         TransferReason::kAbsence,
                                         "away"};
  state_.workers.at("second").is.contracted_minutes = 0;
  EXPECT_THAT(preview({AnOwnerId("second")}), FailsWith("WORKER_WITHOUT_HOURS"));
  state_.workers.at("second").absences.push_back(
      {*AbsenceId::Parse(ids_.NewId()), kMonday, std::nullopt});
  EXPECT_THAT(preview({AnOwnerId("second")}), FailsWith("WORKER_AWAY_OR_LEAVING"));
  EXPECT_THAT(use_cases_.run_reallocation(stores_, call_, command),
              FailsWith("REALLOCATION_CHANGED"));
}

// Nothing is lost on reallocation: the offer goes with the case.
TEST_F(Ownership, PassesAnOfferOnWithItsCase) {
  ASSERT_THAT(Offer(1, "receiver"), Succeeded());
  ASSERT_THAT(Offer(2, "other"), Succeeded());
  As("lead", Role::kResettlementLead);
  const ReallocationQuery query{AnOwnerId("sender"), {AnOwnerId("other")}, 0};
  const auto preview = use_cases_.preview_reallocation(owners_, query);
  ASSERT_THAT(
      use_cases_.run_reallocation(
          stores_, call_, {query, FingerprintOf(preview->plan), TransferReason::kLeaver, "left"}),
      Succeeded());
  EXPECT_EQ(PersonOf(1).owner, AnOwnerId("other"));
  EXPECT_EQ(PersonOf(1).receiving_owner, AnOwnerId("receiver"));
  EXPECT_EQ(PersonOf(2).owner, AnOwnerId("other"));
  EXPECT_EQ(PersonOf(2).receiving_owner, std::nullopt);
  for (const auto& [id, one] : state_.handovers) {
    if (one.person == APersonId(1)) {
      EXPECT_EQ(one.state, HandoverState::kOffered);
      EXPECT_EQ(one.from.id, AnOwnerId("other"));
    } else {
      EXPECT_EQ(one.state, HandoverState::kWithdrawn);
      EXPECT_EQ(one.reason, "REALLOCATED_TO_RECEIVER");
    }
  }
}

TEST_F(Ownership, MovesEverybodyWhenAPrisonCloses) {
  ASSERT_THAT(Offer(1), Succeeded());
  Person out = testing::APersonIn(PersonState::kTemporarilyOut);
  state_.releases.people.at(APersonId(2).str()).state = out.snapshot().state;
  state_.releases.people.at(APersonId(2).str()).moved_at = out.snapshot().moved_at;
  As("lead", Role::kResettlementLead);
  const PrisonId birmingham = *PrisonId::Parse("BMI");
  const PrisonId oakwood = *PrisonId::Parse("OWI");
  const auto close = [&](const PrisonId& from, const PrisonId& to) {
    return use_cases_.close_prison(stores_, movements_, call_, {from, to, "closed"});
  };
  EXPECT_THAT(close(*PrisonId::Parse("XXI"), oakwood), FailsWith("PRISON_UNKNOWN"));
  EXPECT_THAT(close(birmingham, *PrisonId::Parse("XXI")), FailsWith("PRISON_UNKNOWN"));
  EXPECT_THAT(close(birmingham, birmingham), FailsWith("SAME_PRISON"));
  EXPECT_THAT(close(oakwood, birmingham), FailsWith("NOBODY_THERE"));
  call_.scope = {.delivery_units = {.some = {*DeliveryUnit::Parse("N52BIRM")}}};
  EXPECT_THAT(close(birmingham, oakwood), FailsWith("NOBODY_THERE"));
  call_.scope = {.prisons = {.some = {birmingham}}};
  EXPECT_THAT(use_cases_.close_prison.DryRun(owners_, call_, {birmingham, oakwood, ""}),
              Succeeded());
  const auto closed = close(birmingham, oakwood);
  ASSERT_THAT(closed, Succeeded());
  EXPECT_THAT(closed->moved, SizeIs(3));
  EXPECT_THAT(state_.closures, SizeIs(1));
  EXPECT_THAT(moved_.movements, SizeIs(2));
  for (const int n : {1, 2, 3}) {
    EXPECT_EQ(PersonOf(n).prison, oakwood);
    EXPECT_EQ(PersonOf(n).owner, AnOwnerId("sender"));
  }
  EXPECT_EQ(PersonOf(1).receiving_owner, AnOwnerId("receiver"));
  EXPECT_EQ(PersonOf(2).state, PersonState::kTemporarilyOut);
  EXPECT_THAT(Announced(), ElementsAre("Offered", "Moved", "Prison", "Prison", "Moved", "Prison"));
}

}  // namespace
}  // namespace ttg::release
