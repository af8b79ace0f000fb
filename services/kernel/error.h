#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

namespace ttg {

// What a caller can do about a failure. One kind per gRPC code that we use; the mapping to codes
// lives in platform/rpc alone.
enum class ErrorKind {
  kInvalid,          // the request is wrong whatever our state: fix it
  kUnauthenticated,  // we do not know who is calling: sign in
  kForbidden,        // this role may never call this: stop
  kNotFound,         // it is not there, or not the caller's to see: stop
  kDuplicate,        // that id is taken: read it
  kPrecondition,     // a rule forbids it in this state: change the state first
  kStale,            // it changed since it was read: read again, decide again
  kOverloaded,       // we are at capacity: back off
  kUnavailable,      // a dependency is down: retry the same call
  kInternal,         // our bug: report it
};

std::string_view ToString(ErrorKind kind);

// One field of a request that broke a rule. `field` is the proto path ("person.crn"), `reason` is
// UPPER_SNAKE, `description` a sentence without personal data.
struct FieldViolation {
  std::string field;
  std::string reason;
  std::string description;

  friend bool operator==(const FieldViolation&, const FieldViolation&) = default;
};

// A refusal or failure. `reason` is stable and names the broken rule (UPPER_SNAKE); `message` is a
// sentence that says what to do. Neither ever holds personal data.
struct Error {
  ErrorKind kind = ErrorKind::kInternal;
  std::string reason;
  std::string message;
  std::vector<FieldViolation> violations;

  // Lets a function that returns Result<T> say `return AddressNotVerified();`.
  template <typename T>
  operator tl::expected<T, Error>() const& {  // NOLINT(google-explicit-constructor): the purpose
    return tl::unexpected<Error>(*this);
  }
  template <typename T>
  operator tl::expected<T, Error>() && {  // NOLINT(google-explicit-constructor): the purpose
    return tl::unexpected<Error>(std::move(*this));
  }

  friend bool operator==(const Error&, const Error&) = default;
};

Error Invalid(std::string reason, std::string message);
// An Invalid that points at one field.
Error InvalidField(std::string field, std::string reason, std::string message);
Error Unauthenticated(std::string reason, std::string message);
Error Forbidden(std::string reason, std::string message);
Error NotFound(std::string reason, std::string message);
Error Duplicate(std::string reason, std::string message);
Error Precondition(std::string reason, std::string message);
Error Stale(std::string reason, std::string message);
Error Overloaded(std::string reason, std::string message);
Error Unavailable(std::string reason, std::string message);
Error Internal(std::string reason, std::string message);

}  // namespace ttg
