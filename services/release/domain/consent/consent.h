#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kernel/date.h"
#include "kernel/id.h"
#include "kernel/result.h"
#include "kernel/sensitive.h"
#include "release/domain/codes.h"
#include "release/domain/consent/codes.h"
#include "release/domain/events.h"
#include "release/domain/ids.h"
#include "release/domain/person.h"

namespace ttg::release {

// A named decision to go ahead without consent.
struct LegalBasis {
  LegalBasisCode code = LegalBasisCode::kPublicProtection;
  Sensitive<std::string> reason;
  ActorId decided_by;
  Instant decided_at;

  friend bool operator==(const LegalBasis&, const LegalBasis&) = default;
};

// What a person said last about one purpose, and when they said it.
struct ConsentDecision {
  ConsentState state = ConsentState::kGiven;
  Date decided_on;
  // To whom, or to what, it is limited; empty: to the purpose alone.
  Sensitive<std::string> scope;
  ActorId recorded_by;
  Instant recorded_at;

  friend bool operator==(const ConsentDecision&, const ConsentDecision&) = default;
};

// One line of the history: what was said, or what became of a legal basis. Never changed.
struct ConsentLine {
  ConsentPurpose purpose = ConsentPurpose::kLocalAuthority;
  // What the person had said by then. Absent: nobody had asked.
  std::optional<ConsentState> state;
  std::optional<Date> decided_on;
  Sensitive<std::string> scope;
  // Absent: the line is about what the person said.
  std::optional<LegalBasisCode> basis;
  bool basis_ended = false;
  // Of a legal basis.
  Sensitive<std::string> reason;
  ActorId recorded_by;
  Instant recorded_at;

  friend bool operator==(const ConsentLine&, const ConsentLine&) = default;
};

struct ConsentChanges {
  std::vector<ReleaseEvent> events;
  std::vector<ConsentLine> history;
};

// One person's consent for one purpose (domain A14): what may be passed on, to whom and for what.
//
//             Record(given)                   Withdraw
//   not asked ───────────────▶ GIVEN ───────────────────▶ WITHDRAWN
//       │                       ▲  │                         │
//       └──Record(refused)──▶ REFUSED ◀──Record(either way)──┘
//
// What was said on an earlier day never replaces what was said on a later one. A legal basis
// allows without consent and ends by name, or when consent is given.
class Consent {
 public:
  struct Snapshot {
    ConsentId id;
    // 0: nobody has asked and nothing is stored.
    std::int64_t version = 0;
    PersonId person;
    ConsentPurpose purpose = ConsentPurpose::kLocalAuthority;
    // Absent: nobody has asked, which is the same as no.
    std::optional<ConsentDecision> decision;
    std::optional<LegalBasis> legal_basis;

    friend bool operator==(const Snapshot&, const Snapshot&) = default;
  };

  // Nobody has asked. `id` is what it will be known by once it is stored.
  static Consent Unasked(ConsentId id, PersonId person, ConsentPurpose purpose);
  // Rebuilds a stored consent without checking anything. For stores only.
  static Consent Restore(Snapshot stored) { return Consent(std::move(stored)); }

  const Snapshot& snapshot() const { return data_; }
  // May be passed on: given, or by a legal basis.
  bool Allowed() const;

  struct Statement {
    bool given = false;
    Date decided_on;
    Sensitive<std::string> scope;
  };
  // `whose`: the state that the person is in.
  // Errors: Invalid / DATE_IN_FUTURE; Precondition / PERSON_DIED, PERSON_MERGED,
  // NEWER_DECISION_STANDS.
  Result<ConsentChanges> Record(Statement statement, PersonState whose, const Act& act);
  // Errors: Invalid / DATE_IN_FUTURE; Precondition / PERSON_MERGED, CONSENT_NOT_GIVEN,
  // NEWER_DECISION_STANDS.
  Result<ConsentChanges> Withdraw(Date decided_on, PersonState whose, const Act& act);
  // Errors: Invalid / REASON_MISSING; Precondition / PERSON_MERGED, CONSENT_IS_GIVEN.
  Result<ConsentChanges> RecordLegalBasis(LegalBasisCode code, Sensitive<std::string> reason,
                                          PersonState whose, const Act& act);
  // Errors: Invalid / REASON_MISSING; Precondition / PERSON_MERGED, NO_LEGAL_BASIS.
  Result<ConsentChanges> EndLegalBasis(Sensitive<std::string> reason, PersonState whose,
                                       const Act& act);

  // Two prison numbers turn out to be one person, and `other` is what was said under the other for
  // the same purpose: the narrower of the two stands (domain A8), a no before a yes and a yes with
  // a scope before one without. Where nobody had asked, nothing was said, and what was said under
  // the other number stands. A legal basis is not taken over. Nothing: this one stays.
  std::optional<ConsentChanges> TakeNarrower(const Snapshot& other, const Act& act);
  // What was said before a merge that is undone stands again. Nothing: something has been recorded
  // since, and that stands.
  std::optional<ConsentChanges> GoBack(const ConsentBefore& before, const Act& act);

 private:
  explicit Consent(Snapshot data) : data_(std::move(data)) {}

  bool IsGiven() const;
  bool SaidLaterThan(Date day) const;
  ConsentChanges Decide(ConsentDecision decision, const Act& act);
  ConsentLine LineBy(const Act& act) const;
  void EndBasis(Sensitive<std::string> reason, const Act& act, ConsentChanges& changes);
  ConsentChanges Announced(ConsentChanges changes) const;

  Snapshot data_;
};

}  // namespace ttg::release
