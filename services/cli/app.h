#pragma once

#include <ostream>

namespace ttg::cli {

// The whole program; the exit code. Flags in `argv`, settings also from the environment.
int Main(int argc, const char* const* argv, std::ostream& out, std::ostream& err);

}  // namespace ttg::cli
