#include "release/app/bulk/ports.h"

namespace ttg::release {

Error BulkChangeNotFound() {
  return NotFound("BULK_CHANGE_NOT_FOUND", "no bulk change with this id is in reach");
}

Error BulkChangeChanged() {
  return Stale("BULK_CHANGE_CHANGED", "the bulk change has changed: read it again");
}

}  // namespace ttg::release
