#include "mentoring/events/release_client.h"

#include <optional>
#include <utility>

#include "platform/rpc/conversions.h"

namespace ttg::mentoring {
namespace {

namespace pb = ::ttg::release::v1;

// The release service answers at most so many at once.
constexpr int kAtOnce = 500;

std::optional<Sex> SexOf(pb::Sex sex) {
  if (sex == pb::SEX_FEMALE) return Sex::kFemale;
  if (sex == pb::SEX_MALE) return Sex::kMale;
  return std::nullopt;
}

// Only what mentoring asks of a profile; the answers themselves are dropped here.
Result<Profile> ProfileFrom(const pb::PersonProfile& in) {
  Profile profile{.version = in.version(),
                  .born_on = {},
                  .sex = SexOf(in.sex()),
                  .same_sex_mentor_only = in.sexual_risk_to_adults() != pb::ANSWER_NO};
  if (in.has_date_of_birth()) {
    TTG_TRY(profile.born_on, rpc::ParseDate(in.date_of_birth(), "date_of_birth"));
  }
  return profile;
}

}  // namespace

ReleaseClient::ReleaseClient(const rpc::Peer& release)
    : release_(release), stub_(pb::ReleaseService::NewStub(release.channel())) {}

Result<std::map<PersonId, Profile>> ReleaseClient::Profiles(const std::vector<PersonId>& people) {
  pb::BatchGetPersonProfilesRequest request;
  for (const PersonId& person : people) request.add_person_ids(person.str());
  TTG_TRY(
      const auto reply,
      release_.Call(nullptr, *stub_, &pb::ReleaseService::Stub::BatchGetPersonProfiles, request));
  std::map<PersonId, Profile> profiles;
  for (const auto& in : reply.profiles()) {
    TTG_TRY(auto person, PersonId::Parse(in.person_id()));
    TTG_TRY(auto profile, ProfileFrom(in));
    profiles.emplace(std::move(person), profile);
  }
  return profiles;
}

Result<KnownNumbers> ReleaseClient::WhoHas(const std::set<std::string>& numbers) {
  KnownNumbers known;
  pb::ResolvePrisonNumbersRequest request;
  const auto ask = [&]() -> Result<void> {
    if (request.prison_numbers().empty()) return {};
    TTG_TRY(
        const auto reply,
        release_.Call(nullptr, *stub_, &pb::ReleaseService::Stub::ResolvePrisonNumbers, request));
    request.clear_prison_numbers();
    for (const auto& resolved : reply.resolved()) {
      if (resolved.person_id().empty()) continue;
      TTG_TRY(auto person, PersonId::Parse(resolved.person_id()));
      known.emplace(resolved.prison_number(), std::move(person));
    }
    return {};
  };
  for (const std::string& number : numbers) {
    request.add_prison_numbers(number);
    if (request.prison_numbers_size() == kAtOnce) TTG_RETURN_IF_ERROR(ask());
  }
  TTG_RETURN_IF_ERROR(ask());
  return known;
}

}  // namespace ttg::mentoring
