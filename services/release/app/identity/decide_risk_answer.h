#pragma once

#include <string>

#include "release/app/change_person.h"

namespace ttg::release {

// Answers a question about risk by a named decision; the only way from yes to no (domain A13).
class DecideRiskAnswer {
 public:
  struct Command {
    PersonTarget target;
    RiskQuestion question = RiskQuestion::kArsonRisk;
    Answer answer = Answer::kYes;
    std::string reason;
  };

  explicit DecideRiskAnswer(const ChangePerson& change) : change_(change) {}

  Result<Person> operator()(ReleaseStore& store, const CallContext& call,
                            const Command& command) const;

 private:
  const ChangePerson& change_;
};

}  // namespace ttg::release
