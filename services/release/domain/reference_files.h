#pragma once

#include <string_view>

namespace ttg::release {

// The tables of deploy/data, embedded when the service is built, so that it starts without files.
std::string_view PrisonsFile();
std::string_view DeliveryUnitsFile();
std::string_view LocalAuthoritiesFile();

}  // namespace ttg::release
