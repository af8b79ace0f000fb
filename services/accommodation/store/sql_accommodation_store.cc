#include "accommodation/store/sql_accommodation_store.h"

#include <utility>

#include <fmt/format.h>

#include "accommodation/app/visibility.h"
#include "accommodation/store/answer_rows.h"
#include "accommodation/store/bed_rows.h"
#include "accommodation/store/person_rows.h"
#include "accommodation/store/placement_rows.h"
#include "accommodation/store/reported_rows.h"
#include "platform/messaging/event_log.h"
#include "platform/store/caseload_filter.h"

namespace ttg::accommodation {
namespace {

constexpr const char* kSoonest = "ORDER BY arrival_date, placement_id";

std::optional<Placement> First(std::vector<Placement> found) {
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

}  // namespace

Result<std::optional<Person>> SqlAccommodationStore::FindPerson(const PersonId& id) {
  return ReadPerson(session_, id);
}

Result<std::optional<Person>> SqlAccommodationStore::LockPerson(const PersonId& id) {
  // SQLite has no FOR UPDATE; an update that changes nothing locks the row on both.
  TTG_RETURN_IF_ERROR(session_.Execute(
      "UPDATE person SET announced = announced WHERE person_id = :id", {{"id", id}}));
  return ReadPerson(session_, id);
}

Result<void> SqlAccommodationStore::SavePerson(const Person& person) {
  return WritePerson(session_, person);
}

Result<std::optional<Bedspace>> SqlAccommodationStore::FindBedspace(const BedspaceId& id) {
  return ReadBedspace(session_, id);
}

Result<void> SqlAccommodationStore::SaveBedspace(const Bedspace& bedspace) {
  return WriteBedspace(session_, bedspace);
}

Result<std::optional<Void>> SqlAccommodationStore::FindVoid(const BedspaceId& bedspace, Date from) {
  return ReadVoid(session_, bedspace, from);
}

Result<void> SqlAccommodationStore::SaveVoid(const BedspaceId& bedspace, const Void& one) {
  auto saved = session_.Savepoint([&] { return WriteVoid(session_, bedspace, one); });
  if (saved || saved.error().reason != "CONSTRAINT_VIOLATED") return saved;
  return Precondition("BED_NOT_FREE", "somebody is to sleep there at that time");
}

Result<std::optional<Premises>> SqlAccommodationStore::FindPremises(const PremisesId& id) {
  return ReadPremises(session_, id);
}

Result<std::optional<Instant>> SqlAccommodationStore::ReportedAsOf(const Reported& what) {
  return ReadReportedAsOf(session_, what);
}

Result<void> SqlAccommodationStore::NoteReported(const Reported& what, Instant as_of) {
  return WriteReportedAsOf(session_, what, as_of);
}

Result<std::optional<BedPicture>> SqlAccommodationStore::FindBed(
    const BedspaceId& id, const Stay& around, Date today,
    const std::optional<PlacementId>& except) {
  TTG_TRY(auto beds, ReadBeds(session_, id, around, today, except));
  if (beds.empty()) return std::optional<BedPicture>();
  return std::optional(std::move(beds.front()));
}

Result<std::vector<BedPicture>> SqlAccommodationStore::FindBeds(const Stay& around, Date today) {
  return ReadBeds(session_, std::nullopt, around, today, std::nullopt);
}

Result<std::optional<Placement>> SqlAccommodationStore::FindPlacement(const PlacementId& id) {
  TTG_TRY(auto found, ReadPlacements(session_, "placement_id = :id", "", {{"id", id}}));
  return First(std::move(found));
}

Result<std::optional<Placement>> SqlAccommodationStore::FindExternalStay(
    const BedspaceId& bedspace, const std::string& reference, Date arrival) {
  TTG_TRY(auto found,
          ReadPlacements(session_,
                         "bedspace_id = :bedspace AND resident_reference = :reference "
                         "AND arrival_date = :arrival",
                         kSoonest,
                         {{"bedspace", bedspace}, {"reference", reference}, {"arrival", arrival}}));
  return First(std::move(found));
}

Result<std::vector<Placement>> SqlAccommodationStore::LivePlacementsOf(const PersonId& person) {
  return ReadPlacements(session_,
                        "person_id = :person AND state IN ('OFFERED', 'CONFIRMED', 'AT_RISK', "
                        "'ARRIVED')",
                        kSoonest, {{"person", person}});
}

Result<std::vector<Placement>> SqlAccommodationStore::PlansIn(const BedspaceId& bedspace) {
  return ReadPlacements(session_, "bedspace_id = :bedspace AND state IN ('OFFERED', 'CONFIRMED')",
                        kSoonest, {{"bedspace", bedspace}});
}

Result<std::vector<Placement>> SqlAccommodationStore::LapsedOffers(Date today, int limit) {
  return ReadPlacements(session_,
                        "state IN ('OFFERED', 'AT_RISK') AND offer_expires_on < :today AND "
                        "accepted_by_provider + agreed_by_person < 2",
                        "ORDER BY offer_expires_on, placement_id LIMIT :limit",
                        {{"today", today}, {"limit", limit}});
}

Result<std::vector<Placement>> SqlAccommodationStore::Overstayers(Date today) {
  return ReadPlacements(session_, "state = 'ARRIVED' AND departure_date < :today", kSoonest,
                        {{"today", today}});
}

// The rule of visibility.h as SQL.
std::string SqlAccommodationStore::VisibleTo(store::Binds& binds) const {
  if (!IsStaff(call_)) {
    if (call_.scope.organisations.all) return "1 = 1";
    std::string list;
    for (const OrganisationId& one : call_.scope.organisations.some) {
      // A reference has no quote in it (kernel/id.h), and a set has no fixed number of names.
      list += fmt::format("{}'{}'", list.empty() ? "" : ", ", one.str());
    }
    return list.empty() ? "1 = 0" : fmt::format("provider_id IN ({})", list);
  }
  const std::string caseload =
      store::CaseloadFilter(call_.scope, "pe.prison_id", "pe.delivery_unit", binds);
  return fmt::format(
      "(EXISTS (SELECT 1 FROM person pe WHERE pe.person_id = placement.person_id AND {}){})",
      caseload, call_.scope.prisons.all ? " OR person_id IS NULL" : "");
}

Result<std::vector<Placement>> SqlAccommodationStore::ListPlacements(const PlacementQuery& query) {
  store::Binds binds;
  std::string where = VisibleTo(binds);
  const auto narrow = [&](std::string_view name, std::string_view condition, const auto& value) {
    if (!value) return;
    where += fmt::format(" AND {}", condition);
    binds.emplace_back(name, *value);
  };
  narrow("person", "person_id = :person", query.person);
  narrow("bedspace", "bedspace_id = :bedspace", query.bedspace);
  narrow("provider", "provider_id = :provider", query.provider);
  narrow("from", "departure_date > :from", query.from);
  narrow("to", "arrival_date <= :to", query.to);
  if (!query.states.empty()) {
    std::string list;
    for (const PlacementState state : query.states) {
      list += fmt::format("{}'{}'", list.empty() ? "" : ", ", ToString(state));
    }
    where += fmt::format(" AND state IN ({})", list);
  }
  if (query.after) {
    where += " AND (arrival_date > :after OR (arrival_date = :same AND placement_id > :id))";
    binds.emplace_back("after", query.after->first);
    binds.emplace_back("same", query.after->first);
    binds.emplace_back("id", query.after->second);
  }
  binds.emplace_back("limit", query.limit);
  return ReadPlacements(session_, where, fmt::format("{} LIMIT :limit", kSoonest), binds);
}

Error SqlAccommodationStore::WhyRefused(const Placement& placement, const Error& error) {
  const bool arrived = placement.state() == PlacementState::kArrived;
  if (error.reason == "UNIQUE_VIOLATED") {
    return arrived ? Precondition("PERSON_STAYS_ELSEWHERE",
                                  "the person stays somewhere else; record that departure first")
                   : Precondition("PERSON_HAS_A_PLAN",
                                  "another bed is offered or confirmed; cancel that first");
  }
  if (error.reason != "CONSTRAINT_VIOLATED") return error;
  const PlacementRecord& record = placement.record();
  const auto clashes = session_.Query<std::string, Date, Date, Date>(
      "SELECT kind, arrival, departure, free_from FROM bed_hold WHERE bedspace_id = :bedspace AND "
      "holder_id <> :id AND arrival < :free_from AND free_from > :arrival ORDER BY arrival",
      {{"bedspace", record.bedspace},
       {"id", record.id},
       {"free_from", record.free_from},
       {"arrival", record.stay.arrival}});
  if (!clashes) return clashes.error();
  std::vector<Exclusion> found;
  for (const auto& [kind, arrival, departure, free_from] : *clashes) {
    const bool out_of_service = kind == "VOID";
    found.push_back(
        {out_of_service ? ExclusionReason::kBedOutOfService : ExclusionReason::kBedNotFree,
         fmt::format("the bed is {} from {} to {} and free again from {}",
                     out_of_service ? "out of service" : "taken", FormatDate(arrival),
                     FormatDate(departure), FormatDate(free_from))});
  }
  // Whoever took it has let it go again in between.
  if (found.empty()) {
    found.push_back({ExclusionReason::kBedNotFree, "somebody took the bed at the same time"});
  }
  return BedRefused(found);
}

Result<void> SqlAccommodationStore::Save(Placement& placement) {
  const auto saved = session_.Savepoint([&]() -> Result<void> {
    TTG_RETURN_IF_ERROR(WritePlacement(session_, placement.record()));
    return WriteHold(session_, placement);
  });
  if (!saved) return WhyRefused(placement, saved.error());
  for (const AccommodationEvent& event : placement.pending()) {
    TTG_RETURN_IF_ERROR(Announce(event));
  }
  placement.MarkStored();
  return {};
}

Result<std::optional<AnsweredReleaseDay>> SqlAccommodationStore::FindAnswer(const EventId& cause) {
  TTG_TRY(auto found, ReadAnswers(session_, "cause_event_id = :cause", "", {{"cause", cause}}));
  if (found.empty()) return std::optional<AnsweredReleaseDay>();
  return std::optional(std::move(found.front()));
}

Result<void> SqlAccommodationStore::SaveAnswer(const AnsweredReleaseDay& answered) {
  return WriteAnswer(session_, answered);
}

Result<std::vector<AnsweredReleaseDay>> SqlAccommodationStore::ListAnswers(
    const AnswerQuery& query) {
  std::string where = "person_id = :person";
  store::Binds binds = {{"person", query.person}};
  if (query.open_only) where += " AND acknowledged_at IS NULL AND outcome <> 'NOT_AFFECTED'";
  if (query.before_sequence > 0) {
    where += " AND sequence < :before";
    binds.emplace_back("before", query.before_sequence);
  }
  binds.emplace_back("limit", query.limit);
  return ReadAnswers(session_, where, "ORDER BY sequence DESC LIMIT :limit", binds);
}

Result<void> SqlAccommodationStore::Announce(const AccommodationEvent& event) {
  return messaging::Append(session_, {encode_(event, call_)});
}

}  // namespace ttg::accommodation
