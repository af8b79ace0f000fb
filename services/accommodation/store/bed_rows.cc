#include "accommodation/store/bed_rows.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "accommodation/store/person_rows.h"

namespace ttg::accommodation {
namespace {

// How far around the nights in question ranking looks; more than the longest turnaround.
constexpr int kDaysBefore = 15;
constexpr int kDaysAfter = 90;
// Nobody knows when somebody who is overstaying will leave.
constexpr int kForGood = 100'000;

constexpr const char* kBedspaceColumns =
    "SELECT b.bedspace_id, b.name, b.characteristics, b.available_from, b.available_to, "
    "p.premises_id, p.name, p.provider_id, p.provider_name, p.local_authority, p.delivery_unit, "
    "p.easting, p.northing, p.characteristics, b.turnaround_working_days "
    "FROM bedspace b JOIN premises p ON p.premises_id = b.premises_id ";

template <typename Characteristic>
std::string Join(const std::set<Characteristic>& characteristics) {
  std::string text;
  for (const Characteristic one : characteristics) {
    if (!text.empty()) text += ';';
    text += ToString(one);
  }
  return text;
}

template <typename Characteristic>
std::set<Characteristic> Split(const std::string& text,
                               std::optional<Characteristic> (*parse)(std::string_view)) {
  std::set<Characteristic> found;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(';', begin), text.size());
    // One that a later release knows says nothing here.
    if (const auto one = parse(std::string_view(text).substr(begin, end - begin))) {
      found.insert(*one);
    }
    begin = end + 1;
  }
  return found;
}

Result<std::vector<Bedspace>> ReadBedspaces(store::Session& session, const std::string& tail,
                                            const store::Binds& binds) {
  TTG_TRY(const auto rows,
          session.Query<BedspaceId, std::string, std::string, Date, std::optional<Date>, PremisesId,
                        std::string, ProviderId, std::string, std::string, DeliveryUnit,
                        std::optional<int>, std::optional<int>, std::string, int>(
              kBedspaceColumns + tail, binds));
  std::vector<Bedspace> bedspaces;
  bedspaces.reserve(rows.size());
  for (const auto& [id, name, characteristics, from, to, premises, premises_name, provider,
                    provider_name, authority, unit, easting, northing, premises_characteristics,
                    turnaround] : rows) {
    bedspaces.push_back(Bedspace{
        .id = id,
        .name = name,
        .premises = {.id = premises,
                     .name = premises_name,
                     .provider = provider,
                     .provider_name = provider_name,
                     .local_authority = authority,
                     .delivery_unit = unit,
                     .position = easting && northing ? std::optional(GridPoint{*easting, *northing})
                                                     : std::nullopt,
                     .characteristics =
                         Split(premises_characteristics, &ParsePremisesCharacteristic)},
        .characteristics = Split(characteristics, &ParseBedspaceCharacteristic),
        .turnaround_working_days = turnaround,
        .available_from = from,
        .available_to = to,
    });
  }
  return bedspaces;
}

// One hold with who is behind it.
struct HeldBed {
  BedspaceId bedspace;
  PremisesId premises;
  Hold hold;
  Resident resident;
};

HoldKind ReadKind(const std::string& text) {
  if (text == "PLAN") return HoldKind::kPlan;
  return text == "STAYING" ? HoldKind::kStaying : HoldKind::kDeparted;
}

Result<std::vector<HeldBed>> ReadHolds(store::Session& session,
                                       const std::optional<BedspaceId>& only, const Stay& around,
                                       Date today, const std::optional<PlacementId>& except) {
  std::string sql =
      "SELECT h.holder_id, h.bedspace_id, p.premises_id, h.kind, h.arrival, h.departure, "
      "h.free_from, p.person_id, COALESCE(p.resident_sex, pp.sex) "
      "FROM bed_hold h JOIN placement p ON p.placement_id = h.holder_id "
      "LEFT JOIN person_profile pp ON pp.person_id = p.person_id "
      "WHERE NOT (p.state = 'OFFERED' AND p.offer_expires_on < :today) AND "
      "((h.free_from > :low AND h.arrival < :high) OR "
      "(h.kind = 'STAYING' AND h.departure < :now))";
  store::Binds binds = {{"today", today},
                        {"low", around.arrival - kDaysBefore},
                        {"high", around.departure + kDaysAfter},
                        {"now", today}};
  if (only) {
    sql += " AND p.premises_id = (SELECT premises_id FROM bedspace WHERE bedspace_id = :only)";
    binds.emplace_back("only", *only);
  }
  if (except) {
    sql += " AND h.holder_id <> :except";
    binds.emplace_back("except", *except);
  }
  TTG_TRY(const auto rows,
          session.Query<PlacementId, BedspaceId, PremisesId, std::string, Date, Date, Date,
                        std::optional<PersonId>, std::optional<std::string>>(sql, binds));
  std::vector<HeldBed> held;
  held.reserve(rows.size());
  for (const auto& [id, bedspace, premises, kind, arrival, departure, free_from, person, sex] :
       rows) {
    HeldBed one{bedspace,
                premises,
                {id, ReadKind(kind), {arrival, departure}, free_from},
                {person, std::nullopt, {arrival, departure}}};
    if (sex) {
      TTG_TRY(one.resident.sex, ReadSex(*sex));
    }
    if (one.hold.Overstaying(today)) one.resident.stay.departure = today + kForGood;
    held.push_back(std::move(one));
  }
  return held;
}

Result<std::map<BedspaceId, std::vector<Void>>> ReadVoids(store::Session& session,
                                                          const std::optional<BedspaceId>& only,
                                                          const Stay& around) {
  std::string sql =
      "SELECT bedspace_id, from_date, through_date, reason FROM bed_void "
      "WHERE through_date >= :arrival AND from_date < :departure";
  store::Binds binds = {{"arrival", around.arrival}, {"departure", around.departure}};
  if (only) {
    sql += " AND bedspace_id = :only";
    binds.emplace_back("only", *only);
  }
  TTG_TRY(const auto rows, session.Query<BedspaceId, Date, Date, std::string>(sql, binds));
  std::map<BedspaceId, std::vector<Void>> voids;
  for (const auto& [bedspace, from, through, reason] : rows) {
    voids[bedspace].push_back({from, through, reason});
  }
  return voids;
}

}  // namespace

Result<std::optional<Bedspace>> ReadBedspace(store::Session& session, const BedspaceId& id) {
  TTG_TRY(auto found, ReadBedspaces(session, "WHERE b.bedspace_id = :id", {{"id", id}}));
  if (found.empty()) return std::optional<Bedspace>();
  return std::optional(std::move(found.front()));
}

Result<std::optional<Premises>> ReadPremises(store::Session& session, const PremisesId& id) {
  TTG_TRY(auto found, ReadBedspaces(session, "WHERE p.premises_id = :id LIMIT 1", {{"id", id}}));
  if (found.empty()) return std::optional<Premises>();
  return std::optional(std::move(found.front().premises));
}

Result<void> WriteBedspace(store::Session& session, const Bedspace& bedspace) {
  const Premises& premises = bedspace.premises;
  const auto& position = premises.position;
  TTG_RETURN_IF_ERROR(session.Execute(
      "INSERT INTO premises (premises_id, name, provider_id, provider_name, local_authority, "
      "delivery_unit, easting, northing, characteristics) VALUES (:id, "
      ":name, :provider, :provider_name, :authority, :unit, :easting, :northing, "
      ":characteristics) ON CONFLICT (premises_id) DO UPDATE SET "
      "name = excluded.name, provider_id = excluded.provider_id, "
      "provider_name = excluded.provider_name, local_authority = excluded.local_authority, "
      "delivery_unit = excluded.delivery_unit, easting = excluded.easting, "
      "northing = excluded.northing, characteristics = excluded.characteristics",
      {{"id", premises.id},
       {"name", premises.name},
       {"provider", premises.provider},
       {"provider_name", premises.provider_name},
       {"authority", premises.local_authority},
       {"unit", premises.delivery_unit},
       {"easting", position ? std::optional(position->easting) : std::nullopt},
       {"northing", position ? std::optional(position->northing) : std::nullopt},
       {"characteristics", Join(premises.characteristics)}}));
  TTG_RETURN_IF_ERROR(session.Execute(
      "INSERT INTO bedspace (bedspace_id, premises_id, name, characteristics, "
      "turnaround_working_days, available_from, available_to) "
      "VALUES (:id, :premises, :name, :characteristics, :turnaround, :from, :to) "
      "ON CONFLICT (bedspace_id) DO UPDATE SET premises_id = excluded.premises_id, "
      "name = excluded.name, characteristics = excluded.characteristics, "
      "turnaround_working_days = excluded.turnaround_working_days, "
      "available_from = excluded.available_from, available_to = excluded.available_to",
      {{"id", bedspace.id},
       {"premises", premises.id},
       {"name", bedspace.name},
       {"characteristics", Join(bedspace.characteristics)},
       {"turnaround", bedspace.turnaround_working_days},
       {"from", bedspace.available_from},
       {"to", bedspace.available_to}}));
  return {};
}

Result<std::optional<Void>> ReadVoid(store::Session& session, const BedspaceId& bedspace,
                                     Date from) {
  TTG_TRY(const auto row,
          session.QueryOne<Date, std::string>("SELECT through_date, reason FROM bed_void "
                                              "WHERE bedspace_id = :bedspace AND from_date = :from",
                                              {{"bedspace", bedspace}, {"from", from}}));
  if (!row) return std::optional<Void>();
  return std::optional(Void{from, std::get<0>(*row), std::get<1>(*row)});
}

Result<void> WriteVoid(store::Session& session, const BedspaceId& bedspace, const Void& one) {
  TTG_RETURN_IF_ERROR(session.Execute(
      "INSERT INTO bed_void (bedspace_id, from_date, through_date, reason) VALUES (:bedspace, "
      ":from, :through, :reason) ON CONFLICT (bedspace_id, from_date) DO UPDATE SET "
      "through_date = excluded.through_date, reason = excluded.reason",
      {{"bedspace", bedspace},
       {"from", one.from},
       {"through", one.through},
       {"reason", one.reason}}));
  const std::string holder = fmt::format("void:{}:{}", bedspace.str(), FormatDate(one.from));
  TTG_RETURN_IF_ERROR(
      session.Execute("DELETE FROM bed_hold WHERE holder_id = :holder", {{"holder", holder}}));
  TTG_RETURN_IF_ERROR(session.Execute(
      "INSERT INTO bed_hold (holder_id, bedspace_id, kind, arrival, departure, free_from) "
      "VALUES (:holder, :bedspace, 'VOID', :from, :until, :free_from)",
      {{"holder", holder},
       {"bedspace", bedspace},
       {"from", one.from},
       {"until", one.through + 1},
       {"free_from", one.through + 1}}));
  return {};
}

Result<std::vector<BedPicture>> ReadBeds(store::Session& session,
                                         const std::optional<BedspaceId>& only, const Stay& around,
                                         Date today, const std::optional<PlacementId>& except) {
  TTG_TRY(auto bedspaces, only
                              ? ReadBedspaces(session, "WHERE b.bedspace_id = :id", {{"id", *only}})
                              : ReadBedspaces(session, "ORDER BY b.bedspace_id", {}));
  TTG_TRY(const auto held, ReadHolds(session, only, around, today, except));
  TTG_TRY(auto voids, ReadVoids(session, only, around));
  std::map<BedspaceId, std::vector<Hold>> holds;
  std::map<PremisesId, std::vector<Resident>> residents;
  for (const HeldBed& one : held) {
    holds[one.bedspace].push_back(one.hold);
    if (one.hold.kind != HoldKind::kDeparted) residents[one.premises].push_back(one.resident);
  }
  std::vector<BedPicture> beds;
  beds.reserve(bedspaces.size());
  for (Bedspace& bedspace : bedspaces) {
    const BedspaceId id = bedspace.id;
    const PremisesId premises = bedspace.premises.id;
    beds.push_back({std::move(bedspace), holds[id], voids[id], residents[premises]});
  }
  return beds;
}

}  // namespace ttg::accommodation
