#pragma once

#include "platform/rpc/service_host.h"

namespace ttg::employment {

// The employment service, whole: what main runs and what tests start in their own process.
rpc::ServiceDefinition EmploymentDefinition();

}  // namespace ttg::employment
