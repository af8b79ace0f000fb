#include "release/domain/ownership/reallocation.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <tuple>

#include <fmt/format.h>

namespace ttg::release {
namespace {

Workload With(const Workload& has, int points) {
  return {has.cases + 1, has.points + points, has.available_points};
}

bool IsBetter(const Receiver& one, const Receiver& other, int points) {
  const Workload mine = With(one.has, points);
  const Workload theirs = With(other.has, points);
  if (theirs.IsFullerThan(mine)) return true;
  if (mine.IsFullerThan(theirs)) return false;
  return std::tie(one.has.cases, one.worker) < std::tie(other.has.cases, other.worker);
}

// The cases' places, the heaviest first and then by id.
std::vector<std::size_t> HeaviestFirst(const std::vector<OwnedCase>& cases) {
  std::vector<std::size_t> order(cases.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&cases](std::size_t a, std::size_t b) {
    return std::tie(cases[b].points, cases[a].person) < std::tie(cases[a].points, cases[b].person);
  });
  return order;
}

// FNV-1a: the same everywhere. It tells plans apart and keeps no secret.
std::uint64_t Mix(std::uint64_t hash, const std::string& text) {
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  }
  return hash;
}

}  // namespace

ReallocationPlan PlanReallocation(const std::vector<OwnedCase>& cases,
                                  std::vector<Receiver> receivers) {
  std::vector<std::size_t> taker(cases.size());
  for (const std::size_t at : HeaviestFirst(cases)) {
    const int points = cases[at].points;
    const auto best = std::min_element(receivers.begin(), receivers.end(),
                                       [points](const Receiver& one, const Receiver& other) {
                                         return IsBetter(one, other, points);
                                       });
    best->has = With(best->has, points);
    taker[at] = static_cast<std::size_t>(best - receivers.begin());
  }
  ReallocationPlan plan;
  plan.given.reserve(cases.size());
  for (std::size_t at = 0; at < cases.size(); ++at) {
    plan.given.push_back({cases[at].person, receivers[taker[at]].worker, cases[at].points});
  }
  plan.receivers = std::move(receivers);
  return plan;
}

std::string FingerprintOf(const ReallocationPlan& plan) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const GivenCase& one : plan.given) {
    hash = Mix(hash, fmt::format("{} {} {}\n", one.person.str(), one.to.str(), one.points));
  }
  return fmt::format("{:016x}", hash);
}

}  // namespace ttg::release
