#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/date.h"

namespace ttg::release {

// The dates of a sentence, named as their sources name them (domain II.1.1). ARD is the automatic
// release date; the actual, confirmed one is kConfirmed.
enum class DateType {
  kConfirmed,
  kApd,
  kHdcad,
  kArd,
  kCrd,
  kNpd,
  kPrrd,
  kMtd,
  kEtd,
  kLtd,
  kHdced,
  kPed,
  kSed,
  kLed,
};

// "CRD".
std::string_view ToString(DateType type);
std::optional<DateType> ParseDateType(std::string_view text);

// One date as its source gave it; never recomputed (domain A1). One that has been taken away stays
// without a date, so that no file written before then brings it back (domain A13).
struct SentenceDate {
  std::optional<Date> date;
  // Replaces the calculated date of this type.
  std::optional<Date> override_date;
  // IMPORT, or whoever entered it.
  std::string source;
  Instant as_of;
  // The label of the release regime that it was calculated under; may be empty.
  std::string regime;

  std::optional<Date> Effective() const { return override_date ? override_date : date; }

  friend bool operator==(const SentenceDate&, const SentenceDate&) = default;
};

using SentenceDates = std::map<DateType, SentenceDate>;

struct TypedDate {
  Date date;
  DateType type = DateType::kConfirmed;

  friend bool operator==(const TypedDate&, const TypedDate&) = default;
};

// The later of MTD and the latest of ARD, CRD, NPD and PRRD, each reduced to one date first (the
// override if there is one); on a tie in the order ARD, CRD, NPD, PRRD, MTD (domain A2). Two
// steps, because "override beats calculated" and "later wins" do not make one transitive order.
std::optional<TypedDate> StatutoryDate(const SentenceDates& dates);

// The confirmed date; else APD; else HDCAD; else the statutory date (domain A2).
std::optional<TypedDate> DueDate(const SentenceDates& dates);

}  // namespace ttg::release
