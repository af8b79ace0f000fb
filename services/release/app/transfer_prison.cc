#include "release/app/transfer_prison.h"

namespace ttg::release {

Result<Person> TransferPrison::operator()(const MovementStores& stores, const CallContext& call,
                                          const Command& command) const {
  if (!record_.KnowsPrison(command.prison)) {
    return InvalidField("prison_id", "PRISON_UNKNOWN", "there is no prison with this code");
  }
  const Happening what{MovementKind::kTransferred, record_.ActOf(call).at, command.prison};
  TTG_TRY(auto recorded, record_(stores, call, {command.target, what}));
  return std::move(recorded.person);
}

}  // namespace ttg::release
