#include "accommodation/domain/suitability.h"

#include <functional>

#include <gtest/gtest.h>

#include "accommodation/testing/builders.h"

namespace ttg::accommodation {
namespace {

using testing::ABedspace;
using testing::AnEmptyBed;
using testing::AProfile;
using testing::AStay;
using testing::Calendar;
using testing::PersonNumber;
using testing::Today;
using Reasons = std::vector<ExclusionReason>;
using enum PremisesCharacteristic;

Reasons ReasonsAgainst(const BedPicture& bed, const MatchProfile& profile) {
  Reasons reasons;
  for (const Exclusion& one : CheckSuitability(bed, PersonNumber(1), profile, AStay())) {
    reasons.push_back(one.reason);
  }
  return reasons;
}

BedPicture BedWith(std::set<PremisesCharacteristic> premises,
                   std::set<BedspaceCharacteristic> bedspace = {}) {
  BedPicture bed = AnEmptyBed();
  bed.bedspace.premises.characteristics = std::move(premises);
  bed.bedspace.characteristics = std::move(bedspace);
  return bed;
}

MatchProfile ProfileWith(const std::function<void(MatchProfile&)>& change) {
  MatchProfile profile = AProfile();
  change(profile);
  return profile;
}

BedPicture BedBeside(Resident resident) {
  BedPicture bed = AnEmptyBed();
  bed.residents = {std::move(resident)};
  return bed;
}

TEST(Suitability, FindsNothingAgainstAManWithoutRisksOrNeeds) {
  EXPECT_EQ(ReasonsAgainst(AnEmptyBed(), AProfile()), Reasons());
}

TEST(Suitability, KeepsTheSexRuleOfThePremises) {
  const auto woman = ProfileWith([](MatchProfile& one) { one.sex = Sex::kFemale; });
  EXPECT_EQ(ReasonsAgainst(BedWith({kMenOnly}), woman), Reasons{ExclusionReason::kMenOnly});
  EXPECT_EQ(ReasonsAgainst(BedWith({kMenOnly}), AProfile()), Reasons());
  EXPECT_EQ(ReasonsAgainst(BedWith({kWomenOnly}), AProfile()),
            Reasons{ExclusionReason::kWomenOnly});
  EXPECT_EQ(ReasonsAgainst(BedWith({kWomenOnly}), woman), Reasons());
}

TEST(Suitability, SaysOnlyCompatibilityAboutAResidentOfTheOtherSex) {
  EXPECT_EQ(ReasonsAgainst(BedBeside({std::nullopt, Sex::kFemale, AStay()}), AProfile()),
            Reasons{ExclusionReason::kCompatibility});
  EXPECT_EQ(ReasonsAgainst(BedBeside({std::nullopt, Sex::kMale, AStay()}), AProfile()), Reasons());
}

TEST(Suitability, SaysOnlyCompatibilityAboutAResidentOfWhomNobodyKnowsTheSex) {
  EXPECT_EQ(ReasonsAgainst(BedBeside({PersonNumber(2), std::nullopt, AStay()}), AProfile()),
            Reasons{ExclusionReason::kCompatibility});
  EXPECT_EQ(ReasonsAgainst(BedBeside({PersonNumber(1), std::nullopt, AStay()}), AProfile()),
            Reasons());
}

TEST(Suitability, LooksOnlyAtResidentsWhoAreThereThen) {
  const Stay until_then{Date(2026, 11, 1), AStay().arrival};
  EXPECT_EQ(ReasonsAgainst(BedBeside({std::nullopt, Sex::kFemale, until_then}), AProfile()),
            Reasons());
}

TEST(Suitability, KeepsApartWhoMustNotLiveTogether) {
  const auto profile =
      ProfileWith([](MatchProfile& one) { one.must_not_live_with = {PersonNumber(2)}; });
  EXPECT_EQ(ReasonsAgainst(BedBeside({PersonNumber(2), Sex::kMale, AStay()}), profile),
            Reasons{ExclusionReason::kCompatibility});
  EXPECT_EQ(ReasonsAgainst(BedBeside({PersonNumber(3), Sex::kMale, AStay()}), profile), Reasons());
}

TEST(Suitability, ExcludesAnybodyUnder18OnTheDayOfArrival) {
  const auto young = ProfileWith([](MatchProfile& one) { one.date_of_birth = Date(2008, 12, 8); });
  EXPECT_EQ(ReasonsAgainst(AnEmptyBed(), young), Reasons{ExclusionReason::kUnder18});
  const auto just = ProfileWith([](MatchProfile& one) { one.date_of_birth = Date(2008, 12, 7); });
  EXPECT_EQ(ReasonsAgainst(AnEmptyBed(), just), Reasons());
}

struct Case {
  const char* name;
  std::function<void(MatchProfile&)> person;
  BedPicture against;
  BedPicture suits;
  ExclusionReason reason;
};

class SuitabilityRule : public ::testing::TestWithParam<Case> {};

TEST_P(SuitabilityRule, NamesTheExclusion) {
  const Case& one = GetParam();
  EXPECT_EQ(ReasonsAgainst(one.against, ProfileWith(one.person)), Reasons{one.reason});
  EXPECT_EQ(ReasonsAgainst(one.suits, ProfileWith(one.person)), Reasons());
  // Nobody else minds.
  EXPECT_EQ(ReasonsAgainst(one.suits, AProfile()), Reasons());
}

INSTANTIATE_TEST_SUITE_P(
    HardExclusions, SuitabilityRule,
    ::testing::Values(
        Case{"Arson", [](MatchProfile& one) { one.arson_risk = Answer::kYes; },
             BedWith({kNotSuitableForArsonRisk}),
             BedWith({kNotSuitableForSexualRiskToAdults, kNotSuitableForSexualRiskToChildren}),
             ExclusionReason::kArsonRisk},
        Case{"SexualRiskToAdults",
             [](MatchProfile& one) { one.sexual_risk_to_adults = Answer::kYes; },
             BedWith({kNotSuitableForSexualRiskToAdults}),
             BedWith({kNotSuitableForSexualRiskToChildren, kSchoolNearby}),
             ExclusionReason::kSexualRiskToAdults},
        Case{"SexualRiskToChildren",
             [](MatchProfile& one) { one.sexual_risk_to_children = Answer::kYes; },
             BedWith({kNotSuitableForSexualRiskToChildren}),
             BedWith({kNotSuitableForSexualRiskToAdults}), ExclusionReason::kSexualRiskToChildren},
        Case{"SchoolNearby", [](MatchProfile& one) { one.sexual_risk_to_children = Answer::kYes; },
             BedWith({kSchoolNearby}), BedWith({}), ExclusionReason::kSchoolNearby},
        Case{"GroundFloor", [](MatchProfile& one) { one.needs_ground_floor = true; },
             BedWith({kLift}), BedWith({}, {BedspaceCharacteristic::kGroundFloor}),
             ExclusionReason::kGroundFloorNeeded},
        Case{"Wheelchair", [](MatchProfile& one) { one.needs_wheelchair_access = true; },
             BedWith({}, {BedspaceCharacteristic::kGroundFloor}),
             BedWith({}, {BedspaceCharacteristic::kWheelchairAccessible}),
             ExclusionReason::kWheelchairAccessNeeded},
        Case{"SingleOccupancy", [](MatchProfile& one) { one.needs_single_occupancy = true; },
             BedWith({kSharedProperty}), BedWith({kSingleOccupancy}),
             ExclusionReason::kSingleOccupancyNeeded}),
    [](const auto& instance) { return instance.param.name; });

TEST(Suitability, NamesEachRiskAnswerThatIsMissing) {
  EXPECT_EQ(ReasonsAgainst(AnEmptyBed(), ProfileWith([](auto& one) { one.arson_risk.reset(); })),
            Reasons{ExclusionReason::kRiskAnswerMissingArson});
  EXPECT_EQ(ReasonsAgainst(AnEmptyBed(), ProfileWith([](MatchProfile& one) {
                             one.sexual_risk_to_adults.reset();
                             one.sexual_risk_to_children.reset();
                           })),
            (Reasons{ExclusionReason::kRiskAnswerMissingSexualToAdults,
                     ExclusionReason::kRiskAnswerMissingSexualToChildren}));
}

TEST(Suitability, LeavesOutDeliveryUnitsThatWereNotAskedFor) {
  const auto elsewhere = DeliveryUnit::Parse("N52STFS").value();
  const auto found =
      WhyNot(AnEmptyBed(), PersonNumber(1), AProfile(), AStay(), {elsewhere}, Today(), Calendar());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].reason, ExclusionReason::kDeliveryUnitNotAskedFor);
  EXPECT_TRUE(WhyNot(AnEmptyBed(), PersonNumber(1), AProfile(), AStay(),
                     {elsewhere, ABedspace().premises.delivery_unit}, Today(), Calendar())
                  .empty());
}

}  // namespace
}  // namespace ttg::accommodation
