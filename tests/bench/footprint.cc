// How long a service takes from its start to SERVING on a database that is there already, and how
// much memory it holds at rest.
#include <algorithm>
#include <chrono>
#include <fstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "bench/figures.h"
#include "support/cluster.h"

namespace ttg::bench {
namespace {

double ResidentMebibytes(pid_t pid) {
  std::ifstream status(fmt::format("/proc/{}/status", pid));
  std::string word;
  while (status >> word) {
    double kibibytes = 0;
    if (word == "VmRSS:" && status >> kibibytes) return kibibytes / 1024;
  }
  return 0;
}

}  // namespace

std::vector<Figure> MeasureFootprint(const std::string& programs) {
  fmt::print(stderr, "bench: footprint\n");
  support::Cluster cluster(programs);
  cluster.StartAll();
  std::chrono::milliseconds slowest{0};
  double largest = 0;
  std::string details;
  for (const std::string& service : support::kServices) {
    cluster.Stop(service);
    const auto took = cluster.Start(service);
    const double memory = ResidentMebibytes(cluster.Pid(service));
    slowest = std::max(slowest, took);
    largest = std::max(largest, memory);
    details += fmt::format("{}{} {} ms {:.0f} MiB", details.empty() ? "" : ", ", service,
                           took.count(), memory);
  }
  return {{.what = "start to SERVING, one service",
           .measured = fmt::format("{} ms at most ({})", slowest.count(), details),
           .limit = "–",
           .reach = "< 300 ms",
           .reached = slowest.count() < 300},
          {.what = "memory at rest, one service",
           .measured = fmt::format("{:.0f} MiB at most", largest),
           .limit = "–",
           .reach = "< 40 MiB",
           .reached = largest < 40}};
}

}  // namespace ttg::bench
