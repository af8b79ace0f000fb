#pragma once

#include "platform/rpc/service_host.h"

namespace ttg::accommodation {

// The accommodation service: what it brings to a host.
rpc::ServiceDefinition Definition();

}  // namespace ttg::accommodation
