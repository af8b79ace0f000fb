#include "release/testing/ownership/ownership_store_contract.h"

#include "platform/testing/matchers.h"
#include "platform/testing/sequential_ids.h"
#include "release/testing/builders.h"
#include "release/testing/ownership/ownership_builders.h"

namespace ttg::release::testing {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ttg::testing::FailsWith;
using ttg::testing::SequentialIds;
using ttg::testing::Succeeded;

void OwnershipStoreContract::Write(const OwnershipRunner::Work& work) {
  ASSERT_THAT(bound_.runner->Write(work), Succeeded());
}
void OwnershipStoreContract::Read(const OwnershipRunner::Work& work) {
  ASSERT_THAT(bound_.runner->Read(work), Succeeded());
}

namespace {

using Cells = std::map<std::string_view, std::string>;

// A new person of that number in the series, owned by `owner`.
PersonChange Owned(int n, std::string_view owner, std::optional<OwnerSide> side,
                   const Cells& cells = {}) {
  Cells all = {{"prison_number", "A111" + std::to_string(n) + "AA"}};
  all.insert(cells.begin(), cells.end());
  auto data = APerson(n, all).snapshot();
  data.version = 0;
  data.owner = AnOwnerId(owner);
  data.owner_side = side;
  return {Person::Restore(std::move(data)), {}};
}

Result<void> Add(PeopleAndOwners& tx, std::vector<PersonChange> people) {
  TTG_RETURN_IF_ERROR(tx.people->Save(std::move(people)));
  return {};
}

Result<void> AddThree(PeopleAndOwners& tx) {
  return Add(tx, {Owned(1, "sender", OwnerSide::kPrison), Owned(2, "sender", OwnerSide::kPrison),
                  Owned(3, "sender", OwnerSide::kPrison)});
}

Result<void> Offer(PeopleAndOwners& tx, int n) {
  const Handover handover = AHandover(n);
  const Handover::Snapshot& data = handover.snapshot();
  TTG_RETURN_IF_ERROR(
      tx.owners->SaveHandovers({{handover,
                                 {HandoverOffered{data.person, data.id, data.from.id, data.to.id,
                                                  data.to.side, data.expires_on}}}}));
  return {};
}

std::vector<int> NumbersOf(const std::vector<HandoverView>& views) {
  std::vector<int> numbers;
  for (const HandoverView& view : views) {
    int n = 1;
    while (view.handover.snapshot().id != AHandoverId(n)) ++n;
    numbers.push_back(n);
  }
  return numbers;
}

std::vector<PersonId> PeopleOf(const std::vector<DueLine>& lines) {
  std::vector<PersonId> people;
  people.reserve(lines.size());
  for (const DueLine& line : lines) people.push_back(line.person);
  return people;
}

Worker AWorker(std::string_view id, Worker::Description is) {
  return *Worker::Register(AnOwnerId(id), std::move(is), Reference());
}

Result<void> AddWorkers(PeopleAndOwners& tx) {
  TTG_RETURN_IF_ERROR(tx.owners->SaveWorker(AWorker("sender", APrisonWorker())));
  TTG_RETURN_IF_ERROR(tx.owners->SaveWorker(AWorker("receiver", ACommunityWorker())));
  return {};
}

const WorkerLoad& LoadOf(const std::vector<WorkerLoad>& loads, std::string_view worker) {
  return *std::ranges::find_if(loads,
                               [&](const WorkerLoad& one) { return one.worker.str() == worker; });
}

}  // namespace

TEST_P(OwnershipStoreContract, GivesBackAHandoverAsItWasStored) {
  Write([](PeopleAndOwners& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(AddThree(tx));
    return Offer(tx, 1);
  });
  Write([](PeopleAndOwners& tx) -> Result<void> {
    TTG_TRY(const HandoverView view, tx.owners->FindHandover(AHandoverId(1)));
    auto expected = AHandover(1).snapshot();
    expected.version = 1;
    EXPECT_TRUE(view.handover.snapshot() == expected);
    EXPECT_EQ(view.release_date, Date(2026, 12, 3));
    Handover handover = view.handover;
    TTG_RETURN_IF_ERROR(handover.Decline("no capacity", ActAt(kMonday, 600, "receiver")));
    TTG_TRY(const auto saved, tx.owners->SaveHandovers({{handover, {}}}));
    EXPECT_EQ(saved.front().snapshot().version, 2);
    TTG_TRY(const HandoverView again, tx.owners->FindHandover(AHandoverId(1)));
    EXPECT_TRUE(again.handover.snapshot() == saved.front().snapshot());
    TTG_TRY(const auto offer, tx.owners->FindOffer(APersonId(1)));
    EXPECT_FALSE(offer);
    return {};
  });
}

TEST_P(OwnershipStoreContract, RefusesAStaleHandoverAndASecondOffer) {
  Write([](PeopleAndOwners& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(AddThree(tx));
    return Offer(tx, 1);
  });
  EXPECT_THAT(bound_.runner->Write([](PeopleAndOwners& tx) -> Result<void> {
    auto data = AHandover(1).snapshot();
    data.version = 7;
    TTG_RETURN_IF_ERROR(tx.owners->SaveHandovers({{Handover::Restore(data), {}}}));
    return {};
  }),
              FailsWith("HANDOVER_CHANGED"));
  EXPECT_THAT(bound_.runner->Write([](PeopleAndOwners& tx) -> Result<void> {
    auto data = AHandover(2).snapshot();
    data.person = APersonId(1);
    TTG_RETURN_IF_ERROR(tx.owners->SaveHandovers({{Handover::Restore(data), {}}}));
    return {};
  }),
              FailsWith("UNIQUE_VIOLATED"));
}

TEST_P(OwnershipStoreContract, StoresNothingWhenTheCommitFails) {
  Write(AddThree);
  bound_.runner->FailNextCommit();
  EXPECT_THAT(bound_.runner->Write([](PeopleAndOwners& tx) { return Offer(tx, 1); }),
              FailsWith("COMMIT_FAILED"));
  EXPECT_THAT(bound_.runner->Read([](PeopleAndOwners& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.owners->FindHandover(AHandoverId(1)));
    return {};
  }),
              FailsWith("HANDOVER_NOT_FOUND"));
}

TEST_P(OwnershipStoreContract, HidesWhatIsOutOfReach) {
  Write([](PeopleAndOwners& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(AddThree(tx));
    return Offer(tx, 1);
  });
  call().scope = {.prisons = {.some = {*PrisonId::Parse("OWI")}}};
  Read([](PeopleAndOwners& tx) -> Result<void> {
    EXPECT_THAT(tx.owners->FindHandover(AHandoverId(1)), FailsWith("HANDOVER_NOT_FOUND"));
    TTG_TRY(const auto views, tx.owners->ListHandovers({}));
    EXPECT_THAT(views, IsEmpty());
    TTG_TRY(const auto due, tx.owners->ListDue({.due_by = kMonday}));
    EXPECT_THAT(due, IsEmpty());
    TTG_TRY(const auto cases, tx.owners->ListCases(AnOwnerId("sender"), kMonday));
    EXPECT_THAT(cases, IsEmpty());
    TTG_TRY(const auto there, tx.owners->ListBelonging(*PrisonId::Parse("BMI")));
    EXPECT_THAT(there, IsEmpty());
    return {};
  });
  call().scope = {.delivery_units = {.some = {*DeliveryUnit::Parse("N52BIRM")}}};
  Read([](PeopleAndOwners& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.owners->FindHandover(AHandoverId(1)));
    return {};
  });
}

TEST_P(OwnershipStoreContract, ListsHandoversNewestFirst) {
  Write([](PeopleAndOwners& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(AddThree(tx));
    for (const int n : {1, 2, 3}) TTG_RETURN_IF_ERROR(Offer(tx, n));
    TTG_TRY(auto view, tx.owners->FindHandover(AHandoverId(2)));
    TTG_RETURN_IF_ERROR(view.handover.Accept(ActAt(kMonday, 600, "receiver")));
    TTG_RETURN_IF_ERROR(tx.owners->SaveHandovers({{view.handover, {}}}));
    return {};
  });
  const auto list = [this](const HandoverQuery& query) {
    std::vector<int> numbers;
    Read([&](PeopleAndOwners& tx) -> Result<void> {
      TTG_TRY(const auto views, tx.owners->ListHandovers(query));
      numbers = NumbersOf(views);
      return {};
    });
    return numbers;
  };
  EXPECT_THAT(list({}), ElementsAre(3, 2, 1));
  EXPECT_THAT(list({.limit = 2}), ElementsAre(3, 2));
  EXPECT_THAT(list({.after = AHandoverId(2), .limit = 2}), ElementsAre(1));
  EXPECT_THAT(list({.person = APersonId(3)}), ElementsAre(3));
  EXPECT_THAT(list({.from_owner = AnOwnerId("sender")}), SizeIs(3));
  EXPECT_THAT(list({.to_owner = AnOwnerId("sender")}), IsEmpty());
  EXPECT_THAT(list({.state = HandoverState::kAccepted}), ElementsAre(2));
  EXPECT_THAT(list({.to_be_assigned_through = Date(2026, 12, 3)}), ElementsAre(3, 1));
  EXPECT_THAT(list({.to_be_assigned_through = Date(2026, 12, 2)}), IsEmpty());
}

// Sentenced on 2 June 2025, released on 3 December 2026: due on 20 March 2026. With parole a year
// before.
TEST_P(OwnershipStoreContract, ListsHandoversDueSoonestFirst) {
  Write([](PeopleAndOwners& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(
        Add(tx, {Owned(1, "sender", OwnerSide::kPrison), Owned(2, "stranger", std::nullopt),
                 Owned(3, "sender", OwnerSide::kPrison, {{"sentence_type", "EDS"}}),
                 Owned(4, "receiver", OwnerSide::kCommunity)}));
    auto nobodys = Owned(5, "sender", std::nullopt).person.snapshot();
    nobodys.owner.reset();
    TTG_RETURN_IF_ERROR(Add(tx, {{Person::Restore(std::move(nobodys)), {}}}));
    return Offer(tx, 2);
  });
  const auto list = [this](const DueQuery& query) {
    std::vector<DueLine> lines;
    Read([&](PeopleAndOwners& tx) -> Result<void> {
      TTG_TRY(lines, tx.owners->ListDue(query));
      return {};
    });
    return lines;
  };
  const auto all = list({.due_by = kMonday});
  ASSERT_THAT(PeopleOf(all), ElementsAre(APersonId(3), APersonId(1), APersonId(2)));
  EXPECT_EQ(all[0].due, (HandoverDue{Date(2025, 12, 3), HandoverDueRule::kParole}));
  EXPECT_EQ(all[1].due, (HandoverDue{Date(2026, 3, 20), HandoverDueRule::kDeterminate}));
  EXPECT_EQ(all[1].handover, std::nullopt);
  EXPECT_EQ(all[2].handover, AHandoverId(2));
  EXPECT_EQ(all[2].owner, AnOwnerId("stranger"));
  EXPECT_THAT(PeopleOf(list({.due_by = Date(2026, 3, 19)})), ElementsAre(APersonId(3)));
  EXPECT_THAT(PeopleOf(list({.due_by = kMonday, .limit = 2})),
              ElementsAre(APersonId(3), APersonId(1)));
  EXPECT_THAT(PeopleOf(list(
                  {.due_by = kMonday, .after = DueCursor{Date(2026, 3, 20), APersonId(1).str()}})),
              ElementsAre(APersonId(2)));
  EXPECT_THAT(PeopleOf(list({.due_by = kMonday, .owner = AnOwnerId("stranger")})),
              ElementsAre(APersonId(2)));
  EXPECT_THAT(list({.due_by = kMonday, .prison = *PrisonId::Parse("OWI")}), IsEmpty());
  // Registered in the community, the stranger is no sender any more.
  Write([](PeopleAndOwners& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.owners->SaveWorker(AWorker("stranger", ACommunityWorker())));
    return {};
  });
  EXPECT_THAT(PeopleOf(list({.due_by = kMonday})), ElementsAre(APersonId(3), APersonId(1)));
  Read([](PeopleAndOwners& tx) -> Result<void> {
    TTG_TRY(const Person person, tx.people->Find(APersonId(2)));
    EXPECT_EQ(person.snapshot().owner_side, OwnerSide::kCommunity);
    return {};
  });
}

TEST_P(OwnershipStoreContract, FindsOffersThatAreOver) {
  Write([](PeopleAndOwners& tx) -> Result<void> {
    auto dead = Owned(3, "sender", OwnerSide::kPrison).person.snapshot();
    dead.state = PersonState::kDied;
    TTG_RETURN_IF_ERROR(Add(tx, {Owned(1, "sender", OwnerSide::kPrison),
                                 Owned(2, "sender", OwnerSide::kPrison, {{"crd", ""}}),
                                 {Person::Restore(std::move(dead)), {}}}));
    for (const int n : {1, 2, 3}) TTG_RETURN_IF_ERROR(Offer(tx, n));
    return {};
  });
  const auto over = [this](Date today, Date through, int limit = 10) {
    std::vector<int> numbers;
    Read([&](PeopleAndOwners& tx) -> Result<void> {
      TTG_TRY(const auto views, tx.owners->ListOver(today, through, limit));
      numbers = NumbersOf(views);
      return {};
    });
    return numbers;
  };
  EXPECT_THAT(over(kMonday + 14, kMonday), ElementsAre(3));
  EXPECT_THAT(over(kMonday + 15, kMonday), ElementsAre(1, 2, 3));
  EXPECT_THAT(over(kMonday + 15, kMonday, 1), ElementsAre(1));
  // Who is released up to then is assigned by the lead.
  EXPECT_THAT(over(kMonday + 15, Date(2026, 12, 3)), ElementsAre(2, 3));
}

TEST_P(OwnershipStoreContract, GivesBackWorkersWithTheirAbsences) {
  Worker worker = AWorker("sender", APrisonWorker());
  ASSERT_THAT(
      worker.RecordAbsence({*AbsenceId::Parse(SequentialIds::Nth(2)), kMonday + 7, std::nullopt}),
      Succeeded());
  ASSERT_THAT(
      worker.RecordAbsence({*AbsenceId::Parse(SequentialIds::Nth(1)), kMonday, kMonday + 1}),
      Succeeded());
  Write([&](PeopleAndOwners& tx) -> Result<void> {
    EXPECT_THAT(tx.owners->FindWorker(AnOwnerId("sender")), FailsWith("WORKER_NOT_FOUND"));
    TTG_RETURN_IF_ERROR(tx.owners->SaveWorker(worker));
    auto leaving = ACommunityWorker();
    leaving.leaves_on = kMonday;
    TTG_RETURN_IF_ERROR(tx.owners->SaveWorker(AWorker("receiver", leaving)));
    return {};
  });
  Write([&](PeopleAndOwners& tx) -> Result<void> {
    TTG_TRY(Worker found, tx.owners->FindWorker(AnOwnerId("sender")));
    auto expected = worker.snapshot();
    expected.version = 1;
    EXPECT_TRUE(found.snapshot() == expected);
    TTG_RETURN_IF_ERROR(found.EndAbsence(*AbsenceId::Parse(SequentialIds::Nth(2)), std::nullopt));
    TTG_TRY(const Worker saved, tx.owners->SaveWorker(found));
    TTG_TRY(const Worker again, tx.owners->FindWorker(AnOwnerId("sender")));
    EXPECT_TRUE(again.snapshot() == saved.snapshot());
    EXPECT_EQ(again.snapshot().version, 2);
    TTG_TRY(const auto both, tx.owners->FindWorkers({AnOwnerId("receiver"), AnOwnerId("nobody"),
                                                     AnOwnerId("sender")}));
    EXPECT_THAT(both, SizeIs(2));
    TTG_TRY(const auto standing, tx.people->FindOwner(AnOwnerId("receiver")));
    EXPECT_EQ(standing->side, OwnerSide::kCommunity);
    EXPECT_EQ(standing->leaves_on, kMonday);
    TTG_TRY(const auto nobody, tx.people->FindOwner(AnOwnerId("nobody")));
    EXPECT_FALSE(nobody);
    return {};
  });
  EXPECT_THAT(bound_.runner->Write([&](PeopleAndOwners& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.owners->SaveWorker(worker));
    return {};
  }),
              FailsWith("WORKER_EXISTS"));
  EXPECT_THAT(bound_.runner->Write([&](PeopleAndOwners& tx) -> Result<void> {
    auto stale = worker.snapshot();
    stale.version = 1;
    TTG_RETURN_IF_ERROR(tx.owners->SaveWorker(Worker::Restore(stale)));
    return {};
  }),
              FailsWith("WORKER_CHANGED"));
}

TEST_P(OwnershipStoreContract, CountsOpenCasesAndTheirPoints) {
  Write([](PeopleAndOwners& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(AddWorkers(tx));
    auto dead = Owned(4, "sender", OwnerSide::kPrison).person.snapshot();
    dead.state = PersonState::kDied;
    auto released = Owned(5, "receiver", OwnerSide::kCommunity, {{"risk_of_serious_harm", "LOW"}})
                        .person.snapshot();
    released.state = PersonState::kReleased;
    released.released_on = kMonday;
    released.release_recorded_at = At(kMonday);
    return Add(tx, {Owned(1, "sender", OwnerSide::kPrison, {{"risk_of_serious_harm", "HIGH"}}),
                    Owned(2, "sender", OwnerSide::kPrison, {{"risk_of_serious_harm", "MEDIUM"}}),
                    Owned(3, "sender", OwnerSide::kPrison),
                    {Person::Restore(std::move(dead)), {}},
                    {Person::Restore(std::move(released)), {}}});
  });
  Read([](PeopleAndOwners& tx) -> Result<void> {
    TTG_TRY(const auto all, tx.owners->CountLoads({}, kMonday));
    EXPECT_THAT(all, SizeIs(2));
    EXPECT_EQ(LoadOf(all, "sender").load, (Workload{3, 25, 1000}));
    EXPECT_EQ(LoadOf(all, "receiver").load, (Workload{1, 10, 1000}));
    // The sentence ends on 2 June 2028.
    TTG_TRY(const auto later, tx.owners->CountLoads({}, Date(2028, 6, 3)));
    EXPECT_EQ(LoadOf(later, "receiver").load, (Workload{0, 0, 1000}));
    TTG_TRY(const auto prison, tx.owners->CountLoads({.prison = *PrisonId::Parse("BMI")}, kMonday));
    EXPECT_THAT(prison, SizeIs(1));
    TTG_TRY(const auto unit,
            tx.owners->CountLoads({.delivery_unit = *DeliveryUnit::Parse("N52BIRM")}, kMonday));
    EXPECT_THAT(unit, SizeIs(1));
    TTG_TRY(
        const auto named,
        tx.owners->CountLoads({.workers = {AnOwnerId("sender"), AnOwnerId("nobody")}}, kMonday));
    EXPECT_THAT(named, SizeIs(1));
    TTG_TRY(const auto first, tx.owners->NextWorkers("", 1));
    EXPECT_THAT(first, ElementsAre(AnOwnerId("receiver")));
    TTG_TRY(const auto next, tx.owners->NextWorkers("receiver", 5));
    EXPECT_THAT(next, ElementsAre(AnOwnerId("sender")));
    return {};
  });
}

TEST_P(OwnershipStoreContract, KeepsOneWorkloadAWeek) {
  Write([](PeopleAndOwners& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(AddWorkers(tx));
    const WeekLoad over{AnOwnerId("sender"), {60, 1200, 1000}};
    const WeekLoad under{AnOwnerId("sender"), {10, 200, 1000}};
    TTG_RETURN_IF_ERROR(tx.owners->RecordWeek(kMonday - 7, {over}));
    TTG_RETURN_IF_ERROR(tx.owners->RecordWeek(kMonday - 14, {over}));
    TTG_RETURN_IF_ERROR(tx.owners->RecordWeek(kMonday - 28, {over}));
    TTG_RETURN_IF_ERROR(tx.owners->RecordWeek(kMonday - 14, {under}));
    return tx.owners->RecordWeek(kMonday - 21, {under});
  });
  Read([](PeopleAndOwners& tx) -> Result<void> {
    TTG_TRY(const auto weeks,
            tx.owners->FindWeeksOver({AnOwnerId("sender"), AnOwnerId("receiver")}, kMonday - 21));
    EXPECT_THAT(weeks, ElementsAre(std::pair(AnOwnerId("sender"), std::set<Date>{kMonday - 7})));
    return {};
  });
}

TEST_P(OwnershipStoreContract, ListsTheCasesFurthestFromReleaseFirst) {
  Write([](PeopleAndOwners& tx) {
    return Add(tx, {Owned(1, "sender", OwnerSide::kPrison, {{"risk_of_serious_harm", "HIGH"}}),
                    Owned(2, "sender", OwnerSide::kPrison, {{"crd", "2027-06-30"}}),
                    Owned(3, "sender", OwnerSide::kPrison, {{"prison_id", "OWI"}}),
                    Owned(4, "other", OwnerSide::kPrison)});
  });
  Read([](PeopleAndOwners& tx) -> Result<void> {
    TTG_TRY(const auto cases, tx.owners->ListCases(AnOwnerId("sender"), kMonday));
    std::vector<std::pair<PersonId, int>> found;
    for (const CaseOfOwner& one : cases) found.emplace_back(one.person, one.points);
    EXPECT_THAT(found, ElementsAre(std::pair(APersonId(2), 0), std::pair(APersonId(3), 0),
                                   std::pair(APersonId(1), 15)));
    return {};
  });
}

TEST_P(OwnershipStoreContract, KeepsReallocationsAndClosures) {
  const auto run = *ReallocationId::Parse(SequentialIds::Nth(1));
  const auto closing = *ClosureId::Parse(SequentialIds::Nth(2));
  const PrisonClosure closure{closing,
                              *PrisonId::Parse("BMI"),
                              *PrisonId::Parse("OWI"),
                              "closed",
                              {APersonId(1), APersonId(2)}};
  Write([&](PeopleAndOwners& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(AddThree(tx));
    TTG_RETURN_IF_ERROR(tx.owners->RecordTransfers(
        {{run, APersonId(1), AnOwnerId("sender"), AnOwnerId("other"), TransferReason::kAbsence,
          "away"},
         {run, APersonId(2), std::nullopt, AnOwnerId("other"), TransferReason::kLeaver, "left"}},
        At(kMonday)));
    return tx.owners->RecordClosure(closure, At(kMonday));
  });
  Read([&](PeopleAndOwners& tx) -> Result<void> {
    TTG_TRY(const auto moved, tx.owners->CountTransfers(run));
    EXPECT_EQ(moved, 2);
    TTG_TRY(const auto none, tx.owners->CountTransfers(*ReallocationId::Parse(closing.str())));
    EXPECT_EQ(none, 0);
    TTG_TRY(const auto found, tx.owners->FindClosure(closing));
    EXPECT_EQ(found.to_prison, closure.to_prison);
    EXPECT_EQ(found.moved, closure.moved);
    EXPECT_THAT(tx.owners->FindClosure(*ClosureId::Parse(run.str())),
                FailsWith("CLOSURE_NOT_FOUND"));
    TTG_TRY(const auto there, tx.owners->ListBelonging(*PrisonId::Parse("BMI")));
    EXPECT_THAT(there, ElementsAre(APersonId(1), APersonId(2), APersonId(3)));
    return {};
  });
}

}  // namespace ttg::release::testing
