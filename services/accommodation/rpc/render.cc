#include "accommodation/rpc/render.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accommodation/app/visibility.h"
#include "platform/rpc/conversions.h"

namespace ttg::accommodation {
namespace {

// The contract's enumerators are the domain's names with a prefix; render_test holds both to it.
template <typename Enum>
Enum ByName(bool (*parse)(const std::string&, Enum*), std::string_view prefix,
            std::string_view name) {
  Enum value = Enum();
  parse(std::string(prefix) + std::string(name), &value);
  return value;
}

void Set(google::protobuf::Timestamp& out, Instant instant) {
  const std::int64_t nanoseconds = absl::ToUnixNanos(instant);
  out.set_seconds(nanoseconds / 1'000'000'000);
  out.set_nanos(static_cast<std::int32_t>(nanoseconds % 1'000'000'000));
}

bool ParseExclusion(const std::string& name, v1::ExclusionReason* value) {
  return v1::ExclusionReason_Parse(name, value);
}
bool ParseState(const std::string& name, v1::PlacementState* value) {
  return v1::PlacementState_Parse(name, value);
}
bool ParsePremises(const std::string& name, v1::PremisesCharacteristic* value) {
  return v1::PremisesCharacteristic_Parse(name, value);
}
bool ParseBedspace(const std::string& name, v1::BedspaceCharacteristic* value) {
  return v1::BedspaceCharacteristic_Parse(name, value);
}

ttg::common::v1::ReleaseDayOutcome ToProto(ReleaseDayOutcome outcome) {
  switch (outcome) {
    case ReleaseDayOutcome::kNotAffected:
      return ttg::common::v1::RELEASE_DAY_OUTCOME_NOT_AFFECTED;
    case ReleaseDayOutcome::kMoved:
      return ttg::common::v1::RELEASE_DAY_OUTCOME_MOVED;
    case ReleaseDayOutcome::kAtRisk:
      return ttg::common::v1::RELEASE_DAY_OUTCOME_AT_RISK;
  }
  return ttg::common::v1::RELEASE_DAY_OUTCOME_UNSPECIFIED;
}

}  // namespace

v1::ExclusionReason ToProto(ExclusionReason reason) {
  return ByName(&ParseExclusion, "EXCLUSION_REASON_", ToString(reason));
}

v1::PlacementState ToProto(PlacementState state) {
  return ByName(&ParseState, "PLACEMENT_STATE_", ToString(state));
}

std::optional<PlacementState> FromProto(v1::PlacementState state) {
  constexpr std::string_view kPrefix = "PLACEMENT_STATE_";
  const std::string name = v1::PlacementState_Name(state);
  if (name.size() < kPrefix.size()) return std::nullopt;
  return ParsePlacementState(std::string_view(name).substr(kPrefix.size()));
}

void Render(const Placement& placement, const CallContext& call, Date today, v1::Placement& out) {
  const PlacementRecord& record = placement.record();
  out.set_placement_id(record.id.str());
  // A provider's people know a placement by its id until a disclosure names the person.
  if (record.person && IsStaff(call)) out.set_person_id(record.person->str());
  if (record.external) out.set_resident_reference(record.external->reference);
  out.set_bedspace_id(record.bedspace.str());
  out.set_premises_id(record.premises.str());
  out.set_provider_id(record.provider.str());
  out.set_state(ToProto(record.state));
  *out.mutable_arrival_date() = rpc::ToProto(record.stay.arrival);
  *out.mutable_departure_date() = rpc::ToProto(record.stay.departure);
  *out.mutable_free_from() = rpc::ToProto(record.free_from);
  out.set_nights(record.stay.nights());
  if (!record.accepted_by_provider || !record.agreed_by_person) {
    *out.mutable_offer_expires_on() = rpc::ToProto(record.offer_expires_on);
  }
  out.set_accepted_by_provider(record.accepted_by_provider);
  out.set_agreed_by_person(record.agreed_by_person);
  out.set_overstaying(placement.Overstaying(today));
  out.set_reason(record.reason);
  // Why a bed does not suit the person is not for the provider to read.
  if (IsStaff(call) || record.reason != NameForEvents(ExclusionReason::kUnder18)) {
    out.set_explanation(record.explanation);
  }
  if (record.long_stay) {
    out.mutable_long_stay()->set_authorised_by(record.long_stay->authorised_by.str());
    if (IsStaff(call)) out.mutable_long_stay()->set_reason(record.long_stay->reason);
  }
  out.set_etag(rpc::EtagOf(record.version));
}

void Render(const Bedspace& bedspace, v1::Bedspace& out) {
  const Premises& premises = bedspace.premises;
  out.set_bedspace_id(bedspace.id.str());
  out.set_bedspace_name(bedspace.name);
  out.set_premises_id(premises.id.str());
  out.set_premises_name(premises.name);
  out.set_provider_id(premises.provider.str());
  out.set_provider_name(premises.provider_name);
  out.set_local_authority(premises.local_authority);
  out.set_delivery_unit(premises.delivery_unit.str());
  for (const PremisesCharacteristic one : premises.characteristics) {
    out.add_premises_characteristics(
        ByName(&ParsePremises, "PREMISES_CHARACTERISTIC_", ToString(one)));
  }
  for (const BedspaceCharacteristic one : bedspace.characteristics) {
    out.add_bedspace_characteristics(
        ByName(&ParseBedspace, "BEDSPACE_CHARACTERISTIC_", ToString(one)));
  }
  out.set_turnaround_working_days(bedspace.turnaround_working_days);
}

void Render(const Bedspace& bedspace, const Rank& rank, v1::RankedBedspace& out) {
  Render(bedspace, *out.mutable_bedspace());
  out.set_score(rank.score);
  for (const RankFactor& one : rank.factors) {
    v1::RankFactor& factor = *out.add_factors();
    factor.set_name(one.name);
    factor.set_weight(one.weight);
    factor.set_score(one.score);
    factor.set_explanation(one.explanation);
  }
}

void Render(const Exclusion& exclusion, v1::Exclusion& out) {
  out.set_reason(ToProto(exclusion.reason));
  out.set_explanation(exclusion.explanation);
}

void Render(const AnsweredReleaseDay& answered, v1::AnsweredReleaseDay& out) {
  ttg::common::v1::ReleaseDayAnswer& answer = *out.mutable_answer();
  answer.set_person_id(answered.answer.person.str());
  answer.set_cause_event_id(answered.answer.cause.str());
  answer.set_outcome(ToProto(answered.answer.outcome));
  answer.set_needs_acknowledgement(answered.answer.needs_acknowledgement());
  for (const ReleaseDayEffect& one : answered.answer.effects) {
    ttg::common::v1::ReleaseDayEffect& effect = *answer.add_effects();
    effect.set_kind("PLACEMENT");
    effect.set_id(one.placement.str());
    effect.set_outcome(ToProto(one.outcome));
    *effect.mutable_from() = rpc::ToProto(one.from);
    *effect.mutable_to() = rpc::ToProto(one.to);
    effect.set_reason(one.reason);
  }
  Set(*out.mutable_answered_at(), answered.answered_at);
  if (answered.acknowledged_at) Set(*out.mutable_acknowledged_at(), *answered.acknowledged_at);
  if (answered.acknowledged_by) out.set_acknowledged_by(answered.acknowledged_by->str());
}

void Render(const SearchBedspaces::Answer& answer, v1::SearchBedspacesResponse& out) {
  *out.mutable_arrival_date() = rpc::ToProto(answer.stay.arrival);
  *out.mutable_departure_date() = rpc::ToProto(answer.stay.departure);
  out.set_total_found(static_cast<int>(answer.found.size()));
  out.set_total_excluded(answer.excluded);
  std::vector<std::pair<ExclusionReason, int>> reasons(answer.reasons.begin(),
                                                       answer.reasons.end());
  std::stable_sort(reasons.begin(), reasons.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  for (const auto& [reason, bedspaces] : reasons) {
    v1::ExclusionCount& count = *out.add_excluded();
    count.set_reason(ToProto(reason));
    count.set_bedspaces(bedspaces);
  }
}

}  // namespace ttg::accommodation
