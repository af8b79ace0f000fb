#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "accommodation/app/profile_source.h"
#include "kernel/result.h"
#include "platform/messaging/event.h"

namespace ttg::accommodation {

// What may not travel in events, between its fetching (before a batch's transaction) and its
// keeping (in it). Thread-safe. `source` outlives it.
class ProfileInbox {
 public:
  explicit ProfileInbox(ProfileSource& source) : source_(source) {}

  // Fetches the profiles of the people whom these events announce. Errors: those of the source.
  Result<void> Prepare(const std::vector<messaging::Event>& batch);

  // What was fetched; nothing where the release service does not know the person any more.
  // Errors: Unavailable / PROFILE_NOT_FETCHED.
  Result<std::optional<FetchedProfile>> Take(const PersonId& person) const;

 private:
  Result<void> Fetch(const std::vector<PersonId>& people);

  ProfileSource& source_;
  mutable std::mutex mutex_;
  std::map<PersonId, std::optional<FetchedProfile>> fetched_;
};

}  // namespace ttg::accommodation
