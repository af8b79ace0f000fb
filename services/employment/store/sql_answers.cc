#include <fmt/format.h>

#include "employment/store/code_column.h"
#include "employment/store/sql_employment_store.h"

namespace ttg::employment {

Result<std::vector<DayEffect>> SqlEmploymentStore::EffectsOf(const PersonId& person,
                                                             const EventId& cause) {
  TTG_TRY(const auto rows,
          session_.Query<std::string, std::string, DayOutcome, std::optional<Date>,
                         std::optional<Date>, std::string>(
              "SELECT kind, thing_id, outcome, from_on, to_on, reason FROM release_day_effect "
              "WHERE person_id = :person AND cause_event_id = :cause ORDER BY ordinal",
              {{"person", person}, {"cause", cause}}));
  std::vector<DayEffect> effects;
  effects.reserve(rows.size());
  for (const auto& [kind, id, outcome, from, to, reason] : rows) {
    effects.push_back(
        {.kind = kind, .id = id, .outcome = outcome, .from = from, .to = to, .reason = reason});
  }
  return effects;
}

Result<std::vector<ReleaseDayAnswer>> SqlEmploymentStore::ReadAnswers(const std::string& where,
                                                                      store::Binds binds) {
  const std::string reach = InReach(binds);
  TTG_TRY(
      const auto rows,
      session_.Query<PersonId, EventId, DayOutcome, std::int64_t, Instant, std::optional<ActorId>,
                     std::optional<Instant>, std::int64_t>(
          fmt::format("SELECT a.person_id, a.cause_event_id, a.outcome, a.needs_acknowledgement, "
                      "a.answered_at, a.acknowledged_by, a.acknowledged_at, a.version "
                      "FROM release_day_answer a JOIN person p ON p.person_id = a.person_id "
                      "WHERE {} AND {}",
                      reach, where),
          binds));
  std::vector<ReleaseDayAnswer> answers;
  for (const auto& [person, cause, outcome, needs, answered_at, by, at, version] : rows) {
    TTG_TRY(auto effects, EffectsOf(person, cause));
    answers.push_back(ReleaseDayAnswer::Restore({.answered = {.person = person,
                                                              .cause = cause,
                                                              .outcome = outcome,
                                                              .effects = std::move(effects),
                                                              .needs_acknowledgement = needs != 0,
                                                              .version = version},
                                                 .answered_at = answered_at,
                                                 .acknowledged_by = by,
                                                 .acknowledged_at = at}));
  }
  return answers;
}

Result<std::optional<ReleaseDayAnswer>> SqlEmploymentStore::FindAnswer(const PersonId& person,
                                                                       const EventId& cause) {
  return First(ReadAnswers("a.person_id = :person AND a.cause_event_id = :cause",
                           {{"person", person}, {"cause", cause}}));
}

Result<void> SqlEmploymentStore::AddAnswer(const ReleaseDayAnswer& answer) {
  const auto& [answered, answered_at, acknowledged_by, acknowledged_at] = answer.snapshot();
  TTG_RETURN_IF_ERROR(session_.Execute(
      "INSERT INTO release_day_answer (person_id, cause_event_id, outcome, "
      "needs_acknowledgement, answered_at, acknowledged_by, acknowledged_at, version) "
      "VALUES (:person, :cause, :outcome, :needs, :answered_at, :by, :at, :version)",
      {{"person", answered.person},
       {"cause", answered.cause},
       {"outcome", ToString(answered.outcome)},
       {"needs", answered.needs_acknowledgement ? 1 : 0},
       {"answered_at", answered_at},
       {"by", acknowledged_by},
       {"at", acknowledged_at},
       {"version", answered.version}}));
  std::int64_t ordinal = 0;
  for (const DayEffect& effect : answered.effects) {
    TTG_RETURN_IF_ERROR(session_.Execute(
        "INSERT INTO release_day_effect (person_id, cause_event_id, ordinal, kind, thing_id, "
        "outcome, from_on, to_on, reason) VALUES (:person, :cause, :ordinal, :kind, :thing, "
        ":outcome, :from_on, :to_on, :reason)",
        {{"person", answered.person},
         {"cause", answered.cause},
         {"ordinal", ++ordinal},
         {"kind", effect.kind},
         {"thing", effect.id},
         {"outcome", ToString(effect.outcome)},
         {"from_on", effect.from},
         {"to_on", effect.to},
         {"reason", effect.reason}}));
  }
  return {};
}

Result<void> SqlEmploymentStore::SaveAnswer(const ReleaseDayAnswer& answer) {
  const auto& stored = answer.snapshot();
  return ExpectOne(session_.Execute(
      "UPDATE release_day_answer SET acknowledged_by = :by, acknowledged_at = :at, "
      "version = :version WHERE person_id = :person AND cause_event_id = :cause "
      "AND version = :expected",
      {{"person", stored.answered.person},
       {"cause", stored.answered.cause},
       {"by", stored.acknowledged_by},
       {"at", stored.acknowledged_at},
       {"version", stored.answered.version},
       {"expected", stored.answered.version - 1}}));
}

Result<Paged<ReleaseDayAnswer>> SqlEmploymentStore::ListAnswers(const AnswerQuery& query) {
  std::string where = "1 = 1";
  store::Binds binds{{"limit", query.page.limit + 1}};
  if (query.person) {
    where += " AND a.person_id = :person";
    binds.emplace_back("person", *query.person);
  }
  if (query.open_only) where += " AND a.needs_acknowledgement = 1 AND a.acknowledged_by IS NULL";
  if (!query.page.after.empty()) {
    TTG_TRY(const auto key, SplitKey(query.page.after, 2));
    where += " AND (a.answered_at, a.cause_event_id) < (:after_time, :after_cause)";
    binds.emplace_back("after_time", key[0]);
    binds.emplace_back("after_cause", key[1]);
  }
  TTG_TRY(auto rows,
          ReadAnswers(where + " ORDER BY a.answered_at DESC, a.cause_event_id DESC LIMIT :limit",
                      binds));
  return ToPage(std::move(rows), query.page.limit, [](const ReleaseDayAnswer& last) {
    return fmt::format("{}|{}", FormatInstant(last.snapshot().answered_at),
                       last.snapshot().answered.cause.str());
  });
}

}  // namespace ttg::employment
