#include "release/app/ownership/ports.h"

namespace ttg::release {

Error HandoverNotFound() {
  return NotFound("HANDOVER_NOT_FOUND", "no handover with that id is in your prisons or areas");
}
Error HandoverChanged() {
  return Stale("HANDOVER_CHANGED",
               "the handover has changed since you read it: read it again and decide again");
}
Error WorkerNotFound() {
  return NotFound("WORKER_NOT_FOUND", "nobody is registered as a worker under that id");
}
Error WorkerChanged() {
  return Stale("WORKER_CHANGED",
               "the worker has changed since you read it: read it again and decide again");
}
Error WorkerExists() {
  return Duplicate("WORKER_EXISTS", "somebody is registered under that id already");
}
Error ClosureNotFound() {
  return NotFound("CLOSURE_NOT_FOUND", "no closure of a prison has this id");
}

}  // namespace ttg::release
