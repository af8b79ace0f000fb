#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <gmock/gmock.h>

#include "kernel/call_context.h"
#include "platform/testing/fixed_calendar.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/sequential_ids.h"
#include "platform/testing/store_runner.h"
#include "release/app/merges/merge_use_cases.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"

namespace ttg::release::testing {

// The stores of one transaction, as the service binds them.
struct MergeTx {
  std::unique_ptr<ReleaseStore> people;
  std::unique_ptr<MovementStore> movements;
  std::unique_ptr<ConsentStore> consents;
  std::unique_ptr<MergeStore> merges;

  MergeStores stores() const { return {*people, *movements, *consents, *merges}; }
};

using MergeRunner = ttg::testing::StoreRunner<MergeTx>;

struct BoundMerges {
  std::unique_ptr<MergeRunner> runner;
  std::shared_ptr<CallContext> call;
};
using MakeMerges = std::function<BoundMerges()>;

// What merging and undoing promise over every store. Three people: A1234BC, A2222BB, A3333CC.
class MergeContract : public ::testing::TestWithParam<MakeMerges> {
 protected:
  MergeContract() : bound_(GetParam()()) {}
  void SetUp() override;

  MergeRunner& store() { return *bound_.runner; }
  Result<MergedPair> Merge(int survivor, int absorbed, const std::string& reason = "same man");
  Result<MergedPair> Unmerge(const PersonMerge& merge, const std::string& reason = "two men");
  Person Read(int n);
  // Changes a person as a command would.
  void Change(int n, const std::function<Changes(Person&)>& change);
  void Say(int n, bool given, const std::string& scope);
  std::optional<Consent> Consented(int n);

  BoundMerges bound_;
  ttg::testing::FixedClock clock_{kMonday};
  ttg::testing::SequentialIds ids_{/*series=*/4};
  ttg::testing::FixedCalendar calendar_{EnglandAndWales()};
  MergeUseCases use_cases_{clock_, calendar_, ids_};
};

}  // namespace ttg::release::testing
