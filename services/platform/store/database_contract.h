#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "platform/testing/test_database.h"

namespace ttg::store {

// What both databases promise. Instantiated for SQLite (label contract) and for PostgreSQL (label
// integration).
class DatabaseContract : public ::testing::TestWithParam<testing::StoreKind> {
 protected:
  static std::vector<Migration> Schema();

  std::int64_t CountNotes();
  // Writes a note in a command of its own.
  Result<void> AddNote(const std::string& id, const std::string& text = "text");

  testing::TestDatabase database_{GetParam(), Schema()};
};

Result<std::int64_t> Count(Session& session);
Result<void> Insert(Session& session, const std::string& id, const std::string& text = "text");

// Answers of commands that were given to Write.
class Answers {
 public:
  Database::Done For(const std::string& name);
  // Waits until `number` answers are there: "name" or "name: REASON", in the order they came.
  std::vector<std::string> Wait(std::size_t number);

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> answers_;
};

// Holds a database thread until it is opened, so that what comes meanwhile queues behind it.
class Gate {
 public:
  // Work that waits at the gate.
  Database::Work Wait();
  // Waits until somebody stands at the gate.
  void AwaitArrival();
  void Open();

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool arrived_ = false;
  bool open_ = false;
};

}  // namespace ttg::store
