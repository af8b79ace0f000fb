#pragma once

#include <string>
#include <vector>

namespace ttg::bench {

// One line of docs/figures.md: what was measured, beside the limit measured in the same run.
struct Figure {
  std::string what;
  std::string measured;
  std::string limit;
  std::string reach;
  bool reached = false;
};

// Each measures one or two figures and prints what it is doing on standard error. `programs` is the
// folder of the executables.
std::vector<Figure> MeasureCalls(const std::string& programs);      // commands and reads
std::vector<Figure> MeasureDelivery(const std::string& programs);   // commit → applied
std::vector<Figure> MeasureRelay();                                 // a backlog
std::vector<Figure> MeasureImport(const std::string& programs);     // people
std::vector<Figure> MeasureLists(const std::string& programs);      // pages, at national size
std::vector<Figure> MeasureFootprint(const std::string& programs);  // start and memory

}  // namespace ttg::bench
