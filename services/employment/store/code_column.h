#pragma once

#include <concepts>
#include <optional>
#include <string>

#include "employment/domain/codes.h"
#include "platform/store/session.h"

namespace ttg::employment {

template <typename T>
concept StoredCode = std::same_as<T, EmploymentType> || std::same_as<T, ContractType> ||
    std::same_as<T, SalaryPeriod> || std::same_as<T, JobState> || std::same_as<T, JobEndReason> ||
    std::same_as<T, CheckInKind> || std::same_as<T, StatusValue> || std::same_as<T, RightToWork> ||
    std::same_as<T, DayOutcome>;

}  // namespace ttg::employment

// Reads a code column as what it means.
template <ttg::employment::StoredCode Code>
struct ttg::store::Column<Code> {
  static std::optional<Code> Read(const std::optional<std::string>& text) {
    if (!text) return std::nullopt;
    return ttg::employment::Parse<Code>(*text);
  }
};
