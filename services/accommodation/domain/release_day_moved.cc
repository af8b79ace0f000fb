#include "accommodation/domain/release_day_moved.h"

#include <algorithm>
#include <string>

namespace ttg::accommodation {
namespace {

Result<std::optional<ReleaseDayEffect>> AtRisk(Placement& placement, std::string reason,
                                               std::string explanation) {
  const Date arrival = placement.stay().arrival;
  TTG_RETURN_IF_ERROR(placement.PutAtRisk(reason, std::move(explanation)));
  return std::optional(ReleaseDayEffect{placement.id(), ReleaseDayOutcome::kAtRisk, arrival,
                                        arrival, std::move(reason)});
}

}  // namespace

Stay StayAfter(const PlacementRecord& placement, Date release_day) {
  const Date arrival = release_day + placement.days_after_release;
  return {arrival, arrival + placement.stay.nights()};
}

Result<std::optional<ReleaseDayEffect>> FollowReleaseDay(Placement& placement, const Person& person,
                                                         const std::optional<BedPicture>& bed,
                                                         Date today, const WorkingDays& calendar) {
  if (!person.release_day || !bed) {
    return AtRisk(placement, "NO_RELEASE_DAY", "there is no release day any more");
  }
  const Stay before = placement.stay();
  const Stay wanted = StayAfter(placement.record(), *person.release_day);
  if (wanted == before && placement.HoldsAsPlan()) return std::optional<ReleaseDayEffect>();
  if (wanted.arrival < today) {
    return AtRisk(placement, "ARRIVAL_IN_PAST", "the release day lies in the past");
  }
  if (!person.profile) {
    return AtRisk(placement, "PROFILE_UNKNOWN", "what matching needs to know is not here");
  }
  const auto against =
      WhyNot(*bed, person.id, person.profile->Reveal(), wanted, {}, today, calendar);
  if (!against.empty()) {
    return AtRisk(placement, std::string(NameForEvents(against.front().reason)),
                  against.front().explanation);
  }
  TTG_TRY(const Date free_from,
          FreeFrom(wanted.departure, bed->bedspace.turnaround_working_days, calendar));
  TTG_RETURN_IF_ERROR(placement.Move(wanted, free_from));
  return std::optional(ReleaseDayEffect{placement.id(), ReleaseDayOutcome::kMoved, before.arrival,
                                        wanted.arrival, ""});
}

ReleaseDayOutcome OutcomeOf(const std::vector<ReleaseDayEffect>& effects) {
  const auto any = [&](ReleaseDayOutcome outcome) {
    return std::any_of(effects.begin(), effects.end(),
                       [&](const ReleaseDayEffect& one) { return one.outcome == outcome; });
  };
  if (any(ReleaseDayOutcome::kAtRisk)) return ReleaseDayOutcome::kAtRisk;
  return any(ReleaseDayOutcome::kMoved) ? ReleaseDayOutcome::kMoved
                                        : ReleaseDayOutcome::kNotAffected;
}

}  // namespace ttg::accommodation
