#include <fmt/format.h>

#include "journey/app/projection.h"
#include "journey/events/announcement.h"
#include "ttg/release/v1/release_events.pb.h"

namespace ttg::journey {
namespace {

namespace pb = ::ttg::release::v1;

template <typename Reference>
std::optional<Reference> Maybe(const std::string& text) {
  const auto reference = Reference::Parse(text);
  return reference ? std::optional(*reference) : std::nullopt;
}

Announcement Change(const std::string& person_id, std::string summary,
                    std::function<void(PersonChange&)> set) {
  return {.person_id = person_id,
          .summary = std::move(summary),
          .subject = "",
          .project = [set = std::move(set)](JourneyStore& store, const PersonId& person) {
            PersonChange change{.person = person};
            set(change);
            return store.ChangePerson(change);
          }};
}

Announcement OnScheduled(const pb::ReleaseScheduled& message, const messaging::Event&) {
  const auto day = ReadDate(message.has_release_date(), message.release_date());
  return Change(message.person_id(),
                fmt::format("entered the schedule, release on {}", ShowDate(day)),
                [message, day](PersonChange& change) {
                  change.prison = Maybe<PrisonId>(message.prison_id());
                  change.delivery_unit = Maybe<DeliveryUnit>(message.delivery_unit());
                  change.owner = Maybe<ActorId>(message.owner_id());
                  change.release_date = day;
                });
}

Announcement OnDayChanged(const pb::ReleaseDayChanged& message, const messaging::Event& event) {
  const auto before =
      ReadDate(message.has_previous_release_date(), message.previous_release_date());
  const auto after = ReadDate(message.has_release_date(), message.release_date());
  return {.person_id = message.person_id(),
          .summary =
              fmt::format("the release day moved from {} to {}", ShowDate(before), ShowDate(after)),
          .subject = "",
          .project = [before, after, id = event.id, at = event.time](
                         JourneyStore& store, const PersonId& person) -> Result<void> {
            TTG_TRY(const auto cause, EventId::Parse(id));
            TTG_RETURN_IF_ERROR(store.ChangePerson({.person = person, .release_date = after}));
            return OpenRipple(store, {.cause = cause,
                                      .person = person,
                                      .previous_release_date = before,
                                      .release_date = after,
                                      .changed_at = at,
                                      .answers = {}});
          }};
}

Announcement OnReleased(const pb::PersonReleased& message, const messaging::Event&) {
  const auto day = ReadDate(message.has_released_on(), message.released_on());
  return Change(message.person_id(), fmt::format("released on {}", ShowDate(day)),
                [](PersonChange& change) { change.released = true; });
}

Announcement OnReversed(const pb::ReleaseReversed& message, const messaging::Event&) {
  return Change(message.person_id(), "the recorded release was taken back",
                [](PersonChange& change) { change.released = false; });
}

Announcement OnProfileChanged(const pb::PersonProfileChanged& message, const messaging::Event&) {
  return {.person_id = message.person_id(),
          .summary = fmt::format("the profile changed (version {})", message.version()),
          .subject = "",
          .project = {}};
}

Announcement OnPrisonChanged(const pb::PersonPrisonChanged& message, const messaging::Event&) {
  return Change(
      message.person_id(),
      fmt::format("moved from prison {} to {}", message.previous_prison_id(), message.prison_id()),
      [prison = message.prison_id()](PersonChange& change) {
        change.prison = Maybe<PrisonId>(prison);
      });
}

Announcement OnAreaChanged(const pb::PersonAreaChanged& message, const messaging::Event&) {
  return Change(message.person_id(),
                fmt::format("the delivery unit changed to {}", message.delivery_unit()),
                [unit = message.delivery_unit()](PersonChange& change) {
                  change.delivery_unit = Maybe<DeliveryUnit>(unit);
                });
}

Announcement OnOwnerChanged(const pb::PersonOwnerChanged& message, const messaging::Event&) {
  return Change(
      message.person_id(), fmt::format("{} is the owner now", message.owner_id()),
      [owner = message.owner_id()](PersonChange& change) { change.owner = Maybe<ActorId>(owner); });
}

}  // namespace

Handlers ReleaseHandlers(const BindStore& bind) {
  Handlers handlers = {
      {"ttg.release.v1.ReleaseScheduled", Reads<pb::ReleaseScheduled>(bind, OnScheduled)},
      {"ttg.release.v1.ReleaseDayChanged", Reads<pb::ReleaseDayChanged>(bind, OnDayChanged)},
      {"ttg.release.v1.PersonReleased", Reads<pb::PersonReleased>(bind, OnReleased)},
      {"ttg.release.v1.ReleaseReversed", Reads<pb::ReleaseReversed>(bind, OnReversed)},
      {"ttg.release.v1.PersonProfileChanged",
       Reads<pb::PersonProfileChanged>(bind, OnProfileChanged)},
      {"ttg.release.v1.PersonPrisonChanged", Reads<pb::PersonPrisonChanged>(bind, OnPrisonChanged)},
      {"ttg.release.v1.PersonAreaChanged", Reads<pb::PersonAreaChanged>(bind, OnAreaChanged)},
      {"ttg.release.v1.PersonOwnerChanged", Reads<pb::PersonOwnerChanged>(bind, OnOwnerChanged)},
  };
  handlers.merge(MovementHandlers(bind));
  handlers.merge(ResettlementHandlers(bind));
  return handlers;
}

}  // namespace ttg::journey
