#include "mentoring/app/resume_match.h"

#include "mentoring/app/block_check.h"

namespace ttg::mentoring {

Result<Match> ResumeMatch::operator()(MentoringStore& store, const CallContext& call,
                                      const Command& command) const {
  TTG_TRY(auto locked, LockMatch(store, call, command.match, command.version));
  TTG_TRY(const auto events, locked.match.Resume(GateDate(locked.person), locked.blocks));
  TTG_RETURN_IF_ERROR(Store(store, locked.match, events));
  return std::move(locked.match);
}

}  // namespace ttg::mentoring
