#include "accommodation/store/person_rows.h"

#include <utility>

namespace ttg::accommodation {
namespace {

Error RowMalformed() {
  return Internal("ROW_MALFORMED", "a stored profile has a value that is not known");
}

Result<std::optional<Sensitive<MatchProfile>>> ReadProfile(store::Session& session,
                                                           const PersonId& id) {
  using Text = std::optional<std::string>;
  TTG_TRY(const auto row,
          session.QueryOne<std::string, Date, Text, Text, Text, int, int, int, std::optional<int>,
                           std::optional<int>>(
              "SELECT sex, date_of_birth, arson_risk, sexual_risk_to_adults, "
              "sexual_risk_to_children, needs_ground_floor, needs_wheelchair_access, "
              "needs_single_occupancy, home_easting, home_northing "
              "FROM person_profile WHERE person_id = :id",
              {{"id", id}}));
  if (!row) return std::optional<Sensitive<MatchProfile>>();
  MatchProfile profile;
  TTG_TRY(profile.sex, ReadSex(std::get<0>(*row)));
  profile.date_of_birth = std::get<1>(*row);
  TTG_TRY(profile.arson_risk, ReadAnswer(std::get<2>(*row)));
  TTG_TRY(profile.sexual_risk_to_adults, ReadAnswer(std::get<3>(*row)));
  TTG_TRY(profile.sexual_risk_to_children, ReadAnswer(std::get<4>(*row)));
  profile.needs_ground_floor = std::get<5>(*row) != 0;
  profile.needs_wheelchair_access = std::get<6>(*row) != 0;
  profile.needs_single_occupancy = std::get<7>(*row) != 0;
  if (std::get<8>(*row) && std::get<9>(*row)) {
    profile.home_area = GridPoint{*std::get<8>(*row), *std::get<9>(*row)};
  }
  // Whoever recorded it: both ways.
  TTG_TRY(const auto others,
          session.Query<PersonId>(
              "SELECT other_person_id FROM person_must_not_live_with WHERE person_id = :id "
              "UNION SELECT person_id FROM person_must_not_live_with WHERE other_person_id = :same",
              {{"id", id}, {"same", id}}));
  for (const auto& [other] : others) profile.must_not_live_with.insert(other);
  return std::optional(Sensitive(std::move(profile)));
}

Result<void> WriteProfile(store::Session& session, const PersonId& id,
                          const MatchProfile& profile) {
  const auto& home = profile.home_area;
  TTG_RETURN_IF_ERROR(session.Execute(
      "INSERT INTO person_profile (person_id, sex, date_of_birth, arson_risk, "
      "sexual_risk_to_adults, sexual_risk_to_children, needs_ground_floor, "
      "needs_wheelchair_access, needs_single_occupancy, home_easting, home_northing) "
      "VALUES (:id, :sex, :born, :arson, :adults, :children, :ground, :wheelchair, :single, "
      ":easting, :northing) ON CONFLICT (person_id) DO UPDATE SET sex = excluded.sex, "
      "date_of_birth = excluded.date_of_birth, arson_risk = excluded.arson_risk, "
      "sexual_risk_to_adults = excluded.sexual_risk_to_adults, "
      "sexual_risk_to_children = excluded.sexual_risk_to_children, "
      "needs_ground_floor = excluded.needs_ground_floor, "
      "needs_wheelchair_access = excluded.needs_wheelchair_access, "
      "needs_single_occupancy = excluded.needs_single_occupancy, "
      "home_easting = excluded.home_easting, home_northing = excluded.home_northing",
      {{"id", id},
       {"sex", ToText(profile.sex)},
       {"born", profile.date_of_birth},
       {"arson", ToText(profile.arson_risk)},
       {"adults", ToText(profile.sexual_risk_to_adults)},
       {"children", ToText(profile.sexual_risk_to_children)},
       {"ground", profile.needs_ground_floor},
       {"wheelchair", profile.needs_wheelchair_access},
       {"single", profile.needs_single_occupancy},
       {"easting", home ? std::optional(home->easting) : std::nullopt},
       {"northing", home ? std::optional(home->northing) : std::nullopt}}));
  TTG_RETURN_IF_ERROR(session.Execute(
      "DELETE FROM person_must_not_live_with WHERE person_id = :id OR other_person_id = :same",
      {{"id", id}, {"same", id}}));
  for (const PersonId& other : profile.must_not_live_with) {
    TTG_RETURN_IF_ERROR(session.Execute(
        "INSERT INTO person_must_not_live_with (person_id, other_person_id) VALUES (:id, :other)",
        {{"id", id}, {"other", other}}));
  }
  return {};
}

}  // namespace

std::string ToText(Sex sex) { return sex == Sex::kMale ? "M" : "F"; }

std::optional<std::string> ToText(const std::optional<Answer>& answer) {
  if (!answer) return std::nullopt;
  return *answer == Answer::kYes ? "YES" : "NO";
}

Result<Sex> ReadSex(const std::string& text) {
  if (text == "M") return Sex::kMale;
  if (text == "F") return Sex::kFemale;
  return RowMalformed();
}

Result<std::optional<Answer>> ReadAnswer(const std::optional<std::string>& text) {
  if (!text) return std::optional<Answer>();
  if (*text == "YES") return std::optional(Answer::kYes);
  if (*text == "NO") return std::optional(Answer::kNo);
  return RowMalformed();
}

Result<std::optional<Person>> ReadPerson(store::Session& session, const PersonId& id) {
  TTG_TRY(
      const auto row,
      session.QueryOne<std::optional<PrisonId>, std::optional<DeliveryUnit>, std::optional<ActorId>,
                       std::optional<Date>, std::optional<Date>, std::int64_t, std::int64_t>(
          "SELECT prison_id, delivery_unit, owner_id, release_date, released_on, "
          "profile_version, announced FROM person WHERE person_id = :id",
          {{"id", id}}));
  if (!row) return std::optional<Person>();
  TTG_TRY(auto profile, ReadProfile(session, id));
  return std::optional(Person{
      .id = id,
      .prison = std::get<0>(*row),
      .delivery_unit = std::get<1>(*row),
      .owner = std::get<2>(*row),
      .release_day = std::get<3>(*row),
      .released_on = std::get<4>(*row),
      .profile_version = std::get<5>(*row),
      .profile = std::move(profile),
      .announced = std::get<6>(*row),
  });
}

Result<void> WritePerson(store::Session& session, const Person& person) {
  TTG_RETURN_IF_ERROR(session.Execute(
      "INSERT INTO person (person_id, prison_id, delivery_unit, owner_id, release_date, "
      "released_on, profile_version, announced) VALUES (:id, :prison, :unit, :owner, :release, "
      ":released, :version, :announced) ON CONFLICT (person_id) DO UPDATE SET "
      "prison_id = excluded.prison_id, delivery_unit = excluded.delivery_unit, "
      "owner_id = excluded.owner_id, release_date = excluded.release_date, "
      "released_on = excluded.released_on, profile_version = excluded.profile_version, "
      "announced = excluded.announced",
      {{"id", person.id},
       {"prison", person.prison},
       {"unit", person.delivery_unit},
       {"owner", person.owner},
       {"release", person.release_day},
       {"released", person.released_on},
       {"version", person.profile_version},
       {"announced", person.announced}}));
  if (!person.profile) return {};
  return WriteProfile(session, person.id, person.profile->Reveal());
}

}  // namespace ttg::accommodation
