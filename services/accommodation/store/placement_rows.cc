#include "accommodation/store/placement_rows.h"

#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "accommodation/app/visibility.h"
#include "accommodation/store/person_rows.h"

namespace ttg::accommodation {
namespace {

constexpr const char* kColumns =
    "placement_id, person_id, resident_reference, resident_sex, resident_sexual_risk, "
    "bedspace_id, premises_id, provider_id, state, arrival_date, departure_date, free_from, "
    "offer_expires_on, accepted_by_provider, agreed_by_person, days_after_release, reason, "
    "explanation, long_stay_authorised_by, long_stay_reason, version, announced";

using Text = std::optional<std::string>;
using Row =
    std::tuple<PlacementId, std::optional<PersonId>, Text, Text, Text, BedspaceId, PremisesId,
               ProviderId, std::string, Date, Date, Date, Date, int, int, int, std::string,
               std::string, std::optional<ActorId>, Text, std::int64_t, std::int64_t>;

Result<std::optional<ExternalResident>> ReadExternal(const Row& row) {
  const Text& reference = std::get<2>(row);
  if (!reference) return std::optional<ExternalResident>();
  TTG_TRY(const Sex sex, ReadSex(std::get<3>(row).value_or("")));
  TTG_TRY(const auto risk, ReadAnswer(std::get<4>(row)));
  return std::optional(ExternalResident{*reference, sex, risk});
}

Result<Placement> ReadPlacement(const Row& row) {
  TTG_TRY(auto external, ReadExternal(row));
  const auto state = ParsePlacementState(std::get<8>(row));
  if (!state) return Internal("ROW_MALFORMED", "a stored placement has a state that is not known");
  std::optional<LongStayAuthorisation> long_stay;
  if (std::get<18>(row)) {
    long_stay = LongStayAuthorisation{*std::get<18>(row), std::get<19>(row).value_or("")};
  }
  return Placement(PlacementRecord{
      .id = std::get<0>(row),
      .person = std::get<1>(row),
      .external = std::move(external),
      .bedspace = std::get<5>(row),
      .premises = std::get<6>(row),
      .provider = std::get<7>(row),
      .state = *state,
      .stay = {std::get<9>(row), std::get<10>(row)},
      .free_from = std::get<11>(row),
      .offer_expires_on = std::get<12>(row),
      .accepted_by_provider = std::get<13>(row) != 0,
      .agreed_by_person = std::get<14>(row) != 0,
      .days_after_release = std::get<15>(row),
      .reason = std::get<16>(row),
      .explanation = std::get<17>(row),
      .long_stay = std::move(long_stay),
      .version = std::get<20>(row),
      .announced = std::get<21>(row),
  });
}

template <typename... C>
Result<std::vector<std::tuple<C...>>> QueryAs(store::Session& session, const std::string& sql,
                                              const store::Binds& binds,
                                              const std::tuple<C...>* /*row*/) {
  return session.Query<C...>(sql, binds);
}

store::Binds BindsOf(const PlacementRecord& record) {
  const auto& external = record.external;
  const auto& long_stay = record.long_stay;
  return {
      {"id", record.id},
      {"person", record.person},
      {"reference", external ? Text(external->reference) : std::nullopt},
      {"sex", external ? Text(ToText(external->sex)) : std::nullopt},
      {"risk", external ? ToText(external->sexual_risk) : std::nullopt},
      {"bedspace", record.bedspace},
      {"premises", record.premises},
      {"provider", record.provider},
      {"state", ToString(record.state)},
      {"arrival", record.stay.arrival},
      {"departure", record.stay.departure},
      {"free_from", record.free_from},
      {"expires", record.offer_expires_on},
      {"accepted", record.accepted_by_provider},
      {"agreed", record.agreed_by_person},
      {"days", record.days_after_release},
      {"reason", record.reason},
      {"explanation", record.explanation},
      {"authorised_by", long_stay ? std::optional(long_stay->authorised_by) : std::nullopt},
      {"long_reason", long_stay ? Text(long_stay->reason) : std::nullopt},
      {"announced", record.announced},
  };
}

constexpr const char* kInsert =
    "INSERT INTO placement (placement_id, person_id, resident_reference, resident_sex, "
    "resident_sexual_risk, bedspace_id, premises_id, provider_id, state, arrival_date, "
    "departure_date, free_from, offer_expires_on, accepted_by_provider, agreed_by_person, "
    "days_after_release, reason, explanation, long_stay_authorised_by, long_stay_reason, "
    "announced, version) VALUES (:id, :person, :reference, :sex, :risk, :bedspace, :premises, "
    ":provider, :state, :arrival, :departure, :free_from, :expires, :accepted, :agreed, :days, "
    ":reason, :explanation, :authorised_by, :long_reason, :announced, 1)";

// Who and where never change.
constexpr const char* kUpdate =
    "UPDATE placement SET resident_sex = :sex, resident_sexual_risk = :risk, state = :state, "
    "arrival_date = :arrival, departure_date = :departure, free_from = :free_from, "
    "offer_expires_on = :expires, accepted_by_provider = :accepted, agreed_by_person = :agreed, "
    "days_after_release = :days, reason = :reason, explanation = :explanation, "
    "long_stay_authorised_by = :authorised_by, long_stay_reason = :long_reason, "
    "announced = :announced, version = version + 1 "
    "WHERE placement_id = :id AND version = :expected";

bool ChangesNever(std::string_view name) {
  return name == "person" || name == "reference" || name == "bedspace" || name == "premises" ||
         name == "provider";
}

}  // namespace

std::string ToText(HoldKind kind) {
  switch (kind) {
    case HoldKind::kPlan:
      return "PLAN";
    case HoldKind::kStaying:
      return "STAYING";
    case HoldKind::kDeparted:
      return "DEPARTED";
  }
  return "";
}

Result<std::vector<Placement>> ReadPlacements(store::Session& session, const std::string& condition,
                                              const std::string& tail, const store::Binds& binds) {
  const std::string sql =
      fmt::format("SELECT {} FROM placement WHERE {} {}", kColumns, condition, tail);
  TTG_TRY(const auto rows, QueryAs(session, sql, binds, static_cast<const Row*>(nullptr)));
  std::vector<Placement> placements;
  placements.reserve(rows.size());
  for (const Row& row : rows) {
    TTG_TRY(auto placement, ReadPlacement(row));
    placements.push_back(std::move(placement));
  }
  return placements;
}

Result<void> WritePlacement(store::Session& session, const PlacementRecord& record) {
  store::Binds binds = BindsOf(record);
  if (record.version == 0) {
    TTG_RETURN_IF_ERROR(session.Execute(kInsert, binds));
    return {};
  }
  std::erase_if(binds, [](const store::Bind& bind) { return ChangesNever(bind.name); });
  binds.emplace_back("expected", record.version);
  TTG_TRY(const auto changed, session.Execute(kUpdate, binds));
  if (changed == 0) return PlacementChanged();
  return {};
}

Result<void> WriteHold(store::Session& session, const Placement& placement) {
  TTG_RETURN_IF_ERROR(
      session.Execute("DELETE FROM bed_hold WHERE holder_id = :id", {{"id", placement.id()}}));
  const auto hold = placement.hold();
  if (!hold) return {};
  TTG_RETURN_IF_ERROR(session.Execute(
      "INSERT INTO bed_hold (holder_id, bedspace_id, kind, arrival, departure, free_from, "
      "person_id) VALUES (:id, :bedspace, :kind, :arrival, :departure, :free_from, :person)",
      {{"id", placement.id()},
       {"bedspace", placement.record().bedspace},
       {"kind", ToText(hold->kind)},
       {"arrival", hold->stay.arrival},
       {"departure", hold->stay.departure},
       {"free_from", hold->free_from},
       {"person", placement.record().person}}));
  return {};
}

}  // namespace ttg::accommodation
