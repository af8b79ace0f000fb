#include "release/testing/prison_events/fake_prison_event_store.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace ttg::release::testing {
namespace {

void InOrder(std::vector<PrisonEvent>& events) {
  std::ranges::sort(events, [](const PrisonEvent& a, const PrisonEvent& b) {
    return std::tie(a.notice.occurred_at, a.id) < std::tie(b.notice.occurred_at, b.id);
  });
}

void Cut(std::vector<PrisonEvent>& events, int limit) {
  if (events.size() > static_cast<std::size_t>(limit)) {
    events.erase(events.begin() + limit, events.end());
  }
}

}  // namespace

const Person::Snapshot* FakePrisonEventStore::PersonOf(const PrisonEvent& event) const {
  for (const auto& [id, person] : people_.people) {
    if (person.number.Reveal() == event.notice.number.Reveal()) return &person;
  }
  return nullptr;
}

bool FakePrisonEventStore::InReach(const PrisonEvent& event) const {
  const Person::Snapshot* person = PersonOf(event);
  const auto prison = PrisonId::Parse(event.notice.prison);
  if (person == nullptr) {
    return call_.scope.prisons.all || (prison && call_.scope.prisons.Covers(*prison));
  }
  return call_.scope.prisons.Covers(person->prison) ||
         call_.scope.delivery_units.Covers(person->delivery_unit);
}

template <typename Condition>
std::vector<PrisonEvent> FakePrisonEventStore::Those(const Condition& condition) const {
  std::vector<PrisonEvent> events;
  for (const auto& [id, event] : state_.events) {
    if (condition(event)) events.push_back(event);
  }
  return events;
}

Result<std::optional<PrisonEvent>> FakePrisonEventStore::AddOrFind(const PrisonEvent& event) {
  const auto known = Those(
      [&](const PrisonEvent& one) { return one.notice.content_key == event.notice.content_key; });
  if (!known.empty()) return std::optional(known.front());
  state_.events.emplace(event.id, event);
  return std::optional<PrisonEvent>();
}

Result<PrisonEvent> FakePrisonEventStore::Find(const PrisonEventId& id) {
  const auto found = state_.events.find(id);
  if (found == state_.events.end() || !InReach(found->second)) return PrisonEventNotFound();
  return found->second;
}

Result<PrisonEvent> FakePrisonEventStore::Save(PrisonEvent event) {
  PrisonEvent& stored = state_.events.at(event.id);
  if (stored.version != event.version) return PrisonEventChanged();
  ++event.version;
  stored = event;
  return event;
}

Result<std::vector<PrisonEvent>> FakePrisonEventStore::List(const PrisonEventQuery& query) {
  auto events = Those([&](const PrisonEvent& event) {
    const bool fits = query.outcome ? event.outcome == *query.outcome : event.IsOpen();
    return fits && InReach(event) && (!query.after || event.id > *query.after);
  });
  Cut(events, query.limit);
  return events;
}

Result<std::vector<PrisonEvent>> FakePrisonEventStore::RefusedOf(
    const std::vector<std::string>& numbers) {
  auto events = Those([&](const PrisonEvent& event) {
    return event.outcome == PrisonEventOutcome::kRefused && event.notice.occurred_at &&
           std::ranges::find(numbers, event.notice.number.Reveal()) != numbers.end();
  });
  InOrder(events);
  return events;
}

Result<std::vector<PrisonEvent>> FakePrisonEventStore::Ready(int limit) {
  auto events = Those([&](const PrisonEvent& event) {
    return event.outcome == PrisonEventOutcome::kWaiting && PersonOf(event) != nullptr;
  });
  InOrder(events);
  Cut(events, limit);
  return events;
}

Result<std::vector<PrisonEvent>> FakePrisonEventStore::OfBatch(const std::string& batch) {
  auto events = Those([&](const PrisonEvent& event) { return event.batch == batch; });
  std::ranges::sort(events, {}, &PrisonEvent::ordinal);
  return events;
}

Result<std::string> FakePrisonEventStore::PositionOf(const std::string& source) {
  const auto found = state_.positions.find(source);
  return found == state_.positions.end() ? std::string() : found->second;
}

Result<void> FakePrisonEventStore::SetPosition(const std::string& source,
                                               const std::string& position, Instant) {
  state_.positions[source] = position;
  return {};
}

Result<void> FakePrisonEventStore::Try(const std::function<Result<void>()>& work) {
  const auto put_back = keep_();
  auto done = work();
  if (!done) put_back();
  return done;
}

}  // namespace ttg::release::testing
