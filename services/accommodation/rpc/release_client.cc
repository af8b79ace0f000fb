#include "accommodation/rpc/release_client.h"

#include <optional>
#include <utility>

#include "platform/rpc/conversions.h"

namespace ttg::accommodation {
namespace {

namespace pb = ttg::release::v1;

std::optional<Answer> ReadAnswer(pb::Answer answer) {
  if (answer == pb::ANSWER_YES) return Answer::kYes;
  if (answer == pb::ANSWER_NO) return Answer::kNo;
  // Nobody has answered, or in words that we do not know: either excludes (domain B3).
  return std::nullopt;
}

Result<FetchedProfile> ReadProfile(const pb::PersonProfile& in) {
  TTG_TRY(const auto person, PersonId::Parse(in.person_id()));
  MatchProfile profile;
  if (in.sex() != pb::SEX_MALE && in.sex() != pb::SEX_FEMALE) {
    return Invalid("PROFILE_INCOMPLETE", "a profile without a sex cannot be matched");
  }
  profile.sex = in.sex() == pb::SEX_FEMALE ? Sex::kFemale : Sex::kMale;
  TTG_TRY(profile.date_of_birth, rpc::ParseDate(in.date_of_birth(), "date_of_birth"));
  profile.arson_risk = ReadAnswer(in.arson_risk());
  profile.sexual_risk_to_adults = ReadAnswer(in.sexual_risk_to_adults());
  profile.sexual_risk_to_children = ReadAnswer(in.sexual_risk_to_children());
  profile.needs_ground_floor = in.needs_ground_floor() == pb::ANSWER_YES;
  profile.needs_wheelchair_access = in.needs_wheelchair_access() == pb::ANSWER_YES;
  profile.needs_single_occupancy = in.needs_single_occupancy() == pb::ANSWER_YES;
  for (const std::string& id : in.must_not_live_with_person_ids()) {
    TTG_TRY(auto other, PersonId::Parse(id));
    profile.must_not_live_with.insert(std::move(other));
  }
  if (in.has_home()) profile.home_area = GridPoint{in.home().easting(), in.home().northing()};
  return FetchedProfile{person, in.version(), Sensitive(std::move(profile))};
}

}  // namespace

Result<std::vector<FetchedProfile>> ReleaseClient::Fetch(const std::vector<PersonId>& people) {
  pb::BatchGetPersonProfilesRequest request;
  for (const PersonId& person : people) request.add_person_ids(person.str());
  TTG_TRY(
      const pb::BatchGetPersonProfilesResponse reply,
      release_.Call(nullptr, *stub_, &pb::ReleaseService::Stub::BatchGetPersonProfiles, request));
  std::vector<FetchedProfile> profiles;
  for (const pb::PersonProfile& one : reply.profiles()) {
    // One that cannot be read must not hold up everybody else: the person has no profile then, and
    // a search for them says so.
    if (auto profile = ReadProfile(one)) profiles.push_back(*std::move(profile));
  }
  return profiles;
}

}  // namespace ttg::accommodation
