#include "release/app/movements/correct_movement.h"

#include <utility>

namespace ttg::release {

Result<RecordedMovement> CorrectMovement::operator()(const MovementStores& stores,
                                                     const CallContext& call,
                                                     const Command& command) const {
  TTG_TRY(RecordedMovement found, FindMovement(stores, command.target));
  TTG_TRY(Changes changes, TakeBack(stores, call, found, command.what.reason, record_.ActOf(call),
                                    *record_.calendar()));
  Happening what = command.what;
  what.corrects = found.movement.id;
  return record_.Apply(stores, call, std::move(found.person), what, std::move(changes));
}

}  // namespace ttg::release
