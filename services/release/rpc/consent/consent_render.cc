#include "release/rpc/consent/consent_render.h"

#include "platform/rpc/conversions.h"
#include "release/rpc/enums.h"

namespace ttg::release {
namespace {

namespace pb = ttg::release::v1;

static_assert(static_cast<int>(ConsentState::kWithdrawn) + 1 == pb::CONSENT_STATE_WITHDRAWN);

void Fill(Instant instant, google::protobuf::Timestamp& out) {
  out.set_seconds(absl::ToUnixSeconds(instant));
  out.set_nanos(static_cast<int>((absl::ToUnixMicros(instant) % 1'000'000) * 1'000));
}

void Render(const ConsentLine& line, pb::ConsentChange& out) {
  out.set_purpose(ToProto<pb::ConsentPurpose>(line.purpose));
  if (line.state) out.set_state(ToProto<pb::ConsentState>(*line.state));
  if (line.decided_on) *out.mutable_decided_on() = rpc::ToProto(*line.decided_on);
  out.set_scope(line.scope.Reveal());
  out.set_recorded_by(line.recorded_by.str());
  Fill(line.recorded_at, *out.mutable_recorded_at());
  if (line.basis) out.set_legal_basis_code(std::string(ToString(*line.basis)));
  out.set_legal_basis_ended(line.basis_ended);
  out.set_reason(line.reason.Reveal());
}

}  // namespace

void Render(const Consent& consent, pb::Consent& out) {
  const Consent::Snapshot& data = consent.snapshot();
  out.set_consent_id(data.id.str());
  out.set_etag(rpc::EtagOf(data.version));
  out.set_person_id(data.person.str());
  out.set_purpose(ToProto<pb::ConsentPurpose>(data.purpose));
  if (data.decision) {
    out.set_state(ToProto<pb::ConsentState>(data.decision->state));
    *out.mutable_decided_on() = rpc::ToProto(data.decision->decided_on);
    out.set_scope(data.decision->scope.Reveal());
    out.set_recorded_by(data.decision->recorded_by.str());
    Fill(data.decision->recorded_at, *out.mutable_recorded_at());
  }
  if (!data.legal_basis) return;
  pb::LegalBasis& basis = *out.mutable_legal_basis();
  basis.set_code(std::string(ToString(data.legal_basis->code)));
  basis.set_reason(data.legal_basis->reason.Reveal());
  basis.set_decided_by(data.legal_basis->decided_by.str());
  Fill(data.legal_basis->decided_at, *basis.mutable_decided_at());
}

void Render(const PersonId& person, const PersonConsents& consents, pb::ListConsentsResponse& out) {
  for (const PersonConsents::Line& line : consents.lines) {
    pb::Consent& one = *out.add_consents();
    if (line.consent) {
      Render(*line.consent, one);
      continue;
    }
    one.set_etag("0");
    one.set_person_id(person.str());
    one.set_purpose(ToProto<pb::ConsentPurpose>(line.purpose));
  }
  for (const ConsentLine& line : consents.history) Render(line, *out.add_history());
}

void Render(const ConsentCheck& check, pb::ConsentCheck& out) {
  out.set_person_id(check.person.str());
  if (check.state) out.set_state(ToProto<pb::ConsentState>(*check.state));
  out.set_scope(check.scope.Reveal());
  out.set_allowed(check.allowed);
  if (check.basis) out.set_legal_basis_code(std::string(ToString(*check.basis)));
}

}  // namespace ttg::release
