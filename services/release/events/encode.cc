#include "release/events/encode.h"

#include <optional>
#include <string>

#include "ttg/release/v1/consent_events.pb.h"
#include "ttg/release/v1/movement_events.pb.h"
#include "ttg/release/v1/ownership_events.pb.h"
#include "ttg/release/v1/plan_events.pb.h"
#include "ttg/release/v1/release_events.pb.h"
#include "ttg/release/v1/timetable_events.pb.h"

namespace ttg::release {
namespace {

namespace pb = ttg::release::v1;

// The enumerators of the domain stand in the order of the contract, which begins at 1.
static_assert(static_cast<int>(ReleaseDayReason::kAsEntered) + 1 ==
              pb::RELEASE_DAY_REASON_AS_ENTERED);
static_assert(static_cast<int>(ReleaseDayReason::kNoDate) + 1 == pb::RELEASE_DAY_REASON_NO_DATE);

static_assert(static_cast<int>(PersonState::kMerged) + 1 == pb::PERSON_STATE_MERGED);
static_assert(static_cast<int>(MovementKind::kReturnedToCustody) + 1 ==
              pb::MOVEMENT_KIND_RETURNED_TO_CUSTODY);
static_assert(static_cast<int>(MovementEffect::kResumed) + 1 == pb::MOVEMENT_EFFECT_RESUMED);
static_assert(static_cast<int>(MilestoneKind::kEmploymentSixMonths) + 1 ==
              pb::MILESTONE_KIND_EMPLOYMENT_SIX_MONTHS);
static_assert(static_cast<int>(MilestoneState::kNotNeeded) + 1 == pb::MILESTONE_STATE_NOT_NEEDED);
static_assert(static_cast<int>(ReportKind::kPreRelease) + 1 == pb::REPORT_KIND_PRE_RELEASE);
static_assert(static_cast<int>(ReportState::kReturned) + 1 == pb::REPORT_STATE_RETURNED);
static_assert(static_cast<int>(OwnerSide::kCommunity) + 1 == pb::OWNER_SIDE_COMMUNITY);
static_assert(static_cast<int>(HandoverState::kAssigned) + 1 == pb::HANDOVER_STATE_ASSIGNED);
static_assert(static_cast<int>(ConsentPurpose::kContactAfterSupervision) + 1 ==
              pb::CONSENT_PURPOSE_CONTACT_AFTER_SUPERVISION);
static_assert(static_cast<int>(ConsentState::kWithdrawn) + 1 == pb::CONSENT_STATE_WITHDRAWN);

template <typename Proto, typename Domain>
Proto ToProto(Domain code) {
  return static_cast<Proto>(static_cast<int>(code) + 1);
}

void Fill(Date date, ttg::common::v1::Date& out) {
  out.set_year(static_cast<int>(date.year()));
  out.set_month(date.month());
  out.set_day(date.day());
}

void Fill(Instant instant, google::protobuf::Timestamp& out) {
  out.set_seconds(absl::ToUnixSeconds(instant));
  out.set_nanos(static_cast<int>((absl::ToUnixMicros(instant) % 1'000'000) * 1'000));
}

struct Encoded {
  std::string type;
  std::string subject;
  std::string person;
  std::string data;
};

template <typename Message>
Encoded Finish(const PersonId& person, Message& message, const std::string& subject) {
  message.set_person_id(person.str());
  return {Message::descriptor()->full_name(), subject, person.str(), message.SerializeAsString()};
}

// The person is what the event is about.
template <typename Message>
Encoded Finish(const PersonId& person, Message& message) {
  return Finish(person, message, person.str());
}

Encoded Encode(const ReleaseScheduled& event) {
  pb::ReleaseScheduled message;
  if (event.release_date) Fill(*event.release_date, *message.mutable_release_date());
  message.set_reason(ToProto<pb::ReleaseDayReason>(event.reason));
  message.set_prison_id(event.prison.str());
  if (event.delivery_unit) message.set_delivery_unit(event.delivery_unit->str());
  if (event.owner) message.set_owner_id(event.owner->str());
  message.set_profile_version(event.profile_version);
  return Finish(event.person, message);
}

Encoded Encode(const ReleaseDayChanged& event) {
  pb::ReleaseDayChanged message;
  if (event.previous_release_date) {
    Fill(*event.previous_release_date, *message.mutable_previous_release_date());
  }
  if (event.release_date) Fill(*event.release_date, *message.mutable_release_date());
  message.set_reason(ToProto<pb::ReleaseDayReason>(event.reason));
  return Finish(event.person, message);
}

Encoded Encode(const PersonReleased& event) {
  pb::PersonReleased message;
  Fill(event.released_on, *message.mutable_released_on());
  message.set_prison_id(event.prison.str());
  return Finish(event.person, message);
}

Encoded Encode(const ReleaseReversed& event) {
  pb::ReleaseReversed message;
  Fill(event.released_on, *message.mutable_released_on());
  if (event.release_date) Fill(*event.release_date, *message.mutable_release_date());
  return Finish(event.person, message);
}

Encoded Encode(const PersonProfileChanged& event) {
  pb::PersonProfileChanged message;
  message.set_version(event.version);
  return Finish(event.person, message);
}

Encoded Encode(const PersonPrisonChanged& event) {
  pb::PersonPrisonChanged message;
  message.set_previous_prison_id(event.previous_prison.str());
  message.set_prison_id(event.prison.str());
  return Finish(event.person, message);
}

Encoded Encode(const PersonAreaChanged& event) {
  pb::PersonAreaChanged message;
  if (event.previous_delivery_unit) {
    message.set_previous_delivery_unit(event.previous_delivery_unit->str());
  }
  message.set_delivery_unit(event.delivery_unit.str());
  return Finish(event.person, message);
}

Encoded Encode(const PersonOwnerChanged& event) {
  pb::PersonOwnerChanged message;
  if (event.previous_owner) message.set_previous_owner_id(event.previous_owner->str());
  message.set_owner_id(event.owner.str());
  return Finish(event.person, message);
}

void Fill(const MovementEffects& effects, pb::MovementEffects& out) {
  out.set_bed(ToProto<pb::MovementEffect>(effects.bed));
  out.set_job(ToProto<pb::MovementEffect>(effects.job));
  out.set_mentoring_match(ToProto<pb::MovementEffect>(effects.mentoring_match));
  out.set_timetable(ToProto<pb::MovementEffect>(effects.timetable));
  if (effects.decide_by) Fill(*effects.decide_by, *out.mutable_decide_by());
}

Encoded Encode(const PersonMoved& event) {
  pb::PersonMoved message;
  message.set_movement_id(event.movement.str());
  message.set_kind(ToProto<pb::MovementKind>(event.kind));
  Fill(event.occurred_at, *message.mutable_occurred_at());
  message.set_state(ToProto<pb::PersonState>(event.state));
  if (event.prison) message.set_prison_id(event.prison->str());
  Fill(event.effects, *message.mutable_effects());
  Fill(event.settles_at, *message.mutable_settles_at());
  return Finish(event.person, message);
}

Encoded Encode(const MovementReversed& event) {
  pb::MovementReversed message;
  message.set_movement_id(event.movement.str());
  message.set_kind(ToProto<pb::MovementKind>(event.kind));
  message.set_state(ToProto<pb::PersonState>(event.state));
  if (event.prison) message.set_prison_id(event.prison->str());
  if (event.release_date) Fill(*event.release_date, *message.mutable_release_date());
  return Finish(event.person, message);
}

Encoded Encode(const PersonMerged& event) {
  pb::PersonMerged message;
  message.set_survivor_person_id(event.survivor.str());
  message.set_merge_id(event.merge.str());
  return Finish(event.person, message);
}

Encoded Encode(const PersonUnmerged& event) {
  pb::PersonUnmerged message;
  message.set_survivor_person_id(event.survivor.str());
  message.set_merge_id(event.merge.str());
  return Finish(event.person, message);
}

Encoded Encode(const MilestoneRecorded& event) {
  pb::MilestoneRecorded message;
  message.set_kind(ToProto<pb::MilestoneKind>(event.kind));
  message.set_state(ToProto<pb::MilestoneState>(event.state));
  if (event.done_on) Fill(*event.done_on, *message.mutable_done_on());
  return Finish(event.person, message);
}

Encoded Encode(const PlanReportRecorded& event) {
  pb::PlanReportRecorded message;
  message.set_report_id(event.report.str());
  message.set_kind(ToProto<pb::ReportKind>(event.kind));
  message.set_version(event.version);
  message.set_state(ToProto<pb::ReportState>(event.state));
  return Finish(event.person, message, event.report.str());
}

Encoded Encode(const HandoverOffered& event) {
  pb::HandoverOffered message;
  message.set_handover_id(event.handover.str());
  message.set_from_owner_id(event.from_owner.str());
  message.set_to_owner_id(event.to_owner.str());
  message.set_to_side(ToProto<pb::OwnerSide>(event.to_side));
  Fill(event.expires_on, *message.mutable_expires_on());
  return Finish(event.person, message, event.handover.str());
}

Encoded Encode(const HandoverEnded& event) {
  pb::HandoverEnded message;
  message.set_handover_id(event.handover.str());
  message.set_state(ToProto<pb::HandoverState>(event.state));
  message.set_owner_id(event.owner.str());
  return Finish(event.person, message, event.handover.str());
}

Encoded Encode(const ConsentChanged& event) {
  pb::ConsentChanged message;
  message.set_purpose(ToProto<pb::ConsentPurpose>(event.purpose));
  if (event.state) message.set_state(ToProto<pb::ConsentState>(*event.state));
  message.set_allowed(event.allowed);
  message.set_consent_id(event.consent.str());
  return Finish(event.person, message, event.consent.str());
}

}  // namespace

messaging::Event EncodeEvent::operator()(const ReleaseEvent& event, std::int64_t version,
                                         const CallContext& call) const {
  Encoded encoded = std::visit([](const auto& one) { return Encode(one); }, event);
  return {.id = ids_.NewId(),
          .source = "release",
          .type = std::move(encoded.type),
          .subject = std::move(encoded.subject),
          .subject_version = version,
          .partition_key = std::move(encoded.person),
          .time = clock_.Now(),
          .correlation_id = call.correlation_id,
          .causation_id = call.causation_id,
          .traceparent = call.traceparent,
          .data = std::move(encoded.data)};
}

}  // namespace ttg::release
