#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kernel/id.h"
#include "release/domain/ownership/workload.h"

namespace ttg::release {

// A case that is to find another owner.
struct OwnedCase {
  PersonId person;
  int points = 0;

  friend bool operator==(const OwnedCase&, const OwnedCase&) = default;
};

// Somebody who may take cases, and what they have already.
struct Receiver {
  ActorId worker;
  Workload has;
};

struct GivenCase {
  PersonId person;
  ActorId to;
  int points = 0;

  friend bool operator==(const GivenCase&, const GivenCase&) = default;
};

struct ReallocationPlan {
  // In the order of the cases.
  std::vector<GivenCase> given;
  // As the receivers would be, in their order.
  std::vector<Receiver> receivers;
};

// Gives each case to exactly one receiver so that the fullest stays as empty as possible: the
// heaviest case first, each to whoever is least full with it, then to who has fewest cases, then by
// id. That is within a third of the best there is, and the same input gives the same plan.
// `receivers` is not empty, and each has available points.
ReallocationPlan PlanReallocation(const std::vector<OwnedCase>& cases,
                                  std::vector<Receiver> receivers);

// Says whether two plans are one. 16 hexadecimal digits.
std::string FingerprintOf(const ReallocationPlan& plan);

}  // namespace ttg::release
