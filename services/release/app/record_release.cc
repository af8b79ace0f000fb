#include "release/app/record_release.h"

#include "release/domain/movements/london_day.h"

namespace ttg::release {

Result<Person> RecordRelease::operator()(const MovementStores& stores, const CallContext& call,
                                         const Command& command) const {
  const Act act = record_.ActOf(call);
  const Instant released_at = SameTimeOn(command.released_on, act.at);
  TTG_TRY(auto recorded,
          record_(stores, call, {command.target, {MovementKind::kReleased, released_at}}));
  return std::move(recorded.person);
}

}  // namespace ttg::release
