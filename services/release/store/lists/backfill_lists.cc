#include "release/store/lists/backfill_lists.h"

#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "release/domain/lists/list_facts.h"
#include "release/domain/person.h"
#include "release/domain/search_text.h"
#include "release/store/columns.h"
#include "release/store/load_people.h"

namespace ttg::release {
namespace {

constexpr int kPeopleAtOnce = 200;

Result<void> Rewrite(store::Session& session, Person person, const WorkingDays& calendar,
                     Date today) {
  person.RefreshTimetable(today, calendar);
  const Person::Snapshot& data = person.snapshot();
  const Profile& profile = data.profile;
  const auto& due = data.release_day.due;
  TTG_RETURN_IF_ERROR(session.Execute(
      "UPDATE person SET name_key = :name_key, given_key = :given_key, nfa_risk = :nfa_risk, "
      "due_friday = :due_friday, anchor_on = :anchor, anchor_known_on = :known_on, "
      "former_anchor_on "
      "= :former, next_due_on = :next, planned_due_on = :planned WHERE person_id = :person",
      {{"name_key", NameKey(profile.family_name.Reveal(), profile.given_names.Reveal())},
       {"given_key", FoldForSearch(profile.given_names.Reveal())},
       {"nfa_risk", IsAtRiskOfNoFixedAbode(data) ? 1 : 0},
       {"due_friday", due && IsFridayOrPreHoliday(due->date, calendar) ? 1 : 0},
       {"anchor", data.timetable.notice.anchor},
       {"known_on", data.timetable.notice.known_on},
       {"former", data.timetable.notice.former},
       {"next", data.timetable.due.next},
       {"planned", data.timetable.due.planned},
       {"person", data.id}}));
  return {};
}

// How many it has written.
Result<std::size_t> RewriteSome(store::Session& session, const WorkingDays& calendar, Date today) {
  TTG_TRY(auto people,
          LoadPeople(session,
                     fmt::format("person_id IN (SELECT person_id FROM person WHERE given_key IS "
                                 "NULL LIMIT {})",
                                 kPeopleAtOnce),
                     {}));
  for (auto& [id, person] : people) {
    TTG_RETURN_IF_ERROR(Rewrite(session, Person::Restore(std::move(person)), calendar, today));
  }
  return people.size();
}

}  // namespace

Result<void> BackfillLists(store::Database& database, const WorkingDays& calendar, Date today) {
  std::size_t written = 0;
  do {
    TTG_RETURN_IF_ERROR(database.WriteAndWait([&](store::Session& session) -> Result<void> {
      TTG_TRY(written, RewriteSome(session, calendar, today));
      return {};
    }));
  } while (written > 0);
  return {};
}

}  // namespace ttg::release
