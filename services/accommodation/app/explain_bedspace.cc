#include "accommodation/app/explain_bedspace.h"

#include "accommodation/domain/suitability.h"

namespace ttg::accommodation {

Result<ExplainBedspace::Answer> ExplainBedspace::operator()(AccommodationStore& store,
                                                            const CallContext& call,
                                                            const BedspaceId& bedspace,
                                                            const WantedStay& query) const {
  TTG_TRY(const Wish wish, ReadWish(store, call, query));
  const Date today = around_.clock.Today();
  TTG_TRY(const auto bed, store.FindBed(bedspace, wish.stay, today, std::nullopt));
  if (!bed) return NotFound("BEDSPACE_NOT_FOUND", "there is no such bedspace");
  Answer answer{wish.person.id, bed->bedspace,
                WhyNot(*bed, wish.person.id, wish.profile, wish.stay, query.delivery_units, today,
                       *around_.calendar.Current()),
                std::nullopt};
  if (answer.exclusions.empty()) answer.rank = RankBed(*bed, wish.profile, wish.stay, weights_);
  return answer;
}

}  // namespace ttg::accommodation
