#include "release/events/encode.h"

#include <optional>
#include <string>

#include "ttg/release/v1/release_events.pb.h"

namespace ttg::release {
namespace {

namespace pb = ttg::release::v1;

// The enumerators of the domain stand in the order of the contract, which begins at 1.
static_assert(static_cast<int>(ReleaseDayReason::kAsEntered) + 1 ==
              pb::RELEASE_DAY_REASON_AS_ENTERED);
static_assert(static_cast<int>(ReleaseDayReason::kNoDate) + 1 == pb::RELEASE_DAY_REASON_NO_DATE);

pb::ReleaseDayReason ToProto(ReleaseDayReason reason) {
  return static_cast<pb::ReleaseDayReason>(static_cast<int>(reason) + 1);
}

void Fill(Date date, ttg::common::v1::Date& out) {
  out.set_year(static_cast<int>(date.year()));
  out.set_month(date.month());
  out.set_day(date.day());
}

struct Encoded {
  std::string type;
  std::string subject;
  std::string data;
};

template <typename Message>
Encoded Finish(const PersonId& person, Message& message) {
  message.set_person_id(person.str());
  return {Message::descriptor()->full_name(), person.str(), message.SerializeAsString()};
}

Encoded Encode(const ReleaseScheduled& event) {
  pb::ReleaseScheduled message;
  if (event.release_date) Fill(*event.release_date, *message.mutable_release_date());
  message.set_reason(ToProto(event.reason));
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
  message.set_reason(ToProto(event.reason));
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

}  // namespace

messaging::Event EncodeEvent::operator()(const ReleaseEvent& event, std::int64_t version,
                                         const CallContext& call) const {
  Encoded encoded = std::visit([](const auto& one) { return Encode(one); }, event);
  return {.id = ids_.NewId(),
          .source = "release",
          .type = std::move(encoded.type),
          .subject = encoded.subject,
          .subject_version = version,
          .partition_key = std::move(encoded.subject),
          .time = clock_.Now(),
          .correlation_id = call.correlation_id,
          .causation_id = call.causation_id,
          .traceparent = call.traceparent,
          .data = std::move(encoded.data)};
}

}  // namespace ttg::release
