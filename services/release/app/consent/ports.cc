#include "release/app/consent/ports.h"

namespace ttg::release {

Error ConsentNotFound() {
  return NotFound("CONSENT_NOT_FOUND", "there is no consent with that id in your reach");
}

Error ConsentHasChanged() {
  return Stale("CONSENT_CHANGED",
               "the consent has changed since you read it: read it again and decide again");
}

}  // namespace ttg::release
