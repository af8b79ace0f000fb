#include "platform/telemetry/log.h"

#include <memory>

#include <nlohmann/json.hpp>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "absl/time/clock.h"
#include "kernel/date.h"

namespace ttg::telemetry {
namespace {

spdlog::level::level_enum LevelOf(Level level) {
  switch (level) {
    case Level::kDebug:
      return spdlog::level::debug;
    case Level::kInfo:
      return spdlog::level::info;
    case Level::kWarning:
      return spdlog::level::warn;
    case Level::kError:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

std::string_view NameOf(Level level) {
  switch (level) {
    case Level::kDebug:
      return "debug";
    case Level::kInfo:
      return "info";
    case Level::kWarning:
      return "warning";
    case Level::kError:
      return "error";
  }
  return "error";
}

struct Logger {
  std::string service = "ttg";
  std::shared_ptr<spdlog::logger> lines;

  Logger() {
    lines =
        std::make_shared<spdlog::logger>("ttg", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    lines->set_pattern("%v");
    lines->set_level(spdlog::level::warn);
  }
};

Logger& TheLogger() {
  // Never destroyed: threads of libraries may log until the very end.
  static auto* logger = new Logger();
  return *logger;
}

}  // namespace

void StartLogging(std::string_view service, Level least) {
  TheLogger().service = service;
  TheLogger().lines->set_level(LevelOf(least));
}

bool Logs(Level level) { return TheLogger().lines->should_log(LevelOf(level)); }

void Log(Level level, std::string_view event, std::initializer_list<Field> fields) {
  if (!Logs(level)) return;
  nlohmann::ordered_json line;
  line["time"] = FormatInstant(absl::Now());
  line["level"] = NameOf(level);
  line["service"] = TheLogger().service;
  line["event"] = event;
  for (const Field& field : fields) {
    std::visit([&](const auto& value) { line[std::string(field.name)] = value; }, field.value);
  }
  TheLogger().lines->log(LevelOf(level),
                         line.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace));
}

}  // namespace ttg::telemetry
