#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kernel/call_context.h"
#include "kernel/result.h"
#include "release/domain/consent/consent.h"

namespace ttg::release {

// What other services are told at the moment of disclosure.
struct ConsentCheck {
  PersonId person;
  // Absent: nobody has asked.
  std::optional<ConsentState> state;
  // Of a consent that is given.
  Sensitive<std::string> scope;
  bool allowed = false;
  // Absent: allowed by consent, or not at all.
  std::optional<LegalBasisCode> basis;
};

// The store of consents, bound to one transaction and one caller. It does not look at who is in
// reach: whoever uses it has found the person in reach before.
//
// Errors of every call: those of store::Session.
class ConsentStore {
 public:
  virtual ~ConsentStore() = default;

  // Nothing: nobody has asked.
  virtual Result<std::optional<Consent>> Find(const PersonId& person, ConsentPurpose purpose) = 0;
  // Errors: NotFound / CONSENT_NOT_FOUND.
  virtual Result<Consent> FindById(const ConsentId& id) = 0;
  // Those that somebody has asked about, in the order of the purposes.
  virtual Result<std::vector<Consent>> FindAll(const PersonId& person) = 0;
  // Newest first.
  virtual Result<std::vector<ConsentLine>> History(const PersonId& person) = 0;
  // Stores the consent with its history, announces its events, and gives it back with its new
  // version. One with version 0 is added. Errors: Stale / CONSENT_CHANGED.
  virtual Result<Consent> Save(Consent consent, ConsentChanges changes) = 0;
  // In no order; people who are not there, or whose number has been merged, are left out.
  virtual Result<std::vector<ConsentCheck>> Check(const std::vector<PersonId>& people,
                                                  ConsentPurpose purpose) = 0;
};

Error ConsentNotFound();
// The consent has changed since the caller read it.
Error ConsentHasChanged();

}  // namespace ttg::release
