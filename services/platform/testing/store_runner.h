#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "kernel/result.h"
#include "platform/store/session.h"
#include "platform/testing/test_database.h"

namespace ttg::testing {

// Runs a service's transaction-scoped port (`Tx`: ReleaseStore, …) over any of its stores, so that
// one contract suite holds the fake and the SQL to the same promises:
//
//   using Runner = StoreRunner<ReleaseStore>;
//   using MakeRunner = std::function<std::unique_ptr<Runner>()>;
//   class ReleaseStoreContract : public ::testing::TestWithParam<MakeRunner> {
//    protected:
//     std::unique_ptr<Runner> store_ = GetParam()();
//   };
//   TEST_P(ReleaseStoreContract, StoresNothingWhenTheCommitFails) {
//     store_->FailNextCommit();
//     EXPECT_THAT(store_->Write([](ReleaseStore& tx) { return tx.Save(APerson()); }),
//                 FailsWith("COMMIT_FAILED"));
//     EXPECT_THAT(store_->Read([](ReleaseStore& tx) { … }), …);
//   }
//
// in a unit test:          FakeRunner<ReleaseStore, FakeReleases>(bind)
// in a contract test:      SqlRunner<ReleaseStore>(StoreKind::kSqlite, Migrations(), bind)
// in an integration test:  SqlRunner<ReleaseStore>(StoreKind::kPostgres, Migrations(), bind)
template <typename Tx>
class StoreRunner {
 public:
  using Work = std::function<Result<void>(Tx&)>;

  virtual ~StoreRunner() = default;

  // One command in one transaction: an error undoes all of it. Commands of several threads run one
  // after the other on the fake.
  virtual Result<void> Write(const Work& work) = 0;
  // What `work` writes here is not kept.
  virtual Result<void> Read(const Work& work) = 0;
  // The next Write that would succeed fails with Unavailable / COMMIT_FAILED and stores nothing.
  virtual void FailNextCommit() = 0;
};

// Over a fresh database. `bind` makes the port for one transaction.
template <typename Tx>
class SqlRunner final : public StoreRunner<Tx> {
 public:
  using Bind = std::function<std::unique_ptr<Tx>(store::Session&)>;
  using Work = typename StoreRunner<Tx>::Work;

  SqlRunner(StoreKind kind, std::vector<store::Migration> migrations, Bind bind)
      : database_(kind, WithFault(std::move(migrations))), bind_(std::move(bind)) {}

  Result<void> Write(const Work& work) override {
    return database_->WriteAndWait([&](store::Session& session) -> Result<void> {
      TTG_RETURN_IF_ERROR(work(*bind_(session)));
      if (!fails_next_.exchange(false)) return {};
      // The foreign key is checked in COMMIT and fails there.
      TTG_RETURN_IF_ERROR(session.Execute("INSERT INTO commit_fault (id, parent) VALUES (1, 2)"));
      return {};
    });
  }
  Result<void> Read(const Work& work) override {
    return database_->Read([&](store::Session& session) { return work(*bind_(session)); });
  }
  void FailNextCommit() override { fails_next_ = true; }

  TestDatabase& database() { return database_; }

 private:
  static std::vector<store::Migration> WithFault(std::vector<store::Migration> migrations) {
    const std::string table =
        "CREATE TABLE commit_fault (id BIGINT PRIMARY KEY,"
        " parent BIGINT REFERENCES commit_fault (id) DEFERRABLE INITIALLY DEFERRED)";
    migrations.push_back({"testing", 1, "commit_fault", table, table});
    return migrations;
  }

  TestDatabase database_;
  Bind bind_;
  std::atomic<bool> fails_next_ = false;
};

// In memory: copies `State` when a transaction begins and keeps the copy when it commits. `bind`
// makes the port over that copy.
template <typename Tx, typename State>
class FakeRunner final : public StoreRunner<Tx> {
 public:
  using Bind = std::function<std::unique_ptr<Tx>(State&)>;
  using Work = typename StoreRunner<Tx>::Work;

  explicit FakeRunner(Bind bind, State state = {})
      : bind_(std::move(bind)), state_(std::move(state)) {}

  Result<void> Write(const Work& work) override {
    const std::lock_guard lock(mutex_);
    State copy = state_;
    TTG_RETURN_IF_ERROR(work(*bind_(copy)));
    if (std::exchange(fails_next_, false)) {
      return Unavailable("COMMIT_FAILED", "the change could not be committed; try again");
    }
    state_ = std::move(copy);
    return {};
  }
  Result<void> Read(const Work& work) override {
    State copy = state();
    return work(*bind_(copy));
  }
  void FailNextCommit() override {
    const std::lock_guard lock(mutex_);
    fails_next_ = true;
  }

  // What is stored now.
  State state() const {
    const std::lock_guard lock(mutex_);
    return state_;
  }

 private:
  const Bind bind_;
  mutable std::mutex mutex_;
  State state_;
  bool fails_next_ = false;
};

}  // namespace ttg::testing
