#include "employment/events/on_release_events.h"

#include <set>
#include <utility>

#include "employment/events/wire.h"
#include "ttg/release/v1/release_events.pb.h"

namespace ttg::employment {

namespace {

namespace pb = ::ttg::release::v1;

constexpr std::string_view kScheduled = "ttg.release.v1.ReleaseScheduled";
constexpr std::string_view kProfileChanged = "ttg.release.v1.PersonProfileChanged";

Result<std::optional<Date>> ReadOptional(bool present, const ttg::common::v1::Date& date) {
  if (!present) return std::optional<Date>();
  TTG_TRY(const Date day, ReadDate(date));
  return std::optional(day);
}

// Empty text is nothing.
template <typename Reference>
Result<std::optional<Reference>> ReadReference(const std::string& text) {
  if (text.empty()) return std::optional<Reference>();
  TTG_TRY(auto reference, Reference::Parse(text));
  return std::optional(std::move(reference));
}

Error ProfileNotFetched() {
  return Unavailable("PROFILE_NOT_FETCHED", "the profile has not been fetched yet");
}

}  // namespace

std::map<std::string, OnReleaseEvents::Handler> OnReleaseEvents::Handlers() {
  using Reaction = Result<void> (OnReleaseEvents::*)(EmploymentStore&, const messaging::Event&);
  const auto with = [this](Reaction react) -> Handler {
    return [this, react](store::Session& session, const messaging::Event& event) {
      const CallContext call = messaging::ContextOf(event, service_);
      const auto store = bind_(session, call);
      return (this->*react)(*store, event);
    };
  };
  return {{std::string(kScheduled), with(&OnReleaseEvents::OnScheduled)},
          {"ttg.release.v1.ReleaseDayChanged", with(&OnReleaseEvents::OnDayChanged)},
          {"ttg.release.v1.PersonReleased", with(&OnReleaseEvents::OnReleased)},
          {"ttg.release.v1.ReleaseReversed", with(&OnReleaseEvents::OnReversed)},
          {std::string(kProfileChanged), with(&OnReleaseEvents::OnProfileChanged)},
          {"ttg.release.v1.PersonPrisonChanged", with(&OnReleaseEvents::OnPrisonChanged)},
          {"ttg.release.v1.PersonAreaChanged", with(&OnReleaseEvents::OnAreaChanged)},
          {"ttg.release.v1.PersonOwnerChanged", with(&OnReleaseEvents::OnOwnerChanged)}};
}

Result<void> OnReleaseEvents::Prepare(const std::vector<messaging::Event>& batch) {
  std::set<PersonId> needed;
  for (const messaging::Event& event : batch) {
    if (event.type != kScheduled && event.type != kProfileChanged) continue;
    // An event that names nobody fails in its handler, not here: it must not hold up the others.
    if (auto person = PersonId::Parse(event.partition_key)) needed.insert(*std::move(person));
  }
  std::map<PersonId, std::optional<Profile>> fetched;
  for (const PersonId& person : needed) fetched.emplace(person, std::nullopt);
  if (!needed.empty()) {
    TTG_TRY(const auto profiles, profiles_.Fetch({needed.begin(), needed.end()}));
    for (const Profile& profile : profiles) fetched.insert_or_assign(profile.person, profile);
  }
  const std::lock_guard lock(mutex_);
  fetched_ = std::move(fetched);
  return {};
}

Result<std::optional<Profile>> OnReleaseEvents::Fetched(const PersonId& person) const {
  const std::lock_guard lock(mutex_);
  const auto found = fetched_.find(person);
  if (found == fetched_.end()) return ProfileNotFetched();
  return found->second;
}

Result<void> OnReleaseEvents::Follow(EmploymentStore& store, const std::string& person_id,
                                     const FollowPerson::Change& change) const {
  TTG_TRY(const auto person, PersonId::Parse(person_id));
  TTG_RETURN_IF_ERROR(follow_(store, person, change));
  return {};
}

Result<void> OnReleaseEvents::OnScheduled(EmploymentStore& store, const messaging::Event& event) {
  TTG_TRY(const auto message, ReadMessage<pb::ReleaseScheduled>(event.data));
  TTG_TRY(const auto id, PersonId::Parse(message.person_id()));
  TTG_TRY(const auto day, ReadOptional(message.has_release_date(), message.release_date()));
  TTG_TRY(const auto prison, ReadReference<PrisonId>(message.prison_id()));
  TTG_TRY(const auto unit, ReadReference<DeliveryUnit>(message.delivery_unit()));
  TTG_TRY(const auto owner, ReadReference<ActorId>(message.owner_id()));
  TTG_TRY(const auto profile, Fetched(id));
  return Follow(store, message.person_id(), [&](Person& person) {
    person.release_day = day;
    person.prison = prison;
    person.delivery_unit = unit;
    person.owner = owner;
    if (profile) person.LearnRightToWork(profile->right_to_work, profile->version);
  });
}

Result<void> OnReleaseEvents::OnDayChanged(EmploymentStore& store, const messaging::Event& event) {
  TTG_TRY(const auto message, ReadMessage<pb::ReleaseDayChanged>(event.data));
  TTG_TRY(const auto person, PersonId::Parse(message.person_id()));
  TTG_TRY(const auto cause, EventId::Parse(event.id));
  TTG_TRY(const auto day, ReadOptional(message.has_release_date(), message.release_date()));
  return answer_(store, {.person = person, .release_day = day, .cause = cause});
}

Result<void> OnReleaseEvents::OnReleased(EmploymentStore& store, const messaging::Event& event) {
  TTG_TRY(const auto message, ReadMessage<pb::PersonReleased>(event.data));
  TTG_TRY(const Date released_on, ReadDate(message.released_on()));
  return Follow(store, message.person_id(),
                [&](Person& person) { person.released_on = released_on; });
}

Result<void> OnReleaseEvents::OnReversed(EmploymentStore& store, const messaging::Event& event) {
  TTG_TRY(const auto message, ReadMessage<pb::ReleaseReversed>(event.data));
  TTG_TRY(const auto day, ReadOptional(message.has_release_date(), message.release_date()));
  return Follow(store, message.person_id(), [&](Person& person) {
    person.released_on.reset();
    person.release_day = day;
  });
}

Result<void> OnReleaseEvents::OnProfileChanged(EmploymentStore& store,
                                               const messaging::Event& event) {
  TTG_TRY(const auto message, ReadMessage<pb::PersonProfileChanged>(event.data));
  TTG_TRY(const auto id, PersonId::Parse(message.person_id()));
  TTG_TRY(const auto profile, Fetched(id));
  if (!profile) return {};
  return Follow(store, message.person_id(), [&](Person& person) {
    person.LearnRightToWork(profile->right_to_work, profile->version);
  });
}

Result<void> OnReleaseEvents::OnPrisonChanged(EmploymentStore& store,
                                              const messaging::Event& event) {
  TTG_TRY(const auto message, ReadMessage<pb::PersonPrisonChanged>(event.data));
  TTG_TRY(const auto prison, ReadReference<PrisonId>(message.prison_id()));
  return Follow(store, message.person_id(), [&](Person& person) { person.prison = prison; });
}

Result<void> OnReleaseEvents::OnAreaChanged(EmploymentStore& store, const messaging::Event& event) {
  TTG_TRY(const auto message, ReadMessage<pb::PersonAreaChanged>(event.data));
  TTG_TRY(const auto unit, ReadReference<DeliveryUnit>(message.delivery_unit()));
  return Follow(store, message.person_id(), [&](Person& person) { person.delivery_unit = unit; });
}

Result<void> OnReleaseEvents::OnOwnerChanged(EmploymentStore& store,
                                             const messaging::Event& event) {
  TTG_TRY(const auto message, ReadMessage<pb::PersonOwnerChanged>(event.data));
  TTG_TRY(const auto owner, ReadReference<ActorId>(message.owner_id()));
  return Follow(store, message.person_id(), [&](Person& person) { person.owner = owner; });
}

}  // namespace ttg::employment
