#include "accommodation/app/search_bedspaces.h"

#include <algorithm>
#include <set>

#include "accommodation/domain/suitability.h"

namespace ttg::accommodation {

Result<SearchBedspaces::Answer> SearchBedspaces::operator()(AccommodationStore& store,
                                                            const CallContext& call,
                                                            const WantedStay& query) const {
  TTG_TRY(const Wish wish, ReadWish(store, call, query));
  const Date today = around_.clock.Today();
  const auto calendar = around_.calendar.Current();
  TTG_TRY(const auto beds, store.FindBeds(wish.stay, today));
  Answer answer{.stay = wish.stay, .found = {}, .excluded = 0, .reasons = {}};
  for (const BedPicture& bed : beds) {
    const auto against = WhyNot(bed, wish.person.id, wish.profile, wish.stay, query.delivery_units,
                                today, *calendar);
    if (against.empty()) {
      answer.found.push_back({bed.bedspace, RankBed(bed, wish.profile, wish.stay, weights_)});
      continue;
    }
    ++answer.excluded;
    std::set<ExclusionReason> distinct;
    for (const Exclusion& one : against) distinct.insert(one.reason);
    for (const ExclusionReason reason : distinct) ++answer.reasons[reason];
  }
  std::stable_sort(
      answer.found.begin(), answer.found.end(),
      [](const RankedBed& a, const RankedBed& b) { return a.rank.score > b.rank.score; });
  return answer;
}

}  // namespace ttg::accommodation
