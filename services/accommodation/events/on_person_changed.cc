#include "accommodation/events/on_person_changed.h"

#include <utility>

#include "ttg/release/v1/release_events.pb.h"

namespace ttg::accommodation {
namespace {

namespace pb = ttg::release::v1;

Result<Person> ReadPerson(const pb::ReleaseScheduled& message) {
  TTG_TRY(const auto id, PersonId::Parse(message.person_id()));
  TTG_TRY(const auto prison, ReadReference<PrisonId>(message.prison_id()));
  TTG_TRY(const auto unit, ReadReference<DeliveryUnit>(message.delivery_unit()));
  TTG_TRY(const auto owner, ReadReference<ActorId>(message.owner_id()));
  TTG_TRY(const auto day, ReadDate(message.has_release_date(), message.release_date()));
  return Person{.id = id,
                .prison = prison,
                .delivery_unit = unit,
                .owner = owner,
                .release_day = day,
                .released_on = std::nullopt,
                .profile_version = 0,
                .profile = std::nullopt,
                .announced = 0};
}

class Handlers {
 public:
  Handlers(BindStore bind, ActorId service)
      : bind_(std::move(bind)), service_(std::move(service)) {}

  template <typename Message>
  void On(std::function<Result<void>(AccommodationStore&, const Message&)> react) {
    handlers_[Message::descriptor()->full_name()] = Reacting<Message>(
        bind_, service_,
        [react = std::move(react)](AccommodationStore& store, const messaging::Event& /*event*/,
                                   const Message& message) { return react(store, message); });
  }

  // A change of one person: `change` reads the message and says what becomes of the person.
  template <typename Message>
  void OnChange(std::function<Result<std::function<void(Person&)>>(const Message&)> read) {
    On<Message>([read = std::move(read)](AccommodationStore& store,
                                         const Message& message) -> Result<void> {
      TTG_TRY(const auto id, PersonId::Parse(message.person_id()));
      TTG_TRY(const auto change, read(message));
      return KeepPerson().Change(store, id, change);
    });
  }

  std::map<std::string, messaging::Handler> Take() { return std::move(handlers_); }

 private:
  BindStore bind_;
  ActorId service_;
  std::map<std::string, messaging::Handler> handlers_;
};

using Change = std::function<void(Person&)>;

Result<void> KeepProfile(AccommodationStore& store, const ProfileInbox& inbox,
                         const PersonId& person) {
  TTG_TRY(const auto fetched, inbox.Take(person));
  if (!fetched) return {};
  return KeepPerson().TakeProfile(store, person, fetched->version, fetched->profile);
}

void KeepWhereTheyAre(Handlers& handlers) {
  handlers.OnChange<pb::PersonPrisonChanged>([](const auto& message) -> Result<Change> {
    TTG_TRY(const auto prison, ReadReference<PrisonId>(message.prison_id()));
    return Change([prison](Person& person) { person.prison = prison; });
  });
  handlers.OnChange<pb::PersonAreaChanged>([](const auto& message) -> Result<Change> {
    TTG_TRY(const auto unit, ReadReference<DeliveryUnit>(message.delivery_unit()));
    return Change([unit](Person& person) { person.delivery_unit = unit; });
  });
  handlers.OnChange<pb::PersonOwnerChanged>([](const auto& message) -> Result<Change> {
    TTG_TRY(const auto owner, ReadReference<ActorId>(message.owner_id()));
    return Change([owner](Person& person) { person.owner = owner; });
  });
}

void KeepReleases(Handlers& handlers) {
  handlers.OnChange<pb::PersonReleased>([](const auto& message) -> Result<Change> {
    TTG_TRY(const auto day, ReadDate(message.has_released_on(), message.released_on()));
    return Change([day](Person& person) { person.released_on = day; });
  });
  // Plans stay: what the release had moved, it had moved by a ReleaseDayChanged of its own.
  handlers.OnChange<pb::ReleaseReversed>([](const auto& /*message*/) -> Result<Change> {
    return Change([](Person& person) { person.released_on.reset(); });
  });
}

}  // namespace

std::map<std::string, messaging::Handler> OnPersonChanged(const BindStore& bind,
                                                          const ActorId& service,
                                                          const ProfileInbox& inbox) {
  Handlers handlers(bind, service);
  handlers.On<pb::ReleaseScheduled>(
      [&inbox](AccommodationStore& store, const pb::ReleaseScheduled& message) -> Result<void> {
        TTG_TRY(const Person person, ReadPerson(message));
        TTG_RETURN_IF_ERROR(KeepPerson().Schedule(store, person));
        return KeepProfile(store, inbox, person.id);
      });
  handlers.On<pb::PersonProfileChanged>(
      [&inbox](AccommodationStore& store, const pb::PersonProfileChanged& message) -> Result<void> {
        TTG_TRY(const auto person, PersonId::Parse(message.person_id()));
        return KeepProfile(store, inbox, person);
      });
  KeepWhereTheyAre(handlers);
  KeepReleases(handlers);
  return handlers.Take();
}

}  // namespace ttg::accommodation
