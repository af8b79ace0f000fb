#include "accommodation/app/take_stock.h"

#include <fmt/format.h>

#include "accommodation/app/facts_beat_plans.h"

namespace ttg::accommodation {
namespace {

// Between reading the plans and writing the void somebody else may have made one.
constexpr int kAttempts = 5;

Error BedspaceNotFound() {
  return NotFound("BEDSPACE_NOT_FOUND", "there is no such bedspace; import the bedspaces first");
}

PlacementState StateByDate(const Stay& stay, Date today) {
  if (stay.departure <= today) return PlacementState::kDeparted;
  return stay.arrival <= today ? PlacementState::kArrived : PlacementState::kConfirmed;
}

Result<bool> IsOlder(AccommodationStore& store, const Reported& what, Instant as_of) {
  TTG_TRY(const auto newest, store.ReportedAsOf(what));
  return newest && as_of < *newest;
}

// What is reported, in premises as the newest file describes them.
Result<Bedspace> InNewestPremises(AccommodationStore& store, Bedspace reported, Instant as_of) {
  TTG_TRY(const bool older, IsOlder(store, reported.premises.id, as_of));
  if (!older) return reported;
  TTG_TRY(auto premises, store.FindPremises(reported.premises.id));
  if (premises) reported.premises = *std::move(premises);
  return reported;
}

}  // namespace

Result<Taken> TakeStock::Bed(AccommodationStore& store, const Bedspace& reported,
                             Instant as_of) const {
  TTG_TRY(const bool older, IsOlder(store, reported.id, as_of));
  if (older) return Taken::kOlder;
  TTG_TRY(const auto known, store.FindBedspace(reported.id));
  TTG_TRY(const Bedspace bedspace, InNewestPremises(store, reported, as_of));
  if (known != bedspace) TTG_RETURN_IF_ERROR(store.SaveBedspace(bedspace));
  TTG_RETURN_IF_ERROR(store.NoteReported(bedspace.id, as_of));
  TTG_RETURN_IF_ERROR(store.NoteReported(bedspace.premises.id, as_of));
  if (known == bedspace) return bedspace == reported ? Taken::kUnchanged : Taken::kOlder;
  if (!known) return Taken::kNew;
  TTG_RETURN_IF_ERROR(PutPlansAtRisk(
      store, bedspace.id, around_.clock.Today(),
      [&](const PlacementRecord& plan) {
        return plan.stay.arrival < bedspace.available_from ||
               (bedspace.available_to && plan.stay.last_night() > *bedspace.available_to);
      },
      "OUTSIDE_AVAILABILITY", "the bed is not available any more on all of the nights"));
  return Taken::kChanged;
}

Result<Placement> TakeStock::FromReport(const ReportedStay& reported, const Bedspace& bedspace,
                                        const PlacementRecord* known) const {
  TTG_TRY(const Date free_from, FreeFrom(reported.stay.departure, bedspace.turnaround_working_days,
                                         *around_.calendar.Current()));
  const auto id =
      known != nullptr ? Result<PlacementId>(known->id) : PlacementId::Parse(around_.ids.NewId());
  if (!id) return id.error();
  return Placement(PlacementRecord{
      .id = *id,
      .person = std::nullopt,
      .external = reported.resident,
      .bedspace = bedspace.id,
      .premises = bedspace.premises.id,
      .provider = bedspace.premises.provider,
      .state = StateByDate(reported.stay, around_.clock.Today()),
      .stay = reported.stay,
      .free_from = free_from,
      .offer_expires_on = reported.stay.arrival,
      // The provider has placed them: nobody here has to agree.
      .accepted_by_provider = true,
      .agreed_by_person = true,
      .reason = "",
      .explanation = "",
      .long_stay = std::nullopt,
      .version = known != nullptr ? known->version : 0,
  });
}

Result<Taken> TakeStock::ReportStay(AccommodationStore& store, const ReportedStay& reported,
                                    Instant as_of) const {
  TTG_TRY(const auto bedspace, store.FindBedspace(reported.bedspace));
  if (!bedspace) return BedspaceNotFound();
  TTG_TRY(const auto known, store.FindExternalStay(reported.bedspace, reported.resident.reference,
                                                   reported.stay.arrival));
  if (known) {
    const PlacementRecord& record = known->record();
    TTG_TRY(const bool older, IsOlder(store, record.id, as_of));
    if (older) return Taken::kOlder;
    // Also where it says the same: what an older file says must not come after it.
    TTG_RETURN_IF_ERROR(store.NoteReported(record.id, as_of));
    const bool same = record.external == reported.resident && record.stay == reported.stay;
    if (same || record.state == PlacementState::kDeparted) return Taken::kUnchanged;
  }
  TTG_TRY(auto placement, FromReport(reported, *bedspace, known ? &known->record() : nullptr));
  const Date today = around_.clock.Today();
  if (placement.HoldsAsPlan()) {
    TTG_TRY(const auto bed, store.FindBed(reported.bedspace, reported.stay, today, placement.id()));
    const auto against = CheckAvailability(*bed, reported.stay, today, *around_.calendar.Current());
    if (!against.empty()) return BedRefused(against);
    TTG_RETURN_IF_ERROR(PutPlansAtRisk(
        store, reported.bedspace, today,
        [today](const PlacementRecord& plan) { return Placement(plan).HasLapsed(today); }, "", ""));
    TTG_RETURN_IF_ERROR(store.Save(placement));
  } else {
    TTG_RETURN_IF_ERROR(SaveFact(store, placement, today));
  }
  TTG_RETURN_IF_ERROR(store.NoteReported(placement.id(), as_of));
  return known ? Taken::kChanged : Taken::kNew;
}

Result<Taken> TakeStock::OutOfService(AccommodationStore& store, const BedspaceId& bedspace,
                                      const Void& one, Instant as_of) const {
  TTG_TRY(const auto stored, store.FindBedspace(bedspace));
  if (!stored) return BedspaceNotFound();
  TTG_TRY(const auto known, store.FindVoid(bedspace, one.from));
  const Reported what = std::pair(bedspace, one.from);
  TTG_TRY(const bool older, IsOlder(store, what, as_of));
  if (older) return Taken::kOlder;
  if (known == one) {
    TTG_RETURN_IF_ERROR(store.NoteReported(what, as_of));
    return Taken::kUnchanged;
  }
  const std::string explanation =
      fmt::format("the bed is out of service from {} to {}, that day included",
                  FormatDate(one.from), FormatDate(one.through));
  const auto stops = [&](const PlacementRecord& plan) { return one.Stops(plan.stay); };
  for (int attempt = 1;; ++attempt) {
    TTG_RETURN_IF_ERROR(PutPlansAtRisk(store, bedspace, around_.clock.Today(), stops,
                                       "BED_OUT_OF_SERVICE", explanation));
    const auto saved = store.SaveVoid(bedspace, one);
    if (saved) break;
    if (saved.error().reason != "BED_NOT_FREE" || attempt == kAttempts) return saved.error();
  }
  TTG_RETURN_IF_ERROR(store.NoteReported(what, as_of));
  return known ? Taken::kChanged : Taken::kNew;
}

}  // namespace ttg::accommodation
