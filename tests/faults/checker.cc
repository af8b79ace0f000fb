#include "faults/checker.h"

#include <cstdio>
#include <cstdlib>
#include <memory>

#include <fmt/format.h>
#include <sqlite3.h>

namespace ttg::faults {
namespace {

[[noreturn]] void Abort(const std::string& path, const std::string& what) {
  std::fprintf(stderr, "%s: %s\n", path.c_str(), what.c_str());
  std::abort();
}

}  // namespace

Breaches CheckCommands(const std::set<std::string>& acknowledged,
                       const std::set<std::string>& stored) {
  Breaches breaches;
  for (const std::string& command : acknowledged) {
    if (!stored.contains(command)) {
      breaches.push_back(fmt::format("command {} was acknowledged and is lost", command));
    }
  }
  return breaches;
}

Breaches CheckLog(const std::vector<Logged>& log) {
  Breaches breaches;
  std::map<std::string, std::int64_t> versions;
  std::int64_t position = 0;
  for (const Logged& event : log) {
    if (event.position != ++position) {
      breaches.push_back(fmt::format("position {} follows {}", event.position, position - 1));
      position = event.position;
    }
    std::int64_t& version = versions[event.subject];
    if (event.subject_version != ++version) {
      breaches.push_back(fmt::format("version {} of {} follows {}", event.subject_version,
                                     event.subject, version - 1));
      version = event.subject_version;
    }
  }
  return breaches;
}

Breaches CheckEffects(const std::vector<Logged>& log, const std::vector<Effect>& effects) {
  Breaches breaches;
  std::map<std::int64_t, const Logged*> waiting;
  for (const Logged& event : log) waiting[event.position] = &event;
  std::map<std::string, std::int64_t> last_of_person;
  for (const Effect& effect : effects) {
    const auto found = waiting.find(effect.position);
    if (found == waiting.end() || found->second->event_id != effect.event_id) {
      breaches.push_back(
          fmt::format("event {} took effect twice, or is not of this log", effect.position));
      continue;
    }
    std::int64_t& last = last_of_person[found->second->partition_key];
    if (effect.position < last) {
      breaches.push_back(
          fmt::format("event {} took effect after {} of the same person", effect.position, last));
    }
    last = effect.position;
    waiting.erase(found);
  }
  for (const auto& [position, event] : waiting) {
    breaches.push_back(fmt::format("event {} never took effect", position));
  }
  return breaches;
}

std::vector<std::vector<std::string>> ReadRows(const std::string& database_path,
                                               const std::string& sql) {
  sqlite3* raw = nullptr;
  const int opened = sqlite3_open_v2(database_path.c_str(), &raw, SQLITE_OPEN_READONLY, nullptr);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> database(raw, sqlite3_close);
  if (opened != SQLITE_OK) Abort(database_path, "cannot be opened");
  sqlite3_busy_timeout(raw, 5000);
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(raw, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
    Abort(database_path, sqlite3_errmsg(raw));
  }
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> finally(statement, sqlite3_finalize);
  std::vector<std::vector<std::string>> rows;
  int step = SQLITE_DONE;
  while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
    auto& row = rows.emplace_back();
    for (int i = 0; i < sqlite3_column_count(statement); ++i) {
      const auto* text = sqlite3_column_text(statement, i);
      row.emplace_back(text == nullptr ? "" : reinterpret_cast<const char*>(text));
    }
  }
  if (step != SQLITE_DONE) Abort(database_path, sqlite3_errmsg(raw));
  return rows;
}

std::vector<Logged> ReadLog(const std::string& database_path) {
  std::vector<Logged> log;
  for (auto& row : ReadRows(database_path,
                            "SELECT position, event_id, partition_key, subject, subject_version"
                            " FROM event_log ORDER BY position")) {
    log.push_back({.position = std::stoll(row[0]),
                   .event_id = row[1],
                   .partition_key = row[2],
                   .subject = row[3],
                   .subject_version = std::stoll(row[4])});
  }
  return log;
}

}  // namespace ttg::faults
