#include "release/app/prison_events/ports.h"

namespace ttg::release {

Error PrisonEventNotFound() {
  return NotFound("PRISON_EVENT_NOT_FOUND", "there is no such event in your reach");
}

Error PrisonEventChanged() {
  return Stale("PRISON_EVENT_CHANGED", "the event has changed since you read it: read it again");
}

}  // namespace ttg::release
