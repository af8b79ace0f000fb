#include "release/app/plan/plan_action.h"

#include <utility>

namespace ttg::release {

Result<PlanAction::Planned> PlanAction::operator()(const PlanStores& stores,
                                                   const CallContext& call,
                                                   const Command& command) const {
  TTG_TRY(const ActionId id, ActionId::Parse(ids_.NewId()));
  TTG_TRY(Plan plan,
          change_(stores, call, command.target, [&](Plan& one, const Person&, const Act& act) {
            return one.PlanAction(command.need, id, command.description, command.owner,
                                  command.due_on, act);
          }));
  return Planned{std::move(plan), id};
}

}  // namespace ttg::release
