#pragma once

#include <optional>
#include <string>

#include "release/app/change_person.h"

namespace ttg::release {

// Records the next court date, or that there is none any more (domain A9).
class SetCourtDate {
 public:
  struct Command {
    PersonTarget target;
    std::optional<Date> court_date;
  };

  explicit SetCourtDate(const ChangePerson& change) : change_(change) {}

  Result<Person> operator()(ReleaseStore& store, const CallContext& call,
                            const Command& command) const;

 private:
  const ChangePerson& change_;
};

}  // namespace ttg::release
