#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

namespace ttg::cli {

// A bash script that completes the words and options of these commands, and file names elsewhere.
std::string BashCompletion(const std::vector<Command>& commands);

}  // namespace ttg::cli
