#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "accommodation/app/acknowledge_release_day.h"
#include "accommodation/app/answer_release_day.h"
#include "accommodation/app/cancel_placement.h"
#include "accommodation/app/explain_bedspace.h"
#include "accommodation/app/keep_person.h"
#include "accommodation/app/offer_placement.h"
#include "accommodation/app/record_arrival.h"
#include "accommodation/app/record_departure.h"
#include "accommodation/app/record_person_agreement.h"
#include "accommodation/app/record_provider_decision.h"
#include "accommodation/app/search_bedspaces.h"
#include "accommodation/app/sweep_placements.h"
#include "accommodation/app/take_stock.h"
#include "accommodation/app/visibility.h"
#include "accommodation/testing/builders.h"
#include "accommodation/testing/fake_accommodation_store.h"
#include "platform/testing/fixed_calendar.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/matchers.h"
#include "platform/testing/sequential_ids.h"

namespace ttg::accommodation {
namespace {

using testing::ABedspace;
using testing::AllSeeingStaff;
using testing::APerson;
using testing::AStay;
using testing::Calendar;
using testing::EventNumber;
using testing::PartnerOf;
using testing::PersonNumber;
using testing::StaffOf;
using testing::Today;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;

// Two beds of one house and three people, all in memory.
class PlacementPath : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const char* id : {"PR1-1", "PR1-2"}) {
      ASSERT_THAT(store_.SaveBedspace(ABedspace(id)), Succeeded());
    }
    for (int n = 1; n <= 3; ++n) ASSERT_THAT(store_.SavePerson(APerson(n)), Succeeded());
  }

  Result<Placement> Offer(int person, const std::string& bed = "PR1-1",
                          const Stay& stay = AStay()) {
    return OfferPlacement(around_)(store_, call_,
                                   {{PersonNumber(person), stay.arrival, stay.nights(), {}},
                                    testing::Bed(bed),
                                    std::nullopt,
                                    std::nullopt});
  }
  Placement Confirmed(int person, const std::string& bed = "PR1-1", const Stay& stay = AStay()) {
    const auto offer = Offer(person, bed, stay);
    EXPECT_THAT(offer, Succeeded());
    EXPECT_THAT(RecordProviderDecision(around_)(store_, call_, {offer->id(), 1, {}}), Succeeded());
    EXPECT_THAT(RecordPersonAgreement(around_)(store_, call_, {offer->id(), 2, {}}), Succeeded());
    return Now(*offer);
  }
  Placement Now(const Placement& placement) {
    return store_.FindPlacement(placement.id()).value().value();
  }
  Result<void> ReleaseDayMoves(int person, std::optional<Date> day, int event = 1) {
    return AnswerReleaseDay(around_)(store_, {PersonNumber(person), day, EventNumber(event)});
  }
  // The names of what has been announced, in order.
  template <typename Event>
  int Announced() const {
    int count = 0;
    for (const auto& event : stock_.announced) count += std::holds_alternative<Event>(event);
    return count;
  }

  CallContext call_ = AllSeeingStaff();
  ttg::testing::FixedClock clock_{Today()};
  ttg::testing::SequentialIds ids_{0xb5};
  ttg::testing::FixedCalendar calendar_{Calendar()};
  Surroundings around_{clock_, ids_, calendar_};
  FakeStock stock_;
  FakeAccommodationStore store_{stock_, call_};
};

TEST_F(PlacementPath, GoesFromSearchToDeparture) {
  const auto found = SearchBedspaces(around_, {})(store_, call_, {PersonNumber(1), {}, 28, {}});
  ASSERT_THAT(found, Succeeded());
  ASSERT_EQ(found->found.size(), 2U);
  EXPECT_EQ(found->stay, AStay());
  const Placement placement = Confirmed(1);
  EXPECT_EQ(placement.state(), PlacementState::kConfirmed);

  clock_.Set(absl::FromCivil(absl::CivilHour(AStay().arrival), absl::UTCTimeZone()) +
             absl::Hours(12));
  ASSERT_THAT(RecordArrival(around_)(store_, call_, {placement.id(), 3, AStay().arrival}),
              Succeeded());
  clock_.Advance(absl::Hours(72));
  ASSERT_THAT(RecordDeparture(around_)(store_, call_, {placement.id(), 4, AStay().arrival + 3}),
              Succeeded());
  EXPECT_EQ(Now(placement).state(), PlacementState::kDeparted);
  EXPECT_EQ(Now(placement).record().free_from, AStay().arrival + 3);
  EXPECT_EQ(Announced<PlacementDeparted>(), 1);
}

TEST_F(PlacementPath, TellsTheLoserWhatClashes) {
  ASSERT_THAT(Offer(1), Succeeded());
  const auto lost = Offer(2);
  ASSERT_THAT(lost, FailsWith("BED_NOT_FREE"));
  EXPECT_NE(lost.error().violations.at(0).description.find("2026-12-07"), std::string::npos);
}

TEST_F(PlacementPath, CountsEachReasonThatLeavesABedOut) {
  ASSERT_THAT(Offer(1), Succeeded());
  Person person = APerson(2);
  MatchProfile profile = testing::AProfile();
  profile.arson_risk.reset();
  person.profile = Sensitive(profile);
  ASSERT_THAT(store_.SavePerson(person), Succeeded());
  const auto found = SearchBedspaces(around_, {})(store_, call_, {person.id, {}, 28, {}});
  ASSERT_THAT(found, Succeeded());
  EXPECT_EQ(found->excluded, 2);
  EXPECT_EQ(found->reasons.at(ExclusionReason::kRiskAnswerMissingArson), 2);
  EXPECT_EQ(found->reasons.at(ExclusionReason::kBedNotFree), 1);
}

TEST_F(PlacementPath, ExplainsABedThatCannotBeHadAndRanksOneThatCan) {
  const ExplainBedspace explain(around_, {});
  const auto free = explain(store_, call_, testing::Bed("PR1-1"), {PersonNumber(1), {}, 28, {}});
  ASSERT_THAT(free, Succeeded());
  EXPECT_TRUE(free->exclusions.empty());
  EXPECT_TRUE(free->rank);
  ASSERT_THAT(Offer(2), Succeeded());
  const auto taken = explain(store_, call_, testing::Bed("PR1-1"), {PersonNumber(1), {}, 28, {}});
  ASSERT_THAT(taken, Succeeded());
  EXPECT_EQ(taken->exclusions.at(0).reason, ExclusionReason::kBedNotFree);
  EXPECT_FALSE(taken->rank);
  EXPECT_THAT(explain(store_, call_, testing::Bed("PR9-9"), {PersonNumber(1), {}, 28, {}}),
              FailsWith("BEDSPACE_NOT_FOUND"));
}

TEST_F(PlacementPath, GivesAPersonOnePlanAtATime) {
  ASSERT_THAT(Offer(1), Succeeded());
  EXPECT_THAT(Offer(1, "PR1-2"), FailsWith("PERSON_HAS_A_PLAN"));
}

TEST_F(PlacementPath, ExpiresALapsedOfferWhenItsBedOrItsPersonIsWanted) {
  const auto first = Offer(1);
  ASSERT_THAT(first, Succeeded());
  clock_.Advance(absl::Hours(24 * 8));
  ASSERT_THAT(Offer(2), Succeeded());
  EXPECT_EQ(Now(*first).state(), PlacementState::kExpired);
  EXPECT_EQ(Announced<PlacementExpired>(), 1);
  EXPECT_THAT(RecordProviderDecision(around_)(store_, call_, {first->id(), 2, {}}),
              FailsWith("OFFER_EXPIRED"));
}

TEST_F(PlacementPath, RefusesAStaleEtag) {
  const auto offer = Offer(1);
  ASSERT_THAT(offer, Succeeded());
  EXPECT_THAT(CancelPlacement()(store_, call_, {offer->id(), 9, "BED_LOST"}),
              FailsWith(ErrorKind::kStale, "PLACEMENT_CHANGED"));
}

TEST_F(PlacementPath, ShowsPeopleOnlyToTheirStaffAndBedsOnlyToTheirProvider) {
  const auto offer = Offer(1);
  ASSERT_THAT(offer, Succeeded());
  EXPECT_THAT(LoadPlacement(store_, StaffOf("BMI"), offer->id()), Succeeded());
  EXPECT_THAT(LoadPlacement(store_, StaffOf("OWI"), offer->id()),
              FailsWith(ErrorKind::kNotFound, "PLACEMENT_NOT_FOUND"));
  EXPECT_THAT(LoadPlacement(store_, PartnerOf("PROV1"), offer->id()), Succeeded());
  EXPECT_THAT(LoadPlacement(store_, PartnerOf("PROV2"), offer->id()),
              FailsWith("PLACEMENT_NOT_FOUND"));
  EXPECT_THAT(LoadPerson(store_, PartnerOf("PROV1"), PersonNumber(1)),
              FailsWith("PERSON_NOT_FOUND"));
}

TEST_F(PlacementPath, PutsOverlappedPlansAtRiskWhenSomebodyArrives) {
  const Placement first = Confirmed(1, "PR1-1", {AStay().arrival, AStay().arrival + 7});
  const Placement second = Confirmed(2, "PR1-1", {AStay().arrival + 7, AStay().arrival + 14});
  clock_.Set(absl::FromCivil(absl::CivilHour(AStay().arrival), absl::UTCTimeZone()) +
             absl::Hours(12));
  // The second comes a week early, and takes the bed of the first.
  ASSERT_THAT(RecordArrival(around_)(store_, call_, {second.id(), 3, AStay().arrival}),
              Succeeded());
  EXPECT_EQ(Now(second).state(), PlacementState::kArrived);
  EXPECT_EQ(Now(first).state(), PlacementState::kAtRisk);
  EXPECT_EQ(Now(first).record().reason, "OVERTAKEN_BY_FACT");
}

TEST_F(PlacementPath, KeepsTheBedOfSomebodyWhoHasNotLeftAtTheCostOfThePlanBehind) {
  const Placement first = Confirmed(1, "PR1-1", {AStay().arrival, AStay().arrival + 7});
  const Placement second = Confirmed(2, "PR1-1", {AStay().arrival + 7, AStay().arrival + 14});
  clock_.Set(absl::FromCivil(absl::CivilHour(AStay().arrival), absl::UTCTimeZone()) +
             absl::Hours(12));
  ASSERT_THAT(RecordArrival(around_)(store_, call_, {first.id(), 3, AStay().arrival}), Succeeded());
  clock_.Advance(absl::Hours(24 * 8));
  const auto swept = SweepPlacements(around_)(store_);
  ASSERT_THAT(swept, Succeeded());
  EXPECT_EQ(swept->kept_longer, 1);
  EXPECT_TRUE(Now(first).Overstaying(clock_.Today()));
  EXPECT_EQ(Now(second).state(), PlacementState::kAtRisk);
  const auto again = SweepPlacements(around_)(store_);
  ASSERT_THAT(again, Succeeded());
  EXPECT_EQ(again->kept_longer, 0);
  EXPECT_THAT(Offer(3), FailsWith("BED_NOT_FREE"));
}

TEST_F(PlacementPath, RefusesASecondCurrentStay) {
  const Placement first = Confirmed(1, "PR1-1", {AStay().arrival, AStay().arrival + 7});
  clock_.Set(absl::FromCivil(absl::CivilHour(AStay().arrival), absl::UTCTimeZone()) +
             absl::Hours(12));
  ASSERT_THAT(RecordArrival(around_)(store_, call_, {first.id(), 3, AStay().arrival}), Succeeded());
  EXPECT_THAT(Offer(1, "PR1-2", {AStay().arrival + 6, AStay().arrival + 9}),
              FailsWith("STAYS_OVERLAP"));
  const Placement next = Confirmed(1, "PR1-2", {AStay().arrival + 7, AStay().arrival + 14});
  clock_.Advance(absl::Hours(24 * 7));
  EXPECT_THAT(RecordArrival(around_)(store_, call_, {next.id(), 3, AStay().arrival + 7}),
              FailsWith("PERSON_STAYS_ELSEWHERE"));
}

TEST_F(PlacementPath, MovesAPlanWithTheReleaseDayAndAnswersOnce) {
  const Placement placement = Confirmed(1);
  ASSERT_THAT(ReleaseDayMoves(1, AStay().arrival + 3), Succeeded());
  EXPECT_EQ(Now(placement).stay().arrival, AStay().arrival + 3);
  EXPECT_EQ(Now(placement).stay().nights(), AStay().nights());
  EXPECT_EQ(Now(placement).state(), PlacementState::kConfirmed);
  EXPECT_EQ(Announced<PlacementMoved>(), 1);
  ASSERT_THAT(ReleaseDayMoves(1, AStay().arrival + 3), Succeeded());
  EXPECT_EQ(Announced<AccommodationReleaseDayAnswered>(), 1);
}

TEST_F(PlacementPath, PutsAPlanAtRiskWhoseNewNightsAreTakenAndLetsTheOwnerAcknowledge) {
  const Placement placement = Confirmed(1, "PR1-1", {AStay().arrival, AStay().arrival + 7});
  Confirmed(2, "PR1-1", {AStay().arrival + 7, AStay().arrival + 14});
  ASSERT_THAT(ReleaseDayMoves(1, AStay().arrival + 3), Succeeded());
  EXPECT_EQ(Now(placement).state(), PlacementState::kAtRisk);
  EXPECT_EQ(Now(placement).record().reason, "BED_NOT_FREE");

  const AcknowledgeReleaseDay acknowledge(around_);
  EXPECT_THAT(acknowledge(store_, call_, {PersonNumber(1), EventNumber(7)}),
              FailsWith(ErrorKind::kNotFound, "RELEASE_DAY_CHANGE_UNKNOWN"));
  EXPECT_THAT(acknowledge(store_, call_, {PersonNumber(2), EventNumber(1)}),
              FailsWith("RELEASE_DAY_CHANGE_UNKNOWN"));
  ASSERT_THAT(acknowledge(store_, call_, {PersonNumber(1), EventNumber(1)}), Succeeded());
  EXPECT_THAT(acknowledge(store_, call_, {PersonNumber(1), EventNumber(1)}),
              FailsWith(ErrorKind::kPrecondition, "ALREADY_ACKNOWLEDGED"));
  EXPECT_EQ(Announced<AccommodationReleaseDayAcknowledged>(), 1);

  // An alternative may be offered beside the plan at risk, which then stays as it is.
  ASSERT_THAT(Offer(1, "PR1-2", {AStay().arrival + 3, AStay().arrival + 10}), Succeeded());
  ASSERT_THAT(ReleaseDayMoves(1, AStay().arrival, 2), Succeeded());
  EXPECT_EQ(Now(placement).state(), PlacementState::kAtRisk);
}

TEST_F(PlacementPath, RecordsAnArrivalAfterThePlanAndPutsAtRiskWhatItOvertakes) {
  const Stay week{AStay().arrival, AStay().arrival + 7};
  const Placement late = Confirmed(1, "PR1-1", week);
  const Placement next = Confirmed(2, "PR1-1", {week.departure + 3, week.departure + 10});
  const Date arrived = week.departure;
  clock_.Set(absl::FromCivil(absl::CivilHour(arrived + 20), absl::UTCTimeZone()) + absl::Hours(12));
  ASSERT_THAT(RecordArrival(around_)(store_, call_, {late.id(), 3, arrived}), Succeeded());
  EXPECT_EQ(Now(late).stay(), (Stay{arrived, arrived + 7}));
  EXPECT_EQ(Now(late).record().free_from, arrived + 7);
  EXPECT_EQ(Now(next).record().reason, "OVERTAKEN_BY_FACT");
}

TEST_F(PlacementPath, AnswersNotAffectedWhereThereIsNoPlan) {
  ASSERT_THAT(ReleaseDayMoves(3, AStay().arrival + 3), Succeeded());
  ASSERT_EQ(stock_.announced.size(), 1U);
  const auto& answer = std::get<AccommodationReleaseDayAnswered>(stock_.announced[0]);
  EXPECT_EQ(answer.outcome, ReleaseDayOutcome::kNotAffected);
  EXPECT_FALSE(answer.needs_acknowledgement());
  EXPECT_THAT(AcknowledgeReleaseDay(around_)(store_, call_, {PersonNumber(3), EventNumber(1)}),
              FailsWith("NOTHING_TO_ACKNOWLEDGE"));
  EXPECT_THAT(ReleaseDayMoves(9, AStay().arrival, 2), FailsWith("PERSON_UNKNOWN"));
}

TEST_F(PlacementPath, TakesStockThatChangesNothingTheSecondTime) {
  const TakeStock stock(around_);
  const Bedspace bedspace = ABedspace("PR1-3");
  const ReportedStay stay{
      bedspace.id, {"EXT1", Sex::kMale, Answer::kNo}, {Date(2026, 11, 1), Date(2026, 12, 1)}};
  const Void repairs{Date(2027, 1, 1), Date(2027, 1, 5), "REPAIRS"};
  for (const Taken expected : {Taken::kNew, Taken::kUnchanged}) {
    EXPECT_EQ(stock.Bed(store_, bedspace, clock_.Now()).value(), expected);
    EXPECT_EQ(stock.ReportStay(store_, stay, clock_.Now()).value(), expected);
    EXPECT_EQ(stock.OutOfService(store_, bedspace.id, repairs, clock_.Now()).value(), expected);
  }
  EXPECT_TRUE(stock_.announced.empty());
}

TEST_F(PlacementPath, LetsNoOlderFileOverwriteANewerOne) {
  const TakeStock stock(around_);
  Bedspace bedspace = ABedspace("PR1-3");
  ReportedStay stay{
      bedspace.id, {"EXT1", Sex::kMale, Answer::kNo}, {Date(2026, 11, 1), Date(2026, 12, 1)}};
  Void repairs{Date(2027, 1, 1), Date(2027, 1, 5), "REPAIRS"};
  const auto take_all = [&](Instant as_of, Taken expected) {
    EXPECT_EQ(stock.Bed(store_, bedspace, as_of).value(), expected);
    EXPECT_EQ(stock.ReportStay(store_, stay, as_of).value(), expected);
    EXPECT_EQ(stock.OutOfService(store_, bedspace.id, repairs, as_of).value(), expected);
  };
  const Instant monday = clock_.Now() - absl::Hours(72);
  take_all(monday, Taken::kNew);
  // That it says the same makes a file no older.
  take_all(monday + absl::Hours(48), Taken::kUnchanged);
  bedspace.name = "Room 3 at the back";
  stay.stay.departure = Date(2026, 12, 8);
  repairs.through = Date(2027, 1, 9);
  take_all(monday + absl::Hours(24), Taken::kOlder);
  EXPECT_NE(store_.FindBedspace(bedspace.id).value(), bedspace);
  take_all(monday + absl::Hours(48), Taken::kChanged);
  EXPECT_EQ(store_.FindBedspace(bedspace.id).value(), bedspace);
}

TEST_F(PlacementPath, KeepsPremisesAsTheNewestFileDescribesThem) {
  const TakeStock stock(around_);
  Bedspace newer = ABedspace("PR1-3");
  newer.premises.name = "Renamed House";
  EXPECT_EQ(stock.Bed(store_, newer, clock_.Now()).value(), Taken::kNew);
  EXPECT_EQ(stock.Bed(store_, ABedspace("PR1-4"), clock_.Now() - absl::Hours(24)).value(),
            Taken::kNew);
  for (const char* id : {"PR1-3", "PR1-4"}) {
    EXPECT_EQ((**store_.FindBedspace(ABedspace(id).id)).premises.name, "Renamed House");
  }
}

TEST_F(PlacementPath, PutsPlansAtRiskThatReportedFactsOvertake) {
  const Placement placement = Confirmed(1);
  const TakeStock stock(around_);
  const ReportedStay there{
      ABedspace().id, {"EXT1", Sex::kMale, Answer::kNo}, {Date(2026, 11, 1), Date(2026, 12, 20)}};
  EXPECT_EQ(stock.ReportStay(store_, there, clock_.Now()).value(), Taken::kNew);
  EXPECT_EQ(Now(placement).record().reason, "OVERTAKEN_BY_FACT");
  const ReportedStay to_come{
      ABedspace().id, {"EXT2", Sex::kMale, Answer::kNo}, {Date(2026, 12, 10), Date(2026, 12, 24)}};
  EXPECT_THAT(stock.ReportStay(store_, to_come, clock_.Now()), FailsWith("BED_NOT_FREE"));

  const Placement second = Confirmed(2, "PR1-2");
  EXPECT_EQ(stock
                .OutOfService(store_, ABedspace("PR1-2").id,
                              {AStay().arrival, AStay().arrival, "FIRE"}, clock_.Now())
                .value(),
            Taken::kNew);
  EXPECT_EQ(Now(second).record().reason, "BED_OUT_OF_SERVICE");
}

TEST_F(PlacementPath, PutsPlansAtRiskThatAShorterAvailabilityLeavesOut) {
  const Placement placement = Confirmed(1);
  Bedspace bedspace = ABedspace();
  bedspace.available_to = AStay().arrival + 3;
  EXPECT_EQ(TakeStock(around_).Bed(store_, bedspace, clock_.Now()).value(), Taken::kChanged);
  EXPECT_EQ(Now(placement).record().reason, "OUTSIDE_AVAILABILITY");
}

TEST_F(PlacementPath, KeepsWhatIsAnnouncedOfAPerson) {
  const KeepPerson keep;
  Person person = APerson(8);
  person.profile.reset();
  ASSERT_THAT(keep.Schedule(store_, person), Succeeded());
  EXPECT_THAT(
      OfferPlacement(around_)(
          store_, call_,
          {{person.id, AStay().arrival, 7, {}}, ABedspace().id, std::nullopt, std::nullopt}),
      FailsWith("PROFILE_UNKNOWN"));
  MatchProfile profile = testing::AProfile();
  ASSERT_THAT(keep.TakeProfile(store_, person.id, 2, Sensitive(profile)), Succeeded());
  profile.needs_ground_floor = true;
  ASSERT_THAT(keep.TakeProfile(store_, person.id, 1, Sensitive(profile)), Succeeded());
  // An older version never overwrites a newer one.
  EXPECT_FALSE(store_.FindPerson(person.id).value().value().profile->Reveal().needs_ground_floor);
  EXPECT_THAT(keep.Change(store_, PersonNumber(99), [](Person& /*person*/) {}),
              FailsWith("PERSON_UNKNOWN"));
}

}  // namespace
}  // namespace ttg::accommodation
