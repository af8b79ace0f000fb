#include "employment/rpc/release_client.h"

namespace ttg::employment {

namespace {

namespace pb = ::ttg::release::v1;

RightToWork ReadAnswer(pb::Answer answer) {
  if (answer == pb::ANSWER_YES) return RightToWork::kYes;
  if (answer == pb::ANSWER_NO) return RightToWork::kNo;
  return RightToWork::kUnanswered;
}

}  // namespace

Result<std::vector<Profile>> ReleaseClient::Fetch(const std::vector<PersonId>& people) {
  pb::BatchGetPersonProfilesRequest request;
  for (const PersonId& person : people) request.add_person_ids(person.str());
  TTG_TRY(
      const pb::BatchGetPersonProfilesResponse reply,
      release_.Call(nullptr, *stub_, &pb::ReleaseService::Stub::BatchGetPersonProfiles, request));
  std::vector<Profile> profiles;
  for (const pb::PersonProfile& one : reply.profiles()) {
    TTG_TRY(const auto person, PersonId::Parse(one.person_id()));
    profiles.push_back({.person = person,
                        .version = one.version(),
                        .right_to_work = ReadAnswer(one.right_to_work())});
  }
  return profiles;
}

}  // namespace ttg::employment
