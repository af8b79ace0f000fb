#pragma once

#include <map>
#include <vector>

#include "kernel/call_context.h"
#include "release/app/merges/ports.h"
#include "release/testing/fake_release_store.h"
#include "release/testing/movements/fake_movement_store.h"

namespace ttg::release::testing {

struct FakeMerges {
  std::map<MergeId, PersonMerge> merges;
  std::map<MergeId, std::vector<MovementId>> moved;
  // By whom they had been absorbed before.
  std::map<MergeId, std::vector<PersonId>> redirected;
};

// The store in memory, held to the same contract as the SQL. Of all records it moves movements.
class FakeMergeStore final : public MergeStore {
 public:
  FakeMergeStore(FakeMerges& state, FakeMovements& movements, FakeReleases& people,
                 const CallContext& call)
      : state_(state), movements_(movements), people_(people), call_(call) {}

  Result<PersonMerge> Find(const MergeId& id) override;
  Result<std::vector<PersonMerge>> List(const MergeQuery& query) override;
  Result<std::optional<MergeId>> LatestOf(const PersonId& survivor) override;
  Result<std::vector<MovementId>> MovementsOf(const MergeId& merge) override;
  Result<PersonMerge> Add(PersonMerge merge) override;
  Result<PersonMerge> Undo(PersonMerge merge) override;

 private:
  bool InReach(const PersonId& id) const;

  FakeMerges& state_;
  FakeMovements& movements_;
  FakeReleases& people_;
  const CallContext& call_;
};

}  // namespace ttg::release::testing
