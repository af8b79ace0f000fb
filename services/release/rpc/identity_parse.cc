// Requests about who somebody is, and what is answered about their risk.
#include "platform/rpc/conversions.h"
#include "platform/rpc/page_token.h"
#include "release/rpc/enums.h"
#include "release/rpc/parse.h"

namespace ttg::release {
namespace {

namespace pb = ttg::release::v1;

constexpr int kUsualPage = 100;
constexpr int kLargestPage = 500;
constexpr std::size_t kLongestName = 200;
constexpr std::size_t kLongestIdentifier = 20;

template <typename Request>
std::optional<PersonTarget> TargetOf(const Request& in, rpc::Fields& fields) {
  const auto person = fields.Required<PersonId>("person_id", in.person_id());
  const std::int64_t version = fields.Etag(in.etag());
  if (!person) return std::nullopt;
  return PersonTarget{*person, version};
}

void CheckLength(std::string_view field, const std::string& text, std::size_t most,
                 rpc::Fields& fields) {
  if (text.size() > most) fields.Refuse(field, "TEXT_TOO_LONG", "shorten it");
}

Answer AnswerOf(pb::Answer answer) {
  if (answer == pb::ANSWER_YES) return Answer::kYes;
  return answer == pb::ANSWER_NO ? Answer::kNo : Answer::kUnanswered;
}

}  // namespace

Result<AddAlias::Command> Parse(const pb::AddAliasRequest& in) {
  rpc::Fields fields;
  const auto target = TargetOf(in, fields);
  const pb::Alias& alias = in.alias();
  CheckLength("alias.name.family_name", alias.name().family_name(), kLongestName, fields);
  CheckLength("alias.name.given_names", alias.name().given_names(), kLongestName, fields);
  CheckLength("alias.identifier", alias.identifier(), kLongestIdentifier, fields);
  const auto born =
      fields.OptionalDate("alias.date_of_birth", alias.has_date_of_birth(), alias.date_of_birth());
  TTG_RETURN_IF_ERROR(fields.Check());
  return AddAlias::Command{
      *target, Sensitive(alias.name().family_name()), Sensitive(alias.name().given_names()),
      born ? std::optional(Sensitive(*born)) : std::nullopt, Sensitive(alias.identifier())};
}

Result<RemoveAlias::Command> Parse(const pb::RemoveAliasRequest& in) {
  rpc::Fields fields;
  const auto target = TargetOf(in, fields);
  const auto alias = fields.Required<AliasId>("alias_id", in.alias_id());
  TTG_RETURN_IF_ERROR(fields.Check());
  return RemoveAlias::Command{*target, *alias};
}

Result<DecideRiskAnswer::Command> Parse(const pb::DecideRiskAnswerRequest& in) {
  rpc::Fields fields;
  const auto target = TargetOf(in, fields);
  const auto question = ParseRiskQuestion(in.question());
  if (!question) {
    fields.Refuse("question", "QUESTION_UNKNOWN",
                  "ask arson_risk, sexual_risk_to_adults or sexual_risk_to_children");
  }
  const Answer answer = AnswerOf(in.answer());
  if (answer == Answer::kUnanswered) {
    fields.Refuse("answer", "FIELD_REQUIRED", "decide for yes or for no");
  }
  fields.RequiredText("reason", in.reason());
  TTG_RETURN_IF_ERROR(fields.Check());
  return DecideRiskAnswer::Command{*target, *question, answer, in.reason()};
}

Result<DismissSuspectedDuplicate::Command> Parse(const pb::DismissSuspectedDuplicateRequest& in) {
  rpc::Fields fields;
  const auto id =
      fields.Required<DuplicateId>("suspected_duplicate_id", in.suspected_duplicate_id());
  const std::int64_t version = fields.Etag(in.etag());
  fields.RequiredText("reason", in.reason());
  TTG_RETURN_IF_ERROR(fields.Check());
  return DismissSuspectedDuplicate::Command{*id, version, in.reason()};
}

Result<SuspectedQuery> Parse(const pb::ListSuspectedDuplicatesRequest& in) {
  SuspectedQuery query;
  TTG_TRY(query.after, rpc::ReadPageToken(in));
  TTG_TRY(query.limit, rpc::ReadPageSize(in.page_size(), kUsualPage, kLargestPage));
  return query;
}

}  // namespace ttg::release
