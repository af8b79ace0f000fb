#include "release/testing/bulk/fake_bulk_store.h"

#include <algorithm>
#include <set>
#include <utility>

namespace ttg::release::testing {

Result<BulkChange> FakeBulkStore::Find(const BulkChangeId& id) {
  const auto found = state_.jobs.find(id.str());
  if (found == state_.jobs.end()) return BulkChangeNotFound();
  if (!call_.scope.organisations.Covers(found->second.organisation)) return BulkChangeNotFound();
  return BulkChange::Restore(found->second);
}

Result<std::vector<BulkChange>> FakeBulkStore::List(const BulkChangeQuery& query) {
  std::vector<BulkChange> jobs;
  for (auto at = state_.jobs.rbegin(); at != state_.jobs.rend(); ++at) {
    const bool follows = query.after.empty() || at->first < query.after;
    if (!follows || !call_.scope.organisations.Covers(at->second.organisation)) continue;
    if (jobs.size() == static_cast<std::size_t>(query.limit)) break;
    jobs.push_back(BulkChange::Restore(at->second));
  }
  return jobs;
}

bool FakeBulkStore::Shows(const BulkChange::Snapshot& job, const BulkChangeRow& row) const {
  if (call_.scope.prisons.all || call_.scope.delivery_units.all) return true;
  if (!row.person) return job.prepared_by == call_.actor || job.run_by == call_.actor;
  const Person::Snapshot& person = releases_.people.at(row.person->str());
  return call_.scope.prisons.Covers(person.prison) ||
         call_.scope.delivery_units.Covers(person.delivery_unit);
}

Result<std::vector<BulkChangeRow>> FakeBulkStore::ListRows(const BulkChangeRowQuery& query) {
  std::vector<BulkChangeRow> rows;
  const BulkChange::Snapshot& job = state_.jobs.at(query.job.str());
  for (const auto& [line, row] : state_.rows[query.job.str()]) {
    if (line <= query.after_line || (query.moving_only && !row.IsMoving())) continue;
    if ((query.state && row.state != *query.state) || !Shows(job, row)) continue;
    if (rows.size() == static_cast<std::size_t>(query.limit)) break;
    rows.push_back(row);
  }
  return rows;
}

Result<BulkChange> FakeBulkStore::Add(BulkChange job, const std::vector<BulkDraft>& drafts) {
  BulkChange::Snapshot data = job.snapshot();
  data.version = 1;
  state_.jobs.emplace(data.id.str(), data);
  for (const BulkDraft& draft : drafts) state_.drafts[data.id.str()][draft.part] = draft.rows;
  return BulkChange::Restore(std::move(data));
}

Result<BulkChange> FakeBulkStore::Save(BulkChange job) {
  const BulkChange::Snapshot& data = job.snapshot();
  BulkChange::Snapshot& stored = state_.jobs.at(data.id.str());
  if (stored.version != data.version) return BulkChangeChanged();
  ++stored.version;
  stored.state = data.state;
  stored.run_by = data.run_by;
  stored.finished_at = data.finished_at;
  stored.reach = data.reach;
  return BulkChange::Restore(stored);
}

Result<std::optional<BulkChange>> FakeBulkStore::FindOpen() {
  for (const auto& [id, job] : state_.jobs) {
    const bool open =
        job.state == BulkChangeState::kPreparing || job.state == BulkChangeState::kRunning;
    if (open) return std::optional(BulkChange::Restore(job));
  }
  return std::optional<BulkChange>();
}

Result<BulkChange> FakeBulkStore::Hold(const BulkChangeId& id, BulkChangeState state) {
  const BulkChange::Snapshot& stored = state_.jobs.at(id.str());
  if (stored.state != state) return BulkChangeChanged();
  return BulkChange::Restore(stored);
}

Result<void> FakeBulkStore::Advance(const BulkChangeId& id, const BulkProgress& by,
                                    const std::string& cursor) {
  BulkChange::Snapshot& stored = state_.jobs.at(id.str());
  stored.progress.rows += by.rows;
  stored.progress.moving += by.moving;
  stored.progress.refused += by.refused;
  stored.progress.done += by.done;
  stored.cursor = cursor;
  return {};
}

Result<std::optional<BulkDraft>> FakeBulkStore::NextDraft(const BulkChangeId& id) {
  const auto& parts = state_.drafts[id.str()];
  if (parts.empty()) return std::optional<BulkDraft>();
  return std::optional(BulkDraft{parts.begin()->first, parts.begin()->second});
}

Result<void> FakeBulkStore::TakeDraft(const BulkChangeId& id, int part) {
  if (state_.drafts[id.str()].erase(part) == 0) return BulkChangeChanged();
  return {};
}

Result<void> FakeBulkStore::AddRows(const BulkChangeId& id,
                                    const std::vector<BulkChangeRow>& rows) {
  for (const BulkChangeRow& row : rows) state_.rows[id.str()].emplace(row.line, row);
  return {};
}

Result<std::vector<BulkChangeRow>> FakeBulkStore::PendingRows(const BulkChangeId& id, int limit) {
  std::vector<BulkChangeRow> rows;
  std::set<std::string> numbers;
  for (const auto& [line, row] : state_.rows[id.str()]) {
    if (row.state != BulkChangeRowState::kPending) continue;
    const bool fits = rows.size() < static_cast<std::size_t>(limit);
    if (!fits && !numbers.contains(row.prison_number.Reveal())) continue;
    numbers.insert(row.prison_number.Reveal());
    rows.push_back(row);
  }
  return rows;
}

Result<void> FakeBulkStore::SettleRows(const BulkChangeId& id,
                                       const std::vector<BulkChangeRow>& rows) {
  for (const BulkChangeRow& row : rows) {
    BulkChangeRow& stored = state_.rows[id.str()].at(row.line);
    if (stored.state != BulkChangeRowState::kPending) return BulkChangeChanged();
    stored.state = row.state;
    stored.refusal = row.refusal;
    stored.column = row.column;
    stored.message = row.message;
  }
  return {};
}

Result<PeopleWindow> FakeBulkStore::NextPeople(const std::string& after,
                                               const std::string& calendar_version, int limit) {
  PeopleWindow window;
  for (auto at = releases_.people.upper_bound(after); at != releases_.people.end() && limit-- > 0;
       ++at) {
    const Person::Snapshot& person = at->second;
    window.last = at->first;
    const bool outdated = person.release_day.calendar_version != calendar_version;
    if (outdated && ReleaseLiesAhead(person.state)) window.outdated.push_back(person.number);
  }
  return window;
}

Result<void> FakeBulkStore::StampCalendar(const CalendarStamp& stamp,
                                          const std::string& calendar_version) {
  for (const PersonId& id : stamp.people) {
    std::string& version = releases_.people.at(id.str()).release_day.calendar_version;
    if (version == stamp.previous_version) version = calendar_version;
  }
  return {};
}

}  // namespace ttg::release::testing
