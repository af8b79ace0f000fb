#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "journey/app/ports.h"

namespace ttg::journey {

// What the fake holds; a copy is a transaction.
struct FakeJourney {
  std::map<std::string, BoardLine> lines;
  std::map<std::tuple<std::string, Pathway, std::string>, Thing> things;
  std::vector<TimelineEntry> entries;
  std::map<std::string, std::pair<Ripple, bool>> ripples;  // and whether it is open
  std::map<std::string, std::map<std::string, Answer>> answers;
};

// The read model in memory, held to the same suite as the SQL (journey_store_contract.cc).
class FakeJourneyStore final : public JourneyStore {
 public:
  explicit FakeJourneyStore(FakeJourney& state) : state_(state) {}

  Result<void> ChangePerson(const PersonChange& change) override;
  Result<std::vector<Thing>> ThingsOf(const PersonId& person, Pathway pathway) override;
  Result<void> SaveThing(const PersonId& person, const Thing& thing) override;
  Result<void> RemoveThing(const PersonId& person, Pathway pathway, const std::string& id) override;
  Result<void> ShowPathway(const PersonId& person, Pathway pathway, PathwayState state) override;
  Result<void> AddEntry(const TimelineEntry& entry) override;
  Result<void> AddRipple(const Ripple& ripple, bool open) override;
  Result<void> AddAnswer(const EventId& cause, const Answer& answer) override;
  Result<void> Acknowledge(const EventId& cause, const std::string& context, const std::string& by,
                           Instant at) override;
  Result<std::vector<Answer>> AnswersTo(const EventId& cause) override;
  Result<void> ShowRipple(const EventId& cause, bool open) override;
  Result<void> RequirePerson(const Scope& scope, const PersonId& person) override;
  Result<std::vector<TimelineEntry>> Timeline(const PersonId& person,
                                              const std::optional<After>& after,
                                              int limit) override;
  Result<std::vector<BoardLine>> Board(const Scope& scope, const BoardQuery& query) override;
  Result<std::vector<Ripple>> Ripples(const Scope& scope, const RippleQuery& query) override;

 private:
  BoardLine& Line(const PersonId& person);

  FakeJourney& state_;
};

}  // namespace ttg::journey
