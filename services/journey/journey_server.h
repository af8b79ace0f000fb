#pragma once

#include "platform/rpc/service_host.h"

namespace ttg::journey {

// The journey service: what it needs from its host and how it is put together.
rpc::ServiceDefinition Definition();

}  // namespace ttg::journey
