#include "release/rpc/consent/consent_parse.h"

#include <utility>

#include "platform/rpc/conversions.h"
#include "release/rpc/enums.h"

namespace ttg::release {
namespace {

namespace pb = ttg::release::v1;

// The enumerators of the domain stand in the order of the contract, where 0 is UNSPECIFIED.
static_assert(static_cast<int>(ConsentPurpose::kContactAfterSupervision) + 1 ==
              pb::CONSENT_PURPOSE_CONTACT_AFTER_SUPERVISION);

constexpr int kLargestBatch = 500;
constexpr std::size_t kLongestScope = 500;

std::optional<ConsentPurpose> PurposeOf(pb::ConsentPurpose purpose, rpc::Fields& fields) {
  const auto known = FromProto(purpose, ConsentPurpose::kContactAfterSupervision);
  if (!known) fields.Refuse("purpose", "FIELD_REQUIRED", "say what the consent is for");
  return known;
}

template <typename Request>
std::optional<ConsentTarget> TargetOf(const Request& in, rpc::Fields& fields) {
  const auto person = fields.Required<PersonId>("person_id", in.person_id());
  const auto purpose = PurposeOf(in.purpose(), fields);
  const std::int64_t version = fields.Etag(in.etag());
  if (!person || !purpose) return std::nullopt;
  return ConsentTarget{*person, *purpose, version};
}

}  // namespace

Result<PersonId> Parse(const pb::ListConsentsRequest& in) {
  rpc::Fields fields;
  const auto person = fields.Required<PersonId>("person_id", in.person_id());
  TTG_RETURN_IF_ERROR(fields.Check());
  return *person;
}

Result<RecordConsent::Command> Parse(const pb::RecordConsentRequest& in) {
  rpc::Fields fields;
  const auto target = TargetOf(in, fields);
  const auto day = fields.RequiredDate("decided_on", in.has_decided_on(), in.decided_on());
  if (in.scope().size() > kLongestScope) fields.Refuse("scope", "TEXT_TOO_LONG", "shorten it");
  TTG_RETURN_IF_ERROR(fields.Check());
  return RecordConsent::Command{*target, {in.given(), *day, Sensitive(in.scope())}};
}

Result<WithdrawConsent::Command> Parse(const pb::WithdrawConsentRequest& in) {
  rpc::Fields fields;
  const auto target = TargetOf(in, fields);
  const auto day = fields.RequiredDate("decided_on", in.has_decided_on(), in.decided_on());
  TTG_RETURN_IF_ERROR(fields.Check());
  return WithdrawConsent::Command{*target, *day};
}

Result<RecordLegalBasis::Command> Parse(const pb::RecordLegalBasisRequest& in) {
  rpc::Fields fields;
  const auto target = TargetOf(in, fields);
  const auto code = ParseLegalBasisCode(in.code());
  if (!in.code().empty() && !code) {
    fields.Refuse("code", "LEGAL_BASIS_UNKNOWN",
                  "it is PUBLIC_PROTECTION, SAFEGUARDING, COURT_ORDER or LEGAL_OBLIGATION");
  }
  fields.RequiredText("reason", in.reason());
  TTG_RETURN_IF_ERROR(fields.Check());
  return RecordLegalBasis::Command{*target, code, Sensitive(in.reason())};
}

Result<ConsentQuestion> Parse(const pb::CheckConsentsRequest& in) {
  if (in.person_ids_size() > kLargestBatch) {
    return InvalidField("person_ids", "BATCH_TOO_LARGE", "ask for at most 500 at once");
  }
  rpc::Fields fields;
  const auto purpose = PurposeOf(in.purpose(), fields);
  std::vector<PersonId> people;
  people.reserve(static_cast<std::size_t>(in.person_ids_size()));
  for (const std::string& text : in.person_ids()) {
    if (const auto id = fields.Required<PersonId>("person_ids", text)) people.push_back(*id);
  }
  TTG_RETURN_IF_ERROR(fields.Check());
  return ConsentQuestion{std::move(people), *purpose};
}

}  // namespace ttg::release
