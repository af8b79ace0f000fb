#include "accommodation/app/cancel_placement.h"

#include "accommodation/app/visibility.h"

namespace ttg::accommodation {

Result<Placement> CancelPlacement::operator()(AccommodationStore& store, const CallContext& call,
                                              const Command& command) const {
  TTG_TRY(auto placement, LoadForChange(store, call, command.placement, command.version));
  TTG_RETURN_IF_ERROR(placement.Cancel(command.reason));
  TTG_RETURN_IF_ERROR(store.Save(placement));
  return placement;
}

}  // namespace ttg::accommodation
