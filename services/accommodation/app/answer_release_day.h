#pragma once

#include <optional>

#include "accommodation/app/ports.h"

namespace ttg::accommodation {

// Moves a person's plans with their release day, or puts them at risk, and answers the change once
// (domain B8).
class AnswerReleaseDay {
 public:
  struct Command {
    PersonId person;
    std::optional<Date> release_day;
    EventId cause;
  };

  explicit AnswerReleaseDay(Surroundings around) : around_(around) {}

  // Nothing happens for a cause that is answered already.
  // Errors: Precondition / PERSON_UNKNOWN, while ReleaseScheduled has not come.
  Result<void> operator()(AccommodationStore& store, const Command& command) const;

 private:
  Result<std::optional<ReleaseDayEffect>> Follow(AccommodationStore& store, const Person& person,
                                                 Placement& plan, Date today) const;
  Result<std::vector<ReleaseDayEffect>> FollowAll(AccommodationStore& store,
                                                  const Person& person) const;

  Surroundings around_;
};

}  // namespace ttg::accommodation
