#include "release/app/consent/record_consent.h"

namespace ttg::release {

Result<Consent> RecordConsent::operator()(ReleaseStore& people, ConsentStore& store,
                                          const CallContext& call, const Command& command) const {
  return change_(people, store, call, command.target,
                 [&](Consent& consent, PersonState whose, const Act& act) {
                   return consent.Record(command.statement, whose, act);
                 });
}

}  // namespace ttg::release
