#include "accommodation/domain/suitability.h"

#include <algorithm>
#include <string>
#include <utility>

namespace ttg::accommodation {
namespace {

class Exclusions {
 public:
  void AddIf(bool excluded, ExclusionReason reason, const char* explanation) {
    if (excluded) found_.push_back({reason, explanation});
  }
  std::vector<Exclusion> Take() { return std::move(found_); }

 private:
  std::vector<Exclusion> found_;
};

bool IsYes(const std::optional<Answer>& answer) { return answer == Answer::kYes; }

void CheckAnswers(const MatchProfile& profile, Exclusions& out) {
  out.AddIf(!profile.arson_risk, ExclusionReason::kRiskAnswerMissingArson,
            "nobody has answered whether there is a risk of arson");
  out.AddIf(!profile.sexual_risk_to_adults, ExclusionReason::kRiskAnswerMissingSexualToAdults,
            "nobody has answered whether there is a sexual risk to adults");
  out.AddIf(!profile.sexual_risk_to_children, ExclusionReason::kRiskAnswerMissingSexualToChildren,
            "nobody has answered whether there is a sexual risk to children");
}

void CheckRisks(const Bedspace& bed, const MatchProfile& profile, Exclusions& out) {
  using enum PremisesCharacteristic;
  out.AddIf(IsYes(profile.arson_risk) && bed.Has(kNotSuitableForArsonRisk),
            ExclusionReason::kArsonRisk, "the premises are not suitable with a risk of arson");
  out.AddIf(IsYes(profile.sexual_risk_to_adults) && bed.Has(kNotSuitableForSexualRiskToAdults),
            ExclusionReason::kSexualRiskToAdults,
            "the premises are not suitable with a sexual risk to adults");
  out.AddIf(IsYes(profile.sexual_risk_to_children) && bed.Has(kNotSuitableForSexualRiskToChildren),
            ExclusionReason::kSexualRiskToChildren,
            "the premises are not suitable with a sexual risk to children");
  out.AddIf(IsYes(profile.sexual_risk_to_children) && bed.Has(kSchoolNearby),
            ExclusionReason::kSchoolNearby, "there is a school nearby");
}

void CheckNeeds(const Bedspace& bed, const MatchProfile& profile, Exclusions& out) {
  out.AddIf(profile.needs_ground_floor && !bed.Has(BedspaceCharacteristic::kGroundFloor),
            ExclusionReason::kGroundFloorNeeded, "the room is not on the ground floor");
  out.AddIf(
      profile.needs_wheelchair_access && !bed.Has(BedspaceCharacteristic::kWheelchairAccessible),
      ExclusionReason::kWheelchairAccessNeeded, "the room is not wheelchair accessible");
  out.AddIf(profile.needs_single_occupancy && !bed.Has(PremisesCharacteristic::kSingleOccupancy),
            ExclusionReason::kSingleOccupancyNeeded, "the premises are shared");
}

// Somebody in the premises whose sex is another or not known (a missing answer excludes), or with
// whom the person must not live.
bool Clashes(const Resident& resident, const PersonId& person, const MatchProfile& profile,
             const Stay& wanted) {
  if (resident.person == person || !resident.stay.Overlaps(wanted)) return false;
  if (resident.sex != profile.sex) return true;
  return resident.person && profile.must_not_live_with.contains(*resident.person);
}

}  // namespace

std::vector<Exclusion> CheckSuitability(const BedPicture& bed, const PersonId& person,
                                        const MatchProfile& profile, const Stay& wanted) {
  Exclusions out;
  const Bedspace& bedspace = bed.bedspace;
  CheckAnswers(profile, out);
  out.AddIf(!profile.IsAdultOn(wanted.arrival), ExclusionReason::kUnder18,
            "the person is under 18 on the day of arrival, and the premises are for adults");
  out.AddIf(bedspace.Has(PremisesCharacteristic::kMenOnly) && profile.sex != Sex::kMale,
            ExclusionReason::kMenOnly, "the premises are for men only");
  out.AddIf(bedspace.Has(PremisesCharacteristic::kWomenOnly) && profile.sex != Sex::kFemale,
            ExclusionReason::kWomenOnly, "the premises are for women only");
  CheckRisks(bedspace, profile, out);
  CheckNeeds(bedspace, profile, out);
  out.AddIf(std::any_of(bed.residents.begin(), bed.residents.end(),
                        [&](const Resident& resident) {
                          return Clashes(resident, person, profile, wanted);
                        }),
            ExclusionReason::kCompatibility,
            "it cannot be shared with somebody who lives there at that time");
  return out.Take();
}

std::vector<Exclusion> WhyNot(const BedPicture& bed, const PersonId& person,
                              const MatchProfile& profile, const Stay& wanted,
                              const std::set<DeliveryUnit>& asked_for, Date today,
                              const WorkingDays& calendar) {
  std::vector<Exclusion> found = CheckAvailability(bed, wanted, today, calendar);
  for (Exclusion& one : CheckSuitability(bed, person, profile, wanted)) {
    found.push_back(std::move(one));
  }
  if (!asked_for.empty() && !asked_for.contains(bed.bedspace.premises.delivery_unit)) {
    found.push_back({ExclusionReason::kDeliveryUnitNotAskedFor,
                     "the premises are in a delivery unit that was not asked for"});
  }
  return found;
}

}  // namespace ttg::accommodation
