#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "employment/app/answer_release_day.h"
#include "employment/app/follow_person.h"
#include "employment/app/ports.h"
#include "kernel/clock.h"
#include "platform/messaging/event.h"
#include "platform/store/session.h"

namespace ttg::employment {

// What employment does about the events of the release service. Each handler runs in the
// transaction that moves the consumer's position. Outlives the consumer.
class OnReleaseEvents {
 public:
  using Bind = std::function<std::unique_ptr<EmploymentStore>(store::Session&, const CallContext&)>;
  using Handler = std::function<Result<void>(store::Session&, const messaging::Event&)>;

  OnReleaseEvents(Bind bind, const Clock& clock, ProfileSource& profiles, ActorId service)
      : bind_(std::move(bind)), answer_(clock), profiles_(profiles), service_(std::move(service)) {}

  // By protobuf full name.
  std::map<std::string, Handler> Handlers();

  // Fetches the profiles that a batch will need, outside any transaction. Errors: those of
  // ProfileSource.
  Result<void> Prepare(const std::vector<messaging::Event>& batch);

 private:
  Result<void> OnScheduled(EmploymentStore& store, const messaging::Event& event);
  Result<void> OnDayChanged(EmploymentStore& store, const messaging::Event& event);
  Result<void> OnReleased(EmploymentStore& store, const messaging::Event& event);
  Result<void> OnReversed(EmploymentStore& store, const messaging::Event& event);
  Result<void> OnProfileChanged(EmploymentStore& store, const messaging::Event& event);
  Result<void> OnPrisonChanged(EmploymentStore& store, const messaging::Event& event);
  Result<void> OnAreaChanged(EmploymentStore& store, const messaging::Event& event);
  Result<void> OnOwnerChanged(EmploymentStore& store, const messaging::Event& event);

  Result<void> Follow(EmploymentStore& store, const std::string& person_id,
                      const FollowPerson::Change& change) const;
  // What Prepare fetched; nothing where the release service knows no such person.
  // Errors: Unavailable / PROFILE_NOT_FETCHED.
  Result<std::optional<Profile>> Fetched(const PersonId& person) const;

  Bind bind_;
  FollowPerson follow_;
  AnswerReleaseDay answer_;
  ProfileSource& profiles_;
  ActorId service_;
  mutable std::mutex mutex_;
  // Of the latest batch, by person; nothing for those whom the release service does not know.
  std::map<PersonId, std::optional<Profile>> fetched_;
};

}  // namespace ttg::employment
