#include "mentoring/events/conflict_resolver.h"

#include <utility>
#include <vector>

#include "mentoring/app/resolve_conflicts.h"

namespace ttg::mentoring {

CallContext OwnContext() {
  return {.actor = ActorId::Parse("mentoring").value(),
          .roles = {Role::kSystem},
          .organisation = OrganisationId::Parse("SYSTEM").value(),
          .scope = {.organisations = {.all = true, .some = {}},
                    .prisons = {.all = true, .some = {}},
                    .delivery_units = {.all = true, .some = {}}},
          .purpose = "MATCH_CHECK",
          .correlation_id = {},
          .causation_id = {},
          .traceparent = {}};
}

ConflictResolver::ConflictResolver(store::Database& database, BindStore bind,
                                   ReleaseDirectory& directory)
    : database_(database), bind_(std::move(bind)), directory_(directory) {}

Result<void> ConflictResolver::Run() const {
  const CallContext call = OwnContext();
  std::vector<OpenConflict> open;
  TTG_RETURN_IF_ERROR(database_.Read([&](store::Session& session) -> Result<void> {
    TTG_TRY(open, bind_(session, call)->OpenConflicts());
    return {};
  }));
  if (open.empty()) return {};
  ResolveConflicts::Command command;
  for (const OpenConflict& conflict : open) {
    command.mentors.insert(conflict.mentor);
    command.asked.insert(conflict.number.Reveal());
  }
  TTG_TRY(command.known, directory_.WhoHas(command.asked));
  return database_.WriteAndWait(
      [&](store::Session& session) { return ResolveConflicts()(*bind_(session, call), command); });
}

}  // namespace ttg::mentoring
