#include "mentoring/store/sql_mentoring_store.h"

#include <string>
#include <utility>

#include "mentoring/store/rows.h"
#include "platform/messaging/event_log.h"

namespace ttg::mentoring {
namespace {

Error MatchExists() {
  return Precondition("MATCH_EXISTS",
                      "the person has a live match: end it before proposing another");
}

Error MatchChanged() {
  return Stale("MATCH_CHANGED", "the match has changed since you read it: read it again");
}

Error MentorChanged() {
  return Stale("MENTOR_CHANGED", "the mentor has changed since you read it: read it again");
}

template <typename Enum>
std::optional<std::string> Code(const std::optional<Enum>& value) {
  if (!value) return std::nullopt;
  return std::string(ToString(*value));
}

store::Binds BindsOf(const Match& match) {
  const auto& data = match.snapshot();
  std::optional<Date> meeting_on;
  std::optional<Attendance> attended;
  if (data.gate_meeting) {
    meeting_on = data.gate_meeting->date();
    attended = data.gate_meeting->attended();
  }
  return {{"id", data.facts.match},
          {"person", data.facts.person},
          {"mentor", data.facts.mentor},
          {"state", ToString(data.state)},
          {"by_mentor", data.accepted_by_mentor},
          {"by_person", data.accepted_by_person},
          {"proposed_on", data.proposed_on},
          {"activated_on", data.activated_on},
          {"ended_on", data.ended_on},
          {"decline_reason", Code(data.decline_reason)},
          {"end_reason", Code(data.end_reason)},
          {"as_planned", data.ended_as_planned},
          {"block", Code(data.block)},
          {"meeting_planned", data.gate_meeting.has_value()},
          {"meeting_on", meeting_on},
          {"attended", Code(attended)},
          {"version", data.version}};
}

template <typename T>
std::optional<T> First(std::vector<T> items) {
  if (items.empty()) return std::nullopt;
  return std::move(items.front());
}

std::optional<Mentor> OnlyMentor(std::vector<RosterEntry> roster) {
  if (roster.empty()) return std::nullopt;
  return std::move(roster.front().mentor);
}

}  // namespace

Result<std::optional<Person>> SqlMentoringStore::FindPerson(const PersonId& id) {
  TTG_TRY(
      const auto row,
      (session_.QueryOne<std::optional<PrisonId>, std::optional<DeliveryUnit>, std::optional<Date>,
                         std::optional<Date>, std::optional<std::int64_t>, std::optional<Date>,
                         std::optional<std::string>, std::optional<bool>, std::int64_t>(
          "SELECT prison_id, delivery_unit, release_day, released_on, profile_version, "
          "born_on, sex, same_sex_mentor_only, announced FROM person WHERE person_id = :id",
          {{"id", id}})));
  if (!row) return std::optional<Person>();
  const auto& [prison, unit, release_day, released_on, version, born_on, sex, same_sex, announced] =
      *row;
  Person person{.id = id,
                .prison = prison,
                .delivery_unit = unit,
                .release_day = release_day,
                .released_on = released_on,
                .profile = {},
                .announced = announced};
  if (version) {
    person.profile = Profile{.version = *version,
                             .born_on = born_on,
                             .sex = sex ? ParseSex(*sex) : std::nullopt,
                             .same_sex_mentor_only = same_sex.value_or(true)};
  }
  return std::optional(std::move(person));
}

Result<std::optional<Person>> SqlMentoringStore::LockPerson(const PersonId& id) {
  TTG_RETURN_IF_ERROR(session_.Execute(
      "UPDATE person SET touched = touched + 1 WHERE person_id = :id", {{"id", id}}));
  return FindPerson(id);
}

Result<void> SqlMentoringStore::SavePerson(const Person& person) {
  const auto profile = person.profile.value_or(Profile());
  const auto known = [&person](auto value) {
    return person.profile ? std::optional(value) : std::nullopt;
  };
  TTG_RETURN_IF_ERROR(session_.Execute(
      "INSERT INTO person (person_id, prison_id, delivery_unit, release_day, released_on, "
      "profile_version, born_on, sex, same_sex_mentor_only, announced) VALUES (:id, :prison, "
      ":unit, :release_day, :released_on, :version, :born_on, :sex, :same_sex, :announced) "
      "ON CONFLICT (person_id) DO UPDATE SET prison_id = excluded.prison_id, "
      "delivery_unit = excluded.delivery_unit, release_day = excluded.release_day, "
      "released_on = excluded.released_on, profile_version = excluded.profile_version, "
      "born_on = excluded.born_on, sex = excluded.sex, "
      "same_sex_mentor_only = excluded.same_sex_mentor_only, announced = excluded.announced",
      {{"id", person.id},
       {"prison", person.prison},
       {"unit", person.delivery_unit},
       {"release_day", person.release_day},
       {"released_on", person.released_on},
       {"version", known(profile.version)},
       {"born_on", profile.born_on},
       {"sex", Code(profile.sex)},
       {"same_sex", known(static_cast<std::int64_t>(profile.same_sex_mentor_only))},
       {"announced", person.announced}}));
  return {};
}

Result<std::optional<Mentor>> SqlMentoringStore::FindMentor(const MentorId& id) {
  TTG_TRY(auto roster, LoadMentors(session_, "m.mentor_id = :id", {{"id", id}}, 1));
  return OnlyMentor(std::move(roster));
}

Result<std::optional<Mentor>> SqlMentoringStore::LockMentor(const MentorId& id) {
  TTG_RETURN_IF_ERROR(session_.Execute(
      "UPDATE mentor SET touched = touched + 1 WHERE mentor_id = :id", {{"id", id}}));
  return FindMentor(id);
}

Result<void> SqlMentoringStore::SaveMentor(const Mentor& mentor) {
  const MentorName& name = mentor.name.Reveal();
  const store::Binds binds = {{"id", mentor.id},
                              {"organisation", mentor.organisation},
                              {"family", name.family},
                              {"given", name.given},
                              {"sex", ToString(mentor.sex)},
                              {"kind", ToString(mentor.kind)},
                              {"standing", ToString(mentor.standing)},
                              {"enhanced", mentor.enhanced_clearance_expires_on},
                              {"capacity", mentor.capacity},
                              {"languages", Join(mentor.languages)},
                              {"experience", Join(mentor.lived_experience)},
                              {"checked", mentor.conflicts.checked},
                              {"as_of", mentor.as_of},
                              {"version", mentor.version}};
  constexpr std::string_view kInsert =
      "INSERT INTO mentor (mentor_id, organisation_id, family_name, given_names, sex, kind, "
      "standing, enhanced_clearance_expires_on, capacity, languages, lived_experience, "
      "conflicts_checked, as_of, version) VALUES (:id, :organisation, :family, :given, :sex, "
      ":kind, :standing, :enhanced, :capacity, :languages, :experience, :checked, :as_of, "
      ":version + 1) ON CONFLICT DO NOTHING";
  constexpr std::string_view kUpdate =
      "UPDATE mentor SET organisation_id = :organisation, family_name = :family, "
      "given_names = :given, sex = :sex, kind = :kind, standing = :standing, "
      "enhanced_clearance_expires_on = :enhanced, capacity = :capacity, languages = :languages, "
      "lived_experience = :experience, conflicts_checked = :checked, as_of = :as_of, "
      "version = version + 1 WHERE mentor_id = :id AND version = :version";
  TTG_TRY(const auto changed, session_.Execute(mentor.version == 0 ? kInsert : kUpdate, binds));
  if (changed == 0) return MentorChanged();
  return SaveMentorParts(mentor);
}

Result<void> SqlMentoringStore::SaveMentorParts(const Mentor& mentor) {
  for (const std::string_view sql : {"DELETE FROM mentor_area WHERE mentor_id = :id",
                                     "DELETE FROM mentor_clearance WHERE mentor_id = :id",
                                     "DELETE FROM mentor_conflict WHERE mentor_id = :id",
                                     "DELETE FROM mentor_open_conflict WHERE mentor_id = :id"}) {
    TTG_RETURN_IF_ERROR(session_.Execute(sql, {{"id", mentor.id}}));
  }
  int place = 0;
  for (const DeliveryUnit& unit : mentor.delivery_units) {
    TTG_RETURN_IF_ERROR(session_.Execute(
        "INSERT INTO mentor_area (mentor_id, place, delivery_unit) VALUES (:id, :place, :unit)",
        {{"id", mentor.id}, {"place", place++}, {"unit", unit}}));
  }
  for (const auto& [prison, expires_on] : mentor.clearances) {
    TTG_RETURN_IF_ERROR(session_.Execute(
        "INSERT INTO mentor_clearance (mentor_id, prison_id, expires_on) VALUES (:id, :prison, "
        ":expires_on)",
        {{"id", mentor.id}, {"prison", prison}, {"expires_on", expires_on}}));
  }
  for (const PersonId& person : mentor.conflicts.people) {
    TTG_RETURN_IF_ERROR(
        session_.Execute("INSERT INTO mentor_conflict (mentor_id, person_id) VALUES (:id, :person)",
                         {{"id", mentor.id}, {"person", person}}));
  }
  for (const std::string& number : mentor.conflicts.numbers.Reveal()) {
    TTG_RETURN_IF_ERROR(session_.Execute(
        "INSERT INTO mentor_open_conflict (mentor_id, prison_number) VALUES (:id, :number)",
        {{"id", mentor.id}, {"number", number}}));
  }
  return {};
}

Result<std::vector<RosterEntry>> SqlMentoringStore::Roster() {
  return LoadMentors(session_, "1 = 1", {}, 0);
}

Result<std::vector<Match>> SqlMentoringStore::MatchesWhere(std::string_view condition,
                                                           const store::Binds& binds) {
  const std::string sql = "SELECT " + std::string(kMatchColumns) + " FROM mentor_match m WHERE " +
                          std::string(condition) + " ORDER BY m.match_id";
  return QueryMatches(session_, sql, binds);
}

Result<std::optional<Match>> SqlMentoringStore::FindMatch(const MatchId& id) {
  TTG_TRY(auto matches, MatchesWhere("m.match_id = :id", {{"id", id}}));
  return First(std::move(matches));
}

Result<std::optional<Match>> SqlMentoringStore::LiveMatchOf(const PersonId& person) {
  TTG_TRY(auto matches, MatchesWhere("m.person_id = :person AND m.state IN ('PROPOSED', 'ACTIVE', "
                                     "'SUSPENDED')",
                                     {{"person", person}}));
  return First(std::move(matches));
}

Result<std::vector<Match>> SqlMentoringStore::LiveMatchesOf(const MentorId& mentor) {
  return MatchesWhere("m.mentor_id = :mentor AND m.state IN ('PROPOSED', 'ACTIVE', 'SUSPENDED')",
                      {{"mentor", mentor}});
}

Result<std::set<MentorId>> SqlMentoringStore::FormerMentorsOf(const PersonId& person) {
  TTG_TRY(const auto rows,
          session_.Query<MentorId>("SELECT DISTINCT mentor_id FROM mentor_match WHERE "
                                   "person_id = :person AND state = 'ENDED' AND activated_on IS "
                                   "NOT NULL",
                                   {{"person", person}}));
  std::set<MentorId> former;
  for (const auto& [mentor] : rows) former.insert(mentor);
  return former;
}

Result<void> SqlMentoringStore::SaveMatch(const Match& match) {
  store::Binds binds = BindsOf(match);
  if (match.stored_version() == 0) {
    TTG_TRY(const auto added,
            session_.Execute(
                "INSERT INTO mentor_match (match_id, person_id, mentor_id, state, "
                "accepted_by_mentor, accepted_by_person, proposed_on, activated_on, ended_on, "
                "decline_reason, end_reason, ended_as_planned, block, gate_meeting_planned, "
                "gate_meeting_on, gate_attended, version) VALUES (:id, :person, :mentor, :state, "
                ":by_mentor, :by_person, :proposed_on, :activated_on, :ended_on, :decline_reason, "
                ":end_reason, :as_planned, :block, :meeting_planned, :meeting_on, :attended, "
                ":version) ON CONFLICT DO NOTHING",
                binds));
    if (added == 0) return MatchExists();
    return {};
  }
  std::erase_if(binds, [](const store::Bind& bind) {
    return bind.name == "person" || bind.name == "mentor" || bind.name == "proposed_on";
  });
  binds.emplace_back("stored_version", match.stored_version());
  TTG_TRY(const auto changed,
          session_.Execute(
              "UPDATE mentor_match SET state = :state, accepted_by_mentor = :by_mentor, "
              "accepted_by_person = :by_person, activated_on = :activated_on, "
              "ended_on = :ended_on, decline_reason = :decline_reason, end_reason = :end_reason, "
              "ended_as_planned = :as_planned, block = :block, "
              "gate_meeting_planned = :meeting_planned, gate_meeting_on = :meeting_on, "
              "gate_attended = :attended, version = :version WHERE match_id = :id AND "
              "version = :stored_version",
              binds));
  if (changed == 0) return MatchChanged();
  return {};
}

Result<void> SqlMentoringStore::AddAnswer(const StoredAnswer& stored) {
  const ReleaseDayAnswer& answer = stored.answer;
  const auto of_effect = [&answer](auto member) {
    using Field = std::decay_t<decltype((*answer.effect).*member)>;
    return answer.effect ? std::optional<Field>((*answer.effect).*member) : std::nullopt;
  };
  const auto from = of_effect(&GateMeetingEffect::from);
  const auto to = of_effect(&GateMeetingEffect::to);
  const auto block = of_effect(&GateMeetingEffect::block);
  TTG_TRY(const auto added,
          session_.Execute(
              "INSERT INTO release_day_answer (person_id, cause_event_id, outcome, match_id, "
              "moved_from, moved_to, block, answered_at) VALUES (:person, :cause, :outcome, "
              ":match, :from, :to, :block, :answered_at) ON CONFLICT DO NOTHING",
              {{"person", answer.person},
               {"cause", answer.cause},
               {"outcome", ToString(answer.outcome)},
               {"match", of_effect(&GateMeetingEffect::match)},
               {"from", from.value_or(std::nullopt)},
               {"to", to.value_or(std::nullopt)},
               {"block", Code(block.value_or(std::nullopt))},
               {"answered_at", stored.answered_at}}));
  if (added == 0) {
    return Duplicate("RELEASE_DAY_ANSWERED", "this change of a release day has its answer");
  }
  return {};
}

Result<std::optional<StoredAnswer>> SqlMentoringStore::FindAnswer(const PersonId& person,
                                                                  const EventId& cause) {
  TTG_TRY(auto answers, QueryAnswers(session_,
                                     "SELECT " + std::string(kAnswerColumns) +
                                         " FROM release_day_answer a WHERE a.person_id = :person "
                                         "AND a.cause_event_id = :cause",
                                     {{"person", person}, {"cause", cause}}));
  return First(std::move(answers));
}

Result<void> SqlMentoringStore::Acknowledge(const PersonId& person, const EventId& cause,
                                            const ActorId& by, Instant at) {
  TTG_TRY(const auto changed,
          session_.Execute("UPDATE release_day_answer SET acknowledged_by = :by, "
                           "acknowledged_at = :at WHERE person_id = :person AND "
                           "cause_event_id = :cause AND acknowledged_by IS NULL",
                           {{"by", by}, {"at", at}, {"person", person}, {"cause", cause}}));
  if (changed == 0) {
    return Precondition("ALREADY_ACKNOWLEDGED", "somebody has acknowledged this already");
  }
  return {};
}

Result<std::vector<OpenConflict>> SqlMentoringStore::OpenConflicts() {
  TTG_TRY(auto rows, (session_.Query<MentorId, std::string>(
                         "SELECT mentor_id, prison_number FROM mentor_open_conflict ORDER BY "
                         "prison_number, mentor_id")));
  std::vector<OpenConflict> open;
  open.reserve(rows.size());
  for (auto& [mentor, number] : rows) {
    open.push_back({std::move(mentor), Sensitive(std::move(number))});
  }
  return open;
}

Result<void> SqlMentoringStore::Announce(const MentoringEvents& events) {
  std::vector<messaging::Event> encoded;
  encoded.reserve(events.size());
  for (const MentoringEvent& event : events) encoded.push_back(encode_(event, call_));
  return messaging::Append(session_, encoded);
}

}  // namespace ttg::mentoring
