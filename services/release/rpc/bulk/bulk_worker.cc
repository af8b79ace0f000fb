#include "release/rpc/bulk/bulk_worker.h"

#include <string>
#include <utility>

#include "platform/audit/trail.h"
#include "platform/telemetry/log.h"

namespace ttg::release {
namespace {

// Who acts, in whose reach: whoever prepared or runs the job. Everything that follows from it has
// the job as its correlation.
CallContext ContextOf(const BulkChange& job, const ActorId& actor) {
  return {.actor = actor,
          .roles = {Role::kResettlementLead},
          .organisation = job.snapshot().organisation,
          .scope = job.snapshot().reach,
          .purpose = "BULK_CHANGE",
          .correlation_id = job.id().str(),
          .causation_id = job.id().str(),
          .traceparent = {}};
}

Result<void> Audit(store::Session& session, const CallContext& call, Instant now,
                   std::string action, std::string method, const std::vector<PersonId>& people) {
  if (people.empty()) return {};
  audit::Entry entry{.occurred_at = now,
                     .actor = call.actor.str(),
                     .on_behalf_of = {},
                     .organisation = call.organisation.str(),
                     .action = std::move(action),
                     .method = "/ttg.release.v1.BulkChangeService/" + std::move(method),
                     .purpose = call.purpose,
                     .correlation_id = call.correlation_id,
                     .outcome = "OK",
                     .subjects = {}};
  entry.subjects.reserve(people.size());
  for (const PersonId& person : people) entry.subjects.push_back(person.str());
  return audit::Append(session, entry);
}

std::vector<PersonId> PeopleIn(const std::vector<BulkChangeRow>& rows) {
  std::vector<PersonId> people;
  for (const BulkChangeRow& row : rows) {
    const bool next = row.person && (people.empty() || people.back() != *row.person);
    if (next) people.push_back(*row.person);
  }
  return people;
}

// Somebody has stopped the job, or changed a person of the group, meanwhile: an everyday thing.
bool IsOvertaken(const Error& error) { return error.kind == ErrorKind::kStale; }

}  // namespace

BulkWorker::BulkWorker(store::Database& database, const Clock& clock, const BulkUseCases& use_cases,
                       BindStore bind_people, BindBulk bind, std::function<void()> events_appended)
    : database_(database),
      clock_(clock),
      use_cases_(use_cases),
      bind_people_(std::move(bind_people)),
      bind_(std::move(bind)),
      events_appended_(std::move(events_appended)) {}

void BulkWorker::Work() {
  const auto until = std::chrono::steady_clock::now() + kTimeOfACall;
  bool more = true;
  while (more && std::chrono::steady_clock::now() < until) {
    const auto step = Step();
    if (!step && !IsOvertaken(step.error())) {
      telemetry::Log(telemetry::Level::kWarning, "bulk_change.failed",
                     {{"reason", std::string_view(step.error().reason)}});
    }
    more = step.value_or(false);
  }
}

Result<bool> BulkWorker::Step() {
  std::optional<BulkChange> job;
  TTG_RETURN_IF_ERROR(database_.Read([&](store::Session& session) -> Result<void> {
    // Nobody's: what is open is found whoever's it is.
    const CallContext nobody{.actor = *ActorId::Parse("SYSTEM"),
                             .organisation = *OrganisationId::Parse("SYSTEM")};
    TTG_TRY(job, bind_(session, nobody)->FindOpen());
    return {};
  }));
  if (!job) return false;
  if (job->snapshot().state == BulkChangeState::kPreparing) {
    TTG_RETURN_IF_ERROR(Prepare(*job));
  } else {
    TTG_RETURN_IF_ERROR(Run(*job));
  }
  return true;
}

Result<void> BulkWorker::Prepare(const BulkChange& job) {
  const CallContext call = ContextOf(job, job.snapshot().prepared_by);
  BulkDryRun found;
  TTG_RETURN_IF_ERROR(database_.Read([&](store::Session& session) -> Result<void> {
    const auto people = bind_people_(session, call);
    TTG_TRY(found, use_cases_.dry_run(*people, *bind_(session, call), job));
    return {};
  }));
  return database_.WriteAndWait([&](store::Session& session) -> Result<void> {
    TTG_RETURN_IF_ERROR(use_cases_.keep_dry_run(*bind_(session, call), job, found));
    return Audit(session, call, clock_.Now(), "CONSULTATION", "PrepareBulkChange",
                 PeopleIn(found.rows));
  });
}

Result<void> BulkWorker::Run(const BulkChange& job) {
  const CallContext call =
      ContextOf(job, job.snapshot().run_by.value_or(job.snapshot().prepared_by));
  BulkStep step;
  TTG_RETURN_IF_ERROR(database_.WriteAndWait([&](store::Session& session) -> Result<void> {
    const auto people = bind_people_(session, call);
    TTG_TRY(step, use_cases_.apply(*people, *bind_(session, call), call, job));
    return Audit(session, call, clock_.Now(), "ALTERATION", "RunBulkChange", step.people);
  }));
  events_appended_();
  if (!step.no_rows_left || job.snapshot().kind != BulkChangeKind::kCalendar) return {};
  return Sweep(job, call);
}

Result<void> BulkWorker::Sweep(const BulkChange& job, const CallContext& call) {
  CalendarSweep sweep;
  TTG_RETURN_IF_ERROR(database_.Read([&](store::Session& session) -> Result<void> {
    const auto people = bind_people_(session, call);
    TTG_TRY(sweep, use_cases_.sweep(*people, *bind_(session, call), job));
    return {};
  }));
  return database_.WriteAndWait([&](store::Session& session) -> Result<void> {
    const auto people = bind_people_(session, call);
    TTG_TRY(const BulkStep step,
            use_cases_.sweep.Keep(*people, *bind_(session, call), call, job, sweep));
    return Audit(session, call, clock_.Now(), "ALTERATION", "RunBulkChange", step.people);
  });
}

}  // namespace ttg::release
