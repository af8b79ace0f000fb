#pragma once

#include <string>
#include <vector>

#include "release/app/change_person.h"

namespace ttg::release {

// Ends a hold.
class LiftHold {
 public:
  struct Command {
    PersonTarget target;
    HoldKind kind = HoldKind::kRemand;
    std::string reason;
  };

  explicit LiftHold(const ChangePerson& change) : change_(change) {}

  Result<Person> operator()(ReleaseStore& store, const CallContext& call,
                            const Command& command) const;

 private:
  const ChangePerson& change_;
};

}  // namespace ttg::release
