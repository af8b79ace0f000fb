#pragma once

#include <utility>

#include <tl/expected.hpp>

#include "kernel/error.h"

namespace ttg {

// Every fallible function returns one; we throw no exceptions of our own. The alias becomes
// std::expected when the compiler has it.
template <typename T>
using Result = tl::expected<T, Error>;

}  // namespace ttg

#define TTG_CONCAT_INNER(a, b) a##b
#define TTG_CONCAT(a, b) TTG_CONCAT_INNER(a, b)

// TTG_TRY(auto value, Compute()): declares `value`, or returns the error from this function.
#define TTG_TRY(declaration, ...) \
  TTG_TRY_IMPL(TTG_CONCAT(ttg_try_, __LINE__), declaration, __VA_ARGS__)
#define TTG_TRY_IMPL(temporary, declaration, ...)      \
  auto temporary = (__VA_ARGS__);                      \
  if (!temporary) return std::move(temporary).error(); \
  declaration = *std::move(temporary)

// TTG_RETURN_IF_ERROR(Check()): returns the error of a Result from this function, if it has one.
#define TTG_RETURN_IF_ERROR(...)                        \
  do {                                                  \
    if (auto ttg_result = (__VA_ARGS__); !ttg_result) { \
      return std::move(ttg_result).error();             \
    }                                                   \
  } while (false)
