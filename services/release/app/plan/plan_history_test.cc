// What must never happen, whatever is asked of a plan in whatever order.
#include <algorithm>
#include <ostream>
#include <set>

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include "platform/testing/fixed_clock.h"
#include "platform/testing/sequential_ids.h"
#include "release/app/plan/plan_use_cases.h"
#include "release/testing/builders.h"
#include "release/testing/fake_release_store.h"
#include "release/testing/plan/builders.h"
#include "release/testing/plan/fake_plan_store.h"

namespace ttg::release {
namespace {

using testing::APerson;
using testing::APersonId;
using testing::kMonday;
using testing::Text;

// A command: a verb, and numbers that choose what it is about.
struct Step {
  int verb = 0;
  int what = 0;
  int how = 0;
};

// How a step is shown where a history fails.
void showValue(const Step& step, std::ostream& out) {  // NOLINT(readability-identifier-naming)
  out << step.verb << '/' << step.what << '/' << step.how;
}

class History {
 public:
  History() { people_.people.emplace(APersonId().str(), APerson().snapshot()); }

  // Whether it went through.
  bool Do(const Step& step) {
    call_.actor = *ActorId::Parse(step.how % 2 == 0 ? "TESTER" : "LEAD");
    const testing::FakePlans before = plans_;
    const bool done = Command(step);
    if (done) {
      RC_ASSERT(Now().version == (before.plans.empty() ? 0 : Before(before).version) + 1);
    } else {
      RC_ASSERT(plans_.plans == before.plans);
    }
    Remember();
    return done;
  }

  void Check() const {
    const Plan::Snapshot plan = Now();
    std::set<ActionId> actions;
    for (const Need& need : plan.needs) {
      CheckNeed(need, plan);
      for (const Action& action : need.actions) {
        // An action has exactly one owner, and belongs to exactly one need.
        RC_ASSERT(actions.insert(action.id).second);
        RC_ASSERT(!action.owner.str().empty());
        RC_ASSERT(action.ended_on.has_value() == (action.state != ActionState::kOpen));
      }
    }
    RC_ASSERT(actions.size() == planned_);
    CheckReports(plan);
  }

  bool HasClosedANeed() const {
    return std::ranges::any_of(Now().needs,
                               [](const Need& need) { return need.state == NeedState::kClosed; });
  }

 private:
  static const Plan::Snapshot& Before(const testing::FakePlans& plans) {
    return plans.plans.at(APersonId());
  }
  Plan::Snapshot Now() const {
    return plans_.plans.empty() ? Plan(APersonId()).snapshot() : Before(plans_);
  }

  // Every closed need has an outcome and a review, and was acted on unless it was declined.
  static void CheckNeed(const Need& need, const Plan::Snapshot& plan) {
    const bool has_open = std::ranges::any_of(
        need.actions, [](const Action& action) { return action.state == ActionState::kOpen; });
    RC_ASSERT(need.outcome.has_value() == (need.state != NeedState::kOpen));
    if (need.state == NeedState::kOpen) {
      const PathwayStatus status = plan.pathways[IndexOf(need.pathway)].status;
      RC_ASSERT(status != PathwayStatus::kDone);
      RC_ASSERT(status != PathwayStatus::kSupportNotRequired);
      return;
    }
    RC_ASSERT(!has_open);
    if (need.actions.empty()) RC_ASSERT(need.outcome->outcome == NeedOutcome::kDeclined);
    if (need.state != NeedState::kClosed) return;
    RC_ASSERT(!need.reviews.empty());
    RC_ASSERT(need.reviews.back().closed);
    RC_ASSERT(need.reviews.back().outcome == *need.outcome);
  }

  // Versions are contiguous, only the newest is under way, nobody reviews their own, and what was
  // submitted stays as it was.
  void CheckReports(const Plan::Snapshot& plan) const {
    std::map<ReportKind, int> versions;
    for (const auto& [id, entry] : plans_.reports) {
      const auto& [report, copy] = entry.second;
      RC_ASSERT(report.version == ++versions[report.kind]);
      const bool newest = plan.reports.at(report.kind).id == id;
      const bool ended =
          report.state == ReportState::kReviewed || report.state == ReportState::kReturned;
      RC_ASSERT((newest || ended));
      RC_ASSERT(copy.has_value() == (report.state != ReportState::kDraft));
      if (copy) RC_ASSERT(*copy == submitted_.at(id));
      if (ended) RC_ASSERT(report.submitted_by != report.reviewed_by);
    }
  }

  void Remember() {
    for (const auto& [id, entry] : plans_.reports) {
      if (entry.second.copy) submitted_.try_emplace(id, *entry.second.copy);
    }
  }

  PlanTarget Target() const { return {APersonId(), Now().version}; }
  static Pathway PathwayOf(int number) { return static_cast<Pathway>(number % 7); }

  bool Command(const Step& step) {
    const Plan::Snapshot plan = Now();
    if (step.verb < 4) return PathwayCommand(step);
    if (step.verb < 7) return ReportCommand(step);
    if (plan.needs.empty()) return false;
    const auto what = static_cast<std::size_t>(step.what);
    return NeedCommand(step, plan.needs[what % std::min<std::size_t>(plan.needs.size(), 3)]);
  }

  bool PathwayCommand(const Step& step) {
    switch (step.verb) {
      case 0:
        return use_.record_need(stores_, call_, {Target(), PathwayOf(step.what), Text("x")})
            .has_value();
      case 1:
        clock_.Advance(absl::Hours(24 * (step.what % 3)));
        return false;
      default:
        return use_
            .assess_pathway(stores_, call_,
                            {Target(), PathwayOf(step.what),
                             static_cast<PathwayStatus>(step.how % 6), Text("why")})
            .has_value();
    }
  }

  bool ReportCommand(const Step& step) {
    const auto kind = static_cast<ReportKind>(step.what % 2);
    switch (step.verb) {
      case 4:
        return use_.start_report(stores_, call_, {Target(), kind}).has_value();
      case 5:
        return use_.submit_report(stores_, call_, {Target(), kind}).has_value();
      default:
        return use_.review_report(stores_, call_, {Target(), kind, step.how % 3 != 0, Text("n")})
            .has_value();
    }
  }

  bool NeedCommand(const Step& step, const Need& need) {
    switch (step.verb) {
      case 7:
      case 8: {
        const bool done =
            use_.plan_action(stores_, call_,
                             {Target(), need.id, Text("x"), call_.actor, kMonday + step.how})
                .has_value();
        planned_ += done ? 1 : 0;
        return done;
      }
      case 9:
        return use_
            .record_need_outcome(
                stores_, call_,
                {Target(), need.id, static_cast<NeedOutcome>(step.how % 4), Text("")})
            .has_value();
      case 10:
        return use_
            .review_need(stores_, call_, {Target(), need.id, step.how % 3 != 0, Text("seen")})
            .has_value();
      default:
        if (need.actions.empty()) return false;
        return ActionCommand(step, need.actions.back().id);
    }
  }

  bool ActionCommand(const Step& step, const ActionId& action) {
    if (step.verb == 11) {
      return use_.complete_action(stores_, call_, {Target(), action, clock_.Today(), Text("done")})
          .has_value();
    }
    if (step.how % 2 == 0) {
      return use_.cancel_action(stores_, call_, {Target(), action, Text("no")}).has_value();
    }
    return use_.reassign_action(stores_, call_, {Target(), action, call_.actor, kMonday + step.how})
        .has_value();
  }

  ttg::testing::FixedClock clock_{kMonday};
  ttg::testing::SequentialIds ids_;
  PlanUseCases use_{clock_, ids_};
  testing::FakeReleases people_;
  testing::FakePlans plans_;
  CallContext call_ = testing::AWorkersCall();
  testing::FakeReleaseStore people_store_{people_, call_};
  testing::FakePlanStore plan_store_{plans_};
  PlanStores stores_{people_store_, plan_store_};
  std::size_t planned_ = 0;
  std::map<ReportId, PlanCopy> submitted_;
};

// Those that take a need onwards more often than the others, so that many reach their review.
rc::Gen<Step> AnyStep() {
  static const std::vector<int> kVerbs = {0, 1, 2,  3,  4,  5,  6,  7,  7,  8,  8,
                                          9, 9, 10, 10, 10, 10, 11, 11, 11, 11, 12};
  return rc::gen::build<Step>(rc::gen::set(&Step::verb, rc::gen::elementOf(kVerbs)),
                              rc::gen::set(&Step::what, rc::gen::inRange(0, 30)),
                              rc::gen::set(&Step::how, rc::gen::inRange(0, 60)));
}

// Every need and report traceable, every action owned (domain A10).
TEST(PlanHistory, NeverLosesTheTrace) {
  EXPECT_TRUE(rc::check([] {
    History history;
    for (const Step& step : *rc::gen::container<std::vector<Step>>(120, AnyStep())) {
      history.Do(step);
      history.Check();
    }
    RC_CLASSIFY(history.HasClosedANeed(), "closed a need");
  }));
}

// The same from a plan that can be submitted at once.
TEST(PlanHistory, NeverChangesWhatWasSubmitted) {
  EXPECT_TRUE(rc::check([] {
    History history;
    for (int pathway = 0; pathway < 7; ++pathway) history.Do({2, pathway, 3});
    for (int kind = 0; kind < 2; ++kind) history.Do({4, kind, 0});
    for (int kind = 0; kind < 2; ++kind) RC_ASSERT(history.Do({5, kind, 0}));
    for (const Step& step : *rc::gen::container<std::vector<Step>>(80, AnyStep())) {
      history.Do(step);
      history.Check();
    }
  }));
}

}  // namespace
}  // namespace ttg::release
