#include "accommodation/testing/store_promises.h"

#include "accommodation/app/answer_release_day.h"
#include "platform/testing/matchers.h"

namespace ttg::accommodation::testing {

using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

void AccommodationStorePromises::SetUp() {
  ASSERT_THAT(store_->Write([](AccommodationStore& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.SaveBedspace(ABedspace()));
    for (int n = 1; n <= 4; ++n) TTG_RETURN_IF_ERROR(tx.SavePerson(APerson(n)));
    return {};
  }),
              Succeeded());
}

Result<void> AccommodationStorePromises::Save(Placement placement) {
  return store_->Write([&](AccommodationStore& tx) { return tx.Save(placement); });
}

Placement AccommodationStorePromises::Stored(int n) {
  std::optional<Placement> found;
  EXPECT_THAT(store_->Read([&](AccommodationStore& tx) -> Result<void> {
    TTG_TRY(found, tx.FindPlacement(PlacementNumber(n)));
    return {};
  }),
              Succeeded());
  return found.value();
}

namespace {

Placement External(int n, const Stay& stay, PlacementState state) {
  PlacementRecord record = AnOffer(n).record();
  record.stay = stay;
  record.free_from = stay.departure;
  record.person.reset();
  record.external = ExternalResident{"EXT1", Sex::kFemale, Answer::kNo};
  record.state = state;
  record.accepted_by_provider = true;
  record.agreed_by_person = true;
  record.announced = 0;
  return Placement(record);
}

TEST_P(AccommodationStorePromises, KeepsAPersonWithTheirProfile) {
  Person person = APerson(9);
  MatchProfile profile = AProfile();
  profile.arson_risk.reset();
  profile.sexual_risk_to_adults = Answer::kYes;
  profile.needs_ground_floor = true;
  profile.must_not_live_with = {PersonNumber(2)};
  person.profile = Sensitive(profile);
  person.announced = 3;
  std::optional<Person> found;
  std::optional<Person> other;
  ASSERT_THAT(store_->Write([&](AccommodationStore& tx) { return tx.SavePerson(person); }),
              Succeeded());
  ASSERT_THAT(store_->Read([&](AccommodationStore& tx) -> Result<void> {
    TTG_TRY(found, tx.FindPerson(person.id));
    TTG_TRY(other, tx.FindPerson(PersonNumber(2)));
    return {};
  }),
              Succeeded());
  ASSERT_TRUE(found && other);
  EXPECT_EQ(found->profile, person.profile);
  EXPECT_EQ(found->prison, person.prison);
  EXPECT_EQ(found->release_day, person.release_day);
  EXPECT_EQ(found->announced, 3);
  // Whoever recorded it.
  EXPECT_TRUE(other->profile->Reveal().must_not_live_with.contains(person.id));
}

TEST_P(AccommodationStorePromises, KeepsABedspaceWithItsPremises) {
  Bedspace bedspace = ABedspace("PR1-2");
  bedspace.characteristics = {BedspaceCharacteristic::kGroundFloor,
                              BedspaceCharacteristic::kSharedKitchen};
  bedspace.premises.characteristics = {PremisesCharacteristic::kMenOnly,
                                       PremisesCharacteristic::kLift};
  bedspace.available_to = Date(2027, 3, 31);
  std::optional<Bedspace> found;
  ASSERT_THAT(store_->Write([&](AccommodationStore& tx) { return tx.SaveBedspace(bedspace); }),
              Succeeded());
  ASSERT_THAT(store_->Read([&](AccommodationStore& tx) -> Result<void> {
    TTG_TRY(found, tx.FindBedspace(bedspace.id));
    return {};
  }),
              Succeeded());
  EXPECT_EQ(found, bedspace);
}

TEST_P(AccommodationStorePromises, KeepsAPlacementAsItWas) {
  Placement placement = AnOffer(1);
  ASSERT_THAT(Save(placement), Succeeded());
  PlacementRecord expected = placement.record();
  expected.version = 1;
  EXPECT_EQ(Stored(1).record(), expected);

  Placement changed = Stored(1);
  ASSERT_THAT(changed.PutAtRisk("BED_NOT_FREE", "taken"), Succeeded());
  ASSERT_THAT(Save(changed), Succeeded());
  EXPECT_EQ(Stored(1).record().version, 2);
  EXPECT_EQ(Stored(1).record().explanation, "taken");
}

TEST_P(AccommodationStorePromises, KeepsAStayOfSomebodyOutsideTheCaseload) {
  ASSERT_THAT(Save(External(1, AStay(), PlacementState::kConfirmed)), Succeeded());
  std::optional<Placement> found;
  ASSERT_THAT(store_->Read([&](AccommodationStore& tx) -> Result<void> {
    TTG_TRY(found, tx.FindExternalStay(ABedspace().id, "EXT1", AStay().arrival));
    return {};
  }),
              Succeeded());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->record().external, (ExternalResident{"EXT1", Sex::kFemale, Answer::kNo}));
}

TEST_P(AccommodationStorePromises, RefusesAPlacementThatSomebodyElseHasChanged) {
  ASSERT_THAT(Save(AnOffer(1)), Succeeded());
  Placement mine = Stored(1);
  Placement theirs = Stored(1);
  ASSERT_THAT(theirs.Accept(Today()), Succeeded());
  ASSERT_THAT(Save(theirs), Succeeded());
  ASSERT_THAT(mine.Agree(Today()), Succeeded());
  EXPECT_THAT(Save(mine), FailsWith(ErrorKind::kStale, "PLACEMENT_CHANGED"));
}

TEST_P(AccommodationStorePromises, StoresNothingWhenTheCommitFails) {
  store_->FailNextCommit();
  EXPECT_THAT(Save(AnOffer(1)), FailsWith("COMMIT_FAILED"));
  EXPECT_THAT(Save(AnOffer(2, 2)), Succeeded());
}

TEST_P(AccommodationStorePromises, KeepsTwoPlansApartWhateverTheCallerHasChecked) {
  ASSERT_THAT(Save(AnOffer(1, 1)), Succeeded());
  const auto refused = Save(AnOffer(2, 2, ABedspace(), {AStay().departure - 1, Date(2027, 2, 1)}));
  ASSERT_THAT(refused, FailsWith(ErrorKind::kPrecondition, "BED_NOT_FREE"));
  ASSERT_FALSE(refused.error().violations.empty());
  EXPECT_EQ(refused.error().violations[0].reason, "BED_NOT_FREE");
  EXPECT_THAT(Save(AnOffer(3, 3, ABedspace(), {AStay().departure, Date(2027, 2, 1)})), Succeeded());
}

TEST_P(AccommodationStorePromises, KeepsAPlanOutOfATurnaround) {
  Bedspace bedspace = ABedspace();
  bedspace.turnaround_working_days = 2;
  ASSERT_THAT(Save(AnOffer(1, 1, bedspace)), Succeeded());
  const Date free_from = AnOffer(1, 1, bedspace).record().free_from;
  EXPECT_THAT(Save(AnOffer(2, 2, bedspace, {free_from - 1, free_from + 7})),
              FailsWith("BED_NOT_FREE"));
  EXPECT_THAT(Save(AnOffer(3, 3, bedspace, {free_from, free_from + 7})), Succeeded());
}

TEST_P(AccommodationStorePromises, KeepsPlansAndVoidsApartButLetsAVoidOverlapATurnaround) {
  Bedspace bedspace = ABedspace();
  bedspace.turnaround_working_days = 5;
  ASSERT_THAT(Save(AnOffer(1, 1, bedspace)), Succeeded());
  const auto out_of_service = [&](Date from, Date through) {
    return store_->Write([&](AccommodationStore& tx) {
      return tx.SaveVoid(bedspace.id, {from, through, "REPAIRS"});
    });
  };
  EXPECT_THAT(out_of_service(AStay().departure - 1, AStay().departure + 3),
              FailsWith("BED_NOT_FREE"));
  EXPECT_THAT(out_of_service(AStay().departure, AStay().departure + 3), Succeeded());
  const Date after = AStay().departure + 3;
  EXPECT_THAT(Save(AnOffer(2, 2, ABedspace(), {after, after + 7})), FailsWith("BED_NOT_FREE"));
}

TEST_P(AccommodationStorePromises, LetsFactsOverlapEachOtherButNoPlan) {
  ASSERT_THAT(Save(External(1, {Date(2026, 11, 1), Date(2026, 12, 20)}, PlacementState::kArrived)),
              Succeeded());
  EXPECT_THAT(Save(External(2, {Date(2026, 11, 5), Date(2026, 12, 10)}, PlacementState::kArrived)),
              Succeeded());
  EXPECT_THAT(Save(AnOffer(3, 3)), FailsWith("BED_NOT_FREE"));
}

TEST_P(AccommodationStorePromises, LetsTheBedOfAPlanAtRiskGo) {
  ASSERT_THAT(Save(AnOffer(1, 1)), Succeeded());
  Placement at_risk = Stored(1);
  ASSERT_THAT(at_risk.PutAtRisk("OVERTAKEN_BY_FACT", ""), Succeeded());
  ASSERT_THAT(Save(at_risk), Succeeded());
  ASSERT_THAT(Save(AnOffer(2, 2)), Succeeded());
  Placement back = Stored(1);
  ASSERT_THAT(back.Move(AStay(), AStay().departure), Succeeded());
  EXPECT_THAT(Save(back), FailsWith("BED_NOT_FREE"));
}

TEST_P(AccommodationStorePromises, GivesAPersonOnePlanAndOneCurrentStay) {
  const Bedspace second = ABedspace("PR1-2");
  ASSERT_THAT(store_->Write([&](AccommodationStore& tx) { return tx.SaveBedspace(second); }),
              Succeeded());
  ASSERT_THAT(Save(AnOffer(1, 1)), Succeeded());
  EXPECT_THAT(Save(AnOffer(2, 1, second)), FailsWith("PERSON_HAS_A_PLAN"));
  Placement staying = Stored(1);
  ASSERT_THAT(staying.Arrive(AStay().arrival, AStay().arrival), Succeeded());
  ASSERT_THAT(Save(staying), Succeeded());
  ASSERT_THAT(Save(AnOffer(2, 1, second)), Succeeded());
  Placement elsewhere = Stored(2);
  ASSERT_THAT(elsewhere.Arrive(AStay().arrival, AStay().arrival), Succeeded());
  EXPECT_THAT(Save(elsewhere), FailsWith("PERSON_STAYS_ELSEWHERE"));
}

TEST_P(AccommodationStorePromises, RemembersTheNewestFileThatToldOfSomething) {
  const Bedspace bedspace = ABedspace();
  const Placement stay = External(1, AStay(), PlacementState::kConfirmed);
  const Void repairs{AStay().departure + 10, AStay().departure + 12, "REPAIRS"};
  ASSERT_THAT(Save(stay), Succeeded());
  const Instant newer = absl::FromUnixSeconds(1795430400);
  const std::vector<Reported> all = {bedspace.id, bedspace.premises.id,
                                     std::pair(bedspace.id, repairs.from), stay.id()};
  ASSERT_THAT(store_->Write([&](AccommodationStore& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.SaveVoid(bedspace.id, repairs));
    for (const Reported& what : all) {
      EXPECT_EQ(tx.ReportedAsOf(what).value(), std::nullopt);
      TTG_RETURN_IF_ERROR(tx.NoteReported(what, newer));
      TTG_RETURN_IF_ERROR(tx.NoteReported(what, newer - absl::Hours(1)));
    }
    return tx.SaveBedspace(bedspace);
  }),
              Succeeded());
  ASSERT_THAT(store_->Read([&](AccommodationStore& tx) -> Result<void> {
    for (const Reported& what : all) EXPECT_EQ(tx.ReportedAsOf(what).value(), newer);
    EXPECT_EQ(tx.FindPremises(bedspace.premises.id).value(), bedspace.premises);
    return {};
  }),
              Succeeded());
}

TEST_P(AccommodationStorePromises, ShowsABedWithItsHoldsVoidsAndResidents) {
  const Bedspace second = ABedspace("PR1-2");
  ASSERT_THAT(store_->Write([&](AccommodationStore& tx) -> Result<void> {
    TTG_RETURN_IF_ERROR(tx.SaveBedspace(second));
    return tx.SaveVoid(second.id, {Date(2026, 12, 20), Date(2026, 12, 22), "REPAIRS"});
  }),
              Succeeded());
  ASSERT_THAT(Save(AnOffer(1, 1)), Succeeded());
  ASSERT_THAT(Save(External(2, {Date(2026, 10, 1), Date(2026, 11, 1)}, PlacementState::kArrived)),
              Succeeded());
  std::vector<BedPicture> beds;
  std::optional<BedPicture> without;
  std::optional<BedPicture> later;
  ASSERT_THAT(store_->Read([&](AccommodationStore& tx) -> Result<void> {
    TTG_TRY(beds, tx.FindBeds(AStay(), Today()));
    TTG_TRY(without, tx.FindBed(ABedspace().id, AStay(), Today(), PlacementNumber(1)));
    TTG_TRY(later, tx.FindBed(ABedspace().id, AStay(), Today() + 8, std::nullopt));
    return {};
  }),
              Succeeded());
  ASSERT_EQ(beds.size(), 2U);
  EXPECT_EQ(beds[0].holds.size(), 2U);
  EXPECT_EQ(beds[1].holds.size(), 0U);
  EXPECT_EQ(beds[1].voids.size(), 1U);
  // They live in the premises, whichever bed one looks at; and nobody knows when she will leave.
  for (const BedPicture& bed : beds) {
    ASSERT_EQ(bed.residents.size(), 2U);
    const auto woman = std::find_if(bed.residents.begin(), bed.residents.end(),
                                    [](const Resident& one) { return one.sex == Sex::kFemale; });
    ASSERT_NE(woman, bed.residents.end());
    EXPECT_TRUE(woman->stay.Overlaps(AStay()));
  }
  EXPECT_EQ(without.value().holds.size(), 1U);
  // The offer has lapsed by then, whether or not somebody has noted it.
  EXPECT_EQ(later.value().holds.size(), 1U);
}

TEST_P(AccommodationStorePromises, FindsWhatIsLiveLapsedAndOverstaying) {
  ASSERT_THAT(Save(AnOffer(1, 1)), Succeeded());
  ASSERT_THAT(Save(External(2, {Date(2026, 10, 1), Date(2026, 11, 1)}, PlacementState::kArrived)),
              Succeeded());
  std::size_t live = 0;
  std::size_t plans = 0;
  std::size_t lapsed = 0;
  std::size_t not_lapsed = 0;
  std::size_t overstaying = 0;
  ASSERT_THAT(store_->Read([&](AccommodationStore& tx) -> Result<void> {
    TTG_TRY(const auto of_person, tx.LivePlacementsOf(PersonNumber(1)));
    TTG_TRY(const auto in_bed, tx.PlansIn(ABedspace().id));
    TTG_TRY(const auto now, tx.LapsedOffers(Today() + 7, 10));
    TTG_TRY(const auto then, tx.LapsedOffers(Today() + 8, 10));
    TTG_TRY(const auto there, tx.Overstayers(Today()));
    live = of_person.size();
    plans = in_bed.size();
    not_lapsed = now.size();
    lapsed = then.size();
    overstaying = there.size();
    return {};
  }),
              Succeeded());
  EXPECT_EQ(live, 1U);
  EXPECT_EQ(plans, 1U);
  EXPECT_EQ(not_lapsed, 0U);
  EXPECT_EQ(lapsed, 1U);
  EXPECT_EQ(overstaying, 1U);
}

TEST_P(AccommodationStorePromises, ListsWhatTheCallerMaySeeInPages) {
  for (int n = 1; n <= 3; ++n) {
    const int days = 7 * n;
    const Stay stay{AStay().arrival + days, AStay().arrival + days + 7};
    ASSERT_THAT(Save(AnOffer(n, n, ABedspace(), stay)), Succeeded());
  }
  const auto list = [&](const PlacementQuery& query) {
    std::vector<std::string> ids;
    EXPECT_THAT(store_->Read([&](AccommodationStore& tx) -> Result<void> {
      TTG_TRY(const auto found, tx.ListPlacements(query));
      for (const Placement& one : found) ids.push_back(one.id().str());
      return {};
    }),
                Succeeded());
    return ids;
  };
  const auto id = [](int n) { return PlacementNumber(n).str(); };
  using Ids = std::vector<std::string>;
  EXPECT_EQ(list({.limit = 2}), (Ids{id(1), id(2)}));
  EXPECT_EQ(list({.after = std::pair(AStay().arrival + 14, PlacementNumber(2)), .limit = 2}),
            Ids{id(3)});
  EXPECT_EQ(list({.person = PersonNumber(2)}), Ids{id(2)});
  EXPECT_EQ(list({.states = {PlacementState::kCancelled}}), Ids());
  EXPECT_EQ(list({.from = AStay().arrival + 14, .to = AStay().arrival + 20}), Ids{id(2)});
  call_ = PartnerOf("PROV1");
  EXPECT_EQ(list({}).size(), 3U);
  call_ = PartnerOf("PROV2");
  EXPECT_EQ(list({}), Ids());
  call_ = StaffOf("BMI");
  EXPECT_EQ(list({}).size(), 3U);
  call_ = StaffOf("OWI");
  EXPECT_EQ(list({}), Ids());
}

TEST_P(AccommodationStorePromises, KeepsAnAnswerAndItsAcknowledgement) {
  ASSERT_THAT(Save(AnOffer(1, 1)), Succeeded());
  const auto answer_change = [&](int event, Date day) {
    return store_->Write([&](AccommodationStore& tx) {
      return AnswerReleaseDay(around_)(tx, {PersonNumber(1), day, EventNumber(event)});
    });
  };
  ASSERT_THAT(answer_change(1, AStay().arrival + 3), Succeeded());
  ASSERT_THAT(answer_change(2, AStay().arrival + 3), Succeeded());
  const auto list = [&](const AnswerQuery& query) {
    std::vector<AnsweredReleaseDay> found;
    EXPECT_THAT(store_->Read([&](AccommodationStore& tx) -> Result<void> {
      TTG_TRY(found, tx.ListAnswers(query));
      return {};
    }),
                Succeeded());
    return found;
  };
  auto all = list({.person = PersonNumber(1)});
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].answer.cause, EventNumber(2));
  EXPECT_EQ(all[0].answer.outcome, ReleaseDayOutcome::kNotAffected);
  ASSERT_EQ(all[1].answer.effects.size(), 1U);
  EXPECT_EQ(all[1].answer.effects[0].to, AStay().arrival + 3);
  EXPECT_EQ(list({.person = PersonNumber(1), .before_sequence = 2}).size(), 1U);
  ASSERT_EQ(list({.person = PersonNumber(1), .open_only = true}).size(), 1U);

  all[1].acknowledged_at = clock_.Now();
  all[1].acknowledged_by = call_.actor;
  ASSERT_THAT(store_->Write([&](AccommodationStore& tx) { return tx.SaveAnswer(all[1]); }),
              Succeeded());
  EXPECT_EQ(list({.person = PersonNumber(1), .open_only = true}).size(), 0U);
  EXPECT_EQ(list({.person = PersonNumber(1)})[1].acknowledged_by, call_.actor);
}

TEST_P(AccommodationStorePromises, NeverStoresOverlappingPlansAndSearchAgreesWithBooking) {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    SCOPED_TRACE(seed);
    const auto store = GetParam().make(call_);
    std::uint64_t state = seed;
    PlayRandomHistory(*store, [&state](int n) {
      // Knuth's MMIX generator: the same history on every machine.
      state = state * 6364136223846793005ULL + 1442695040888963407ULL;
      return static_cast<int>((state >> 33U) % static_cast<std::uint64_t>(n));
    });
  }
}

TEST_P(AccommodationStorePromises, LetsNobodyOverlapWhoComesAtTheSameTime) {
  TakeTheSameBedsAtOnce(*store_);
}

}  // namespace
}  // namespace ttg::accommodation::testing
