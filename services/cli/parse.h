#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/settings.h"

namespace ttg::cli {

// What was typed.
struct Typed {
  // Null: there is nothing to run, and the process ends with `exit`.
  const Command* command = nullptr;
  int exit = 0;
  Arguments arguments;
  bool json = false;
  GivenSettings settings;
  int deadline_seconds = 10;
};

// Reads the command line, the environment (TTG_CLI_…) and the file of --config. Prints --help to
// `out` and usage errors to `err`.
Typed Parse(const std::vector<Command>& commands, int argc, const char* const* argv,
            std::ostream& out, std::ostream& err);

}  // namespace ttg::cli
