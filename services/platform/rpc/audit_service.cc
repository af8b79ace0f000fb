#include "platform/rpc/audit_service.h"

#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include "platform/audit/trail.h"
#include "platform/auth/jwks.h"
#include "platform/auth/strict_json.h"

namespace ttg::rpc {
namespace {

namespace pb = ttg::common::v1;

Error AuditKeyAbsent() {
  return Precondition("AUDIT_KEY_ABSENT", "this service has no key to sign audit heads with");
}

Error HeadInvalid() {
  return Invalid("HEAD_SIGNATURE_INVALID", "this head was not signed by this service");
}

Result<std::string> Sign(const auth::SigningKey& key, const std::string& service,
                         const audit::Head& head, Instant now) {
  return key.Sign(nlohmann::json{{"entry", head.entry},
                                 {"hash", head.hash},
                                 {"service", service},
                                 {"time", FormatInstant(now)}}
                      .dump());
}

Result<audit::Head> Open(const auth::SigningKey& key, const std::string& service,
                         std::string_view signed_head) {
  TTG_TRY(const auto keys, auth::KeySet::Parse(key.PublicJwks()));
  const auto payload = keys.Verify(signed_head);
  if (!payload) return HeadInvalid();
  const auto head = auth::ParseStrictObject(*payload);
  const bool ours = head && head->value("service", "") == service && head->contains("entry") &&
                    (*head)["entry"].is_number_integer() && head->contains("hash") &&
                    (*head)["hash"].is_string();
  if (!ours) return HeadInvalid();
  return audit::Head{(*head)["entry"].get<std::int64_t>(), (*head)["hash"].get<std::string>()};
}

}  // namespace

AuditService::AuditService(Runtime& runtime, const Clock& clock, std::string service,
                           std::shared_ptr<const auth::SigningKey> key)
    : runtime_(runtime), clock_(clock), service_(std::move(service)), key_(std::move(key)) {}

grpc::ServerUnaryReactor* AuditService::VerifyAudit(grpc::CallbackServerContext* context,
                                                    const pb::VerifyAuditRequest* request,
                                                    pb::VerifyAuditResponse* response) {
  return runtime_.Read(
      context, request, response,
      [this](const CallContext&, store::Session& session, const pb::VerifyAuditRequest& in,
             pb::VerifyAuditResponse& out) -> Result<Outcome> {
        std::optional<audit::SignedHead> exported;
        if (!in.signed_head().empty()) {
          if (!key_) return AuditKeyAbsent();
          exported = {in.signed_head(),
                      [this](std::string_view text) { return Open(*key_, service_, text); }};
        }
        TTG_TRY(const auto verified, audit::Verify(session, exported));
        out.set_intact(verified.intact);
        out.set_entries(verified.entries);
        out.set_unlinked(verified.unlinked);
        out.set_first_broken_entry(verified.first_broken_entry);
        out.set_fault(verified.fault);
        return Outcome{};
      });
}

grpc::ServerUnaryReactor* AuditService::ExportAuditHead(grpc::CallbackServerContext* context,
                                                        const pb::ExportAuditHeadRequest* request,
                                                        pb::ExportAuditHeadResponse* response) {
  return runtime_.Read(context, request, response,
                       [this](const CallContext&, store::Session& session, const auto& /*in*/,
                              pb::ExportAuditHeadResponse& out) -> Result<Outcome> {
                         if (!key_) return AuditKeyAbsent();
                         TTG_TRY(const auto head, audit::CurrentHead(session));
                         TTG_TRY(auto signed_head, Sign(*key_, service_, head, clock_.Now()));
                         out.set_signed_head(std::move(signed_head));
                         out.set_entry(head.entry);
                         out.set_hash(head.hash);
                         return Outcome{};
                       });
}

}  // namespace ttg::rpc
