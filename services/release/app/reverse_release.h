#pragma once

#include <string>
#include <vector>

#include "release/app/change_person.h"

namespace ttg::release {

// Takes back a release that was recorded by mistake: within 45 minutes by whoever may record one,
// later by a lead with a reason (domain A8).
class ReverseRelease {
 public:
  struct Command {
    PersonTarget target;
    std::string reason;
  };

  explicit ReverseRelease(const ChangePerson& change) : change_(change) {}

  Result<Person> operator()(ReleaseStore& store, const CallContext& call,
                            const Command& command) const;

 private:
  const ChangePerson& change_;
};

}  // namespace ttg::release
