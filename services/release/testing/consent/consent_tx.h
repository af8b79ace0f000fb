#pragma once

#include <memory>

#include "release/app/consent/ports.h"
#include "release/app/ports.h"

namespace ttg::release::testing {

// The stores that a command on consent needs, bound to one transaction.
struct ConsentTx {
  std::unique_ptr<ReleaseStore> people;
  std::unique_ptr<ConsentStore> consents;
};

}  // namespace ttg::release::testing
