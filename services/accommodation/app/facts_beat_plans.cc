#include "accommodation/app/facts_beat_plans.h"

#include <fmt/format.h>

namespace ttg::accommodation {
namespace {

// Between reading the plans and writing the fact somebody else may have made one.
constexpr int kAttempts = 5;

}  // namespace

Result<void> PutPlansAtRisk(AccommodationStore& store, const BedspaceId& bedspace, Date today,
                            const std::function<bool(const PlacementRecord&)>& meets,
                            const std::string& reason, const std::string& explanation) {
  TTG_TRY(auto plans, store.PlansIn(bedspace));
  for (Placement& plan : plans) {
    if (!meets(plan.record())) continue;
    if (plan.HasLapsed(today)) {
      TTG_RETURN_IF_ERROR(plan.Expire(today));
    } else {
      TTG_RETURN_IF_ERROR(plan.PutAtRisk(reason, explanation));
    }
    TTG_RETURN_IF_ERROR(store.Save(plan));
  }
  return {};
}

Result<void> SaveFact(AccommodationStore& store, Placement& fact, Date today) {
  const PlacementRecord& record = fact.record();
  const std::string explanation =
      fmt::format("somebody is in the bed from {} to {}, and it is free again from {}",
                  FormatDate(record.stay.arrival), FormatDate(record.stay.departure),
                  FormatDate(record.free_from));
  const auto meets = [&](const PlacementRecord& plan) {
    return plan.id != record.id && plan.stay.arrival < record.free_from &&
           record.stay.arrival < plan.free_from;
  };
  for (int attempt = 1;; ++attempt) {
    TTG_RETURN_IF_ERROR(
        PutPlansAtRisk(store, record.bedspace, today, meets, "OVERTAKEN_BY_FACT", explanation));
    auto saved = store.Save(fact);
    if (saved || saved.error().reason != "BED_NOT_FREE" || attempt == kAttempts) return saved;
  }
}

}  // namespace ttg::accommodation
