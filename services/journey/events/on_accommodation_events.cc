#include <fmt/format.h>

#include "journey/app/projection.h"
#include "journey/events/announcement.h"
#include "ttg/accommodation/v1/accommodation_events.pb.h"

namespace ttg::journey {
namespace {

namespace pb = ::ttg::accommodation::v1;

std::string Stay(const pb::PlacementFacts& placement) {
  return fmt::format(
      "bedspace {} from {} to {}", placement.bedspace_id(),
      ShowDate(ReadDate(placement.has_arrival_date(), placement.arrival_date())),
      ShowDate(ReadDate(placement.has_departure_date(), placement.departure_date())));
}

Announcement Placement(const pb::PlacementFacts& placement, std::string summary,
                       ThingChange change) {
  change.pathway = Pathway::kBed;
  change.id = placement.placement_id();
  return {.person_id = placement.person_id(),
          .summary = std::move(summary),
          .subject = placement.placement_id(),
          .project = [change](JourneyStore& store, const PersonId& person) {
            return ProjectThing(store, person, change);
          }};
}

// A handler for an event that only names the placement: `verb` and the stay, then `change`.
template <typename Message>
messaging::Handler Says(const BindStore& bind, std::string verb, ThingChange change) {
  return Reads<Message>(
      bind, [verb = std::move(verb), change](const Message& message, const messaging::Event&) {
        return Placement(message.placement(),
                         fmt::format("{}: {}", verb, Stay(message.placement())), change);
      });
}

}  // namespace

Handlers AccommodationHandlers(const BindStore& bind) {
  const ThingChange in_progress{.progress = PathwayState::kInProgress};
  const ThingChange gone{.gone = true};
  return {
      {"ttg.accommodation.v1.PlacementOffered",
       Says<pb::PlacementOffered>(bind, "a bed was offered", in_progress)},
      {"ttg.accommodation.v1.PlacementAcceptedByProvider",
       Says<pb::PlacementAcceptedByProvider>(bind, "the provider accepted", in_progress)},
      {"ttg.accommodation.v1.PlacementAgreedByPerson",
       Says<pb::PlacementAgreedByPerson>(bind, "the person agreed", in_progress)},
      {"ttg.accommodation.v1.PlacementConfirmed",
       Says<pb::PlacementConfirmed>(bind, "the bed is confirmed",
                                    {.progress = PathwayState::kConfirmed, .at_risk = false})},
      {"ttg.accommodation.v1.PlacementDeclined",
       Says<pb::PlacementDeclined>(bind, "the bed was declined", gone)},
      {"ttg.accommodation.v1.PlacementCancelled",
       Says<pb::PlacementCancelled>(bind, "the placement was cancelled", gone)},
      {"ttg.accommodation.v1.PlacementExpired",
       Says<pb::PlacementExpired>(bind, "the offer expired", gone)},
      {"ttg.accommodation.v1.PlacementArrived",
       Says<pb::PlacementArrived>(bind, "arrived",
                                  {.progress = PathwayState::kDone, .at_risk = false})},
      {"ttg.accommodation.v1.PlacementDeparted",
       Says<pb::PlacementDeparted>(bind, "departed", gone)},
      {"ttg.accommodation.v1.PlacementMoved",
       Says<pb::PlacementMoved>(bind, "the stay moved", {.at_risk = false})},
      {"ttg.accommodation.v1.PlacementPutAtRisk",
       Reads<pb::PlacementPutAtRisk>(
           bind,
           [](const pb::PlacementPutAtRisk& message, const messaging::Event&) {
             return Placement(message.placement(),
                              fmt::format("the stay is at risk ({}): {}", message.reason(),
                                          Stay(message.placement())),
                              {.at_risk = true});
           })},
      {"ttg.accommodation.v1.AccommodationReleaseDayAnswered",
       Reads<pb::AccommodationReleaseDayAnswered>(bind,
                                                  [](const auto& message, const auto& event) {
                                                    return AnswerAnnounced(message.answer(), event);
                                                  })},
      {"ttg.accommodation.v1.AccommodationReleaseDayAcknowledged",
       Reads<pb::AccommodationReleaseDayAcknowledged>(
           bind,
           [](const auto& message, const auto& event) {
             return AcknowledgementAnnounced(message.person_id(), message.cause_event_id(),
                                             message.acknowledged_by(), event);
           })},
  };
}

}  // namespace ttg::journey
