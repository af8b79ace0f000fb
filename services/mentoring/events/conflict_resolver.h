#pragma once

#include <functional>
#include <memory>

#include "kernel/call_context.h"
#include "mentoring/app/ports.h"
#include "mentoring/app/release_directory.h"
#include "platform/store/database.h"

namespace ttg::mentoring {

using BindStore =
    std::function<std::unique_ptr<MentoringStore>(store::Session&, const CallContext&)>;

// The context of what this service does by itself, on no event's account.
CallContext OwnContext();

// Looks up the prison numbers of mentors' conflicts that nobody had so far. Runs before people who
// are new here are applied, so that a conflict is known before its person can be matched, and now
// and then, for what an import left unresolved.
class ConflictResolver {
 public:
  ConflictResolver(store::Database& database, BindStore bind, ReleaseDirectory& directory);

  // Does nothing where nothing is open. Never call it from a database thread.
  Result<void> Run() const;

 private:
  store::Database& database_;
  const BindStore bind_;
  ReleaseDirectory& directory_;
};

}  // namespace ttg::mentoring
