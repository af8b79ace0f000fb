#pragma once

#include <string>
#include <vector>

#include "kernel/result.h"
#include "platform/store/database.h"

namespace ttg::store {

// One numbered step of one component's schema ("event_log", "release"). Both scripts may hold
// several statements, separated by ';' at the end of a line.
struct Migration {
  std::string component;
  int number = 0;
  std::string name;
  std::string sqlite;
  std::string postgres;
};

// Applies what is missing, in order, under a lock, each in a transaction with its row in
// schema_migration. A schema that is further than we know is accepted: release N runs on the
// schema of N+1. Errors: Internal / MIGRATION_FAILED with component and number.
Result<void> Migrate(Database& database, const std::vector<Migration>& migrations);

}  // namespace ttg::store
