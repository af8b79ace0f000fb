#include "release/app/dates/ports.h"

#include <tuple>

namespace ttg::release {

bool ComesBefore(const UrgentTask& one, const UrgentTask& other) {
  return std::tie(one.since, one.person.str(), one.warning) <
         std::tie(other.since, other.person.str(), other.warning);
}

bool ComesAfter(const UrgentTask& task, const UrgentTaskCursor& cursor) {
  return std::tie(task.since, task.person.str(), task.warning) >
         std::tie(cursor.since, cursor.person, cursor.warning);
}

}  // namespace ttg::release
