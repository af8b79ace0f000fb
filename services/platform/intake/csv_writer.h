#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ttg::intake {

// `cell` as RFC 4180 writes it: quoted only where it has to be.
std::string CsvCell(std::string_view cell);

// Appends one record, ended by CRLF.
void AppendCsvRecord(std::string& out, const std::vector<std::string>& cells);

}  // namespace ttg::intake
