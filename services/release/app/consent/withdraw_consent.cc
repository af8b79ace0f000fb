#include "release/app/consent/withdraw_consent.h"

namespace ttg::release {

Result<Consent> WithdrawConsent::operator()(ReleaseStore& people, ConsentStore& store,
                                            const CallContext& call, const Command& command) const {
  return change_(people, store, call, command.target,
                 [&](Consent& consent, PersonState whose, const Act& act) {
                   return consent.Withdraw(command.decided_on, whose, act);
                 });
}

}  // namespace ttg::release
