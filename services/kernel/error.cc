#include "kernel/error.h"

#include <utility>

namespace ttg {
namespace {

Error Make(ErrorKind kind, std::string reason, std::string message) {
  return Error{kind, std::move(reason), std::move(message), {}};
}

}  // namespace

std::string_view ToString(ErrorKind kind) {
  switch (kind) {  // no default: a new kind must be named here to compile
    case ErrorKind::kInvalid:
      return "INVALID";
    case ErrorKind::kUnauthenticated:
      return "UNAUTHENTICATED";
    case ErrorKind::kForbidden:
      return "FORBIDDEN";
    case ErrorKind::kNotFound:
      return "NOT_FOUND";
    case ErrorKind::kDuplicate:
      return "DUPLICATE";
    case ErrorKind::kPrecondition:
      return "PRECONDITION";
    case ErrorKind::kStale:
      return "STALE";
    case ErrorKind::kOverloaded:
      return "OVERLOADED";
    case ErrorKind::kUnavailable:
      return "UNAVAILABLE";
    case ErrorKind::kInternal:
      return "INTERNAL";
  }
  return "INTERNAL";
}

Error Invalid(std::string reason, std::string message) {
  return Make(ErrorKind::kInvalid, std::move(reason), std::move(message));
}

Error InvalidField(std::string field, std::string reason, std::string message) {
  Error error = Make(ErrorKind::kInvalid, reason, message);
  error.violations.push_back({std::move(field), std::move(reason), std::move(message)});
  return error;
}

Error Unauthenticated(std::string reason, std::string message) {
  return Make(ErrorKind::kUnauthenticated, std::move(reason), std::move(message));
}

Error Forbidden(std::string reason, std::string message) {
  return Make(ErrorKind::kForbidden, std::move(reason), std::move(message));
}

Error NotFound(std::string reason, std::string message) {
  return Make(ErrorKind::kNotFound, std::move(reason), std::move(message));
}

Error Duplicate(std::string reason, std::string message) {
  return Make(ErrorKind::kDuplicate, std::move(reason), std::move(message));
}

Error Precondition(std::string reason, std::string message) {
  return Make(ErrorKind::kPrecondition, std::move(reason), std::move(message));
}

Error Stale(std::string reason, std::string message) {
  return Make(ErrorKind::kStale, std::move(reason), std::move(message));
}

Error Overloaded(std::string reason, std::string message) {
  return Make(ErrorKind::kOverloaded, std::move(reason), std::move(message));
}

Error Unavailable(std::string reason, std::string message) {
  return Make(ErrorKind::kUnavailable, std::move(reason), std::move(message));
}

Error Internal(std::string reason, std::string message) {
  return Make(ErrorKind::kInternal, std::move(reason), std::move(message));
}

}  // namespace ttg
