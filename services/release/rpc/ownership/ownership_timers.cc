#include "release/rpc/ownership/ownership_timers.h"

#include <chrono>
#include <utility>

#include "platform/audit/trail.h"
#include "platform/messaging/event.h"
#include "platform/telemetry/log.h"

namespace ttg::release {
namespace {

constexpr std::chrono::minutes kSweepEvery{1};
// A week has one workload; it is the last that was seen in it.
constexpr std::chrono::hours kRecordEvery{6};
constexpr int kHandoversAtOnce = 100;
constexpr int kWorkersAtOnce = 500;

void Warn(const char* what, const Error& error) {
  telemetry::Log(telemetry::Level::kWarning, what, {{"reason", std::string_view(error.reason)}});
}

Result<void> Audit(store::Session& session, const CallContext& call, Instant now,
                   const std::vector<PersonId>& people) {
  if (people.empty()) return {};
  audit::Entry entry{.occurred_at = now,
                     .actor = call.actor.str(),
                     .on_behalf_of = {},
                     .organisation = call.organisation.str(),
                     .action = "ALTERATION",
                     .method = "release-handovers",
                     .purpose = call.purpose,
                     .correlation_id = call.correlation_id,
                     .outcome = "OK",
                     .subjects = {}};
  entry.subjects.reserve(people.size());
  for (const PersonId& person : people) entry.subjects.push_back(person.str());
  return audit::Append(session, entry);
}

}  // namespace

OwnershipTimers::OwnershipTimers(store::Database& database, const Clock& clock, IdSource& ids,
                                 const OwnershipUseCases& use_cases, BindOwnership bind,
                                 std::function<void()> events_appended)
    : database_(database),
      clock_(clock),
      ids_(ids),
      use_cases_(use_cases),
      bind_(std::move(bind)),
      events_appended_(std::move(events_appended)) {}

std::vector<rpc::TimedWork> OwnershipTimers::All() {
  return {{"release-handovers", kSweepEvery, [this] { SweepHandovers(); }},
          {"release-workloads", kRecordEvery, [this] { RecordWorkloads(); }}};
}

CallContext OwnershipTimers::SystemCall() const {
  messaging::Event cause;
  cause.correlation_id = ids_.NewId();
  return messaging::ContextOf(cause, *ActorId::Parse("release"));
}

void OwnershipTimers::SweepHandovers() {
  std::size_t ended = kHandoversAtOnce;
  while (ended == kHandoversAtOnce) {
    const auto done = database_.WriteAndWait([&](store::Session& session) -> Result<void> {
      const CallContext call = SystemCall();
      const auto people = bind_.people(session, call);
      const auto owners = bind_.owners(session, call);
      TTG_TRY(const auto swept, use_cases_.sweep({*people, *owners}, call, kHandoversAtOnce));
      ended = swept.size();
      return Audit(session, call, clock_.Now(), swept);
    });
    if (!done) return Warn("handovers.sweep_failed", done.error());
    if (ended > 0) events_appended_();
  }
}

void OwnershipTimers::RecordWorkloads() {
  std::optional<std::string> after = "";
  while (after) {
    std::optional<std::string> last;
    const auto done = database_.WriteAndWait([&](store::Session& session) -> Result<void> {
      const CallContext call = SystemCall();
      TTG_TRY(last,
              use_cases_.record_workloads(*bind_.owners(session, call), *after, kWorkersAtOnce));
      return {};
    });
    if (!done) return Warn("workloads.record_failed", done.error());
    after = std::move(last);
  }
}

}  // namespace ttg::release
