#include "mentoring/events/on_release.h"

#include <optional>
#include <set>
#include <string>
#include <utility>

#include "ttg/release/v1/movement_events.pb.h"
#include "ttg/release/v1/release_events.pb.h"

namespace ttg::mentoring {
namespace {

namespace pb = ::ttg::release::v1;

Error EventMalformed() {
  return Internal("EVENT_MALFORMED", "an event of the release service could not be read");
}

template <typename Message>
Result<Message> Decode(const messaging::Event& event) {
  Message message;
  if (!message.ParseFromString(event.data)) return EventMalformed();
  return message;
}

std::optional<Date> DateFrom(bool present, const common::v1::Date& date) {
  if (!present) return std::nullopt;
  return Date(date.year(), date.month(), date.day());
}

// Empty: not known.
template <typename T>
Result<std::optional<T>> ReferenceFrom(const std::string& text) {
  if (text.empty()) return std::optional<T>();
  TTG_TRY(auto reference, T::Parse(text));
  return std::optional(std::move(reference));
}

template <typename Message>
std::string TypeOf() {
  return Message::descriptor()->full_name();
}

}  // namespace

OnRelease::OnRelease(BindStore bind, const Clock& clock, ReleaseDirectory& directory,
                     const ConflictResolver& conflicts)
    : bind_(std::move(bind)), follow_(clock), directory_(directory), conflicts_(conflicts) {}

Result<void> OnRelease::Prepare(const std::vector<messaging::Event>& batch) {
  std::set<PersonId> people;
  bool somebody_new = false;
  for (const messaging::Event& event : batch) {
    const bool scheduled = event.type == TypeOf<pb::ReleaseScheduled>();
    somebody_new = somebody_new || scheduled;
    if (!scheduled && event.type != TypeOf<pb::PersonProfileChanged>()) continue;
    // An event without a person fails in its handler, where it becomes a dead letter.
    if (auto person = PersonId::Parse(event.partition_key)) people.insert(*std::move(person));
  }
  if (somebody_new) TTG_RETURN_IF_ERROR(conflicts_.Run());
  std::map<PersonId, std::optional<Profile>> fetched;
  if (!people.empty()) {
    TTG_TRY(auto profiles, directory_.Profiles({people.begin(), people.end()}));
    for (const PersonId& person : people) {
      const auto found = profiles.find(person);
      fetched.emplace(person,
                      found == profiles.end() ? std::nullopt : std::optional(found->second));
    }
  }
  const std::lock_guard lock(mutex_);
  fetched_ = std::move(fetched);
  return {};
}

Result<void> OnRelease::ApplyProfile(MentoringStore& store, const PersonId& person) const {
  std::optional<Profile> profile;
  {
    const std::lock_guard lock(mutex_);
    const auto found = fetched_.find(person);
    if (found == fetched_.end()) {
      return Unavailable("PROFILE_NOT_FETCHED", "the person's profile could not be fetched yet");
    }
    profile = found->second;
  }
  if (!profile) return {};
  return follow_.ChangeProfile(store, person, *profile);
}

messaging::Subscription OnRelease::Subscribe() {
  messaging::Subscription subscription{
      .context = "release", .handlers = {}, .prepare = {}, .replay = {}};
  subscription.prepare = [this](const auto& batch) { return Prepare(batch); };
  const auto on = [&]<typename Message>(auto react) {
    subscription.handlers.emplace(
        TypeOf<Message>(),
        [this, react](store::Session& session, const messaging::Event& event) -> Result<void> {
          TTG_TRY(const auto message, Decode<Message>(event));
          TTG_TRY(const auto person, PersonId::Parse(message.person_id()));
          const auto call = messaging::ContextOf(event, ActorId::Parse("mentoring").value());
          return react(*bind_(session, call), event, message, person);
        });
  };
  using Store = MentoringStore;
  using Event = messaging::Event;

  on.operator()<pb::ReleaseScheduled>(
      [this](Store& store, const Event&, const auto& in, const PersonId& person) -> Result<void> {
        TTG_TRY(auto prison, ReferenceFrom<PrisonId>(in.prison_id()));
        TTG_TRY(auto unit, ReferenceFrom<DeliveryUnit>(in.delivery_unit()));
        TTG_RETURN_IF_ERROR(
            follow_.Schedule(store, {person, DateFrom(in.has_release_date(), in.release_date()),
                                     std::move(prison), std::move(unit)}));
        return ApplyProfile(store, person);
      });
  on.operator()<pb::ReleaseDayChanged>([this](Store& store, const Event& event, const auto& in,
                                              const PersonId& person) -> Result<void> {
    TTG_TRY(auto cause, EventId::Parse(event.id));
    return follow_.ChangeDay(
        store, {person, std::move(cause), DateFrom(in.has_release_date(), in.release_date())});
  });
  on.operator()<pb::PersonReleased>(
      [this](Store& store, const Event&, const auto& in, const PersonId& person) -> Result<void> {
        const auto released_on = DateFrom(in.has_released_on(), in.released_on());
        if (!released_on) return EventMalformed();
        return follow_.Release(store, person, *released_on);
      });
  on.operator()<pb::ReleaseReversed>(
      [this](Store& store, const Event&, const auto& in, const PersonId& person) {
        return follow_.Reverse(store, person, DateFrom(in.has_release_date(), in.release_date()));
      });
  on.operator()<pb::PersonProfileChanged>(
      [this](Store& store, const Event&, const auto&, const PersonId& person) {
        return ApplyProfile(store, person);
      });
  on.operator()<pb::PersonPrisonChanged>(
      [this](Store& store, const Event&, const auto& in, const PersonId& person) -> Result<void> {
        TTG_TRY(auto prison, ReferenceFrom<PrisonId>(in.prison_id()));
        return follow_.ChangePrison(store, person, std::move(prison));
      });
  on.operator()<pb::PersonAreaChanged>(
      [this](Store& store, const Event&, const auto& in, const PersonId& person) -> Result<void> {
        TTG_TRY(auto unit, ReferenceFrom<DeliveryUnit>(in.delivery_unit()));
        return follow_.ChangeArea(store, person, std::move(unit));
      });
  on.operator()<pb::PersonMoved>([this](Store& store, const Event&, const auto& in,
                                        const PersonId& person) -> Result<void> {
    if (in.effects().mentoring_match() != pb::MOVEMENT_EFFECT_ENDED) return {};
    const bool deported = in.state() == pb::PERSON_STATE_DEPORTED;
    return follow_.EndMatch(store, person, deported ? EndReason::kMovedAway : EndReason::kOther);
  });
  return subscription;
}

}  // namespace ttg::mentoring
