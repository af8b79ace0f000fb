#include "platform/testing/store_runner_contract.h"

#include "platform/testing/matchers.h"

namespace ttg::testing {
namespace {

class SqlShelfStore final : public Shelf {
 public:
  explicit SqlShelfStore(store::Session& session) : session_(session) {}

  Result<void> Put(const std::string& id) override {
    TTG_RETURN_IF_ERROR(session_.Execute("INSERT INTO item (id) VALUES (:id)", {{"id", id}}));
    return {};
  }
  Result<std::int64_t> Count() override {
    TTG_TRY(const auto row, session_.QueryOne<std::int64_t>("SELECT count(*) FROM item"));
    return std::get<0>(*row);
  }

 private:
  store::Session& session_;
};

}  // namespace

std::unique_ptr<ShelfRunner> SqlShelf(StoreKind kind) {
  const std::string table = "CREATE TABLE item (id TEXT PRIMARY KEY)";
  return std::make_unique<SqlRunner<Shelf>>(
      kind, std::vector<store::Migration>{{"shelf", 1, "item", table, table}},
      [](store::Session& session) { return std::make_unique<SqlShelfStore>(session); });
}

std::int64_t StoreRunnerContract::Count() {
  std::int64_t count = -1;
  EXPECT_THAT(store_->Read([&count](Shelf& shelf) -> Result<void> {
    TTG_TRY(count, shelf.Count());
    return {};
  }),
              Succeeded());
  return count;
}

namespace {

TEST_P(StoreRunnerContract, KeepsWhatSucceeds) {
  EXPECT_THAT(store_->Write([](Shelf& shelf) { return shelf.Put("a"); }), Succeeded());
  EXPECT_EQ(Count(), 1);
}

TEST_P(StoreRunnerContract, KeepsNothingOfWhatFails) {
  EXPECT_THAT(store_->Write([](Shelf& shelf) -> Result<void> {
    TTG_RETURN_IF_ERROR(shelf.Put("a"));
    return Precondition("REFUSED", "");
  }),
              FailsWith("REFUSED"));
  EXPECT_EQ(Count(), 0);
}

TEST_P(StoreRunnerContract, FailsOneCommitWhenAsked) {
  store_->FailNextCommit();
  EXPECT_THAT(store_->Write([](Shelf& shelf) { return shelf.Put("a"); }),
              FailsWith(ErrorKind::kUnavailable, "COMMIT_FAILED"));
  EXPECT_EQ(Count(), 0);
  EXPECT_THAT(store_->Write([](Shelf& shelf) { return shelf.Put("a"); }), Succeeded());
  EXPECT_EQ(Count(), 1);
}

}  // namespace
}  // namespace ttg::testing
