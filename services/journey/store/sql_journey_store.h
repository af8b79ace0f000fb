#pragma once

#include <vector>

#include "journey/app/ports.h"
#include "platform/store/migrations.h"
#include "platform/store/session.h"

namespace ttg::journey {

// The schema of the read model.
std::vector<store::Migration> Migrations();

// The read model in SQL; bound to one transaction.
class SqlJourneyStore final : public JourneyStore {
 public:
  explicit SqlJourneyStore(store::Session& session) : session_(session) {}

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
  Result<std::vector<Effect>> EffectsOf(const EventId& cause, const std::string& context);

  store::Session& session_;
};

}  // namespace ttg::journey
