#pragma once

#include <string>
#include <vector>

#include "release/app/change_person.h"

namespace ttg::release {

// Records why somebody is held past the release day (domain A5).
class RecordHold {
 public:
  struct Command {
    PersonTarget target;
    HoldKind kind = HoldKind::kRemand;
    std::string authority;
    Date held_on;
  };

  explicit RecordHold(const ChangePerson& change) : change_(change) {}

  Result<Person> operator()(ReleaseStore& store, const CallContext& call,
                            const Command& command) const;

 private:
  const ChangePerson& change_;
};

}  // namespace ttg::release
