#pragma once

#include <optional>
#include <string_view>

namespace ttg::release {

// The closed sets of this topic, in the order of the contract. ToString gives the code that tables
// and files use, the Parse functions read it.

// What a job over many people does (domain A7).
enum class BulkChangeKind {
  kTranche,
  kCalendar,
};

// PREPARING → PREPARED → RUNNING ⇄ STOPPED → FINISHED; or DISCARDED before it ran.
enum class BulkChangeState {
  kPreparing,
  kPrepared,
  kRunning,
  kStopped,
  kFinished,
  kDiscarded,
};

// What became of one row.
enum class BulkChangeRowState {
  kPending,
  kApplied,
  kUnchanged,
  kRefused,
};

std::string_view ToString(BulkChangeKind code);
std::optional<BulkChangeKind> ParseBulkChangeKind(std::string_view text);
std::string_view ToString(BulkChangeState code);
std::optional<BulkChangeState> ParseBulkChangeState(std::string_view text);
std::string_view ToString(BulkChangeRowState code);
std::optional<BulkChangeRowState> ParseBulkChangeRowState(std::string_view text);

}  // namespace ttg::release
