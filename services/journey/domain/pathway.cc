#include "journey/domain/pathway.h"

#include <array>

namespace ttg::journey {
namespace {

constexpr std::array kStates = {PathwayState::kNone, PathwayState::kInProgress,
                                PathwayState::kConfirmed, PathwayState::kAtRisk,
                                PathwayState::kDone};

// Which state hides which on the board.
int Rank(PathwayState state) {
  switch (state) {
    case PathwayState::kNone:
      return 0;
    case PathwayState::kInProgress:
      return 1;
    case PathwayState::kConfirmed:
      return 2;
    case PathwayState::kDone:
      return 3;
    case PathwayState::kAtRisk:
      return 4;
  }
  return 0;
}

}  // namespace

std::string_view ToString(Pathway pathway) {
  switch (pathway) {
    case Pathway::kBed:
      return "BED";
    case Pathway::kJob:
      return "JOB";
    case Pathway::kMentor:
      return "MENTOR";
  }
  return "";
}

std::string_view ToString(PathwayState state) {
  switch (state) {
    case PathwayState::kNone:
      return "NONE";
    case PathwayState::kInProgress:
      return "IN_PROGRESS";
    case PathwayState::kConfirmed:
      return "CONFIRMED";
    case PathwayState::kAtRisk:
      return "AT_RISK";
    case PathwayState::kDone:
      return "DONE";
  }
  return "";
}

std::optional<PathwayState> ParsePathwayState(std::string_view text) {
  for (const PathwayState state : kStates) {
    if (ToString(state) == text) return state;
  }
  return std::nullopt;
}

std::optional<Thing> Apply(const std::optional<Thing>& before, const ThingChange& change) {
  if (change.gone) return std::nullopt;
  Thing after = before.value_or(Thing{.pathway = change.pathway, .id = change.id});
  after.progress = change.progress.value_or(after.progress);
  after.at_risk = change.at_risk.value_or(after.at_risk);
  return after;
}

PathwayState Summarise(const std::vector<Thing>& things) {
  PathwayState shown = PathwayState::kNone;
  for (const Thing& thing : things) {
    const PathwayState state = thing.at_risk ? PathwayState::kAtRisk : thing.progress;
    if (Rank(state) > Rank(shown)) shown = state;
  }
  return shown;
}

}  // namespace ttg::journey
