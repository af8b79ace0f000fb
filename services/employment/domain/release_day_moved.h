#pragma once

#include <vector>

#include "employment/domain/job.h"

namespace ttg::employment {

// What follows when the day from which a person's check-ins count has changed (domain C6).
struct Followed {
  // What to announce: of the check-ins first, then of the jobs.
  std::vector<EmploymentEvent> events;
  std::vector<DayEffect> effects;
};

// Moves the check-ins with `person`'s day and compares each agreed start with it. Changes `person`
// and `jobs` in place.
Followed FollowReleaseDay(Person& person, std::vector<Job>& jobs);

// The answer that one ReleaseDayChanged gets. An owner has to acknowledge where a start is at
// risk, or where a status was recorded for a check-in that has moved.
EmploymentReleaseDayAnswered Answer(const PersonId& person, const EventId& cause,
                                    const std::vector<DayEffect>& effects, bool status_recorded);

// An answer as it stands, and whether its owner has seen it.
class ReleaseDayAnswer {
 public:
  struct Snapshot {
    EmploymentReleaseDayAnswered answered;
    Instant answered_at;
    std::optional<ActorId> acknowledged_by;
    std::optional<Instant> acknowledged_at;
  };

  static ReleaseDayAnswer Restore(Snapshot stored) { return ReleaseDayAnswer(std::move(stored)); }

  const Snapshot& snapshot() const { return data_; }

  // Errors: Precondition / ALREADY_ACKNOWLEDGED.
  Result<EmploymentReleaseDayAcknowledged> Acknowledge(const ActorId& by, Instant at);

 private:
  explicit ReleaseDayAnswer(Snapshot data) : data_(std::move(data)) {}

  Snapshot data_;
};

}  // namespace ttg::employment
