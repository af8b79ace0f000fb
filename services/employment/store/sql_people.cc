#include <fmt/format.h>

#include "employment/store/code_column.h"
#include "employment/store/sql_employment_store.h"
#include "platform/store/caseload_filter.h"

namespace ttg::employment {

namespace {

constexpr std::string_view kColumns =
    "person_id, release_day, released_on, prison_id, delivery_unit, owner_id, right_to_work, "
    "profile_version, check_ins_version";

// The check-ins are a function of the day from which they count: the check_in table serves the
// lists by day and is not read here.
void RestoreCheckIns(Person& person) {
  if (person.check_ins_version == 0) return;
  if (const auto from = person.CountsFrom()) person.check_ins = CheckInsAfter(*from);
}

}  // namespace

Result<std::vector<Person>> SqlEmploymentStore::ReadPeople(const std::string& sql,
                                                           const store::Binds& binds) {
  TTG_TRY(
      const auto rows,
      session_.Query<PersonId, std::optional<Date>, std::optional<Date>, std::optional<PrisonId>,
                     std::optional<DeliveryUnit>, std::optional<ActorId>, RightToWork, std::int64_t,
                     std::int64_t>(sql, binds));
  std::vector<Person> people;
  for (const auto& [id, release_day, released_on, prison, unit, owner, right_to_work,
                    profile_version, check_ins_version] : rows) {
    people.push_back({.id = id,
                      .release_day = release_day,
                      .released_on = released_on,
                      .prison = prison,
                      .delivery_unit = unit,
                      .owner = owner,
                      .right_to_work = right_to_work,
                      .profile_version = profile_version,
                      .check_ins = {},
                      .check_ins_version = check_ins_version});
    RestoreCheckIns(people.back());
  }
  return people;
}

Result<std::optional<Person>> SqlEmploymentStore::FindPerson(const PersonId& id) {
  store::Binds binds{{"id", id}};
  const std::string reach = InReach(binds);
  return First(ReadPeople(
      fmt::format("SELECT {} FROM person p WHERE person_id = :id AND {}", kColumns, reach), binds));
}

Result<std::optional<Person>> SqlEmploymentStore::LockPerson(const PersonId& id) {
  store::Binds binds{{"id", id}};
  const std::string reach = store::CaseloadFilter(call_.scope, "prison_id", "delivery_unit", binds);
  return First(ReadPeople(fmt::format("UPDATE person SET lock_count = lock_count + 1 "
                                      "WHERE person_id = :id AND {} RETURNING {}",
                                      reach, kColumns),
                          binds));
}

Result<void> SqlEmploymentStore::PutPerson(const Person& person) {
  TTG_RETURN_IF_ERROR(session_.Execute(
      "INSERT INTO person (person_id, release_day, released_on, prison_id, delivery_unit, "
      "owner_id, right_to_work, profile_version, check_ins_version) "
      "VALUES (:id, :release_day, :released_on, :prison, :unit, :owner, :right_to_work, "
      ":profile_version, :check_ins_version) "
      "ON CONFLICT (person_id) DO UPDATE SET release_day = excluded.release_day, "
      "released_on = excluded.released_on, prison_id = excluded.prison_id, "
      "delivery_unit = excluded.delivery_unit, owner_id = excluded.owner_id, "
      "right_to_work = excluded.right_to_work, profile_version = excluded.profile_version, "
      "check_ins_version = excluded.check_ins_version",
      {{"id", person.id},
       {"release_day", person.release_day},
       {"released_on", person.released_on},
       {"prison", person.prison},
       {"unit", person.delivery_unit},
       {"owner", person.owner},
       {"right_to_work", ToString(person.right_to_work)},
       {"profile_version", person.profile_version},
       {"check_ins_version", person.check_ins_version}}));
  if (!person.check_ins) {
    TTG_RETURN_IF_ERROR(
        session_.Execute("DELETE FROM check_in WHERE person_id = :id", {{"id", person.id}}));
    return {};
  }
  for (const CheckInKind kind : {CheckInKind::kSixWeeks, CheckInKind::kSixMonths}) {
    TTG_RETURN_IF_ERROR(session_.Execute(
        "INSERT INTO check_in (person_id, kind, due_on) VALUES (:id, :kind, :due_on) "
        "ON CONFLICT (person_id, kind) DO UPDATE SET due_on = excluded.due_on",
        {{"id", person.id}, {"kind", ToString(kind)}, {"due_on", person.check_ins->On(kind)}}));
  }
  return {};
}

}  // namespace ttg::employment
