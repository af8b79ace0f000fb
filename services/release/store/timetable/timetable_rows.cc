#include "release/store/timetable/timetable_rows.h"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "release/store/rows.h"

namespace ttg::release {
namespace {

using MaybeDate = std::optional<Date>;
using MaybeText = std::optional<std::string>;

struct RecordColumns {
  MaybeText kind;
  MaybeText outcome;
  MaybeDate done_on;
  MaybeText note;
  std::optional<ActorId> recorded_by;
  std::optional<Instant> recorded_at;
};

void AddRecord(RecordColumns row, MilestoneRecords& records) {
  if (!row.kind || !row.outcome || !row.note || !row.recorded_by || !row.recorded_at) return;
  const auto kind = ParseMilestoneKind(*row.kind);
  const auto outcome = ParseMilestoneState(*row.outcome);
  if (!kind || !outcome) return;
  records.emplace(*kind, MilestoneRecord{*outcome, row.done_on, Sensitive(*std::move(row.note)),
                                         *std::move(row.recorded_by), *row.recorded_at});
}

// A record goes only when two people who were merged are parted again.
Result<void> DeleteMissing(store::Session& session, const PersonId& person,
                           const MilestoneRecords& records, const MilestoneRecords* before) {
  if (before == nullptr) {
    TTG_RETURN_IF_ERROR(session.Execute("DELETE FROM milestone_record WHERE person_id = :person",
                                        {{"person", person}}));
    return {};
  }
  for (const auto& [kind, record] : *before) {
    if (records.contains(kind)) continue;
    TTG_RETURN_IF_ERROR(
        session.Execute("DELETE FROM milestone_record WHERE person_id = :person AND kind = :kind",
                        {{"person", person}, {"kind", ToString(kind)}}));
  }
  return {};
}

}  // namespace

void AppendTimetable(const TimetableNotes& notes, std::vector<store::Value>& row) {
  row.push_back(ToValue(notes.known_since));
  row.push_back(ToValue(notes.court_date));
  row.push_back(ToValue(notes.suspended_until));
  row.push_back(ToValue(notes.notice.anchor));
  row.push_back(ToValue(notes.notice.known_on));
  row.push_back(ToValue(notes.notice.former));
  row.push_back(ToValue(notes.due.next));
  row.push_back(ToValue(notes.due.planned));
}

// One query for both, because people are loaded one at a time as well.
Result<void> LoadTimetables(store::Session& session, std::string_view people,
                            const store::Binds& binds, LoadedPeople& loaded) {
  TTG_TRY(auto rows,
          session.Query<std::string, Date, MaybeDate, MaybeDate, MaybeDate, Date, MaybeDate,
                        MaybeDate, MaybeDate, MaybeText, MaybeText, MaybeDate, MaybeText,
                        std::optional<ActorId>, std::optional<Instant>>(
              fmt::format("SELECT p.*, r.kind, r.outcome, r.done_on, r.note, r.recorded_by, "
                          "r.recorded_at FROM (SELECT person_id, {} FROM person WHERE {}) p LEFT "
                          "JOIN milestone_record r ON r.person_id = p.person_id",
                          kTimetableColumns, people),
              binds));
  for (auto& [id, known_since, court_date, suspended_until, anchor, known_on, former, next, planned,
              kind, outcome, done_on, note, by, at] : rows) {
    const auto found = loaded.find(id);
    if (found == loaded.end()) continue;
    TimetableNotes& notes = found->second.timetable;
    notes.known_since = known_since;
    notes.court_date = court_date;
    notes.suspended_until = suspended_until;
    notes.notice = {anchor, known_on, former};
    notes.due = {next, planned};
    AddRecord({std::move(kind), std::move(outcome), done_on, std::move(note), std::move(by), at},
              notes.records);
  }
  return {};
}

Result<void> WriteMilestones(store::Session& session, const PersonId& person,
                             const MilestoneRecords& records, const MilestoneRecords* before) {
  if (before != nullptr) {
    // Only the undoing of a merge takes a record away.
    for (const auto& [kind, record] : *before) {
      if (records.contains(kind)) continue;
      TTG_RETURN_IF_ERROR(
          session.Execute("DELETE FROM milestone_record WHERE person_id = :person AND kind = :kind",
                          {{"person", person}, {"kind", ToString(kind)}}));
    }
  }
  TTG_RETURN_IF_ERROR(DeleteMissing(session, person, records, before));
  for (const auto& [kind, record] : records) {
    if (before != nullptr) {
      const auto stored = before->find(kind);
      if (stored != before->end() && stored->second == record) continue;
    }
    TTG_RETURN_IF_ERROR(session.Execute(
        "INSERT INTO milestone_record (person_id, kind, outcome, done_on, note, recorded_by, "
        "recorded_at) VALUES (:person, :kind, :outcome, :done_on, :note, :by, :at) ON CONFLICT "
        "(person_id, kind) DO UPDATE SET outcome = excluded.outcome, done_on = excluded.done_on, "
        "note = excluded.note, recorded_by = excluded.recorded_by, recorded_at = "
        "excluded.recorded_at",
        {{"person", person},
         {"kind", ToString(kind)},
         {"outcome", ToString(record.outcome)},
         {"done_on", record.done_on},
         {"note", record.text.Reveal()},
         {"by", record.recorded_by},
         {"at", record.recorded_at}}));
  }
  return {};
}

}  // namespace ttg::release
