#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/date.h"
#include "kernel/id.h"
#include "kernel/result.h"
#include "ttg/common/v1/date.pb.h"

namespace ttg::rpc {

// Errors: Invalid / DATE_IMPOSSIBLE with `field` as its violation.
Result<Date> ParseDate(const ttg::common::v1::Date& date, std::string_view field);

ttg::common::v1::Date ToProto(Date date);

// An etag is the version of the resource, in decimal.
std::string EtagOf(std::int64_t version);
// Errors: Invalid / ETAG_MALFORMED.
Result<std::int64_t> ParseEtag(std::string_view etag);

// Reads the fields of a request and collects everything that is wrong, so that a caller learns it
// in one go:
//
//   rpc::Fields fields;
//   const auto person = fields.Required<PersonId>("person_id", in.person_id());
//   const auto day = fields.RequiredDate("date", in.has_date(), in.date());
//   TTG_RETURN_IF_ERROR(fields.Check());
//   return Command{*person, *day};
class Fields {
 public:
  // An Id or Reference. Violations: FIELD_REQUIRED, or the reason of T::Parse.
  template <typename T>
  std::optional<T> Required(std::string_view field, const std::string& text) {
    if (text.empty()) return RefuseMissing<T>(field);
    return Optional<T>(field, text);
  }

  // Empty text is nothing, and no fault.
  template <typename T>
  std::optional<T> Optional(std::string_view field, const std::string& text) {
    if (text.empty()) return std::nullopt;
    auto parsed = T::Parse(text);
    if (!parsed) {
      Refuse(field, parsed.error().reason, parsed.error().message);
      return std::nullopt;
    }
    return *std::move(parsed);
  }

  std::optional<Date> RequiredDate(std::string_view field, bool present,
                                   const ttg::common::v1::Date& date);
  std::optional<Date> OptionalDate(std::string_view field, bool present,
                                   const ttg::common::v1::Date& date);
  // An RFC 3339 instant.
  std::optional<Instant> RequiredInstant(std::string_view field, const std::string& text);
  // The version in an etag.
  std::int64_t Etag(const std::string& etag);
  // Text of 1 to `most` bytes.
  const std::string& RequiredText(std::string_view field, const std::string& text,
                                  std::size_t most = 500);

  // Anything else that is wrong. `description` without personal data.
  void Refuse(std::string_view field, std::string reason, std::string description);
  // Takes over the violation of a failed parse; the value where there is one.
  template <typename T>
  std::optional<T> Take(std::string_view field, Result<T> parsed) {
    if (parsed) return *std::move(parsed);
    Refuse(field, parsed.error().reason, parsed.error().message);
    return std::nullopt;
  }

  // Invalid with all violations, if there are any. The reason is the violation's own where there
  // is one, else REQUEST_INVALID.
  Result<void> Check() const;

 private:
  template <typename T>
  std::optional<T> RefuseMissing(std::string_view field) {
    Refuse(field, "FIELD_REQUIRED", "this field is required");
    return std::nullopt;
  }

  std::vector<FieldViolation> violations_;
};

}  // namespace ttg::rpc
