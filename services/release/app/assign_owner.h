#pragma once

#include <string>
#include <vector>

#include "release/app/change_person.h"

namespace ttg::release {

// Gives the case to a worker (domain A11).
class AssignOwner {
 public:
  struct Command {
    PersonTarget target;
    ActorId owner;
  };

  explicit AssignOwner(const ChangePerson& change) : change_(change) {}

  Result<Person> operator()(ReleaseStore& store, const CallContext& call,
                            const Command& command) const;

 private:
  const ChangePerson& change_;
};

}  // namespace ttg::release
