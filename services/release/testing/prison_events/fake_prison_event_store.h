#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "kernel/call_context.h"
#include "release/app/prison_events/ports.h"
#include "release/testing/fake_release_store.h"

namespace ttg::release::testing {

struct FakePrisonEvents {
  std::map<PrisonEventId, PrisonEvent> events;
  std::map<std::string, std::string> positions;
};

// The store in memory, held to the same contract as the SQL. `keep` copies the whole state of the
// transaction, and what it gives back puts that copy in place: how a failed try is undone.
class FakePrisonEventStore final : public PrisonEventStore {
 public:
  using Keep = std::function<std::function<void()>()>;

  FakePrisonEventStore(FakePrisonEvents& state, FakeReleases& people, const CallContext& call,
                       Keep keep)
      : state_(state), people_(people), call_(call), keep_(std::move(keep)) {}

  Result<std::optional<PrisonEvent>> AddOrFind(const PrisonEvent& event) override;
  Result<PrisonEvent> Find(const PrisonEventId& id) override;
  Result<PrisonEvent> Save(PrisonEvent event) override;
  Result<std::vector<PrisonEvent>> List(const PrisonEventQuery& query) override;
  Result<std::vector<PrisonEvent>> RefusedOf(const std::vector<std::string>& numbers) override;
  Result<std::vector<PrisonEvent>> Ready(int limit) override;
  Result<std::vector<PrisonEvent>> OfBatch(const std::string& batch) override;
  Result<std::string> PositionOf(const std::string& source) override;
  Result<void> SetPosition(const std::string& source, const std::string& position,
                           Instant at) override;
  Result<void> Try(const std::function<Result<void>()>& work) override;

 private:
  const Person::Snapshot* PersonOf(const PrisonEvent& event) const;
  bool InReach(const PrisonEvent& event) const;
  template <typename Condition>
  std::vector<PrisonEvent> Those(const Condition& condition) const;

  FakePrisonEvents& state_;
  FakeReleases& people_;
  const CallContext& call_;
  const Keep keep_;
};

}  // namespace ttg::release::testing
