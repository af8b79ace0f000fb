#include <set>

#include "platform/testing/store_runner_contract.h"

namespace ttg::testing {
namespace {

using Items = std::set<std::string>;

class FakeShelf final : public Shelf {
 public:
  explicit FakeShelf(Items& items) : items_(items) {}

  Result<void> Put(const std::string& id) override {
    if (!items_.insert(id).second) return Duplicate("UNIQUE_VIOLATED", "it is there");
    return {};
  }
  Result<std::int64_t> Count() override { return static_cast<std::int64_t>(items_.size()); }

 private:
  Items& items_;
};

std::unique_ptr<ShelfRunner> OnFake() {
  return std::make_unique<FakeRunner<Shelf, Items>>(
      [](Items& items) { return std::make_unique<FakeShelf>(items); });
}

INSTANTIATE_TEST_SUITE_P(Fake, StoreRunnerContract, ::testing::Values(&OnFake));

}  // namespace
}  // namespace ttg::testing
