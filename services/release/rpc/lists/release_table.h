#pragma once

#include <string>
#include <vector>

#include "release/app/ports.h"

namespace ttg::release {

// Lines of a list of releases as rows of a table: the headings, and a cell for each. Days as ISO
// text, codes as they are, "yes" or "no".
std::vector<std::string> ReleaseHeadings();
std::vector<std::string> ReleaseCells(const ReleaseLine& line);

}  // namespace ttg::release
