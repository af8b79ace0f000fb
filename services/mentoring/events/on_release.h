#pragma once

#include <map>
#include <mutex>
#include <vector>

#include "mentoring/app/follow_release.h"
#include "mentoring/app/release_directory.h"
#include "mentoring/events/conflict_resolver.h"
#include "platform/messaging/consumer.h"

namespace ttg::mentoring {

// What mentoring does about the stream events:release. Events of owners are passed over: nothing
// here depends on them.
class OnRelease {
 public:
  OnRelease(BindStore bind, const Clock& clock, ReleaseDirectory& directory,
            const ConflictResolver& conflicts);

  // The handlers refer to this object, which outlives the consumer. Without `replay`.
  messaging::Subscription Subscribe();

 private:
  // Fetches the profiles that the batch asks for and looks up open conflicts, before the
  // transaction.
  Result<void> Prepare(const std::vector<messaging::Event>& batch);
  // Errors: Unavailable / PROFILE_NOT_FETCHED.
  Result<void> ApplyProfile(MentoringStore& store, const PersonId& person) const;

  const BindStore bind_;
  const FollowRelease follow_;
  ReleaseDirectory& directory_;
  const ConflictResolver& conflicts_;

  mutable std::mutex mutex_;
  // Of the people in the batch; nullopt: the release service does not know them any more.
  std::map<PersonId, std::optional<Profile>> fetched_;
};

}  // namespace ttg::mentoring
