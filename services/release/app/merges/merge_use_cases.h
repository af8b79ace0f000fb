#pragma once

#include "release/app/merges/merge_people.h"
#include "release/app/merges/unmerge_people.h"

namespace ttg::release {

// Everything that is done about two numbers of one person. What it is given outlives it.
struct MergeUseCases {
  MergeUseCases(const Clock& clock, const Calendar& calendar, IdSource& ids)
      : merge(clock, calendar, ids), unmerge(clock, calendar) {}
  MergeUseCases(const MergeUseCases&) = delete;
  MergeUseCases& operator=(const MergeUseCases&) = delete;

  MergePeople merge;
  UnmergePeople unmerge;
};

}  // namespace ttg::release
