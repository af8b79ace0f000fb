#pragma once

#include <string>
#include <vector>

#include "release/app/change_person.h"

namespace ttg::release {

// A governor approves the extra day that was asked for (domain A6).
class ApproveExtraDay {
 public:
  struct Command {
    PersonTarget target;
  };

  explicit ApproveExtraDay(const ChangePerson& change) : change_(change) {}

  Result<Person> operator()(ReleaseStore& store, const CallContext& call,
                            const Command& command) const;

 private:
  const ChangePerson& change_;
};

}  // namespace ttg::release
