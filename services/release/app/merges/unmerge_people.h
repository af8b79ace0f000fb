#pragma once

#include <cstdint>
#include <string>

#include "release/app/merges/merge_people.h"

namespace ttg::release {

// Undoes a merge: each record goes back to the number that it came from, and what was recorded
// after the merge stays with the survivor (domain A8). Of several merges of one survivor, the
// newest is undone first.
class UnmergePeople {
 public:
  struct Command {
    MergeId merge;
    std::int64_t expected_version = 0;
    std::string reason;
  };

  UnmergePeople(const Clock& clock, const Calendar& calendar)
      : clock_(clock), calendar_(calendar) {}

  // Errors: NotFound / MERGE_NOT_FOUND, Stale / MERGE_CHANGED, Precondition / LATER_MERGE_STANDS,
  // and those of Person::Unmerge.
  Result<MergedPair> operator()(const MergeStores& stores, const CallContext& call,
                                const Command& command) const;

 private:
  const Clock& clock_;
  const Calendar& calendar_;
};

// A merge of two people in the caller's reach. Errors: NotFound / MERGE_NOT_FOUND.
Result<MergedPair> FindMerge(const MergeStores& stores, const MergeId& id);

}  // namespace ttg::release
