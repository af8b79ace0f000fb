#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace ttg::telemetry {

// One value of a log line: ids, codes, counts and durations. Never a name, an address, a request
// body or the text of an exception.
struct Field {
  std::string_view name;
  std::variant<std::string_view, std::int64_t, double, bool> value;
};

enum class Level { kDebug, kInfo, kWarning, kError };

// Names the service in every line and sets the least level that is written. Lines go to standard
// error, one JSON object each: time, level, service, event, then the fields.
void StartLogging(std::string_view service, Level least = Level::kInfo);

// `event` is UPPER_SNAKE or dotted lower case; stable, to be searched for.
void Log(Level level, std::string_view event, std::initializer_list<Field> fields = {});

bool Logs(Level level);

}  // namespace ttg::telemetry
