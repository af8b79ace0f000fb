#pragma once

#include <functional>
#include <memory>

#include "kernel/call_context.h"
#include "platform/store/session.h"
#include "release/app/movements/ports.h"

namespace ttg::release {

using BindMovements =
    std::function<std::unique_ptr<MovementStore>(store::Session&, const CallContext&)>;

}  // namespace ttg::release
