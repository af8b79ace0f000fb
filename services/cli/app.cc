#include "cli/app.h"

#include <cstdlib>

#include <unistd.h>

#include "cli/command.h"
#include "cli/grpc_caller.h"
#include "cli/parse.h"
#include "cli/settings.h"
#include "platform/lifecycle/system_clock.h"
#include "platform/lifecycle/system_ids.h"

namespace ttg::cli {
namespace {

// https://no-color.org: set and not empty.
bool WantsColor() {
  const char* no_color = std::getenv("NO_COLOR");
  return (no_color == nullptr || *no_color == '\0') && ::isatty(STDOUT_FILENO) == 1;
}

}  // namespace

int Main(int argc, const char* const* argv, std::ostream& out, std::ostream& err) {
  const auto commands = AllCommands();
  const Typed typed = Parse(commands, argc, argv, out, err);
  if (typed.command == nullptr) return typed.exit;
  const OutputOptions options{
      .json = typed.json, .color = WantsColor(), .live_progress = ::isatty(STDERR_FILENO) == 1};
  Output output(options, out, err);
  auto settings = Resolve(typed.settings);
  if (!settings) return output.Fail(settings.error());
  settings->deadline = std::chrono::seconds(typed.deadline_seconds);
  const lifecycle::SystemClock clock;
  lifecycle::SystemIds ids(clock);
  const auto caller = MakeGrpcCaller(*settings);
  Environment environment{*caller, output, ids, clock, settings->dev_keys};
  return RunCommand(*typed.command, environment, typed.arguments);
}

}  // namespace ttg::cli
