#include "release/testing/plan/builders.h"

#include <cstdlib>

#include "platform/testing/sequential_ids.h"
#include "release/testing/builders.h"

namespace ttg::release::testing {
namespace {

template <typename AnyId>
AnyId Nth(int n, std::uint16_t series) {
  return *AnyId::Parse(ttg::testing::SequentialIds::Nth(static_cast<std::uint64_t>(n), series));
}

// A test whose plan cannot be made is a broken test.
void Must(const Result<PlanChanges>& changes) {
  if (!changes) std::abort();
}

}  // namespace

CallContext AWorkersCall() {
  return {.actor = *ActorId::Parse("TESTER"),
          .roles = {Role::kResettlementWorker},
          .organisation = *OrganisationId::Parse("HMPPS"),
          .scope = {.organisations = {.all = true, .some = {}},
                    .prisons = {.all = true, .some = {}},
                    .delivery_units = {.all = true, .some = {}}},
          .purpose = "TEST"};
}

NeedId ANeedId(int n) { return Nth<NeedId>(n, 0x10); }
ActionId AnActionId(int n) { return Nth<ActionId>(n, 0x11); }
ReportId AReportId(int n) { return Nth<ReportId>(n, 0x12); }

Sensitive<std::string> Text(std::string text) { return Sensitive(std::move(text)); }

Plan APlan() {
  const Act act = ActAt(kMonday);
  Plan plan(APersonId());
  Must(plan.RecordNeed(ANeedId(), Pathway::kAccommodation, Text("nowhere to go"), act));
  Must(plan.PlanAction(ANeedId(), AnActionId(), Text("apply to the council"),
                       *ActorId::Parse("WORKER"), kMonday + 28, act));
  Plan::Snapshot snapshot = plan.snapshot();
  snapshot.version = 1;
  return Plan::Restore(std::move(snapshot));
}

void AssessTheRest(Plan& plan) {
  for (std::size_t i = 0; i < kPathways; ++i) {
    if (plan.snapshot().pathways[i].assessed_on) continue;
    Must(plan.AssessPathway(static_cast<Pathway>(i), PathwayStatus::kSupportNotRequired,
                            Text("none asked for"), ActAt(kMonday)));
  }
}

}  // namespace ttg::release::testing
