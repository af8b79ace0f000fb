#include "release/rpc/consent/consent_service.h"

#include <unordered_map>
#include <utility>

#include "release/rpc/consent/consent_parse.h"
#include "release/rpc/consent/consent_render.h"

namespace ttg::release {

ConsentService::ConsentService(rpc::Runtime& runtime, const ConsentUseCases& use_cases,
                               BindStore bind_people, BindConsents bind_consents)
    : runtime_(runtime),
      use_cases_(use_cases),
      bind_people_(std::move(bind_people)),
      bind_consents_(std::move(bind_consents)) {}

grpc::ServerUnaryReactor* ConsentService::ListConsents(grpc::CallbackServerContext* context,
                                                       const v1::ListConsentsRequest* request,
                                                       v1::ListConsentsResponse* response) {
  return runtime_.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::ListConsentsRequest& in,
             v1::ListConsentsResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(const PersonId person, Parse(in));
        const auto people = bind_people_(session, call);
        const auto store = bind_consents_(session, call);
        TTG_TRY(const auto consents, use_cases_.list_consents(*people, *store, person));
        Render(person, consents, out);
        return rpc::Outcome{person.str(), {person.str()}};
      });
}

grpc::ServerUnaryReactor* ConsentService::CheckConsents(grpc::CallbackServerContext* context,
                                                        const v1::CheckConsentsRequest* request,
                                                        v1::CheckConsentsResponse* response) {
  return runtime_.Read(
      context, request, response,
      [this](const CallContext& call, store::Session& session, const v1::CheckConsentsRequest& in,
             v1::CheckConsentsResponse& out) -> Result<rpc::Outcome> {
        TTG_TRY(const ConsentQuestion question, Parse(in));
        TTG_TRY(const auto checks,
                bind_consents_(session, call)->Check(question.people, question.purpose));
        std::unordered_map<PersonId, const ConsentCheck*> found;
        for (const ConsentCheck& check : checks) found.emplace(check.person, &check);
        rpc::Outcome outcome;
        for (const PersonId& person : question.people) {
          const auto check = found.find(person);
          if (check == found.end()) continue;
          Render(*check->second, *out.add_checks());
          outcome.subjects.push_back(person.str());
        }
        return outcome;
      });
}

template <typename UseCase, typename Request, typename Response>
grpc::ServerUnaryReactor* ConsentService::Change(grpc::CallbackServerContext* context,
                                                 const Request* request, Response* response,
                                                 const UseCase& use_case) {
  return runtime_.Change(
      context, request, response,
      [this, &use_case](const CallContext& call, store::Session& session, const Request& in,
                        Response& out) -> Result<rpc::Outcome> {
        TTG_TRY(const auto command, Parse(in));
        const auto people = bind_people_(session, call);
        const auto store = bind_consents_(session, call);
        TTG_TRY(const Consent consent, use_case(*people, *store, call, command));
        Render(consent, *out.mutable_consent());
        return rpc::Outcome{consent.snapshot().id.str(), {consent.snapshot().person.str()}};
      },
      [this](const CallContext& call, store::Session& session, const std::string& resource_id,
             Response& out) -> Result<rpc::Outcome> {
        TTG_TRY(const ConsentId id, ConsentId::Parse(resource_id));
        TTG_TRY(const Consent consent, bind_consents_(session, call)->FindById(id));
        // Out of reach by now, it is not found.
        TTG_RETURN_IF_ERROR(bind_people_(session, call)->Find(consent.snapshot().person));
        Render(consent, *out.mutable_consent());
        return rpc::Outcome{resource_id, {consent.snapshot().person.str()}};
      });
}

grpc::ServerUnaryReactor* ConsentService::RecordConsent(grpc::CallbackServerContext* context,
                                                        const v1::RecordConsentRequest* request,
                                                        v1::RecordConsentResponse* response) {
  return Change(context, request, response, use_cases_.record_consent);
}

grpc::ServerUnaryReactor* ConsentService::WithdrawConsent(grpc::CallbackServerContext* context,
                                                          const v1::WithdrawConsentRequest* request,
                                                          v1::WithdrawConsentResponse* response) {
  return Change(context, request, response, use_cases_.withdraw_consent);
}

grpc::ServerUnaryReactor* ConsentService::RecordLegalBasis(
    grpc::CallbackServerContext* context, const v1::RecordLegalBasisRequest* request,
    v1::RecordLegalBasisResponse* response) {
  return Change(context, request, response, use_cases_.record_legal_basis);
}

}  // namespace ttg::release
