#include "release/testing/ownership/fake_ownership_store.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace ttg::release::testing {
namespace {

bool IsOpen(const std::optional<CaseLoad>& load, Date today) {
  return load && (!load->until || *load->until >= today);
}

bool IsClosed(PersonState state) {
  return state == PersonState::kDeported || state == PersonState::kDied ||
         state == PersonState::kMerged;
}

template <typename T>
void CutTo(std::vector<T>& all, int limit) {
  if (all.size() > static_cast<std::size_t>(limit)) {
    all.erase(all.begin() + limit, all.end());
  }
}

bool Fits(const HandoverView& view, const HandoverQuery& query) {
  const Handover::Snapshot& one = view.handover.snapshot();
  const bool late =
      !query.to_be_assigned_through || (one.state == HandoverState::kOffered && view.release_date &&
                                        *view.release_date <= *query.to_be_assigned_through);
  return late && (!query.person || one.person == *query.person) &&
         (!query.from_owner || one.from.id == *query.from_owner) &&
         (!query.to_owner || one.to.id == *query.to_owner) &&
         (!query.state || one.state == *query.state) && (!query.after || one.id < *query.after);
}

}  // namespace

const Person::Snapshot& FakeOwnershipStore::PersonOf(const Handover::Snapshot& handover) const {
  return state_.releases.people.at(handover.person.str());
}

bool FakeOwnershipStore::InReach(const Person::Snapshot& person) const {
  return call_.scope.prisons.Covers(person.prison) ||
         call_.scope.delivery_units.Covers(person.delivery_unit);
}

HandoverView FakeOwnershipStore::ViewOf(const Handover::Snapshot& handover) const {
  return {Handover::Restore(handover), PersonOf(handover).release_day.date};
}

Result<HandoverView> FakeOwnershipStore::FindHandover(const HandoverId& id) {
  const auto found = state_.handovers.find(id.str());
  if (found == state_.handovers.end() || !InReach(PersonOf(found->second))) {
    return HandoverNotFound();
  }
  return ViewOf(found->second);
}

Result<std::optional<HandoverView>> FakeOwnershipStore::FindOffer(const PersonId& person) {
  for (const auto& [id, one] : state_.handovers) {
    if (one.person == person && one.state == HandoverState::kOffered) {
      return std::optional(ViewOf(one));
    }
  }
  return std::optional<HandoverView>();
}

Result<std::vector<Handover>> FakeOwnershipStore::SaveHandovers(
    std::vector<HandoverChange> changes) {
  std::vector<Handover> saved;
  for (HandoverChange& change : changes) {
    Handover::Snapshot handover = change.handover.snapshot();
    const auto stored = state_.handovers.find(handover.id.str());
    if (handover.version == 0) {
      TTG_TRY(const auto offer, FindOffer(handover.person));
      if (offer) return Duplicate("UNIQUE_VIOLATED", "a handover is on offer");
    } else if (stored == state_.handovers.end() || stored->second.version != handover.version) {
      return HandoverChanged();
    }
    ++handover.version;
    state_.handovers.insert_or_assign(handover.id.str(), handover);
    for (ReleaseEvent& event : change.events) {
      state_.releases.announced.push_back({std::move(event), handover.version});
    }
    saved.push_back(Handover::Restore(std::move(handover)));
  }
  return saved;
}

Result<std::vector<HandoverView>> FakeOwnershipStore::ListHandovers(const HandoverQuery& query) {
  std::vector<HandoverView> views;
  for (const auto& [id, one] : state_.handovers) {
    HandoverView view = ViewOf(one);
    const bool dead = query.to_be_assigned_through && IsClosed(PersonOf(one).state);
    if (!dead && InReach(PersonOf(one)) && Fits(view, query)) views.push_back(std::move(view));
  }
  std::ranges::reverse(views);
  CutTo(views, query.limit);
  return views;
}

std::optional<DueLine> FakeOwnershipStore::DueOf(const Person::Snapshot& person,
                                                 const DueQuery& query) const {
  const auto due = HandoverDueOf(person);
  const bool asked = due && due->on <= query.due_by && InReach(person) && person.owner &&
                     person.owner_side != OwnerSide::kCommunity &&
                     (!query.prison || person.prison == *query.prison) &&
                     (!query.owner || person.owner == query.owner) &&
                     (!query.after || std::pair(due->on, person.id.str()) >
                                          std::pair(query.after->due_on, query.after->person));
  if (!asked) return std::nullopt;
  std::optional<HandoverId> handover;
  for (const auto& [id, one] : state_.handovers) {
    if (one.person == person.id && one.state == HandoverState::kOffered) handover = one.id;
  }
  return DueLine{
      person.id, *person.owner, person.prison, person.delivery_unit, person.release_day.date,
      *due,      handover};
}

Result<std::vector<DueLine>> FakeOwnershipStore::ListDue(const DueQuery& query) {
  std::vector<DueLine> lines;
  for (const auto& [id, person] : state_.releases.people) {
    if (auto line = DueOf(person, query)) lines.push_back(*std::move(line));
  }
  std::ranges::sort(lines, [](const DueLine& one, const DueLine& other) {
    return std::tie(one.due.on, one.person) < std::tie(other.due.on, other.person);
  });
  CutTo(lines, query.limit);
  return lines;
}

Result<std::vector<HandoverView>> FakeOwnershipStore::ListOver(Date today, Date assigned_through,
                                                               int limit) {
  std::vector<HandoverView> views;
  for (const auto& [id, one] : state_.handovers) {
    const Person::Snapshot& person = PersonOf(one);
    const auto& release = person.release_day.date;
    const bool lapsed = one.expires_on < today && (!release || *release > assigned_through);
    if (one.state == HandoverState::kOffered && (lapsed || IsClosed(person.state))) {
      views.push_back(ViewOf(one));
    }
  }
  CutTo(views, limit);
  return views;
}

Result<Worker> FakeOwnershipStore::FindWorker(const ActorId& id) {
  const auto found = state_.workers.find(id.str());
  if (found == state_.workers.end()) return WorkerNotFound();
  return Worker::Restore(found->second);
}

Result<std::vector<Worker>> FakeOwnershipStore::FindWorkers(const std::vector<ActorId>& ids) {
  std::vector<Worker> workers;
  for (const ActorId& id : std::set<ActorId>(ids.begin(), ids.end())) {
    if (auto worker = FindWorker(id)) workers.push_back(*std::move(worker));
  }
  return workers;
}

Result<Worker> FakeOwnershipStore::SaveWorker(const Worker& worker) {
  Worker::Snapshot saved = worker.snapshot();
  const auto stored = state_.workers.find(saved.id.str());
  const bool there = stored != state_.workers.end();
  if (saved.version == 0 && there) return WorkerExists();
  if (saved.version > 0 && (!there || stored->second.version != saved.version)) {
    return WorkerChanged();
  }
  ++saved.version;
  state_.workers.insert_or_assign(saved.id.str(), saved);
  state_.releases.owners[saved.id.str()] = {saved.is.side, saved.is.leaves_on};
  for (auto& [id, person] : state_.releases.people) {
    if (person.owner == saved.id) person.owner_side = saved.is.side;
  }
  return Worker::Restore(std::move(saved));
}

Result<std::vector<WorkerLoad>> FakeOwnershipStore::CountLoads(const WorkerQuery& query,
                                                               Date today) {
  std::vector<WorkerLoad> loads;
  for (const auto& [id, worker] : state_.workers) {
    const Worker::Description& is = worker.is;
    const bool named =
        query.workers.empty() || std::ranges::find(query.workers, worker.id) != query.workers.end();
    if (!named || (query.prison && is.prison != query.prison) ||
        (query.delivery_unit && is.delivery_unit != query.delivery_unit)) {
      continue;
    }
    Workload load{0, 0, AvailablePoints(is.contracted_minutes, is.reduced_minutes)};
    for (const auto& [person_id, person] : state_.releases.people) {
      const auto weighs = CaseLoadOf(person);
      if (person.owner != worker.id || !IsOpen(weighs, today)) continue;
      ++load.cases;
      load.points += weighs->weight->points;
    }
    loads.push_back({worker.id, is.leaves_on, load});
  }
  return loads;
}

Result<std::vector<ActorId>> FakeOwnershipStore::NextWorkers(const std::string& after, int limit) {
  std::vector<ActorId> workers;
  for (const auto& [id, worker] : state_.workers) {
    if (id > after) workers.push_back(worker.id);
  }
  CutTo(workers, limit);
  return workers;
}

Result<std::map<ActorId, std::set<Date>>> FakeOwnershipStore::FindWeeksOver(
    const std::vector<ActorId>& workers, Date from) {
  std::map<ActorId, std::set<Date>> weeks;
  for (const auto& [key, load] : state_.weeks) {
    for (const ActorId& worker : workers) {
      if (key.first == worker.str() && key.second >= from && load.IsOver()) {
        weeks[worker].insert(key.second);
      }
    }
  }
  return weeks;
}

Result<void> FakeOwnershipStore::RecordWeek(Date week, const std::vector<WeekLoad>& loads) {
  for (const WeekLoad& one : loads) state_.weeks[{one.worker.str(), week}] = one.load;
  return {};
}

Result<std::vector<CaseOfOwner>> FakeOwnershipStore::ListCases(const ActorId& owner, Date today) {
  std::vector<std::tuple<Date, std::string, int, PersonId>> found;
  for (const auto& [id, person] : state_.releases.people) {
    const auto load = CaseLoadOf(person);
    if (person.owner != owner || !IsOpen(load, today) || !InReach(person)) continue;
    found.emplace_back(person.release_day.date.value_or(Date(2199, 12, 31)), id,
                       load->weight->points, person.id);
  }
  std::ranges::sort(found, std::greater<>());
  std::vector<CaseOfOwner> cases;
  cases.reserve(found.size());
  for (const auto& [day, id, points, person] : found) cases.push_back({person, points});
  return cases;
}

Result<void> FakeOwnershipStore::RecordTransfers(const std::vector<CaseTransfer>& transfers,
                                                 Instant) {
  state_.transfers.insert(state_.transfers.end(), transfers.begin(), transfers.end());
  return {};
}

Result<std::int64_t> FakeOwnershipStore::CountTransfers(const ReallocationId& id) {
  return std::ranges::count_if(state_.transfers,
                               [&id](const CaseTransfer& one) { return one.reallocation == id; });
}

Result<std::vector<PersonId>> FakeOwnershipStore::ListBelonging(const PrisonId& prison) {
  std::vector<PersonId> people;
  for (const auto& [id, person] : state_.releases.people) {
    const bool held = person.state == PersonState::kInPrison ||
                      person.state == PersonState::kTemporarilyOut ||
                      person.state == PersonState::kInSecureHospital;
    if (held && person.prison == prison && InReach(person)) people.push_back(person.id);
  }
  return people;
}

Result<void> FakeOwnershipStore::RecordClosure(const PrisonClosure& closure, Instant) {
  state_.closures.emplace(closure.id.str(), closure);
  return {};
}

Result<PrisonClosure> FakeOwnershipStore::FindClosure(const ClosureId& id) {
  const auto found = state_.closures.find(id.str());
  if (found == state_.closures.end()) return ClosureNotFound();
  return found->second;
}

}  // namespace ttg::release::testing
