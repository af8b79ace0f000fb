#pragma once

#include <string>
#include <vector>

#include "release/app/change_person.h"

namespace ttg::release {

// Asks for one further eligible working day (domain A6).
class RequestExtraDay {
 public:
  struct Command {
    PersonTarget target;
    std::string reason;
  };

  explicit RequestExtraDay(const ChangePerson& change) : change_(change) {}

  Result<Person> operator()(ReleaseStore& store, const CallContext& call,
                            const Command& command) const;

 private:
  const ChangePerson& change_;
};

}  // namespace ttg::release
