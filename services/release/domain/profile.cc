#include "release/domain/profile.h"

#include <utility>

namespace ttg::release {

Sensitive<std::string> LikenessOf(const Profile& profile) {
  std::string key = FormatDate(profile.date_of_birth.Reveal()) + ' ' +
                    profile.family_name.Reveal() + ' ' + profile.given_names.Reveal();
  for (char& c : key) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return Sensitive(std::move(key));
}

}  // namespace ttg::release
