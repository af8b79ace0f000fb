#include "mentoring/store/rows.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace ttg::mentoring {
namespace {

Error RowMalformed() {
  return Internal("ROW_MALFORMED", "a stored row holds a code that we do not know");
}

// Reads an optional code; an unknown one makes `sound` false.
template <typename Parse>
auto ReadCode(const std::optional<std::string>& code, Parse parse, bool& sound)
    -> decltype(parse(*code)) {
  if (!code) return std::nullopt;
  const auto value = parse(*code);
  if (!value) sound = false;
  return value;
}

using MatchTuple = std::tuple<MatchId, PersonId, MentorId, std::string, bool, bool, Date,
                              std::optional<Date>, std::optional<Date>, std::optional<std::string>,
                              std::optional<std::string>, bool, std::optional<std::string>, bool,
                              std::optional<Date>, std::optional<std::string>, std::int64_t>;

using AnswerTuple = std::tuple<PersonId, EventId, std::string, std::optional<MatchId>,
                               std::optional<Date>, std::optional<Date>, std::optional<std::string>,
                               Instant, std::optional<ActorId>, std::optional<Instant>>;

template <typename Tuple>
struct QueryAs;

template <typename... C>
struct QueryAs<std::tuple<C...>> {
  static Result<std::vector<std::tuple<C...>>> Run(store::Session& session, std::string_view sql,
                                                   const store::Binds& binds) {
    return session.Query<C...>(sql, binds);
  }
};

using MentorTuple = std::tuple<MentorId, OrganisationId, std::string, std::string, std::string,
                               std::string, std::string, std::optional<Date>, int, std::string,
                               std::string, bool, Instant, std::int64_t>;

constexpr std::string_view kMentorColumns =
    "m.mentor_id, m.organisation_id, m.family_name, m.given_names, m.sex, m.kind, m.standing, "
    "m.enhanced_clearance_expires_on, m.capacity, m.languages, m.lived_experience, "
    "m.conflicts_checked, m.as_of, m.version";

std::set<std::string> Split(const std::string& text) {
  return absl::StrSplit(text, ';', absl::SkipEmpty());
}

Result<Mentor> MentorFrom(const MentorTuple& row) {
  const auto& [id, organisation, family, given, sex_code, kind_code, standing_code, enhanced,
               capacity, languages, experience, checked, as_of, version] = row;
  const auto sex = ParseSex(sex_code);
  const auto kind = ParseMentorKind(kind_code);
  const auto standing = ParseMentorStanding(standing_code);
  if (!sex || !kind || !standing) return RowMalformed();
  return Mentor{.id = id,
                .organisation = organisation,
                .name = Sensitive(MentorName{family, given}),
                .sex = *sex,
                .kind = *kind,
                .standing = *standing,
                .delivery_units = {},
                .clearances = {},
                .enhanced_clearance_expires_on = enhanced,
                .capacity = capacity,
                .languages = Split(languages),
                .lived_experience = Split(experience),
                .conflicts = {.people = {}, .numbers = {}, .checked = checked},
                .as_of = as_of,
                .version = version};
}

Result<Match> MatchFrom(const MatchTuple& row) {
  const auto& [id, person, mentor, state_code, by_mentor, by_person, proposed_on, activated_on,
               ended_on, decline_code, end_code, as_planned, block_code, meeting_planned,
               meeting_on, attended_code, version] = row;
  bool sound = true;
  const auto state = ParseMatchState(state_code);
  Match::Snapshot stored{.facts = {id, person, mentor},
                         .state = state.value_or(MatchState::kEnded),
                         .accepted_by_mentor = by_mentor,
                         .accepted_by_person = by_person,
                         .proposed_on = proposed_on,
                         .activated_on = activated_on,
                         .ended_on = ended_on,
                         .decline_reason = ReadCode(decline_code, ParseDeclineReason, sound),
                         .end_reason = ReadCode(end_code, ParseEndReason, sound),
                         .ended_as_planned = as_planned,
                         .block = ReadCode(block_code, ParseBlock, sound),
                         .gate_meeting = {},
                         .version = version};
  const auto attended = ReadCode(attended_code, ParseAttendance, sound);
  if (meeting_planned) stored.gate_meeting = GateMeeting::Restore(meeting_on, attended);
  if (!state || !sound) return RowMalformed();
  return Match::Restore(std::move(stored));
}

Result<StoredAnswer> AnswerFrom(const AnswerTuple& row) {
  const auto& [person, cause, outcome_code, match, from, to, block_code, answered_at, by, at] = row;
  bool sound = true;
  const auto outcome = ParseReleaseDayOutcome(outcome_code);
  const auto block = ReadCode(block_code, ParseBlock, sound);
  if (!outcome || !sound) return RowMalformed();
  StoredAnswer stored{.answer = {.person = person, .cause = cause, .outcome = *outcome},
                      .answered_at = answered_at,
                      .acknowledged_by = by,
                      .acknowledged_at = at};
  if (match) stored.answer.effect = GateMeetingEffect{*match, *outcome, from, to, block};
  return stored;
}

// The parts of some mentors, whose ids lie between two.
class Parts {
 public:
  Parts(store::Session& session, std::vector<RosterEntry>& roster)
      : session_(session),
        range_{{"first", roster.front().mentor.id}, {"last", roster.back().mentor.id}} {
    for (RosterEntry& entry : roster) by_id_.emplace(entry.mentor.id, &entry);
  }

  Result<void> Load() {
    TTG_RETURN_IF_ERROR(Each<DeliveryUnit>(
        "SELECT mentor_id, delivery_unit FROM mentor_area WHERE mentor_id >= :first AND "
        "mentor_id <= :last ORDER BY mentor_id, place",
        [](RosterEntry& entry, DeliveryUnit& unit) {
          entry.mentor.delivery_units.push_back(std::move(unit));
        }));
    TTG_RETURN_IF_ERROR(Each<PersonId>(
        "SELECT mentor_id, person_id FROM mentor_conflict WHERE mentor_id >= :first AND "
        "mentor_id <= :last",
        [](RosterEntry& entry, PersonId& person) {
          entry.mentor.conflicts.people.insert(std::move(person));
        }));
    TTG_RETURN_IF_ERROR(Each<int>(
        "SELECT mentor_id, count(*) FROM mentor_match WHERE mentor_id >= :first AND "
        "mentor_id <= :last AND state IN ('PROPOSED', 'ACTIVE', 'SUSPENDED') GROUP BY mentor_id",
        [](RosterEntry& entry, int load) { entry.load = load; }));
    TTG_RETURN_IF_ERROR(LoadNumbers());
    return LoadClearances();
  }

 private:
  template <typename Part, typename Take>
  Result<void> Each(std::string_view sql, Take take) {
    TTG_TRY(auto rows, session_.Query<MentorId, Part>(sql, range_));
    for (auto& [id, part] : rows) {
      if (const auto found = by_id_.find(id); found != by_id_.end()) take(*found->second, part);
    }
    return {};
  }

  Result<void> LoadNumbers() {
    std::map<RosterEntry*, std::set<std::string>> numbers;
    TTG_RETURN_IF_ERROR(Each<std::string>(
        "SELECT mentor_id, prison_number FROM mentor_open_conflict WHERE mentor_id >= :first AND "
        "mentor_id <= :last",
        [&numbers](RosterEntry& entry, std::string& number) {
          numbers[&entry].insert(std::move(number));
        }));
    for (auto& [entry, of_one] : numbers) {
      entry->mentor.conflicts.numbers = Sensitive(std::move(of_one));
    }
    return {};
  }

  Result<void> LoadClearances() {
    TTG_TRY(auto rows, (session_.Query<MentorId, PrisonId, std::optional<Date>>(
                           "SELECT mentor_id, prison_id, expires_on FROM mentor_clearance WHERE "
                           "mentor_id >= :first AND mentor_id <= :last",
                           range_)));
    for (auto& [id, prison, expires_on] : rows) {
      if (const auto found = by_id_.find(id); found != by_id_.end()) {
        found->second->mentor.clearances.emplace(std::move(prison), expires_on);
      }
    }
    return {};
  }

  store::Session& session_;
  store::Binds range_;
  std::map<MentorId, RosterEntry*> by_id_;
};

}  // namespace

std::string Join(const std::set<std::string>& items) { return absl::StrJoin(items, ";"); }

Result<std::vector<Match>> QueryMatches(store::Session& session, std::string_view sql,
                                        const store::Binds& binds) {
  TTG_TRY(const auto rows, QueryAs<MatchTuple>::Run(session, sql, binds));
  std::vector<Match> matches;
  matches.reserve(rows.size());
  for (const auto& row : rows) {
    TTG_TRY(auto match, MatchFrom(row));
    matches.push_back(std::move(match));
  }
  return matches;
}

Result<std::vector<StoredAnswer>> QueryAnswers(store::Session& session, std::string_view sql,
                                               const store::Binds& binds) {
  TTG_TRY(const auto rows, QueryAs<AnswerTuple>::Run(session, sql, binds));
  std::vector<StoredAnswer> answers;
  answers.reserve(rows.size());
  for (const auto& row : rows) {
    TTG_TRY(auto answer, AnswerFrom(row));
    answers.push_back(std::move(answer));
  }
  return answers;
}

Result<std::vector<RosterEntry>> LoadMentors(store::Session& session, const std::string& condition,
                                             const store::Binds& binds, int limit) {
  std::string sql = "SELECT " + std::string(kMentorColumns) + " FROM mentor m WHERE " + condition +
                    " ORDER BY m.mentor_id";
  if (limit > 0) sql += " LIMIT " + std::to_string(limit);
  TTG_TRY(const auto rows, QueryAs<MentorTuple>::Run(session, sql, binds));
  std::vector<RosterEntry> roster;
  roster.reserve(rows.size());
  for (const auto& row : rows) {
    TTG_TRY(auto mentor, MentorFrom(row));
    roster.push_back({std::move(mentor), 0});
  }
  if (!roster.empty()) TTG_RETURN_IF_ERROR(Parts(session, roster).Load());
  return roster;
}

}  // namespace ttg::mentoring
