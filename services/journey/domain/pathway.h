#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/id.h"

namespace ttg::journey {

// What a person needs at the gate.
enum class Pathway { kBed, kJob, kMentor };

// How far it has come.
enum class PathwayState {
  kNone,
  kInProgress,  // offered, proposed: not yet certain
  kConfirmed,   // certain: a bed confirmed, a start agreed, a match accepted by both
  kAtRisk,      // it can no longer go ahead as planned: somebody has to decide
  kDone,        // arrived, started, met at the gate
};

std::string_view ToString(Pathway pathway);
std::string_view ToString(PathwayState state);
// Reads what ToString writes.
std::optional<PathwayState> ParsePathwayState(std::string_view text);

// One placement, job or match as the board sees it.
struct Thing {
  Pathway pathway = Pathway::kBed;
  std::string id;
  PathwayState progress = PathwayState::kInProgress;
  bool at_risk = false;

  friend bool operator==(const Thing&, const Thing&) = default;
};

// What one event says about a thing. Absent parts stay as they are.
struct ThingChange {
  Pathway pathway = Pathway::kBed;
  std::string id;
  std::optional<PathwayState> progress;
  std::optional<bool> at_risk;
  // Declined, cancelled, ended, departed: it no longer counts.
  bool gone = false;
};

// `before` (or a new thing) after `change`; nothing where it is gone.
std::optional<Thing> Apply(const std::optional<Thing>& before, const ThingChange& change);

// The one state that the board shows for all things of one pathway: a risk outranks everything,
// because it is what somebody has to act on.
PathwayState Summarise(const std::vector<Thing>& things);

}  // namespace ttg::journey
