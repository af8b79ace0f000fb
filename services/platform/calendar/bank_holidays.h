#pragma once

#include <string_view>

namespace ttg::calendar {

// deploy/data/bank_holidays.csv as it was when this was built.
std::string_view BankHolidaysFile();

}  // namespace ttg::calendar
