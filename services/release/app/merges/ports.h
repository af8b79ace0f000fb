#pragma once

#include <optional>
#include <vector>

#include "kernel/result.h"
#include "release/domain/merges/merge.h"

namespace ttg::release {

struct MergeQuery {
  // Absent: anybody.
  std::optional<PersonId> person;
  // The last merge of the page before.
  std::optional<MergeId> before;
  int limit = 100;
};

// Merges of two prison numbers, bound to one transaction and one caller.
//
// Errors of every call: those of store::Session.
class MergeStore {
 public:
  virtual ~MergeStore() = default;

  // Whoever it is about: whoever uses it finds both people in the caller's reach first.
  // Errors: NotFound / MERGE_NOT_FOUND.
  virtual Result<PersonMerge> Find(const MergeId& id) = 0;
  // Those whose survivor is in the caller's reach, newest first.
  virtual Result<std::vector<PersonMerge>> List(const MergeQuery& query) = 0;
  // The newest merge of this survivor that stands.
  virtual Result<std::optional<MergeId>> LatestOf(const PersonId& survivor) = 0;
  // Movements that went over and would go back.
  virtual Result<std::vector<MovementId>> MovementsOf(const MergeId& merge) = 0;

  // Stores it and moves every record of the absorbed person to the survivor. Both people have been
  // saved before. Gives it back with its version.
  virtual Result<PersonMerge> Add(PersonMerge merge) = 0;
  // Stores that it is undone and moves every record back that came by it.
  // Errors: Stale / MERGE_CHANGED.
  virtual Result<PersonMerge> Undo(PersonMerge merge) = 0;
};

Error MergeNotFound();
// The merge has changed since the caller read it.
Error MergeChanged();

}  // namespace ttg::release
