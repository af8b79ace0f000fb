#include "release/domain/release_dates.h"

#include <array>
#include <utility>

namespace ttg::release {
namespace {

constexpr std::array<std::pair<DateType, std::string_view>, 14> kNames = {{
    {DateType::kConfirmed, "CONFIRMED"},
    {DateType::kApd, "APD"},
    {DateType::kHdcad, "HDCAD"},
    {DateType::kArd, "ARD"},
    {DateType::kCrd, "CRD"},
    {DateType::kNpd, "NPD"},
    {DateType::kPrrd, "PRRD"},
    {DateType::kMtd, "MTD"},
    {DateType::kEtd, "ETD"},
    {DateType::kLtd, "LTD"},
    {DateType::kHdced, "HDCED"},
    {DateType::kPed, "PED"},
    {DateType::kSed, "SED"},
    {DateType::kLed, "LED"},
}};

std::optional<TypedDate> Effective(const SentenceDates& dates, DateType type) {
  const auto found = dates.find(type);
  if (found == dates.end()) return std::nullopt;
  const std::optional<Date> date = found->second.Effective();
  if (!date) return std::nullopt;
  return TypedDate{*date, type};
}

}  // namespace

std::string_view ToString(DateType type) { return kNames[static_cast<std::size_t>(type)].second; }

std::optional<DateType> ParseDateType(std::string_view text) {
  for (const auto& [type, name] : kNames) {
    if (name == text) return type;
  }
  return std::nullopt;
}

std::optional<TypedDate> StatutoryDate(const SentenceDates& dates) {
  constexpr std::array kTieOrder = {DateType::kArd, DateType::kCrd, DateType::kNpd, DateType::kPrrd,
                                    DateType::kMtd};
  std::optional<TypedDate> latest;
  for (const DateType type : kTieOrder) {
    const auto candidate = Effective(dates, type);
    if (candidate && (!latest || candidate->date > latest->date)) latest = candidate;
  }
  return latest;
}

std::optional<TypedDate> DueDate(const SentenceDates& dates) {
  for (const DateType type : {DateType::kConfirmed, DateType::kApd, DateType::kHdcad}) {
    if (const auto entered = Effective(dates, type)) return entered;
  }
  return StatutoryDate(dates);
}

}  // namespace ttg::release
