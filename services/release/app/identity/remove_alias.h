#pragma once

#include "release/app/change_person.h"

namespace ttg::release {

// Takes an alias away that was recorded by mistake (domain A12).
class RemoveAlias {
 public:
  struct Command {
    PersonTarget target;
    AliasId alias;
  };

  explicit RemoveAlias(const ChangePerson& change) : change_(change) {}

  Result<Person> operator()(ReleaseStore& store, const CallContext& call,
                            const Command& command) const;

 private:
  const ChangePerson& change_;
};

}  // namespace ttg::release
