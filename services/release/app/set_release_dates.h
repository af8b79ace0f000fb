#pragma once

#include <string>
#include <vector>

#include "release/app/change_person.h"

namespace ttg::release {

// Enters or removes dates of the sentence (domain A1, A7).
class SetReleaseDates {
 public:
  struct Command {
    PersonTarget target;
    std::vector<DateEntry> dates;
    std::string reason;
  };

  explicit SetReleaseDates(const ChangePerson& change) : change_(change) {}

  Result<Person> operator()(ReleaseStore& store, const CallContext& call,
                            const Command& command) const;

 private:
  const ChangePerson& change_;
};

}  // namespace ttg::release
