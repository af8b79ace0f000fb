#include "accommodation/app/record_person_agreement.h"

#include "accommodation/app/visibility.h"

namespace ttg::accommodation {

Result<Placement> RecordPersonAgreement::operator()(AccommodationStore& store,
                                                    const CallContext& call,
                                                    const Command& command) const {
  TTG_TRY(auto placement, LoadForChange(store, call, command.placement, command.version));
  const Date today = around_.clock.Today();
  TTG_RETURN_IF_ERROR(command.declined_because
                          ? placement.DeclineByPerson(*command.declined_because, today)
                          : placement.Agree(today));
  TTG_RETURN_IF_ERROR(store.Save(placement));
  return placement;
}

}  // namespace ttg::accommodation
