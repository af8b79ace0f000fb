#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace ttg::faults {

// What must hold after any number of crashes: pure checks over what the databases hold, so that
// every fault test makes the same promises. Each returns the breaches it found, in words; none
// when all is well.

// One event as the producer's log holds it.
struct Logged {
  std::int64_t position = 0;
  std::string event_id;
  std::string partition_key;
  std::string subject;
  std::int64_t subject_version = 0;
};

// One effect in a consumer's database, in the order in which it was made.
struct Effect {
  std::int64_t position = 0;
  std::string event_id;
};

using Breaches = std::vector<std::string>;

// Every command that was answered is there.
Breaches CheckCommands(const std::set<std::string>& acknowledged,
                       const std::set<std::string>& stored);

// Positions are 1, 2, 3, …, and the versions of each subject too.
Breaches CheckLog(const std::vector<Logged>& log);

// Every event of the log took effect exactly once, and those of one person in order.
Breaches CheckEffects(const std::vector<Logged>& log, const std::vector<Effect>& effects);

// The event_log of a service's SQLite file, by position. Read-only; the service may be running.
std::vector<Logged> ReadLog(const std::string& database_path);

// The rows of any query on a SQLite file, as text. Aborts the test if the file cannot be read.
std::vector<std::vector<std::string>> ReadRows(const std::string& database_path,
                                               const std::string& sql);

}  // namespace ttg::faults
