#include "release/store/movements/sql_movement_store.h"

#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "release/store/rows.h"

namespace ttg::release {
namespace {

using store::Binds;
using store::Value;

constexpr std::string_view kColumns =
    "movement_id, version, person_id, kind, occurred_at, recorded_at, recorded_by, source, "
    "from_prison_id, to_prison_id, reason, bed_effect, job_effect, match_effect, timetable_effect, "
    "decide_by, out_of_order, settles_at, reversed_at, reversed_by, reversal_reason, "
    "corrects_movement_id";

std::vector<Value> ValuesOf(const Movement& movement) {
  return {ToValue(movement.id),
          ToValue(movement.version),
          ToValue(movement.person),
          ToValue(ToString(movement.kind)),
          ToValue(movement.occurred_at),
          ToValue(movement.recorded_at),
          ToValue(movement.recorded_by),
          ToValue(ToString(movement.source)),
          ToValue(movement.from_prison),
          ToValue(movement.to_prison),
          ToValue(movement.reason),
          ToValue(ToString(movement.effects.bed)),
          ToValue(ToString(movement.effects.job)),
          ToValue(ToString(movement.effects.mentoring_match)),
          ToValue(ToString(movement.effects.timetable)),
          ToValue(movement.effects.decide_by),
          ToValue(movement.out_of_order ? 1 : 0),
          ToValue(movement.settles_at),
          ToValue(movement.reversed_at),
          ToValue(movement.reversed_by),
          ToValue(movement.reversal_reason),
          ToValue(movement.corrects)};
}

MovementEffect EffectOf(const std::string& code) {
  return ParseMovementEffect(code).value_or(MovementEffect::kNothing);
}

}  // namespace

Result<std::vector<Movement>> SqlMovementStore::Select(std::string_view rest, const Binds& binds) {
  TTG_TRY(auto rows,
          session_.Query<MovementId, std::int64_t, PersonId, std::string, Instant, Instant, ActorId,
                         std::string, std::optional<PrisonId>, std::optional<PrisonId>, std::string,
                         std::string, std::string, std::string, std::string, std::optional<Date>,
                         int, Instant, std::optional<Instant>, std::optional<ActorId>, std::string,
                         std::optional<MovementId>>(
              fmt::format("SELECT {} FROM movement {}", kColumns, rest), binds));
  std::vector<Movement> movements;
  movements.reserve(rows.size());
  for (auto& [id, version, person, kind, occurred_at, recorded_at, recorded_by, source, from, to,
              reason, bed, job, match, timetable, decide_by, out_of_order, settles_at, reversed_at,
              reversed_by, reversal_reason, corrects] : rows) {
    const auto known = ParseMovementKind(kind);
    // A kind that only a newer release knows.
    if (!known) continue;
    movements.push_back(
        {.id = id,
         .version = version,
         .person = person,
         .kind = *known,
         .occurred_at = occurred_at,
         .recorded_at = recorded_at,
         .recorded_by = recorded_by,
         .source = ParseMovementSource(source).value_or(MovementSource::kStaff),
         .from_prison = from,
         .to_prison = to,
         .reason = std::move(reason),
         .effects = {EffectOf(bed), EffectOf(job), EffectOf(match), EffectOf(timetable), decide_by},
         .out_of_order = out_of_order != 0,
         .settles_at = settles_at,
         .reversed_at = reversed_at,
         .reversed_by = reversed_by,
         .reversal_reason = std::move(reversal_reason),
         .corrects = corrects});
  }
  return movements;
}

Result<Movement> SqlMovementStore::Find(const MovementId& id) {
  TTG_TRY(auto found, Select("WHERE movement_id = :id", {{"id", id}}));
  if (found.empty()) return MovementNotFound();
  return std::move(found.front());
}

Result<std::vector<Movement>> SqlMovementStore::OfPerson(const PersonId& person) {
  return Select("WHERE person_id = :person", {{"person", person}});
}

Result<std::vector<Movement>> SqlMovementStore::List(const MovementQuery& query) {
  Binds binds = {{"person", query.person}, {"limit", query.limit}};
  std::string_view before;
  if (query.before) {
    before = "AND (occurred_at, movement_id) < (:before_at, :before_id) ";
    binds.emplace_back("before_at", query.before->occurred_at);
    binds.emplace_back("before_id", query.before->id);
  }
  return Select(fmt::format("WHERE person_id = :person {}ORDER BY occurred_at DESC, movement_id "
                            "DESC LIMIT :limit",
                            before),
                binds);
}

Result<void> SqlMovementStore::Update(const Movement& movement) {
  // What can change of a movement: that it is reversed, and that one out of order takes effect.
  TTG_TRY(const auto changed,
          session_.Execute(
              "UPDATE movement SET version = version + 1, from_prison_id = :from, "
              "bed_effect = :bed, job_effect = :job, match_effect = :match, "
              "timetable_effect = :timetable, decide_by = :decide_by, "
              "out_of_order = :out_of_order, settles_at = :settles_at, "
              "reversed_at = :reversed_at, reversed_by = :reversed_by, reversal_reason = :reason "
              "WHERE movement_id = :id AND version = :expected",
              {{"from", movement.from_prison},
               {"bed", ToString(movement.effects.bed)},
               {"job", ToString(movement.effects.job)},
               {"match", ToString(movement.effects.mentoring_match)},
               {"timetable", ToString(movement.effects.timetable)},
               {"decide_by", movement.effects.decide_by},
               {"out_of_order", movement.out_of_order ? 1 : 0},
               {"settles_at", movement.settles_at},
               {"reversed_at", movement.reversed_at},
               {"reversed_by", movement.reversed_by},
               {"reason", movement.reversal_reason},
               {"id", movement.id},
               {"expected", movement.version}}));
  if (changed == 0) return MovementChanged();
  return {};
}

Result<std::vector<Movement>> SqlMovementStore::Save(std::vector<Movement> movements) {
  std::vector<std::vector<Value>> added;
  added.reserve(movements.size());
  for (Movement& movement : movements) {
    if (movement.version > 0) TTG_RETURN_IF_ERROR(Update(movement));
    if (movement.version++ == 0) added.push_back(ValuesOf(movement));
  }
  TTG_RETURN_IF_ERROR(InsertRows(session_, "movement", kColumns, std::move(added)));
  return movements;
}

}  // namespace ttg::release
