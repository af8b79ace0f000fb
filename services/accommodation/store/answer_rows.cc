#include "accommodation/store/answer_rows.h"

#include <utility>

#include <fmt/format.h>

namespace ttg::accommodation {
namespace {

std::string ToText(ReleaseDayOutcome outcome) {
  switch (outcome) {
    case ReleaseDayOutcome::kNotAffected:
      return "NOT_AFFECTED";
    case ReleaseDayOutcome::kMoved:
      return "MOVED";
    case ReleaseDayOutcome::kAtRisk:
      return "AT_RISK";
  }
  return "";
}

ReleaseDayOutcome ReadOutcome(const std::string& text) {
  if (text == "MOVED") return ReleaseDayOutcome::kMoved;
  return text == "AT_RISK" ? ReleaseDayOutcome::kAtRisk : ReleaseDayOutcome::kNotAffected;
}

Result<std::vector<ReleaseDayEffect>> ReadEffects(store::Session& session, const EventId& cause) {
  TTG_TRY(const auto rows,
          session.Query<PlacementId, std::string, Date, Date, std::string>(
              "SELECT placement_id, outcome, from_date, to_date, reason FROM release_day_effect "
              "WHERE cause_event_id = :cause ORDER BY ordinal",
              {{"cause", cause}}));
  std::vector<ReleaseDayEffect> effects;
  effects.reserve(rows.size());
  for (const auto& [placement, outcome, from, to, reason] : rows) {
    effects.push_back({placement, ReadOutcome(outcome), from, to, reason});
  }
  return effects;
}

}  // namespace

Result<std::vector<AnsweredReleaseDay>> ReadAnswers(store::Session& session,
                                                    const std::string& condition,
                                                    const std::string& tail,
                                                    const store::Binds& binds) {
  const std::string sql = fmt::format(
      "SELECT cause_event_id, person_id, outcome, sequence, answered_at, acknowledged_at, "
      "acknowledged_by FROM release_day_answer WHERE {} {}",
      condition, tail);
  TTG_TRY(const auto rows,
          session.Query<EventId, PersonId, std::string, std::int64_t, Instant,
                        std::optional<Instant>, std::optional<ActorId>>(sql, binds));
  std::vector<AnsweredReleaseDay> answers;
  for (const auto& [cause, person, outcome, sequence, at, acknowledged_at, acknowledged_by] :
       rows) {
    TTG_TRY(auto effects, ReadEffects(session, cause));
    answers.push_back({{person, cause, ReadOutcome(outcome), std::move(effects), sequence},
                       at,
                       acknowledged_at,
                       acknowledged_by});
  }
  return answers;
}

Result<void> WriteAnswer(store::Session& session, const AnsweredReleaseDay& answered) {
  const AccommodationReleaseDayAnswered& answer = answered.answer;
  TTG_TRY(const auto updated,
          session.Execute("UPDATE release_day_answer SET acknowledged_at = :at, "
                          "acknowledged_by = :by WHERE cause_event_id = :cause",
                          {{"at", answered.acknowledged_at},
                           {"by", answered.acknowledged_by},
                           {"cause", answer.cause}}));
  if (updated > 0) return {};
  TTG_RETURN_IF_ERROR(session.Execute(
      "INSERT INTO release_day_answer (cause_event_id, person_id, outcome, sequence, answered_at, "
      "acknowledged_at, acknowledged_by) VALUES (:cause, :person, :outcome, :sequence, :answered, "
      ":at, :by)",
      {{"cause", answer.cause},
       {"person", answer.person},
       {"outcome", ToText(answer.outcome)},
       {"sequence", answer.sequence},
       {"answered", answered.answered_at},
       {"at", answered.acknowledged_at},
       {"by", answered.acknowledged_by}}));
  int ordinal = 0;
  for (const ReleaseDayEffect& effect : answer.effects) {
    TTG_RETURN_IF_ERROR(session.Execute(
        "INSERT INTO release_day_effect (cause_event_id, ordinal, placement_id, outcome, "
        "from_date, to_date, reason) VALUES (:cause, :ordinal, :placement, :outcome, :from, :to, "
        ":reason)",
        {{"cause", answer.cause},
         {"ordinal", ++ordinal},
         {"placement", effect.placement},
         {"outcome", ToText(effect.outcome)},
         {"from", effect.from},
         {"to", effect.to},
         {"reason", effect.reason}}));
  }
  return {};
}

}  // namespace ttg::accommodation
