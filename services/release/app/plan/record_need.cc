#include "release/app/plan/record_need.h"

#include <utility>

namespace ttg::release {

Result<RecordNeed::Recorded> RecordNeed::operator()(const PlanStores& stores,
                                                    const CallContext& call,
                                                    const Command& command) const {
  TTG_TRY(const NeedId id, NeedId::Parse(ids_.NewId()));
  TTG_TRY(Plan plan,
          change_(stores, call, command.target, [&](Plan& one, const Person&, const Act& act) {
            return one.RecordNeed(id, command.pathway, command.description, act);
          }));
  return Recorded{std::move(plan), id};
}

}  // namespace ttg::release
