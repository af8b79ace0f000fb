#include "platform/store/caseload_filter.h"

#include <array>
#include <cstddef>

#include <fmt/format.h>

namespace ttg::store {
namespace {

// A caller with more prisons or units than this is given "all" by whoever issues tokens; England
// and Wales have about 125 prisons and 110 units.
constexpr std::size_t kNames = 256;

// Bind holds a view of its name, so the names live for good.
std::string_view Name(std::size_t i) {
  static const auto kAll = [] {
    std::array<std::string, kNames> names;
    for (std::size_t n = 0; n < kNames; ++n) names[n] = fmt::format("reach_{}", n);
    return names;
  }();
  return kAll[i];
}

template <typename Reference>
std::string In(std::string_view column, const std::set<Reference>& some, std::size_t& next,
               Binds& binds) {
  std::string list;
  for (const Reference& one : some) {
    if (next == kNames) break;
    list += fmt::format("{}:{}", list.empty() ? "" : ", ", Name(next));
    binds.emplace_back(Name(next++), one);
  }
  return list.empty() ? std::string("1 = 0") : fmt::format("{} IN ({})", column, list);
}

}  // namespace

std::string CaseloadFilter(const Scope& scope, std::string_view prison_column,
                           std::string_view delivery_unit_column, Binds& binds) {
  if (scope.prisons.all || scope.delivery_units.all) return "1 = 1";
  std::size_t next = 0;
  std::string prisons = In(prison_column, scope.prisons.some, next, binds);
  std::string units = In(delivery_unit_column, scope.delivery_units.some, next, binds);
  return fmt::format("({} OR {})", prisons, units);
}

}  // namespace ttg::store
