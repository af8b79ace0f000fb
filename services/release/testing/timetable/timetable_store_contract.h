#pragma once

#include <functional>
#include <memory>

#include <gmock/gmock.h>

#include "kernel/call_context.h"
#include "platform/testing/store_runner.h"
#include "release/app/ports.h"
#include "release/app/timetable/ports.h"

namespace ttg::release::testing {

// Both stores of one transaction: what is recorded of a timetable is saved with the person.
struct TimetableStores {
  std::unique_ptr<ReleaseStore> people;
  std::unique_ptr<TimetableStore> timetables;
};

using TimetableRunner = ttg::testing::StoreRunner<TimetableStores>;

struct BoundTimetables {
  std::unique_ptr<TimetableRunner> runner;
  std::shared_ptr<CallContext> call;
};
using MakeBoundTimetables = std::function<BoundTimetables()>;

// What every TimetableStore promises, and what a ReleaseStore promises to keep of a timetable.
class TimetableStoreContract : public ::testing::TestWithParam<MakeBoundTimetables> {
 protected:
  TimetableStoreContract() : bound_(GetParam()()) {}

  TimetableRunner& store() { return *bound_.runner; }
  CallContext& call() { return *bound_.call; }

  BoundTimetables bound_;
};

}  // namespace ttg::release::testing
