#pragma once

#include <string>

#include <gmock/gmock.h>

#include "kernel/result.h"

namespace ttg::testing {

// Matchers for Result<T>, any T:
//   EXPECT_THAT(plan.Confirm(today, actor), FailsWith("ADDRESS_NOT_VERIFIED"));
//   ASSERT_THAT(store.Save(plan), Succeeded());
//   EXPECT_THAT(store.Count(), SucceededWith(3));

MATCHER(Succeeded, negation ? "fails" : "succeeds") {
  if (arg.has_value()) return true;
  *result_listener << "failed with " << arg.error().reason << ": " << arg.error().message;
  return false;
}

MATCHER_P(SucceededWith, value, "succeeds with " + ::testing::PrintToString(value)) {
  if (arg.has_value()) return ::testing::ExplainMatchResult(value, *arg, result_listener);
  *result_listener << "failed with " << arg.error().reason << ": " << arg.error().message;
  return false;
}

MATCHER_P(FailsWith, reason, "fails with " + std::string(reason)) {
  if (arg.has_value()) {
    *result_listener << "succeeded";
    return false;
  }
  *result_listener << "failed with " << arg.error().reason << ": " << arg.error().message;
  return arg.error().reason == reason;
}

// Also asks for the kind, which decides the gRPC code.
MATCHER_P2(FailsWith, kind, reason,
           "fails with " + std::string(ToString(kind)) + " / " + std::string(reason)) {
  if (arg.has_value()) {
    *result_listener << "succeeded";
    return false;
  }
  *result_listener << "failed with " << ToString(arg.error().kind) << " / " << arg.error().reason;
  return arg.error().kind == kind && arg.error().reason == reason;
}

}  // namespace ttg::testing
