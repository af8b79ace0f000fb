#include "platform/rpc/conversions.h"

#include <charconv>
#include <utility>

#include <fmt/format.h>

namespace ttg::rpc {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2199;

}  // namespace

Result<Date> ParseDate(const ttg::common::v1::Date& date, std::string_view field) {
  const Date day(date.year(), date.month(), date.day());
  // CivilDay turns 30 February into 2 March; a date that changes by being read does not exist.
  const bool exists = day.year() == date.year() && day.month() == date.month() &&
                      day.day() == date.day() && date.year() >= kFirstYear &&
                      date.year() <= kLastYear;
  if (exists) return day;
  return InvalidField(std::string(field), "DATE_IMPOSSIBLE", "there is no such date");
}

ttg::common::v1::Date ToProto(Date date) {
  ttg::common::v1::Date out;
  out.set_year(static_cast<int>(date.year()));
  out.set_month(date.month());
  out.set_day(date.day());
  return out;
}

std::string EtagOf(std::int64_t version) { return std::to_string(version); }

Result<std::int64_t> ParseEtag(std::string_view etag) {
  std::int64_t version = 0;
  const auto [end, fault] = std::from_chars(etag.data(), etag.data() + etag.size(), version);
  if (fault == std::errc() && end == etag.data() + etag.size() && version >= 0) return version;
  return InvalidField("etag", "ETAG_MALFORMED", "give the etag that the resource was read with");
}

std::optional<Date> Fields::RequiredDate(std::string_view field, bool present,
                                         const ttg::common::v1::Date& date) {
  if (!present) return RefuseMissing<Date>(field);
  return OptionalDate(field, present, date);
}

std::optional<Date> Fields::OptionalDate(std::string_view field, bool present,
                                         const ttg::common::v1::Date& date) {
  if (!present) return std::nullopt;
  return Take(field, ParseDate(date, field));
}

std::optional<Instant> Fields::RequiredInstant(std::string_view field, const std::string& text) {
  if (text.empty()) return RefuseMissing<Instant>(field);
  return Take(field, ParseInstant(text));
}

std::int64_t Fields::Etag(const std::string& etag) {
  return Take("etag", ParseEtag(etag)).value_or(0);
}

const std::string& Fields::RequiredText(std::string_view field, const std::string& text,
                                        std::size_t most) {
  if (text.empty()) Refuse(field, "FIELD_REQUIRED", "this field is required");
  if (text.size() > most) {
    Refuse(field, "FIELD_TOO_LONG", fmt::format("this field has at most {} bytes", most));
  }
  return text;
}

void Fields::Refuse(std::string_view field, std::string reason, std::string description) {
  violations_.push_back({std::string(field), std::move(reason), std::move(description)});
}

Result<void> Fields::Check() const {
  if (violations_.empty()) return {};
  Error error = violations_.size() == 1
                    ? Invalid(violations_.front().reason, violations_.front().description)
                    : Invalid("REQUEST_INVALID", "several fields of the request are wrong");
  error.violations = violations_;
  return error;
}

}  // namespace ttg::rpc
