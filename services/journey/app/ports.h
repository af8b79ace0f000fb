#pragma once

#include <optional>
#include <string>
#include <vector>

#include "journey/domain/board.h"
#include "journey/domain/pathway.h"
#include "journey/domain/ripple.h"
#include "kernel/call_context.h"
#include "kernel/result.h"

namespace ttg::journey {

// Where a list goes on: after the row with these two sort keys.
struct After {
  std::string first;
  std::string second;
};

struct BoardQuery {
  Date from;
  Date to;
  std::optional<PrisonId> prison;
  std::optional<DeliveryUnit> delivery_unit;
  std::optional<ActorId> owner;
  std::optional<After> after;  // release date, person id
  int limit = 100;
};

struct RippleQuery {
  std::optional<PersonId> person;
  bool open_only = false;
  std::optional<After> after;  // changed at, cause
  int limit = 100;
};

// The read model, in one transaction. What is projected twice is the caller's fault: events come
// exactly once (platform/messaging).
class JourneyStore {
 public:
  virtual ~JourneyStore() = default;

  // Makes the person's line or changes the named parts of it.
  virtual Result<void> ChangePerson(const PersonChange& change) = 0;

  virtual Result<std::vector<Thing>> ThingsOf(const PersonId& person, Pathway pathway) = 0;
  virtual Result<void> SaveThing(const PersonId& person, const Thing& thing) = 0;
  virtual Result<void> RemoveThing(const PersonId& person, Pathway pathway,
                                   const std::string& id) = 0;
  virtual Result<void> ShowPathway(const PersonId& person, Pathway pathway, PathwayState state) = 0;

  virtual Result<void> AddEntry(const TimelineEntry& entry) = 0;

  // Answers may come before the change itself: streams are read independently.
  virtual Result<void> AddRipple(const Ripple& ripple, bool open) = 0;
  virtual Result<void> AddAnswer(const EventId& cause, const Answer& answer) = 0;
  virtual Result<void> Acknowledge(const EventId& cause, const std::string& context,
                                   const std::string& by, Instant at) = 0;
  virtual Result<std::vector<Answer>> AnswersTo(const EventId& cause) = 0;
  virtual Result<void> ShowRipple(const EventId& cause, bool open) = 0;

  // Errors: NotFound / PERSON_NOT_FOUND, also for somebody outside `scope`.
  virtual Result<void> RequirePerson(const Scope& scope, const PersonId& person) = 0;
  // In order of time; `after` is (occurred at, event id).
  virtual Result<std::vector<TimelineEntry>> Timeline(const PersonId& person,
                                                      const std::optional<After>& after,
                                                      int limit) = 0;
  // Soonest first.
  virtual Result<std::vector<BoardLine>> Board(const Scope& scope, const BoardQuery& query) = 0;
  // Newest first, without their answers.
  virtual Result<std::vector<Ripple>> Ripples(const Scope& scope, const RippleQuery& query) = 0;
};

}  // namespace ttg::journey
