#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/date.h"
#include "kernel/result.h"

namespace ttg::cli {

struct CaseloadOptions {
  int people = 2'400;
  std::uint64_t seed = 1;
  Date as_of{2026, 11, 23};
};

// One deliberately faulty row of people.csv.
struct SeededFault {
  std::string fault;
  // Empty: the row is acceptable once normalised, or as it stands.
  std::string rejected_because;
};

// An invented caseload: the same options give the same bytes on any machine.
struct Caseload {
  // By file name: the six CSV files and MANIFEST.json.
  std::map<std::string, std::string> files;
  // By line of people.csv; the header is line 1.
  std::map<int, SeededFault> faults;
};

Caseload MakeCaseload(const CaseloadOptions& options);

// Writes the files into `folder`, which is made if it is not there. Errors: Unavailable /
// FILE_NOT_WRITTEN.
Result<void> WriteCaseload(const Caseload& caseload, const std::string& folder);

// Used by MakeCaseload and its tests.
struct PeopleFile {
  std::string csv;
  std::map<int, SeededFault> faults;
  // Prison numbers of acceptable rows.
  std::vector<std::string> prison_numbers;
};
PeopleFile MakePeople(const CaseloadOptions& options);

struct BedFiles {
  std::string bedspaces;
  std::string placements;
  std::string voids;
  int bedspace_rows = 0;
  int placement_rows = 0;
  int void_rows = 0;
};
BedFiles MakeBeds(const CaseloadOptions& options);

struct CsvText {
  std::string csv;
  int rows = 0;
};
CsvText MakeMentors(const CaseloadOptions& options, const std::vector<std::string>& prison_numbers);
CsvText MakeVacancies(const CaseloadOptions& options);

// The columns of each file, as the services import them.
const std::vector<std::string>& ColumnsOf(std::string_view file_name);

}  // namespace ttg::cli
