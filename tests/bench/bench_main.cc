// Measures the figures of docs/figures.md and prints them as its table. One argument: the folder of
// the executables. Names after it choose what is measured (calls, delivery, relay, import,
// lists, footprint); none: everything.
#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "bench/figures.h"

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr,
               "usage: ttg-bench PROGRAMS [calls|delivery|relay|import|lists|footprint …]\n");
    return 2;
  }
  const std::string programs = argv[1];
  const std::vector<std::string> chosen(argv + 2, argv + argc);
  using ttg::bench::Figure;
  const std::vector<std::pair<std::string, std::function<std::vector<Figure>()>>> all = {
      {"calls", [&] { return ttg::bench::MeasureCalls(programs); }},
      {"delivery", [&] { return ttg::bench::MeasureDelivery(programs); }},
      {"relay", [&] { return ttg::bench::MeasureRelay(); }},
      {"import", [&] { return ttg::bench::MeasureImport(programs); }},
      {"lists", [&] { return ttg::bench::MeasureLists(programs); }},
      {"footprint", [&] { return ttg::bench::MeasureFootprint(programs); }},
  };
  fmt::print("| figure | measured | limit, same run | to reach | |\n|---|---|---|---|---|\n");
  for (const auto& [name, measure] : all) {
    const bool wanted =
        chosen.empty() || std::find(chosen.begin(), chosen.end(), name) != chosen.end();
    if (!wanted) continue;
    for (const Figure& figure : measure()) {
      fmt::print("| {} | {} | {} | {} | {} |\n", figure.what, figure.measured, figure.limit,
                 figure.reach, figure.reached ? "reached" : "not reached");
      std::fflush(stdout);
    }
  }
  return 0;
}
