#include "release/app/consent/record_legal_basis.h"

namespace ttg::release {

Result<Consent> RecordLegalBasis::operator()(ReleaseStore& people, ConsentStore& store,
                                             const CallContext& call,
                                             const Command& command) const {
  return change_(people, store, call, command.target,
                 [&](Consent& consent, PersonState whose, const Act& act) {
                   return command.code
                              ? consent.RecordLegalBasis(*command.code, command.reason, whose, act)
                              : consent.EndLegalBasis(command.reason, whose, act);
                 });
}

}  // namespace ttg::release
