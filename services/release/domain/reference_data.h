#pragma once

#include <set>
#include <string>
#include <string_view>

#include "kernel/result.h"

namespace ttg::release {

// The codes that rows and commands are checked against: data, loaded from deploy/data.
struct ReferenceData {
  std::set<std::string, std::less<>> prisons;
  std::set<std::string, std::less<>> delivery_units;
  std::set<std::string, std::less<>> local_authorities;
};

// Reads the first column of a table of deploy/data ("code,name" with a header line, codes without
// quotes). Errors: Invalid / REFERENCE_TABLE_MALFORMED with the line number.
Result<std::set<std::string, std::less<>>> ParseCodes(std::string_view table);

}  // namespace ttg::release
