#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "kernel/call_context.h"
#include "kernel/date.h"
#include "kernel/result.h"
#include "platform/intake/import.h"
#include "platform/store/session.h"

namespace ttg::intake {

// Which run: the same file with the same as-of time is the same run.
struct RunKey {
  std::string kind;
  std::string sha256;
  Instant as_of;
};

// Where a run stands when it is taken up.
struct RunStart {
  // Who holds the run: a later start takes it over.
  std::int64_t attempt = 0;
  // Rows that start on this line or before it are in; 0: none.
  std::int64_t applied_through_line = 0;
  // What the database refused among those, by line; without the values.
  std::map<std::int64_t, std::vector<Finding>> refusals;
};

// Takes the run up: makes it, or goes on with one that stopped, or starts a finished one again.
Result<RunStart> StartRun(store::Session& session, const RunKey& key, const std::string& file_name,
                          const ActorId& actor, Instant now);

// One row that the database refused.
struct Refusal {
  std::int64_t line = 0;
  std::vector<Finding> findings;
};

// In the transaction of a group: moves the run on and keeps what was refused.
// Errors: Stale / IMPORT_TAKEN_OVER, if the run was started again meanwhile.
Result<void> AdvanceRun(store::Session& session, const RunKey& key, std::int64_t attempt,
                        std::int64_t through_line, std::int64_t rows,
                        const std::vector<Refusal>& refusals);

// Marks the run finished and forgets its refusals. Errors: Stale / IMPORT_TAKEN_OVER.
Result<void> FinishRun(store::Session& session, const RunKey& key, std::int64_t attempt,
                       Instant now);

}  // namespace ttg::intake
