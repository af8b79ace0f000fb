#include "journey/store/sql_journey_store.h"

#include <string>
#include <utility>

#include <fmt/format.h>

#include "platform/store/caseload_filter.h"

namespace ttg::journey {
namespace {

using store::Binds;

Error PersonNotFound() {
  return NotFound("PERSON_NOT_FOUND", "nobody with that id is in your prisons or areas");
}

// The column of person_line that shows a pathway.
std::string_view ColumnOf(Pathway pathway) {
  switch (pathway) {
    case Pathway::kBed:
      return "bed";
    case Pathway::kJob:
      return "job";
    case Pathway::kMentor:
      return "mentor";
  }
  return "";
}

Result<PathwayState> ReadState(std::string_view text) {
  const auto state = ParsePathwayState(text);
  if (!state) return Internal("ROW_MALFORMED", "a stored pathway state is unknown");
  return *state;
}

Result<Outcome> ReadOutcome(std::string_view text) {
  const auto outcome = ParseOutcome(text);
  if (!outcome) return Internal("ROW_MALFORMED", "a stored outcome is unknown");
  return *outcome;
}

}  // namespace

Result<void> SqlJourneyStore::ChangePerson(const PersonChange& change) {
  Binds binds{{"person_id", change.person}};
  std::string columns = "person_id";
  std::string values = ":person_id";
  std::string updates;
  const auto set = [&](std::string_view column, store::Bind bind) {
    columns += fmt::format(", {}", column);
    values += fmt::format(", :{}", column);
    updates += fmt::format("{}{} = excluded.{}", updates.empty() ? "" : ", ", column, column);
    binds.push_back(std::move(bind));
  };
  if (change.prison) set("prison_id", {"prison_id", *change.prison});
  if (change.delivery_unit) set("delivery_unit", {"delivery_unit", *change.delivery_unit});
  if (change.owner) set("owner_id", {"owner_id", *change.owner});
  if (change.release_date) set("release_on", {"release_on", *change.release_date});
  if (change.released) set("released", {"released", *change.released});
  const std::string conflict =
      updates.empty() ? std::string("DO NOTHING") : fmt::format("DO UPDATE SET {}", updates);
  TTG_RETURN_IF_ERROR(session_.Execute(
      fmt::format("INSERT INTO person_line ({}) VALUES ({}) ON CONFLICT (person_id) {}", columns,
                  values, conflict),
      binds));
  return {};
}

Result<std::vector<Thing>> SqlJourneyStore::ThingsOf(const PersonId& person, Pathway pathway) {
  TTG_TRY(const auto rows,
          (session_.Query<std::string, std::string, bool>(
              "SELECT thing_id, progress, at_risk FROM thing "
              "WHERE person_id = :person_id AND pathway = :pathway ORDER BY thing_id",
              {{"person_id", person}, {"pathway", ToString(pathway)}})));
  std::vector<Thing> things;
  for (const auto& [id, progress, at_risk] : rows) {
    TTG_TRY(const auto state, ReadState(progress));
    things.push_back({.pathway = pathway, .id = id, .progress = state, .at_risk = at_risk});
  }
  return things;
}

Result<void> SqlJourneyStore::SaveThing(const PersonId& person, const Thing& thing) {
  TTG_RETURN_IF_ERROR(
      session_.Execute("INSERT INTO thing (person_id, pathway, thing_id, progress, at_risk) "
                       "VALUES (:person_id, :pathway, :thing_id, :progress, :at_risk) "
                       "ON CONFLICT (person_id, pathway, thing_id) "
                       "DO UPDATE SET progress = excluded.progress, at_risk = excluded.at_risk",
                       {{"person_id", person},
                        {"pathway", ToString(thing.pathway)},
                        {"thing_id", thing.id},
                        {"progress", ToString(thing.progress)},
                        {"at_risk", thing.at_risk}}));
  return {};
}

Result<void> SqlJourneyStore::RemoveThing(const PersonId& person, Pathway pathway,
                                          const std::string& id) {
  TTG_RETURN_IF_ERROR(
      session_.Execute("DELETE FROM thing WHERE person_id = :person_id AND pathway = :pathway AND "
                       "thing_id = :thing_id",
                       {{"person_id", person}, {"pathway", ToString(pathway)}, {"thing_id", id}}));
  return {};
}

Result<void> SqlJourneyStore::ShowPathway(const PersonId& person, Pathway pathway,
                                          PathwayState state) {
  const std::string_view column = ColumnOf(pathway);
  TTG_RETURN_IF_ERROR(session_.Execute(
      fmt::format("INSERT INTO person_line (person_id, {0}) VALUES (:person_id, :state) "
                  "ON CONFLICT (person_id) DO UPDATE SET {0} = excluded.{0}",
                  column),
      {{"person_id", person}, {"state", ToString(state)}}));
  return {};
}

Result<void> SqlJourneyStore::AddEntry(const TimelineEntry& entry) {
  TTG_RETURN_IF_ERROR(session_.Execute(
      "INSERT INTO timeline_entry (person_id, occurred_at, event_id, context, type, summary, "
      "subject, correlation_id, causation_id) VALUES (:person_id, :occurred_at, :event_id, "
      ":context, :type, :summary, :subject, :correlation_id, :causation_id)",
      {{"person_id", entry.person},
       {"occurred_at", entry.occurred_at},
       {"event_id", entry.event},
       {"context", entry.context},
       {"type", entry.type},
       {"summary", entry.summary},
       {"subject", entry.subject},
       {"correlation_id", entry.correlation_id},
       {"causation_id", entry.causation_id}}));
  return {};
}

Result<void> SqlJourneyStore::AddRipple(const Ripple& ripple, bool open) {
  TTG_RETURN_IF_ERROR(session_.Execute(
      "INSERT INTO ripple (cause_event_id, person_id, previous_release_on, release_on, changed_at, "
      "open) VALUES (:cause, :person_id, :previous, :release_on, :changed_at, :open)",
      {{"cause", ripple.cause},
       {"person_id", ripple.person},
       {"previous", ripple.previous_release_date},
       {"release_on", ripple.release_date},
       {"changed_at", ripple.changed_at},
       {"open", open}}));
  return {};
}

Result<void> SqlJourneyStore::AddAnswer(const EventId& cause, const Answer& answer) {
  TTG_RETURN_IF_ERROR(session_.Execute(
      "INSERT INTO ripple_answer (cause_event_id, context, outcome, needs_acknowledgement, "
      "answered_at) VALUES (:cause, :context, :outcome, :needs, :answered_at)",
      {{"cause", cause},
       {"context", answer.context},
       {"outcome", ToString(answer.outcome)},
       {"needs", answer.needs_acknowledgement},
       {"answered_at", answer.answered_at}}));
  int ordinal = 0;
  for (const Effect& effect : answer.effects) {
    TTG_RETURN_IF_ERROR(session_.Execute(
        "INSERT INTO ripple_effect (cause_event_id, context, ordinal, kind, thing_id, outcome, "
        "from_on, to_on, reason) VALUES (:cause, :context, :ordinal, :kind, :thing_id, :outcome, "
        ":from_on, :to_on, :reason)",
        {{"cause", cause},
         {"context", answer.context},
         {"ordinal", ordinal++},
         {"kind", effect.kind},
         {"thing_id", effect.id},
         {"outcome", ToString(effect.outcome)},
         {"from_on", effect.from},
         {"to_on", effect.to},
         {"reason", effect.reason}}));
  }
  return {};
}

Result<void> SqlJourneyStore::Acknowledge(const EventId& cause, const std::string& context,
                                          const std::string& by, Instant at) {
  TTG_RETURN_IF_ERROR(
      session_.Execute("UPDATE ripple_answer SET acknowledged_by = :by, acknowledged_at = :at "
                       "WHERE cause_event_id = :cause AND context = :context",
                       {{"by", by}, {"at", at}, {"cause", cause}, {"context", context}}));
  return {};
}

Result<std::vector<Effect>> SqlJourneyStore::EffectsOf(const EventId& cause,
                                                       const std::string& context) {
  TTG_TRY(const auto rows,
          (session_.Query<std::string, std::string, std::string, std::optional<Date>,
                          std::optional<Date>, std::string>(
              "SELECT kind, thing_id, outcome, from_on, to_on, reason FROM ripple_effect "
              "WHERE cause_event_id = :cause AND context = :context ORDER BY ordinal",
              {{"cause", cause}, {"context", context}})));
  std::vector<Effect> effects;
  for (const auto& [kind, id, outcome_text, from, to, reason] : rows) {
    TTG_TRY(const auto outcome, ReadOutcome(outcome_text));
    effects.push_back(
        {.kind = kind, .id = id, .outcome = outcome, .from = from, .to = to, .reason = reason});
  }
  return effects;
}

Result<std::vector<Answer>> SqlJourneyStore::AnswersTo(const EventId& cause) {
  TTG_TRY(const auto rows,
          (session_.Query<std::string, std::string, bool, Instant, std::optional<std::string>,
                          std::optional<Instant>>(
              "SELECT context, outcome, needs_acknowledgement, answered_at, acknowledged_by, "
              "acknowledged_at FROM ripple_answer WHERE cause_event_id = :cause ORDER BY context",
              {{"cause", cause}})));
  std::vector<Answer> answers;
  for (const auto& [context, outcome_text, needs, answered_at, by, at] : rows) {
    TTG_TRY(const auto outcome, ReadOutcome(outcome_text));
    TTG_TRY(auto effects, EffectsOf(cause, context));
    answers.push_back({.context = context,
                       .outcome = outcome,
                       .effects = std::move(effects),
                       .needs_acknowledgement = needs,
                       .answered_at = answered_at,
                       .acknowledged_by = by.value_or(""),
                       .acknowledged_at = at});
  }
  return answers;
}

Result<void> SqlJourneyStore::ShowRipple(const EventId& cause, bool open) {
  TTG_RETURN_IF_ERROR(
      session_.Execute("UPDATE ripple SET open = :open WHERE cause_event_id = :cause",
                       {{"open", open}, {"cause", cause}}));
  return {};
}

Result<void> SqlJourneyStore::RequirePerson(const Scope& scope, const PersonId& person) {
  Binds binds{{"person_id", person}};
  const std::string filter = store::CaseloadFilter(scope, "prison_id", "delivery_unit", binds);
  TTG_TRY(const auto row,
          session_.QueryOne<std::string>(
              fmt::format("SELECT person_id FROM person_line WHERE person_id = :person_id AND {}",
                          filter),
              binds));
  if (!row) return PersonNotFound();
  return {};
}

Result<std::vector<TimelineEntry>> SqlJourneyStore::Timeline(const PersonId& person,
                                                             const std::optional<After>& after,
                                                             int limit) {
  Binds binds{{"person_id", person}, {"limit", limit}};
  if (after) {
    binds.emplace_back("after_at", after->first);
    binds.emplace_back("after_id", after->second);
  }
  TTG_TRY(auto rows,
          (session_.Query<EventId, PersonId, Instant, std::string, std::string, std::string,
                          std::string, std::string, std::string>(
              fmt::format("SELECT event_id, person_id, occurred_at, context, type, summary, "
                          "subject, correlation_id, causation_id FROM timeline_entry "
                          "WHERE person_id = :person_id {} ORDER BY occurred_at, event_id "
                          "LIMIT :limit",
                          after ? "AND (occurred_at, event_id) > (:after_at, :after_id)" : ""),
              binds)));
  std::vector<TimelineEntry> entries;
  entries.reserve(rows.size());
  const auto entry = []<typename... Cells>(Cells&&... cells) {
    return TimelineEntry{std::forward<Cells>(cells)...};
  };
  for (auto& row : rows) entries.push_back(std::apply(entry, std::move(row)));
  return entries;
}

Result<std::vector<BoardLine>> SqlJourneyStore::Board(const Scope& scope, const BoardQuery& query) {
  Binds binds{{"from_on", query.from}, {"to_on", query.to}, {"limit", query.limit}};
  std::string where = "release_on >= :from_on AND release_on <= :to_on AND " +
                      store::CaseloadFilter(scope, "prison_id", "delivery_unit", binds);
  const auto narrow = [&](std::string_view condition, store::Bind bind) {
    where += fmt::format(" AND {}", condition);
    binds.push_back(std::move(bind));
  };
  if (query.prison) narrow("prison_id = :prison_id", {"prison_id", *query.prison});
  if (query.delivery_unit) narrow("delivery_unit = :unit", {"unit", *query.delivery_unit});
  if (query.owner) narrow("owner_id = :owner_id", {"owner_id", *query.owner});
  if (query.after) {
    narrow("(release_on, person_id) > (:after_on, :after_id)", {"after_on", query.after->first});
    binds.emplace_back("after_id", query.after->second);
  }
  TTG_TRY(const auto rows,
          (session_.Query<PersonId, std::optional<Date>, std::optional<PrisonId>,
                          std::optional<DeliveryUnit>, std::optional<ActorId>, std::string,
                          std::string, std::string, int, bool>(
              fmt::format("SELECT person_id, release_on, prison_id, delivery_unit, owner_id, bed, "
                          "job, mentor, (SELECT count(*) FROM ripple WHERE ripple.person_id = "
                          "person_line.person_id AND open = 1), released FROM person_line "
                          "WHERE {} ORDER BY release_on, person_id LIMIT :limit",
                          where),
              binds)));
  std::vector<BoardLine> lines;
  lines.reserve(rows.size());
  for (const auto& [person, day, prison, unit, owner, bed, job, mentor, ripples, released] : rows) {
    TTG_TRY(const auto bed_state, ReadState(bed));
    TTG_TRY(const auto job_state, ReadState(job));
    TTG_TRY(const auto mentor_state, ReadState(mentor));
    lines.push_back({.person = person,
                     .release_date = day,
                     .prison = prison,
                     .delivery_unit = unit,
                     .owner = owner,
                     .bed = bed_state,
                     .job = job_state,
                     .mentor = mentor_state,
                     .open_ripples = ripples,
                     .released = released});
  }
  return lines;
}

Result<std::vector<Ripple>> SqlJourneyStore::Ripples(const Scope& scope, const RippleQuery& query) {
  Binds binds{{"limit", query.limit}};
  std::string where = store::CaseloadFilter(scope, "prison_id", "delivery_unit", binds);
  if (query.open_only) where += " AND open = 1";
  if (query.person) {
    where += " AND ripple.person_id = :person_id";
    binds.emplace_back("person_id", *query.person);
  }
  if (query.after) {
    where += " AND (changed_at, cause_event_id) < (:after_at, :after_id)";
    binds.emplace_back("after_at", query.after->first);
    binds.emplace_back("after_id", query.after->second);
  }
  TTG_TRY(const auto rows,
          (session_.Query<EventId, PersonId, std::optional<Date>, std::optional<Date>, Instant>(
              fmt::format("SELECT cause_event_id, ripple.person_id, previous_release_on, "
                          "ripple.release_on, changed_at FROM ripple JOIN person_line "
                          "ON person_line.person_id = ripple.person_id WHERE {} "
                          "ORDER BY changed_at DESC, cause_event_id DESC LIMIT :limit",
                          where),
              binds)));
  std::vector<Ripple> ripples;
  ripples.reserve(rows.size());
  for (const auto& [cause, person, previous, release_date, changed_at] : rows) {
    ripples.push_back({.cause = cause,
                       .person = person,
                       .previous_release_date = previous,
                       .release_date = release_date,
                       .changed_at = changed_at,
                       .answers = {}});
  }
  return ripples;
}

}  // namespace ttg::journey
