#include "release/app/identity/decide_risk_answer.h"

namespace ttg::release {

Result<Person> DecideRiskAnswer::operator()(ReleaseStore& store, const CallContext& call,
                                            const Command& command) const {
  return change_(
      store, call, command.target, [&](Person& person, const Act& act, const WorkingDays&) {
        return person.DecideRiskAnswer(command.question, command.answer, command.reason, act);
      });
}

}  // namespace ttg::release
