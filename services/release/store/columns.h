#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "kernel/date.h"
#include "kernel/sensitive.h"
#include "release/domain/release_day.h"

namespace ttg::release {

// How values that are no single column type stand in text columns.

// Codes separated by ';'.
template <typename Codes>
std::string JoinCodes(const Codes& codes) {
  std::string text;
  for (const auto& code : codes) {
    if (!text.empty()) text += ';';
    text += code;
  }
  return text;
}

std::set<std::string> SplitCodes(std::string_view text);

std::string WriteWarnings(const std::set<ReleaseDayWarning>& warnings);
std::set<ReleaseDayWarning> ReadWarnings(std::string_view text);

// Family and given names, folded for searches, with a space between: what lists order and search
// by.
std::string NameKey(std::string_view family_name, std::string_view given_names);

// The day by which lists are ordered: the release day, or the last day of all.
Date SortDay(const std::optional<Date>& release_day);

// The text after every text that begins with `prefix`, in byte order.
std::string AfterPrefix(std::string_view prefix);

}  // namespace ttg::release
