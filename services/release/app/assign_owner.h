#pragma once

#include <string>
#include <vector>

#include "release/app/change_person.h"

namespace ttg::release {

// Gives the case to a worker (domain A11). Somebody who is not registered may own cases, because
// the files of the field name owners before anybody has entered them as workers.
// Errors: Precondition / OWNER_HAS_LEFT, and those of Person::AssignOwner.
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
