#include "release/app/change_delivery_unit.h"

namespace ttg::release {

Result<Person> ChangeDeliveryUnit::operator()(ReleaseStore& store, const CallContext& call,
                                              const Command& command) const {
  if (!reference_.delivery_units.contains(command.delivery_unit.str())) {
    return InvalidField("delivery_unit", "DELIVERY_UNIT_UNKNOWN",
                        "there is no delivery unit with this code");
  }
  return change_(store, call, command.target,
                 [&](Person& person, const Act& act, const WorkingDays&) {
                   return person.ChangeDeliveryUnit(command.delivery_unit, act);
                 });
}

}  // namespace ttg::release
