#include "release/app/identity/dismiss_suspected_duplicate.h"

#include <utility>

namespace ttg::release {

Result<SuspectedPair> DismissSuspectedDuplicate::operator()(ReleaseStore& store,
                                                            const CallContext& call,
                                                            const Command& command) const {
  TTG_TRY(SuspectedPair pair, store.FindSuspected(command.duplicate));
  if (pair.duplicate.snapshot().version != command.expected_version) return DuplicateChanged();
  const Act act{call.actor, clock_.Now(), clock_.Today()};
  TTG_RETURN_IF_ERROR(pair.duplicate.Dismiss(command.reason, act));
  TTG_TRY(pair.duplicate, store.SaveSuspected(std::move(pair.duplicate)));
  return pair;
}

}  // namespace ttg::release
