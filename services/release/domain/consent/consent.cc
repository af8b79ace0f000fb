#include "release/domain/consent/consent.h"

#include <utility>

namespace ttg::release {
namespace {

Error DateInFuture() {
  return InvalidField("decided_on", "DATE_IN_FUTURE", "what has not been said yet cannot be kept");
}
Error ReasonMissing() {
  return InvalidField("reason", "REASON_MISSING", "say why in the field reason");
}
Error PersonDied() {
  return Precondition("PERSON_DIED", "the person has died: there is nothing more to be asked");
}
Error MergedAway() {
  return Precondition("PERSON_MERGED",
                      "this number has been merged: what the person says is recorded under the "
                      "number that stands");
}
Error NewerDecisionStands() {
  return Precondition("NEWER_DECISION_STANDS",
                      "the person has said something on a later day already, and that stands");
}
Error ConsentNotGiven() {
  return Precondition("CONSENT_NOT_GIVEN", "no consent is given that could be taken back");
}
Error ConsentIsGiven() {
  return Precondition("CONSENT_IS_GIVEN", "consent is given: no legal basis is needed");
}
Error NoLegalBasis() { return Precondition("NO_LEGAL_BASIS", "no legal basis stands"); }

constexpr const char* kNoLongerNeeded = "consent was given";

}  // namespace

Consent Consent::Unasked(ConsentId id, PersonId person, ConsentPurpose purpose) {
  return Consent({.id = std::move(id), .person = std::move(person), .purpose = purpose});
}

bool Consent::IsGiven() const {
  return data_.decision && data_.decision->state == ConsentState::kGiven;
}

bool Consent::Allowed() const { return IsGiven() || data_.legal_basis.has_value(); }

bool Consent::SaidLaterThan(Date day) const {
  return data_.decision && data_.decision->decided_on > day;
}

ConsentLine Consent::LineBy(const Act& act) const {
  ConsentLine line{.purpose = data_.purpose, .recorded_by = act.by, .recorded_at = act.at};
  if (!data_.decision) return line;
  line.state = data_.decision->state;
  line.decided_on = data_.decision->decided_on;
  line.scope = data_.decision->scope;
  return line;
}

void Consent::EndBasis(Sensitive<std::string> reason, const Act& act, ConsentChanges& changes) {
  ConsentLine line = LineBy(act);
  line.basis = data_.legal_basis->code;
  line.basis_ended = true;
  line.reason = std::move(reason);
  data_.legal_basis.reset();
  changes.history.push_back(std::move(line));
}

ConsentChanges Consent::Announced(ConsentChanges changes) const {
  const auto state = data_.decision ? std::optional(data_.decision->state) : std::nullopt;
  changes.events.emplace_back(
      ConsentChanged{data_.person, data_.id, data_.purpose, state, Allowed()});
  return changes;
}

ConsentChanges Consent::Decide(ConsentDecision decision, const Act& act) {
  data_.decision = std::move(decision);
  ConsentChanges changes;
  changes.history.push_back(LineBy(act));
  // It was a decision to go ahead without consent. Left standing it would outlive a withdrawal.
  if (IsGiven() && data_.legal_basis)
    EndBasis(Sensitive<std::string>(kNoLongerNeeded), act, changes);
  return Announced(std::move(changes));
}

Result<ConsentChanges> Consent::Record(Statement statement, PersonState whose, const Act& act) {
  if (whose == PersonState::kMerged) return MergedAway();
  if (whose == PersonState::kDied) return PersonDied();
  if (statement.decided_on > act.today) return DateInFuture();
  if (SaidLaterThan(statement.decided_on)) return NewerDecisionStands();
  return Decide({statement.given ? ConsentState::kGiven : ConsentState::kRefused,
                 statement.decided_on, std::move(statement.scope), act.by, act.at},
                act);
}

Result<ConsentChanges> Consent::Withdraw(Date decided_on, PersonState whose, const Act& act) {
  if (whose == PersonState::kMerged) return MergedAway();
  if (decided_on > act.today) return DateInFuture();
  if (!IsGiven()) return ConsentNotGiven();
  if (SaidLaterThan(decided_on)) return NewerDecisionStands();
  return Decide({ConsentState::kWithdrawn, decided_on, data_.decision->scope, act.by, act.at}, act);
}

Result<ConsentChanges> Consent::RecordLegalBasis(LegalBasisCode code, Sensitive<std::string> reason,
                                                 PersonState whose, const Act& act) {
  if (reason.Reveal().empty()) return ReasonMissing();
  if (whose == PersonState::kMerged) return MergedAway();
  if (IsGiven()) return ConsentIsGiven();
  data_.legal_basis = LegalBasis{code, reason, act.by, act.at};
  ConsentLine line = LineBy(act);
  line.basis = code;
  line.reason = std::move(reason);
  ConsentChanges changes;
  changes.history.push_back(std::move(line));
  return Announced(std::move(changes));
}

Result<ConsentChanges> Consent::EndLegalBasis(Sensitive<std::string> reason, PersonState whose,
                                              const Act& act) {
  if (reason.Reveal().empty()) return ReasonMissing();
  if (whose == PersonState::kMerged) return MergedAway();
  if (!data_.legal_basis) return NoLegalBasis();
  ConsentChanges changes;
  EndBasis(std::move(reason), act, changes);
  return Announced(std::move(changes));
}

std::optional<ConsentChanges> Consent::TakeNarrower(const Snapshot& other, const Act& act) {
  if (!other.decision) return std::nullopt;
  if (data_.decision) {
    if (!IsGiven()) return std::nullopt;
    const bool no = other.decision->state != ConsentState::kGiven;
    const bool scoped =
        data_.decision->scope.Reveal().empty() && !other.decision->scope.Reveal().empty();
    if (!no && !scoped) return std::nullopt;
  }
  return Decide(*other.decision, act);
}

std::optional<ConsentChanges> Consent::GoBack(const ConsentBefore& before, const Act& act) {
  if (data_.version != before.version) return std::nullopt;
  data_.decision.reset();
  if (before.state && before.decided_on && before.recorded_by && before.recorded_at) {
    data_.decision = ConsentDecision{*before.state, *before.decided_on, before.scope,
                                     *before.recorded_by, *before.recorded_at};
  }
  ConsentChanges changes;
  changes.history.push_back(LineBy(act));
  if (before.basis && before.basis_decided_by && before.basis_decided_at) {
    data_.legal_basis = LegalBasis{*before.basis, before.basis_reason, *before.basis_decided_by,
                                   *before.basis_decided_at};
    ConsentLine line = LineBy(act);
    line.basis = before.basis;
    line.reason = before.basis_reason;
    changes.history.push_back(std::move(line));
  }
  return Announced(std::move(changes));
}

}  // namespace ttg::release
