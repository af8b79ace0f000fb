#include "e2e/kit.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "platform/lifecycle/system_clock.h"

namespace ttg::e2e {

namespace {

// 64-bit numbers are text in protobuf's JSON.
std::int64_t Number(const Json& value) {
  return value.is_string() ? std::stoll(value.get<std::string>()) : value.get<std::int64_t>();
}

}  // namespace

Date Today() { return lifecycle::SystemClock().Today(); }

std::string DayFromToday(int days) { return FormatDate(Today() + days); }

Json Ask(const support::Cluster& cluster, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "--json");
  const auto output = cluster.Ttg(arguments);
  EXPECT_EQ(output.status, 0) << ::testing::PrintToString(arguments) << "\n" << output.error;
  Json answer = Json::parse(output.out, nullptr, false);
  return answer.is_discarded() ? Json() : answer;
}

Json ErrorOf(const support::Output& output) {
  const Json error = Json::parse(output.error, nullptr, false);
  if (!error.is_object()) {
    ADD_FAILURE() << "no error as JSON: " << output.error;
    return Json::object();
  }
  return error.value("error", Json::object());
}

std::string Simulate(const support::Cluster& cluster, int people, int seed) {
  std::string folder =
      cluster.folder() + "/caseload-" + std::to_string(people) + "-" + std::to_string(seed);
  const auto output =
      cluster.Ttg({"simulate", "--people", std::to_string(people), "--seed", std::to_string(seed),
                   "--as-of", DayFromToday(0), "--out", folder});
  EXPECT_EQ(output.status, 0) << output.error;
  return folder;
}

Import ImportFile(const support::Cluster& cluster, const std::string& kind,
                  const std::string& path) {
  const auto output = cluster.Ttg({"--json", "import", kind, path, "--warnings"});
  Import import{output.status, Json::parse(output.out, nullptr, false)};
  EXPECT_TRUE(import.report.is_object()) << kind << ": " << output.error;
  return import;
}

int Count(const Json& summary, const std::string& field) {
  return static_cast<int>(Number(summary.value(field, Json(0))));
}

bool Settled(const support::Cluster& cluster) {
  const auto output = cluster.Ttg({"--json", "events", "lag"});
  if (output.status != 0) return false;
  const Json services = Json::parse(output.out)["services"];
  std::map<std::string, std::int64_t> last;
  for (const Json& service : services) {
    last["events:" + service["service"].get<std::string>()] = Number(service["last_position"]);
  }
  for (const Json& service : services) {
    if (Number(service["unpublished"]) != 0) return false;
    for (const Json& stream : service["streams"]) {
      const bool level = Number(stream["applied_through"]) == last[stream["stream"]];
      if (!level || Number(stream["dead_letters"]) != 0) return false;
    }
  }
  return true;
}

void Execute(const std::string& database_path, const std::string& sql) {
  sqlite3* database = nullptr;
  char* fault = nullptr;
  if (sqlite3_open(database_path.c_str(), &database) != SQLITE_OK ||
      sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &fault) != SQLITE_OK) {
    std::fprintf(stderr, "%s: %s\n", database_path.c_str(), fault == nullptr ? "" : fault);
    std::abort();
  }
  sqlite3_close(database);
}

std::string ReadText(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void WriteText(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

}  // namespace ttg::e2e
