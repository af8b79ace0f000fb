#pragma once

#include "release/app/dates/ports.h"
#include "release/testing/fake_release_store.h"

namespace ttg::release::testing {

// The store in memory, held to the same contract as the SQL.
class FakeDatesStore final : public DatesStore {
 public:
  FakeDatesStore(FakeReleases& state, const CallContext& call) : state_(state), call_(call) {}

  Result<std::vector<DateChangeLine>> ListDateChanges(const DateChangeQuery& query) override;
  Result<std::vector<UrgentTask>> ListUrgentTasks(const UrgentTaskQuery& query,
                                                  Date today) override;

 private:
  FakeReleases& state_;
  const CallContext& call_;
};

}  // namespace ttg::release::testing
