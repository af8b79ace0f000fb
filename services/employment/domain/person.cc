#include "employment/domain/person.h"

namespace ttg::employment {

std::optional<CheckInsScheduled> Person::ScheduleCheckIns() {
  std::optional<CheckInDays> days;
  if (const auto from = CountsFrom()) days = CheckInsAfter(*from);
  if (days == check_ins) return std::nullopt;
  check_ins = days;
  ++check_ins_version;
  return CheckInsScheduled{.person = id, .days = days, .version = check_ins_version};
}

bool Person::LearnRightToWork(RightToWork answer, std::int64_t version) {
  if (version <= profile_version) return false;
  right_to_work = answer;
  profile_version = version;
  return true;
}

Person UnknownPerson(const PersonId& id) {
  return {.id = id,
          .release_day = {},
          .released_on = {},
          .prison = {},
          .delivery_unit = {},
          .owner = {},
          .right_to_work = RightToWork::kUnanswered,
          .profile_version = 0,
          .check_ins = {},
          .check_ins_version = 0};
}

}  // namespace ttg::employment
