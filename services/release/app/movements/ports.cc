#include "release/app/movements/ports.h"

namespace ttg::release {

Error MovementNotFound() {
  return NotFound("MOVEMENT_NOT_FOUND", "no such movement is in your prisons or areas");
}

Error MovementChanged() {
  return Stale("MOVEMENT_CHANGED",
               "the movement has changed since you read it: read it again and decide again");
}

}  // namespace ttg::release
