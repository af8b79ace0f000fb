#include "release/store/consent/sql_consent_store.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "platform/messaging/event_log.h"
#include "release/store/rows.h"

namespace ttg::release {
namespace {

using store::Binds;
using store::Value;
using MaybeText = std::optional<std::string>;
using MaybeDate = std::optional<Date>;

// Both databases take at least this many placeholders.
constexpr std::size_t kIdsAtOnce = 256;

constexpr std::string_view kConsentColumns =
    "consent_id, version, person_id, purpose, state, decided_on, scope, recorded_by, recorded_at, "
    "basis_code, basis_reason, basis_decided_by, basis_decided_at";

constexpr std::string_view kChangeColumns =
    "consent_id, consent_version, ordinal, person_id, purpose, state, decided_on, scope, "
    "basis_code, basis_ended, reason, recorded_by, recorded_at";

template <typename Code>
MaybeText CodeOf(const std::optional<Code>& code) {
  return code ? MaybeText(std::string(ToString(*code))) : std::nullopt;
}

std::optional<ConsentState> StateOf(const MaybeText& text) {
  return text ? ParseConsentState(*text) : std::nullopt;
}

std::optional<LegalBasisCode> BasisOf(const MaybeText& text) {
  return text ? ParseLegalBasisCode(*text) : std::nullopt;
}

ConsentPurpose PurposeOf(std::string_view text) {
  return ParseConsentPurpose(text).value_or(ConsentPurpose::kLocalAuthority);
}

// What may change of a consent, as placeholders.
Binds ChangingBinds(const Consent::Snapshot& consent) {
  Binds binds = {{"id", consent.id}};
  const auto& decision = consent.decision;
  binds.emplace_back("state", decision ? std::optional(ToString(decision->state)) : std::nullopt);
  binds.emplace_back("decided_on", decision ? MaybeDate(decision->decided_on) : std::nullopt);
  binds.emplace_back("scope", decision ? decision->scope.Reveal() : std::string());
  binds.emplace_back("by", decision ? std::optional(decision->recorded_by) : std::nullopt);
  binds.emplace_back("at", decision ? std::optional(decision->recorded_at) : std::nullopt);
  const auto& basis = consent.legal_basis;
  binds.emplace_back("basis", basis ? std::optional(ToString(basis->code)) : std::nullopt);
  binds.emplace_back("reason", basis ? MaybeText(basis->reason.Reveal()) : std::nullopt);
  binds.emplace_back("basis_by", basis ? std::optional(basis->decided_by) : std::nullopt);
  binds.emplace_back("basis_at", basis ? std::optional(basis->decided_at) : std::nullopt);
  return binds;
}

std::vector<Value> LineValues(const Consent::Snapshot& consent, std::size_t ordinal,
                              const ConsentLine& line) {
  return {ToValue(consent.id),
          ToValue(consent.version),
          ToValue(ordinal),
          ToValue(consent.person),
          ToValue(ToString(line.purpose)),
          ToValue(CodeOf(line.state)),
          ToValue(line.decided_on),
          ToValue(line.scope.Reveal()),
          ToValue(CodeOf(line.basis)),
          ToValue(line.basis_ended ? 1 : 0),
          ToValue(line.reason.Reveal()),
          ToValue(line.recorded_by),
          ToValue(line.recorded_at)};
}

}  // namespace

Result<std::vector<Consent>> SqlConsentStore::Load(std::string_view condition, const Binds& binds) {
  TTG_TRY(auto rows,
          session_.Query<ConsentId, std::int64_t, PersonId, std::string, MaybeText, MaybeDate,
                         std::string, std::optional<ActorId>, std::optional<Instant>, MaybeText,
                         MaybeText, std::optional<ActorId>, std::optional<Instant>>(
              fmt::format("SELECT {} FROM consent WHERE {}", kConsentColumns, condition), binds));
  std::vector<Consent> consents;
  consents.reserve(rows.size());
  for (auto& [id, version, person, purpose, state, decided_on, scope, by, at, basis, reason,
              basis_by, basis_at] : rows) {
    Consent::Snapshot data{
        .id = id, .version = version, .person = person, .purpose = PurposeOf(purpose)};
    const auto said = StateOf(state);
    if (said && decided_on && by && at) {
      data.decision = ConsentDecision{*said, *decided_on, Sensitive(std::move(scope)), *by, *at};
    }
    const auto code = BasisOf(basis);
    if (code && basis_by && basis_at) {
      data.legal_basis = LegalBasis{*code, Sensitive(reason.value_or("")), *basis_by, *basis_at};
    }
    consents.push_back(Consent::Restore(std::move(data)));
  }
  return consents;
}

Result<std::optional<Consent>> SqlConsentStore::Find(const PersonId& person,
                                                     ConsentPurpose purpose) {
  TTG_TRY(auto found, Load("person_id = :person AND purpose = :purpose",
                           {{"person", person}, {"purpose", ToString(purpose)}}));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

Result<Consent> SqlConsentStore::FindById(const ConsentId& id) {
  TTG_TRY(auto found, Load("consent_id = :id", {{"id", id}}));
  if (found.empty()) return ConsentNotFound();
  return std::move(found.front());
}

Result<std::vector<Consent>> SqlConsentStore::FindAll(const PersonId& person) {
  TTG_TRY(auto found, Load("person_id = :person", {{"person", person}}));
  std::ranges::sort(found, {}, [](const Consent& one) { return one.snapshot().purpose; });
  return found;
}

Result<std::vector<ConsentLine>> SqlConsentStore::History(const PersonId& person) {
  TTG_TRY(auto rows,
          session_.Query<std::string, MaybeText, MaybeDate, std::string, MaybeText, int,
                         std::string, ActorId, Instant>(
              "SELECT purpose, state, decided_on, scope, basis_code, basis_ended, reason, "
              "recorded_by, recorded_at FROM consent_change WHERE person_id = :person ORDER BY "
              "recorded_at DESC, consent_id DESC, consent_version DESC, ordinal DESC",
              {{"person", person}}));
  std::vector<ConsentLine> history;
  history.reserve(rows.size());
  for (auto& [purpose, state, decided_on, scope, basis, ended, reason, by, at] : rows) {
    history.push_back({.purpose = PurposeOf(purpose),
                       .state = StateOf(state),
                       .decided_on = decided_on,
                       .scope = Sensitive(std::move(scope)),
                       .basis = BasisOf(basis),
                       .basis_ended = ended != 0,
                       .reason = Sensitive(std::move(reason)),
                       .recorded_by = by,
                       .recorded_at = at});
  }
  return history;
}

Result<void> SqlConsentStore::Write(const Consent::Snapshot& consent) {
  Binds binds = ChangingBinds(consent);
  std::string_view text =
      "UPDATE consent SET version = version + 1, state = :state, decided_on = :decided_on, scope = "
      ":scope, recorded_by = :by, recorded_at = :at, basis_code = :basis, basis_reason = :reason, "
      "basis_decided_by = :basis_by, basis_decided_at = :basis_at WHERE consent_id = :id AND "
      "version = :expected";
  if (consent.version == 0) {
    // Somebody else may have asked meanwhile, under another id.
    text =
        "INSERT INTO consent (consent_id, version, person_id, purpose, state, decided_on, scope, "
        "recorded_by, recorded_at, basis_code, basis_reason, basis_decided_by, basis_decided_at) "
        "VALUES (:id, 1, :person, :purpose, :state, :decided_on, :scope, :by, :at, :basis, "
        ":reason, :basis_by, :basis_at) ON CONFLICT (person_id, purpose) DO NOTHING";
    binds.emplace_back("person", consent.person);
    binds.emplace_back("purpose", ToString(consent.purpose));
  } else {
    binds.emplace_back("expected", consent.version);
  }
  TTG_TRY(const auto changed, session_.Execute(text, binds));
  if (changed == 0) return ConsentHasChanged();
  return {};
}

Result<Consent> SqlConsentStore::Save(Consent consent, ConsentChanges changes) {
  Consent::Snapshot data = consent.snapshot();
  TTG_RETURN_IF_ERROR(Write(data));
  ++data.version;
  std::vector<std::vector<Value>> lines;
  lines.reserve(changes.history.size());
  for (const ConsentLine& line : changes.history) {
    lines.push_back(LineValues(data, lines.size(), line));
  }
  TTG_RETURN_IF_ERROR(InsertRows(session_, "consent_change", kChangeColumns, std::move(lines)));
  std::vector<messaging::Event> events;
  events.reserve(changes.events.size());
  for (const ReleaseEvent& event : changes.events) {
    events.push_back(encode_(event, data.version, call_));
  }
  TTG_RETURN_IF_ERROR(messaging::Append(session_, events));
  return Consent::Restore(std::move(data));
}

Result<std::vector<ConsentCheck>> SqlConsentStore::Check(const std::vector<PersonId>& people,
                                                         ConsentPurpose purpose) {
  std::vector<std::string> ids;
  ids.reserve(people.size());
  for (const PersonId& person : people) ids.push_back(person.str());
  std::vector<ConsentCheck> checks;
  TTG_RETURN_IF_ERROR(InParts(ids, kIdsAtOnce, [&](const auto& part) -> Result<void> {
    Binds binds;
    const std::string list = InList(part, binds);
    binds.emplace_back("purpose", ToString(purpose));
    TTG_TRY(auto rows, session_.Query<PersonId, MaybeText, MaybeText, MaybeText>(
                           fmt::format("SELECT p.person_id, c.state, c.scope, c.basis_code FROM "
                                       "person p LEFT JOIN consent c ON c.person_id = p.person_id "
                                       "AND c.purpose = :purpose WHERE p.state <> 'MERGED' AND "
                                       "p.person_id IN {}",
                                       list),
                           binds));
    for (auto& [id, state, scope, basis] : rows) {
      const auto said = StateOf(state);
      const auto code = BasisOf(basis);
      const bool given = said == ConsentState::kGiven;
      checks.push_back({id, said, Sensitive(given ? scope.value_or("") : std::string()),
                        given || code.has_value(), code});
    }
    return {};
  }));
  return checks;
}

}  // namespace ttg::release
