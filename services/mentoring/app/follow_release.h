#pragma once

#include <optional>

#include "kernel/clock.h"
#include "mentoring/app/ports.h"

namespace ttg::mentoring {

// What mentoring does about what the release service announces. Every reaction is safe to meet
// for a person who is not known yet: it makes the entry.
class FollowRelease {
 public:
  explicit FollowRelease(const Clock& clock) : clock_(clock) {}

  struct Scheduled {
    PersonId person;
    std::optional<Date> release_day;
    std::optional<PrisonId> prison;
    std::optional<DeliveryUnit> delivery_unit;
  };
  Result<void> Schedule(MentoringStore& store, const Scheduled& scheduled) const;

  // The gate meeting moves or is at risk, and the change gets its one answer.
  struct DayChanged {
    PersonId person;
    EventId cause;
    std::optional<Date> release_day;
  };
  Result<void> ChangeDay(MentoringStore& store, const DayChanged& changed) const;

  // The gate meeting was on the day of the release, whatever was planned.
  Result<void> Release(MentoringStore& store, const PersonId& id, Date released_on) const;
  // The release did not happen: the gate meeting is planned again.
  Result<void> Reverse(MentoringStore& store, const PersonId& id,
                       std::optional<Date> release_day) const;

  // The person has died or been deported (domain A8): the match ends, so that nobody is sent to
  // meet them. A match is made again by proposing it, should that be taken back.
  Result<void> EndMatch(MentoringStore& store, const PersonId& id, EndReason reason) const;

  Result<void> ChangePrison(MentoringStore& store, const PersonId& id,
                            std::optional<PrisonId> prison) const;
  Result<void> ChangeArea(MentoringStore& store, const PersonId& id,
                          std::optional<DeliveryUnit> unit) const;
  // An older version than the stored one changes nothing.
  Result<void> ChangeProfile(MentoringStore& store, const PersonId& id,
                             const Profile& profile) const;

 private:
  const Clock& clock_;
};

}  // namespace ttg::mentoring
