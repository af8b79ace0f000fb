#pragma once

#include <functional>
#include <memory>

#include "platform/rpc/runtime.h"
#include "platform/store/session.h"
#include "release/app/dates/ports.h"
#include "release/rpc/people_importer.h"
#include "ttg/release/v1/release_service.grpc.pb.h"

namespace ttg::release {

// Binds what is known about dates to a transaction and a caller.
using BindDates = std::function<std::unique_ptr<DatesStore>(store::Session&, const CallContext&)>;

// The calls of ReleaseService about the history of dates and about urgent tasks.
class DatesCalls {
 public:
  // What it is given outlives it.
  DatesCalls(rpc::Runtime& runtime, const Clock& clock, BindStore bind_people, BindDates bind);

  grpc::ServerUnaryReactor* ListDateChanges(grpc::CallbackServerContext* context,
                                            const v1::ListDateChangesRequest* request,
                                            v1::ListDateChangesResponse* response) const;
  grpc::ServerUnaryReactor* ListUrgentTasks(grpc::CallbackServerContext* context,
                                            const v1::ListUrgentTasksRequest* request,
                                            v1::ListUrgentTasksResponse* response) const;

 private:
  rpc::Runtime& runtime_;
  const Clock& clock_;
  const BindStore bind_people_;
  const BindDates bind_;
};

}  // namespace ttg::release
