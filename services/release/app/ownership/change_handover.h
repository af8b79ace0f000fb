#pragma once

#include <cstdint>
#include <functional>

#include "kernel/call_context.h"
#include "kernel/clock.h"
#include "kernel/result.h"
#include "release/app/ownership/ports.h"
#include "release/app/ports.h"

namespace ttg::release {

// Both stores of one transaction.
struct OwnershipStores {
  ReleaseStore& people;
  OwnershipStore& ownership;
};

// What a command on a handover leaves behind.
struct HandedOver {
  HandoverView view;
  Person person;
};

// Which handover a command is about, and the version that its caller last read.
struct HandoverTarget {
  HandoverId handover;
  std::int64_t expected_version = 0;
};

// What every command on a handover shares: load → etag → rule → store, for the handover and its
// person together.
class ChangeHandover {
 public:
  struct Ended {
    HandoverEnded event;
    Changes changes;
  };
  // Refuses, or changes both and says how.
  using Rule = std::function<Result<Ended>(const HandoverView&, Handover&, Person&, const Act&)>;

  explicit ChangeHandover(const Clock& clock) : clock_(clock) {}

  // Errors: NotFound / HANDOVER_NOT_FOUND, Stale / HANDOVER_CHANGED, and the rule's.
  Result<HandedOver> operator()(const OwnershipStores& stores, const CallContext& call,
                                const HandoverTarget& target, const Rule& rule) const;
  // The same for a handover that has been read.
  Result<HandedOver> Apply(const OwnershipStores& stores, const CallContext& call,
                           HandoverView view, const Rule& rule) const;

 private:
  const Clock& clock_;
};

}  // namespace ttg::release
