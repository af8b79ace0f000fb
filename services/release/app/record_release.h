#pragma once

#include <string>
#include <vector>

#include "release/app/change_person.h"

namespace ttg::release {

// Records that the person has left prison (domain A8).
class RecordRelease {
 public:
  struct Command {
    PersonTarget target;
    Date released_on;
  };

  explicit RecordRelease(const ChangePerson& change) : change_(change) {}

  Result<Person> operator()(ReleaseStore& store, const CallContext& call,
                            const Command& command) const;

 private:
  const ChangePerson& change_;
};

}  // namespace ttg::release
