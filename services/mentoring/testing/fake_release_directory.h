#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "mentoring/app/release_directory.h"

namespace ttg::mentoring {

// A release service that knows whom it is told about.
class FakeReleaseDirectory final : public ReleaseDirectory {
 public:
  Result<std::map<PersonId, Profile>> Profiles(const std::vector<PersonId>& people) override {
    if (!available) return Down();
    std::map<PersonId, Profile> found;
    for (const PersonId& person : people) {
      if (const auto at = profiles.find(person); at != profiles.end()) found.insert(*at);
    }
    return found;
  }

  Result<KnownNumbers> WhoHas(const std::set<std::string>& asked) override {
    if (!available) return Down();
    KnownNumbers found;
    for (const std::string& number : asked) {
      if (const auto at = numbers.find(number); at != numbers.end()) found.insert(*at);
    }
    return found;
  }

  bool available = true;
  std::map<PersonId, Profile> profiles;
  KnownNumbers numbers;

 private:
  static Error Down() { return Unavailable("RPC_UNAVAILABLE", "the release service is down"); }
};

}  // namespace ttg::mentoring
