#include "release/app/merges/ports.h"

namespace ttg::release {

Error MergeNotFound() {
  return NotFound("MERGE_NOT_FOUND", "there is no such merge in your reach");
}

Error MergeChanged() {
  return Stale("MERGE_CHANGED", "the merge has changed since you read it: read it again");
}

}  // namespace ttg::release
