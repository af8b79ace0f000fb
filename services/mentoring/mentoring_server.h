#pragma once

#include "platform/rpc/service_host.h"

namespace ttg::mentoring {

// The mentoring service, whole: what main runs and what tests start in their own process.
rpc::ServiceDefinition MentoringDefinition();

}  // namespace ttg::mentoring
