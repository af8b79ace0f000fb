#include "accommodation/events/encode.h"

#include <string>
#include <utility>
#include <variant>

#include "ttg/accommodation/v1/accommodation_events.pb.h"

namespace ttg::accommodation {
namespace {

namespace pb = ttg::accommodation::v1;
namespace common = ttg::common::v1;

void Set(common::Date& out, Date date) {
  out.set_year(static_cast<int>(date.year()));
  out.set_month(date.month());
  out.set_day(date.day());
}

void Set(pb::PlacementFacts& out, const PlacementFacts& facts) {
  out.set_placement_id(facts.placement.str());
  out.set_person_id(facts.person.str());
  out.set_bedspace_id(facts.bedspace.str());
  out.set_provider_id(facts.provider.str());
  Set(*out.mutable_arrival_date(), facts.stay.arrival);
  Set(*out.mutable_departure_date(), facts.stay.departure);
}

common::ReleaseDayOutcome ToProto(ReleaseDayOutcome outcome) {
  switch (outcome) {
    case ReleaseDayOutcome::kNotAffected:
      return common::RELEASE_DAY_OUTCOME_NOT_AFFECTED;
    case ReleaseDayOutcome::kMoved:
      return common::RELEASE_DAY_OUTCOME_MOVED;
    case ReleaseDayOutcome::kAtRisk:
      return common::RELEASE_DAY_OUTCOME_AT_RISK;
  }
  return common::RELEASE_DAY_OUTCOME_UNSPECIFIED;
}

// One overload an event: its message. What they share is set by the caller.
pb::PlacementOffered Message(const PlacementOffered& event) {
  pb::PlacementOffered out;
  Set(*out.mutable_offer_expires_on(), event.offer_expires_on);
  return out;
}
pb::PlacementAcceptedByProvider Message(const PlacementAcceptedByProvider& /*event*/) { return {}; }
pb::PlacementAgreedByPerson Message(const PlacementAgreedByPerson& /*event*/) { return {}; }
pb::PlacementConfirmed Message(const PlacementConfirmed& /*event*/) { return {}; }
pb::PlacementExpired Message(const PlacementExpired& /*event*/) { return {}; }
pb::PlacementDeclined Message(const PlacementDeclined& event) {
  // Nothing about the person's risk or needs travels.
  const bool about_the_person =
      event.reason == "RISK_CANNOT_BE_MANAGED" || event.reason == "SUPPORT_NEEDS_CANNOT_BE_MET";
  pb::PlacementDeclined out;
  out.set_reason(about_the_person ? "BED_NOT_SUITABLE" : event.reason);
  return out;
}
pb::PlacementCancelled Message(const PlacementCancelled& event) {
  pb::PlacementCancelled out;
  out.set_reason(event.reason);
  return out;
}
pb::PlacementArrived Message(const PlacementArrived& event) {
  pb::PlacementArrived out;
  Set(*out.mutable_arrived_on(), event.arrived_on);
  return out;
}
pb::PlacementDeparted Message(const PlacementDeparted& event) {
  pb::PlacementDeparted out;
  Set(*out.mutable_departed_on(), event.departed_on);
  return out;
}
pb::PlacementMoved Message(const PlacementMoved& event) {
  pb::PlacementMoved out;
  Set(*out.mutable_previous_arrival_date(), event.previous.arrival);
  Set(*out.mutable_previous_departure_date(), event.previous.departure);
  return out;
}
pb::PlacementPutAtRisk Message(const PlacementPutAtRisk& event) {
  pb::PlacementPutAtRisk out;
  out.set_reason(event.reason);
  return out;
}

void Fill(messaging::Event& out, const google::protobuf::Message& message) {
  out.type = message.GetDescriptor()->full_name();
  out.data = message.SerializeAsString();
}

struct Writer {
  messaging::Event& out;

  template <typename PlacementEvent>
  void operator()(const PlacementEvent& event) const {
    auto message = Message(event);
    Set(*message.mutable_placement(), event.placement);
    out.subject = event.placement.placement.str();
    out.subject_version = event.placement.sequence;
    out.partition_key = event.placement.person.str();
    Fill(out, message);
  }

  void operator()(const AccommodationReleaseDayAnswered& event) const {
    pb::AccommodationReleaseDayAnswered message;
    common::ReleaseDayAnswer& answer = *message.mutable_answer();
    answer.set_person_id(event.person.str());
    answer.set_cause_event_id(event.cause.str());
    answer.set_outcome(ToProto(event.outcome));
    answer.set_needs_acknowledgement(event.needs_acknowledgement());
    for (const ReleaseDayEffect& one : event.effects) {
      common::ReleaseDayEffect& effect = *answer.add_effects();
      effect.set_kind("PLACEMENT");
      effect.set_id(one.placement.str());
      effect.set_outcome(ToProto(one.outcome));
      Set(*effect.mutable_from(), one.from);
      Set(*effect.mutable_to(), one.to);
      effect.set_reason(one.reason);
    }
    About(event.person, event.sequence, message);
  }

  void operator()(const AccommodationReleaseDayAcknowledged& event) const {
    pb::AccommodationReleaseDayAcknowledged message;
    message.set_person_id(event.person.str());
    message.set_cause_event_id(event.cause.str());
    message.set_acknowledged_by(event.acknowledged_by.str());
    About(event.person, event.sequence, message);
  }

  void About(const PersonId& person, std::int64_t sequence,
             const google::protobuf::Message& message) const {
    out.subject = person.str();
    out.subject_version = sequence;
    out.partition_key = person.str();
    Fill(out, message);
  }
};

}  // namespace

messaging::Event EventEncoder::operator()(const AccommodationEvent& event,
                                          const CallContext& call) const {
  messaging::Event out;
  out.id = ids_.NewId();
  out.source = "accommodation";
  out.time = clock_.Now();
  out.correlation_id = call.correlation_id;
  out.causation_id = call.causation_id;
  out.traceparent = call.traceparent;
  std::visit(Writer{out}, event);
  return out;
}

}  // namespace ttg::accommodation
