#pragma once

#include <cstdint>
#include <functional>

#include "kernel/call_context.h"
#include "kernel/clock.h"
#include "kernel/result.h"
#include "release/app/ports.h"

namespace ttg::release {

// Which person a command is about, and the version that its caller last read.
struct PersonTarget {
  PersonId person;
  std::int64_t expected_version = 0;
};

// What every command on one person shares: load → etag → rule → store. The use cases say the rule.
class ChangePerson {
 public:
  // Refuses, or changes the person and says how. `calendar` is one and the same throughout.
  using Rule = std::function<Result<Changes>(Person&, const Act&, const WorkingDays& calendar)>;

  ChangePerson(const Clock& clock, const Calendar& calendar) : clock_(clock), calendar_(calendar) {}

  // Errors: NotFound / PERSON_NOT_FOUND, Stale / PERSON_CHANGED, and the rule's.
  Result<Person> operator()(ReleaseStore& store, const CallContext& call,
                            const PersonTarget& target, const Rule& rule) const;

 private:
  const Clock& clock_;
  const Calendar& calendar_;
};

}  // namespace ttg::release
