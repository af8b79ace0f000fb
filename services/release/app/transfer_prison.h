#pragma once

#include <string>
#include <vector>

#include "release/app/change_person.h"
#include "release/domain/reference_data.h"

namespace ttg::release {

// Records a move to another prison. Errors: Invalid / PRISON_UNKNOWN.
class TransferPrison {
 public:
  struct Command {
    PersonTarget target;
    PrisonId prison;
  };

  TransferPrison(const ChangePerson& change, const ReferenceData& reference)
      : change_(change), reference_(reference) {}

  Result<Person> operator()(ReleaseStore& store, const CallContext& call,
                            const Command& command) const;

 private:
  const ChangePerson& change_;
  const ReferenceData& reference_;
};

}  // namespace ttg::release
