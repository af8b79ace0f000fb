#pragma once

#include <string_view>
#include <vector>

#include "kernel/call_context.h"
#include "platform/store/session.h"
#include "release/app/merges/ports.h"

namespace ttg::release {

// The merges over SQLite and PostgreSQL, for one transaction and one caller.
class SqlMergeStore final : public MergeStore {
 public:
  // What it refers to outlives it.
  SqlMergeStore(store::Session& session, const CallContext& call)
      : session_(session), call_(call) {}

  Result<PersonMerge> Find(const MergeId& id) override;
  Result<std::vector<PersonMerge>> List(const MergeQuery& query) override;
  Result<std::optional<MergeId>> LatestOf(const PersonId& survivor) override;
  Result<std::vector<MovementId>> MovementsOf(const MergeId& merge) override;
  Result<PersonMerge> Add(PersonMerge merge) override;
  Result<PersonMerge> Undo(PersonMerge merge) override;

 private:
  // Those for which `rest`, all that follows the joined tables, holds.
  Result<std::vector<PersonMerge>> Select(std::string_view rest, const store::Binds& binds);

  store::Session& session_;
  const CallContext& call_;
};

}  // namespace ttg::release
