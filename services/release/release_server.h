#pragma once

#include "platform/rpc/service_host.h"

namespace ttg::release {

// The release service: what it needs from its host and how it is put together.
rpc::ServiceDefinition Definition();

}  // namespace ttg::release
