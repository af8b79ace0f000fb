#pragma once

#include <string>
#include <string_view>

namespace ttg::telemetry {

// True for a W3C traceparent of version 00 whose trace and span are not all zeroes.
bool IsTraceparent(std::string_view text);

// A child of `parent` (same trace, new span), or the root of a new trace where it is not valid.
std::string ContinueTrace(std::string_view parent);

}  // namespace ttg::telemetry
