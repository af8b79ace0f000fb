#pragma once

#include <string>
#include <vector>

#include "release/app/change_person.h"
#include "release/domain/reference_data.h"

namespace ttg::release {

// Changes who supervises the person. Errors: Invalid / DELIVERY_UNIT_UNKNOWN.
class ChangeDeliveryUnit {
 public:
  struct Command {
    PersonTarget target;
    DeliveryUnit delivery_unit;
  };

  ChangeDeliveryUnit(const ChangePerson& change, const ReferenceData& reference)
      : change_(change), reference_(reference) {}

  Result<Person> operator()(ReleaseStore& store, const CallContext& call,
                            const Command& command) const;

 private:
  const ChangePerson& change_;
  const ReferenceData& reference_;
};

}  // namespace ttg::release
