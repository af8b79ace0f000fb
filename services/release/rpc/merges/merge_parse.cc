#include "release/rpc/merges/merge_parse.h"

#include "platform/rpc/conversions.h"
#include "platform/rpc/page_token.h"

namespace ttg::release {
namespace {

namespace pb = ttg::release::v1;

constexpr int kUsualPage = 100;
constexpr int kLargestPage = 500;

}  // namespace

Result<MergePeople::Command> Parse(const pb::MergePeopleRequest& in) {
  rpc::Fields fields;
  const auto survivor = fields.Required<PersonId>("survivor_person_id", in.survivor_person_id());
  const auto absorbed = fields.Required<PersonId>("absorbed_person_id", in.absorbed_person_id());
  const std::int64_t version = fields.Etag(in.etag());
  const auto absorbed_version = fields.Take("absorbed_etag", rpc::ParseEtag(in.absorbed_etag()));
  fields.RequiredText("reason", in.reason());
  TTG_RETURN_IF_ERROR(fields.Check());
  return MergePeople::Command{{*survivor, version}, {*absorbed, *absorbed_version}, in.reason()};
}

Result<UnmergePeople::Command> Parse(const pb::UnmergePeopleRequest& in) {
  rpc::Fields fields;
  const auto merge = fields.Required<MergeId>("merge_id", in.merge_id());
  const std::int64_t version = fields.Etag(in.etag());
  fields.RequiredText("reason", in.reason());
  TTG_RETURN_IF_ERROR(fields.Check());
  return UnmergePeople::Command{*merge, version, in.reason()};
}

Result<MergeQuery> Parse(const pb::ListMergesRequest& in) {
  rpc::Fields fields;
  MergeQuery query{.person = fields.Optional<PersonId>("person_id", in.person_id()),
                   .before = std::nullopt};
  TTG_RETURN_IF_ERROR(fields.Check());
  TTG_TRY(query.limit, rpc::ReadPageSize(in.page_size(), kUsualPage, kLargestPage));
  TTG_TRY(const std::string cursor, rpc::ReadPageToken(in));
  if (cursor.empty()) return query;
  TTG_TRY(query.before, MergeId::Parse(cursor));
  return query;
}

}  // namespace ttg::release
