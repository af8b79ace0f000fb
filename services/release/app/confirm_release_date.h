#pragma once

#include <string>
#include <vector>

#include "release/app/change_person.h"

namespace ttg::release {

// Confirms the release date; it stands as entered (domain A5).
class ConfirmReleaseDate {
 public:
  struct Command {
    PersonTarget target;
    Date release_date;
    // May be empty.
    std::string reason;
  };

  explicit ConfirmReleaseDate(const ChangePerson& change) : change_(change) {}

  Result<Person> operator()(ReleaseStore& store, const CallContext& call,
                            const Command& command) const;

 private:
  const ChangePerson& change_;
};

}  // namespace ttg::release
