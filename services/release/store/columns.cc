#include "release/store/columns.h"

#include "release/domain/search_text.h"

namespace ttg::release {

std::set<std::string> SplitCodes(std::string_view text) {
  std::set<std::string> codes;
  while (!text.empty()) {
    const std::size_t end = text.find(';');
    codes.emplace(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return codes;
}

std::string WriteWarnings(const std::set<ReleaseDayWarning>& warnings) {
  std::set<std::string_view> codes;
  for (const ReleaseDayWarning warning : warnings) codes.insert(ToString(warning));
  return JoinCodes(codes);
}

std::set<ReleaseDayWarning> ReadWarnings(std::string_view text) {
  std::set<ReleaseDayWarning> warnings;
  for (const std::string& code : SplitCodes(text)) {
    if (const auto warning = ParseReleaseDayWarning(code)) warnings.insert(*warning);
  }
  return warnings;
}

std::string NameKey(std::string_view family_name, std::string_view given_names) {
  return FoldForSearch(family_name) + ' ' + FoldForSearch(given_names);
}

Date SortDay(const std::optional<Date>& release_day) {
  return release_day.value_or(Date(2199, 12, 31));
}

std::string AfterPrefix(std::string_view prefix) {
  // The highest character of UTF-8.
  return std::string(prefix) + "\xF4\x8F\xBF\xBF";
}

}  // namespace ttg::release
