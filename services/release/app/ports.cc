#include "release/app/ports.h"

namespace ttg::release {

Error PersonNotFound() {
  return NotFound("PERSON_NOT_FOUND", "nobody with that id is in your prisons or areas");
}

Error PersonChanged() {
  return Stale("PERSON_CHANGED",
               "the person has changed since you read it: read it again and decide again");
}

Error DuplicateNotFound() {
  return NotFound("DUPLICATE_NOT_FOUND",
                  "there is no suspected duplicate with that id in your prisons or areas");
}

Error DuplicateChanged() {
  return Stale("DUPLICATE_CHANGED",
               "the suspected duplicate has changed since you read it: read it again and decide "
               "again");
}

}  // namespace ttg::release
