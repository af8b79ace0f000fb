#include "accommodation/events/profile_inbox.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "ttg/release/v1/release_events.pb.h"

namespace ttg::accommodation {
namespace {

namespace pb = ttg::release::v1;

// The most that the release service answers at once.
constexpr std::size_t kChunk = 500;
// An event that failed is tried again much later, and finds its profile still here: so many are
// kept.
constexpr std::size_t kKept = 20'000;

template <typename Message>
std::optional<PersonId> PersonIn(const messaging::Event& event) {
  Message message;
  if (event.type != Message::descriptor()->full_name()) return std::nullopt;
  if (!message.ParseFromString(event.data)) return std::nullopt;
  const auto person = PersonId::Parse(message.person_id());
  return person ? std::optional(*person) : std::nullopt;
}

}  // namespace

Result<void> ProfileInbox::Prepare(const std::vector<messaging::Event>& batch) {
  std::set<PersonId> wanted;
  for (const messaging::Event& event : batch) {
    if (const auto person = PersonIn<pb::ReleaseScheduled>(event)) wanted.insert(*person);
    if (const auto person = PersonIn<pb::PersonProfileChanged>(event)) wanted.insert(*person);
  }
  {
    const std::lock_guard lock(mutex_);
    if (fetched_.size() > kKept) fetched_.clear();
  }
  const std::vector<PersonId> people(wanted.begin(), wanted.end());
  for (std::size_t begin = 0; begin < people.size(); begin += kChunk) {
    const auto from = people.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto to =
        people.begin() + static_cast<std::ptrdiff_t>(std::min(begin + kChunk, people.size()));
    TTG_RETURN_IF_ERROR(Fetch({from, to}));
  }
  return {};
}

Result<void> ProfileInbox::Fetch(const std::vector<PersonId>& people) {
  TTG_TRY(auto profiles, source_.Fetch(people));
  const std::lock_guard lock(mutex_);
  for (const PersonId& person : people) fetched_[person] = std::nullopt;
  for (FetchedProfile& one : profiles) {
    const PersonId person = one.person;
    fetched_[person] = std::move(one);
  }
  return {};
}

Result<std::optional<FetchedProfile>> ProfileInbox::Take(const PersonId& person) const {
  const std::lock_guard lock(mutex_);
  const auto found = fetched_.find(person);
  if (found == fetched_.end()) {
    return Unavailable("PROFILE_NOT_FETCHED", "the profile has not been fetched; try again");
  }
  return found->second;
}

}  // namespace ttg::accommodation
