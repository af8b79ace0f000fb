#pragma once

#include "accommodation/app/ports.h"

namespace ttg::accommodation {

// The owner has seen what one moved release day did to the bed (domain B8).
class AcknowledgeReleaseDay {
 public:
  struct Command {
    PersonId person;
    EventId cause;
  };

  explicit AcknowledgeReleaseDay(Surroundings around) : around_(around) {}

  // Errors: NotFound / PERSON_NOT_FOUND, RELEASE_DAY_CHANGE_UNKNOWN;
  // Precondition / ALREADY_ACKNOWLEDGED, NOTHING_TO_ACKNOWLEDGE.
  Result<AnsweredReleaseDay> operator()(AccommodationStore& store, const CallContext& call,
                                        const Command& command) const;

 private:
  Surroundings around_;
};

}  // namespace ttg::accommodation
