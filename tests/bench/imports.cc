// How fast people.csv goes in, dry run included, beside a raw insert of the same bytes.
#include <chrono>
#include <fstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "bench/figures.h"
#include "platform/testing/test_database.h"
#include "support/cluster.h"

namespace ttg::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kPeople = 50'000;
constexpr int kGroup = 200;

double Seconds(Clock::time_point since) {
  return std::chrono::duration<double>(Clock::now() - since).count();
}

// One row a line, in the groups that an import commits in.
double RawInsert(const std::string& path) {
  const std::string table = "CREATE TABLE line (number BIGINT PRIMARY KEY, text TEXT NOT NULL)";
  testing::TestDatabase database(testing::StoreKind::kSqlite, {{"bench", 1, "line", table, table}});
  std::ifstream file(path);
  std::string line;
  std::int64_t number = 0;
  const auto start = Clock::now();
  while (file.good()) {
    const auto written = database->WriteAndWait([&](store::Session& session) -> Result<void> {
      for (int i = 0; i < kGroup && std::getline(file, line); ++i) {
        TTG_RETURN_IF_ERROR(session.Execute("INSERT INTO line (number, text) VALUES (:n, :t)",
                                            {{"n", ++number}, {"t", line}}));
      }
      return {};
    });
    if (!written) return 0;
  }
  return static_cast<double>(number) / Seconds(start);
}

}  // namespace

std::vector<Figure> MeasureImport(const std::string& programs) {
  fmt::print(stderr, "bench: import\n");
  support::Cluster cluster(programs);
  cluster.StartAll();
  const std::string folder = cluster.folder() + "/caseload";
  cluster.Ttg({"simulate", "--people", std::to_string(kPeople), "--seed", "7", "--out", folder});
  const std::string file = folder + "/people.csv";
  const double raw = RawInsert(file);
  // The others would follow the events at the same time and take the cores.
  for (const std::string& service : support::kServices) {
    if (service != "release") cluster.Stop(service);
  }
  auto start = Clock::now();
  const auto dry = cluster.Ttg({"import", "people", file, "--dry-run"});
  const double dry_seconds = Seconds(start);
  start = Clock::now();
  const auto wet = cluster.Ttg({"import", "people", file});
  const double wet_seconds = Seconds(start);
  const bool went_in = (dry.status == 0 || dry.status == 3) && dry.status == wet.status;
  const double rate = kPeople / (dry_seconds + wet_seconds);
  return {{.what = fmt::format("import of {} people into release alone, dry run included", kPeople),
           .measured = fmt::format("{:.0f} people/s (dry run {:.1f} s, import {:.1f} s)", rate,
                                   dry_seconds, wet_seconds),
           .limit = fmt::format("raw insert of the lines: {:.0f}/s", raw),
           .reach = "≥ 10,000 people/s",
           .reached = went_in && rate >= 10'000}};
}

}  // namespace ttg::bench
