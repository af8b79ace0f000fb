#include "accommodation/domain/placement.h"

#include <array>
#include <functional>
#include <map>

#include <gtest/gtest.h>

#include "accommodation/testing/builders.h"
#include "platform/testing/matchers.h"

namespace ttg::accommodation {
namespace {

using testing::ABedspace;
using testing::AnOffer;
using testing::AStay;
using testing::PersonNumber;
using testing::PlacementNumber;
using testing::Today;
using ttg::testing::FailsWith;
using ttg::testing::Succeeded;
using enum PlacementState;

const Date kArrival = AStay().arrival;
const Date kDeparture = AStay().departure;
// The days on which each verb below is tried: the offer is open and people can have come and gone.
const Date kOpen = Today() + 7;
const Date kLater = kArrival + 3;

// A placement that has come to `state` by the verbs alone.
Placement In(PlacementState state) {
  Placement placement = AnOffer();
  const auto confirm = [&] {
    EXPECT_THAT(placement.Accept(Today()), Succeeded());
    EXPECT_THAT(placement.Agree(Today()), Succeeded());
  };
  switch (state) {
    case kOffered:
      break;
    case kConfirmed:
      confirm();
      break;
    case kArrived:
      confirm();
      EXPECT_THAT(placement.Arrive(kArrival, kLater), Succeeded());
      break;
    case kDeparted:
      confirm();
      EXPECT_THAT(placement.Arrive(kArrival, kLater), Succeeded());
      EXPECT_THAT(placement.Depart(kArrival + 1, kLater), Succeeded());
      break;
    case kDeclined:
      EXPECT_THAT(placement.DeclineByPerson("AREA_NOT_WANTED", Today()), Succeeded());
      break;
    case kExpired:
      EXPECT_THAT(placement.Expire(kOpen + 1), Succeeded());
      break;
    case kCancelled:
      EXPECT_THAT(placement.Cancel("BED_LOST"), Succeeded());
      break;
    case kAtRisk:
      EXPECT_THAT(placement.PutAtRisk("BED_NOT_FREE", "taken"), Succeeded());
      break;
  }
  EXPECT_EQ(placement.state(), state);
  return placement;
}

constexpr std::array kStates = {kOffered,  kConfirmed, kArrived,   kDeparted,
                                kDeclined, kExpired,   kCancelled, kAtRisk};

struct Verb {
  const char* name;
  std::function<Result<void>(Placement&)> call;
  // Where it may be called, and what it leads to; anywhere else it refuses by name.
  std::map<PlacementState, PlacementState> leads_to;
  std::map<PlacementState, const char*> refuses;
};

class PlacementVerb : public ::testing::TestWithParam<Verb> {};

TEST_P(PlacementVerb, LeadsWhereTheTableSaysAndNowhereElse) {
  const Verb& verb = GetParam();
  for (const PlacementState state : kStates) {
    SCOPED_TRACE(ToString(state));
    Placement placement = In(state);
    const PlacementRecord before = placement.record();
    const auto done = verb.call(placement);
    if (const auto next = verb.leads_to.find(state); next != verb.leads_to.end()) {
      EXPECT_THAT(done, Succeeded());
      EXPECT_EQ(placement.state(), next->second);
      EXPECT_GT(placement.record().announced, before.announced);
    } else {
      ASSERT_TRUE(verb.refuses.contains(state));
      EXPECT_THAT(done, FailsWith(ErrorKind::kPrecondition, verb.refuses.at(state)));
      EXPECT_EQ(placement.record(), before);
    }
  }
}

constexpr const char* kNotOffered = "PLACEMENT_NOT_OFFERED";
constexpr const char* kNotPlanned = "PLACEMENT_NOT_PLANNED";
constexpr const char* kNotArrived = "PLACEMENT_NOT_ARRIVED";
constexpr const char* kStillOpen = "OFFER_STILL_OPEN";

INSTANTIATE_TEST_SUITE_P(
    EveryStateAndVerb, PlacementVerb,
    ::testing::Values(
        Verb{"Accept",
             [](Placement& one) { return one.Accept(kOpen); },
             {{kOffered, kOffered}},
             {{kConfirmed, "ALREADY_ACCEPTED"},
              {kArrived, kNotOffered},
              {kDeparted, kNotOffered},
              {kDeclined, kNotOffered},
              {kExpired, "OFFER_EXPIRED"},
              {kCancelled, kNotOffered},
              {kAtRisk, "PLACEMENT_AT_RISK"}}},
        Verb{"Agree",
             [](Placement& one) { return one.Agree(kOpen); },
             {{kOffered, kOffered}},
             {{kConfirmed, "ALREADY_AGREED"},
              {kArrived, kNotOffered},
              {kDeparted, kNotOffered},
              {kDeclined, kNotOffered},
              {kExpired, "OFFER_EXPIRED"},
              {kCancelled, kNotOffered},
              {kAtRisk, "PLACEMENT_AT_RISK"}}},
        Verb{"Decline",
             [](Placement& one) { return one.DeclineByProvider("BED_NO_LONGER_AVAILABLE", kOpen); },
             {{kOffered, kDeclined}},
             {{kConfirmed, kNotOffered},
              {kArrived, kNotOffered},
              {kDeparted, kNotOffered},
              {kDeclined, kNotOffered},
              {kExpired, "OFFER_EXPIRED"},
              {kCancelled, kNotOffered},
              {kAtRisk, "PLACEMENT_AT_RISK"}}},
        Verb{"Arrive",
             [](Placement& one) { return one.Arrive(kArrival, kLater); },
             {{kOffered, kArrived}, {kConfirmed, kArrived}, {kAtRisk, kArrived}},
             {{kArrived, kNotPlanned},
              {kDeparted, kNotPlanned},
              {kDeclined, kNotPlanned},
              {kExpired, kNotPlanned},
              {kCancelled, kNotPlanned}}},
        Verb{"Depart",
             [](Placement& one) { return one.Depart(kArrival + 1, kLater); },
             {{kArrived, kDeparted}},
             {{kOffered, kNotArrived},
              {kConfirmed, kNotArrived},
              {kDeparted, kNotArrived},
              {kDeclined, kNotArrived},
              {kExpired, kNotArrived},
              {kCancelled, kNotArrived},
              {kAtRisk, kNotArrived}}},
        Verb{"Cancel",
             [](Placement& one) { return one.Cancel("BED_LOST"); },
             {{kOffered, kCancelled}, {kConfirmed, kCancelled}, {kAtRisk, kCancelled}},
             {{kArrived, kNotPlanned},
              {kDeparted, kNotPlanned},
              {kDeclined, kNotPlanned},
              {kExpired, kNotPlanned},
              {kCancelled, kNotPlanned}}},
        Verb{"Expire",
             [](Placement& one) { return one.Expire(kOpen + 1); },
             {{kOffered, kExpired}, {kAtRisk, kExpired}},
             {{kConfirmed, kStillOpen},
              {kArrived, kStillOpen},
              {kDeparted, kStillOpen},
              {kDeclined, kStillOpen},
              {kExpired, kStillOpen},
              {kCancelled, kStillOpen}}},
        Verb{"Move",
             [](Placement& one) {
               return one.Move({kArrival + 1, kDeparture + 1}, kDeparture + 1);
             },
             {{kOffered, kOffered}, {kConfirmed, kConfirmed}, {kAtRisk, kOffered}},
             {{kArrived, kNotPlanned},
              {kDeparted, kNotPlanned},
              {kDeclined, kNotPlanned},
              {kExpired, kNotPlanned},
              {kCancelled, kNotPlanned}}},
        Verb{"PutAtRisk",
             [](Placement& one) { return one.PutAtRisk("OVERTAKEN_BY_FACT", "somebody came"); },
             {{kOffered, kAtRisk}, {kConfirmed, kAtRisk}, {kAtRisk, kAtRisk}},
             {{kArrived, kNotPlanned},
              {kDeparted, kNotPlanned},
              {kDeclined, kNotPlanned},
              {kExpired, kNotPlanned},
              {kCancelled, kNotPlanned}}}),
    [](const auto& instance) { return instance.param.name; });

TEST(Placement, IsConfirmedByBothFactsInEitherOrder) {
  Placement placement = AnOffer();
  ASSERT_THAT(placement.Agree(Today()), Succeeded());
  EXPECT_EQ(placement.state(), kOffered);
  ASSERT_THAT(placement.Accept(Today()), Succeeded());
  EXPECT_EQ(placement.state(), kConfirmed);
  ASSERT_EQ(placement.pending().size(), 4U);
  EXPECT_TRUE(std::holds_alternative<PlacementConfirmed>(placement.pending().back()));
}

TEST(Placement, CountsItsEventsWithoutAGap) {
  const Placement placement = In(kConfirmed);
  std::int64_t sequence = 0;
  for (const AccommodationEvent& event : placement.pending()) {
    std::visit(
        [&](const auto& one) {
          if constexpr (requires { one.placement.sequence; }) {
            EXPECT_EQ(one.placement.sequence, ++sequence);
          }
        },
        event);
  }
  EXPECT_EQ(sequence, 4);
}

TEST(Placement, NeverExpiresOnceConfirmed) {
  const Placement placement = In(kConfirmed);
  EXPECT_FALSE(placement.HasLapsed(Date(2027, 12, 31)));
  EXPECT_TRUE(AnOffer().HasLapsed(kOpen + 1));
  EXPECT_FALSE(AnOffer().HasLapsed(kOpen));
}

TEST(Placement, RefusesToDecideAboutALapsedOfferThatNobodyHasSweptYet) {
  Placement placement = AnOffer();
  EXPECT_THAT(placement.Accept(kOpen + 1), FailsWith("OFFER_EXPIRED"));
  EXPECT_THAT(placement.Agree(kOpen + 1), FailsWith("OFFER_EXPIRED"));
}

TEST(Placement, HoldsTheBedAsLongAsItIsAPlanOrAFact) {
  for (const PlacementState state : {kOffered, kConfirmed, kArrived, kDeparted}) {
    EXPECT_TRUE(In(state).hold()) << ToString(state);
  }
  for (const PlacementState state : {kDeclined, kExpired, kCancelled, kAtRisk}) {
    EXPECT_FALSE(In(state).hold()) << ToString(state);
  }
}

TEST(Placement, StaysConfirmedWhenItComesBackFromRisk) {
  Placement placement = In(kConfirmed);
  ASSERT_THAT(placement.PutAtRisk("BED_NOT_FREE", "taken"), Succeeded());
  ASSERT_THAT(placement.Move(AStay(), kDeparture), Succeeded());
  EXPECT_EQ(placement.state(), kConfirmed);
  EXPECT_EQ(placement.record().reason, "");
}

TEST(Placement, OverstaysFromTheDayAfterTheDeparture) {
  const Placement placement = In(kArrived);
  EXPECT_FALSE(placement.Overstaying(kDeparture));
  EXPECT_TRUE(placement.Overstaying(kDeparture + 1));
  EXPECT_FALSE(In(kDeparted).Overstaying(kDeparture + 1));
}

TEST(Placement, TakesAnyArrivalThatHasHappened) {
  Placement placement = In(kConfirmed);
  EXPECT_THAT(placement.Arrive(kLater + 1, kLater), FailsWith("ARRIVAL_IN_FUTURE"));
  EXPECT_THAT(placement.Arrive(kArrival, kArrival + 90), Succeeded());
  EXPECT_EQ(placement.stay(), AStay());
}

TEST(Placement, KeepsItsNightsWhereThePersonArrivesAfterThePlan) {
  Placement last_day = In(kConfirmed);
  ASSERT_THAT(last_day.Arrive(kDeparture - 1, kDeparture), Succeeded());
  EXPECT_EQ(last_day.stay(), (Stay{kDeparture - 1, kDeparture}));
  for (const int late : {0, 5}) {
    Placement placement = In(kConfirmed);
    const Date arrived = kDeparture + late;
    ASSERT_THAT(placement.Arrive(arrived, arrived), Succeeded());
    EXPECT_EQ(placement.stay(), (Stay{arrived, arrived + AStay().nights()}));
  }
}

TEST(Placement, TakesNoDepartureBeforeTheArrivalOrInTheFuture) {
  Placement placement = In(kArrived);
  EXPECT_THAT(placement.Depart(kArrival - 1, kLater), FailsWith("DEPARTURE_BEFORE_ARRIVAL"));
  EXPECT_THAT(placement.Depart(kLater + 1, kLater), FailsWith("DEPARTURE_IN_FUTURE"));
  EXPECT_THAT(placement.Depart(kArrival, kLater), Succeeded());
}

Placement::Offer OfferOf(const Stay& stay) {
  return {.id = PlacementNumber(1),
          .person = PersonNumber(1),
          .stay = stay,
          .free_from = stay.departure,
          .expires_on = Today(),
          .release_day = kArrival,
          .long_stay = std::nullopt};
}

TEST(PlacementOffer, AllowsEightyFourNightsAndMoreOnlyIfAuthorised) {
  EXPECT_THAT(Placement::MakeOffer(OfferOf({kArrival, kArrival + 84}), ABedspace(), Today()),
              Succeeded());
  auto longer = OfferOf({kArrival, kArrival + 85});
  EXPECT_THAT(Placement::MakeOffer(longer, ABedspace(), Today()), FailsWith("STAY_TOO_LONG"));
  longer.long_stay = {ActorId::Parse("lead-1").value(), "no other bed in the county"};
  EXPECT_THAT(Placement::MakeOffer(longer, ABedspace(), Today()), Succeeded());
}

TEST(PlacementOffer, RefusesNightsThatCannotBe) {
  EXPECT_THAT(Placement::MakeOffer(OfferOf({kArrival, kArrival}), ABedspace(), Today()),
              FailsWith("STAY_EMPTY"));
  EXPECT_THAT(Placement::MakeOffer(OfferOf({kArrival - 1, kDeparture}), ABedspace(), Today()),
              FailsWith("ARRIVAL_BEFORE_RELEASE"));
  EXPECT_THAT(Placement::MakeOffer(OfferOf({kArrival, kDeparture}), ABedspace(), kArrival + 1),
              FailsWith("ARRIVAL_IN_PAST"));
  auto over = OfferOf({kArrival, kDeparture});
  over.expires_on = Today() - 1;
  EXPECT_THAT(Placement::MakeOffer(over, ABedspace(), Today()), FailsWith("OFFER_ALREADY_OVER"));
}

}  // namespace
}  // namespace ttg::accommodation
