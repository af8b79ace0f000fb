#include "release/rpc/prison_events/prison_event_worker.h"

#include <set>
#include <utility>

#include "platform/audit/trail.h"
#include "platform/messaging/event.h"
#include "platform/telemetry/log.h"

namespace ttg::release {
namespace {

constexpr int kEventsAtOnce = 100;

}  // namespace

PrisonEventWorker::PrisonEventWorker(store::Database& database, const Clock& clock, IdSource& ids,
                                     const PrisonEventUseCases& use_cases, BindRecords bind,
                                     std::function<void()> events_appended)
    : database_(database),
      clock_(clock),
      ids_(ids),
      use_cases_(use_cases),
      bind_(std::move(bind)),
      events_appended_(std::move(events_appended)) {}

Result<int> PrisonEventWorker::ApplySome(store::Session& session) const {
  messaging::Event cause;
  cause.correlation_id = ids_.NewId();
  const CallContext call =
      PrisonSystemCall(messaging::ContextOf(cause, *ActorId::Parse("release")));
  const BoundRecords bound = bind_(session, call);
  TTG_TRY(const auto applied, use_cases_.apply_waiting(bound.all(), call, kEventsAtOnce));
  std::set<std::string> people;
  for (const PrisonEvent& event : applied) {
    if (!event.movement) continue;
    TTG_TRY(const Movement movement, bound.movements->Find(*event.movement));
    people.insert(movement.person.str());
  }
  if (people.empty()) return static_cast<int>(applied.size());
  TTG_RETURN_IF_ERROR(audit::Append(session, {.occurred_at = clock_.Now(),
                                              .actor = call.actor.str(),
                                              .on_behalf_of = {},
                                              .organisation = call.organisation.str(),
                                              .action = "ALTERATION",
                                              .method = "release-prison-events",
                                              .purpose = call.purpose,
                                              .correlation_id = call.correlation_id,
                                              .outcome = "OK",
                                              .subjects = {people.begin(), people.end()}}));
  return static_cast<int>(applied.size());
}

void PrisonEventWorker::Work() {
  // Most of the time nothing waits, and a read says so.
  bool waits = false;
  const auto looked = database_.Read([&](store::Session& session) -> Result<void> {
    messaging::Event cause;
    const CallContext call =
        PrisonSystemCall(messaging::ContextOf(cause, *ActorId::Parse("release")));
    TTG_TRY(const auto ready, bind_(session, call).events->Ready(1));
    waits = !ready.empty();
    return {};
  });
  if (!looked || !waits) return;
  int applied = 0;
  const auto done = database_.WriteAndWait([&](store::Session& session) -> Result<void> {
    TTG_TRY(applied, ApplySome(session));
    return {};
  });
  if (!done) {
    telemetry::Log(telemetry::Level::kWarning, "prison_events.apply_failed",
                   {{"reason", std::string_view(done.error().reason)}});
    return;
  }
  if (applied > 0) events_appended_();
}

}  // namespace ttg::release
