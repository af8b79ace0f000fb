#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "kernel/date.h"
#include "support/cluster.h"

namespace ttg::e2e {

using Json = nlohmann::json;

// The six files of a caseload, in the order in which they are imported.
inline const std::vector<std::string> kFiles = {"people", "bedspaces", "placements",
                                                "voids",  "mentors",   "vacancies"};

// Today where the services are, and days from it as ISO text.
Date Today();
std::string DayFromToday(int days);

// `ttg --json …`; what it printed, or null where it failed, which also fails the test.
Json Ask(const support::Cluster& cluster, std::vector<std::string> arguments);

// What a failed `ttg --json …` said on standard error: {"reason", "message", "kind", "fields"}.
Json ErrorOf(const support::Output& output);

// Writes an invented caseload as of today; its folder.
std::string Simulate(const support::Cluster& cluster, int people, int seed);

// Imports one of its files; the exit code and {"summary", "rows"}.
struct Import {
  int status = 0;
  Json report;
};
Import ImportFile(const support::Cluster& cluster, const std::string& kind,
                  const std::string& path);

// The summary of a report as a number.
int Count(const Json& summary, const std::string& field);

// Every service has applied every event of every log that it consumes, and nothing has failed.
bool Settled(const support::Cluster& cluster);

// Runs a statement on the SQLite file of a service that is stopped; aborts the test if it fails.
void Execute(const std::string& database_path, const std::string& sql);

std::string ReadText(const std::string& path);
void WriteText(const std::string& path, const std::string& text);

}  // namespace ttg::e2e
