#include "journey/events/words.h"

namespace ttg::journey {

std::string Words(const std::string& name, std::string_view prefix) {
  if (!name.starts_with(prefix)) return "something new";
  std::string words = name.substr(prefix.size());
  for (char& c : words) {
    if (c == '_') c = ' ';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return words;
}

}  // namespace ttg::journey
