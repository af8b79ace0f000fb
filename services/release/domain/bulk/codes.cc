#include "release/domain/bulk/codes.h"

#include <array>
#include <cstddef>

#include "release/domain/code_names.h"

namespace ttg::release {
namespace {

using Name = std::string_view;

// In the order of the enumerators.
constexpr std::array kBulkChangeKindNames = {Name("TRANCHE"), Name("CALENDAR")};
constexpr std::array kBulkChangeStateNames = {Name("PREPARING"), Name("PREPARED"),
                                              Name("RUNNING"),   Name("STOPPED"),
                                              Name("FINISHED"),  Name("DISCARDED")};
constexpr std::array kBulkChangeRowStateNames = {Name("PENDING"), Name("APPLIED"),
                                                 Name("UNCHANGED"), Name("REFUSED")};

}  // namespace

std::string_view ToString(BulkChangeKind code) {
  return kBulkChangeKindNames[static_cast<std::size_t>(code)];
}
std::optional<BulkChangeKind> ParseBulkChangeKind(std::string_view text) {
  return FindCode<BulkChangeKind>(kBulkChangeKindNames, text);
}

std::string_view ToString(BulkChangeState code) {
  return kBulkChangeStateNames[static_cast<std::size_t>(code)];
}
std::optional<BulkChangeState> ParseBulkChangeState(std::string_view text) {
  return FindCode<BulkChangeState>(kBulkChangeStateNames, text);
}

std::string_view ToString(BulkChangeRowState code) {
  return kBulkChangeRowStateNames[static_cast<std::size_t>(code)];
}
std::optional<BulkChangeRowState> ParseBulkChangeRowState(std::string_view text) {
  return FindCode<BulkChangeRowState>(kBulkChangeRowStateNames, text);
}

}  // namespace ttg::release
