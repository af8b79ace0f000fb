#include "release/app/prison_events/apply_prison_event.h"

#include <algorithm>
#include <utility>

#include "release/domain/movements/movement_rules.h"

namespace ttg::release {
namespace {

using Outcome = PrisonEventOutcome;

void Decide(PrisonEvent& event, Outcome outcome, std::string reason) {
  event.outcome = outcome;
  event.outcome_reason = std::move(reason);
}

// A rule forbids it; anything else is no fault of the event.
bool IsRefusal(const Error& error) {
  switch (error.kind) {
    case ErrorKind::kInvalid:
    case ErrorKind::kForbidden:
    case ErrorKind::kNotFound:
    case ErrorKind::kPrecondition:
      return true;
    case ErrorKind::kUnauthenticated:
    case ErrorKind::kDuplicate:
    case ErrorKind::kStale:
    case ErrorKind::kOverloaded:
    case ErrorKind::kUnavailable:
    case ErrorKind::kInternal:
      return false;
  }
  return false;
}

// It says what is known already.
bool IsNoNews(const Error& error) {
  return error.reason == "THERE_ALREADY" || error.reason == "SAME_PERSON";
}

// What may be possible once an earlier event has come.
bool IsOutOfTurn(const PrisonEvent& event) {
  return event.outcome_reason == "MOVEMENT_NOT_POSSIBLE" ||
         event.outcome_reason == "ALREADY_RELEASED";
}

// Whoever stands for that number now; nothing: nobody has it. An unreadable number is nobody's.
Result<std::optional<Person>> FindStanding(ReleaseStore& people, const std::string& text) {
  const auto number = ParsePrisonNumber(NormaliseIdentifier(text));
  if (!number) return std::optional<Person>();
  TTG_TRY(auto found, people.FindByNumbers({*number}));
  if (found.empty()) return std::optional<Person>();
  const auto survivor = found.front().snapshot().merged_into;
  if (!survivor) return std::optional(std::move(found.front()));
  TTG_TRY(Person standing, people.Find(*survivor));
  return std::optional(std::move(standing));
}

}  // namespace

CallContext PrisonSystemCall(const CallContext& call) {
  CallContext system = call;
  system.roles = {Role::kSystem};
  system.scope = {.organisations = {.all = true, .some = {}},
                  .prisons = {.all = true, .some = {}},
                  .delivery_units = {.all = true, .some = {}}};
  return system;
}

Result<PrisonEvent> ApplyPrisonEvent::operator()(const PrisonEventStores& stores,
                                                 const CallContext& call, PrisonEvent event) const {
  TTG_TRY(event, ApplyOne(stores, call, std::move(event)));
  const bool changes_somebody =
      event.outcome == Outcome::kApplied || event.outcome == Outcome::kLate;
  if (changes_somebody) TTG_RETURN_IF_ERROR(TryRefused(stores, call, event));
  return event;
}

Result<PrisonEvent> ApplyPrisonEvent::ApplyOne(const PrisonEventStores& stores,
                                               const CallContext& call, PrisonEvent event) const {
  const auto topic = TopicOf(event.notice.type);
  if (!event.notice.fault.empty()) {
    Decide(event, Outcome::kRefused, event.notice.fault);
  } else if (!topic) {
    Decide(event, Outcome::kIgnored, "TYPE_NOT_OURS");
  } else if (*topic == PrisonEventTopic::kMerged) {
    TTG_RETURN_IF_ERROR(ApplyMerge(stores, call, event));
  } else {
    const PrisonEventRule* rule = FindPrisonEventRule(*topic, event.notice.reason);
    if (rule == nullptr) {
      Decide(event, Outcome::kRefused, "REASON_UNKNOWN");
    } else if (rule->kinds.empty()) {
      Decide(event, Outcome::kIgnored, "ARRIVAL_TELLS");
    } else {
      TTG_RETURN_IF_ERROR(ApplyMovement(stores, call, *rule, event));
    }
  }
  return stores.events.Save(std::move(event));
}

Result<void> ApplyPrisonEvent::ApplyMovement(const PrisonEventStores& stores,
                                             const CallContext& call, const PrisonEventRule& rule,
                                             PrisonEvent& event) const {
  TTG_TRY(auto person, FindStanding(stores.records.people, event.notice.number.Reveal()));
  if (!person) {
    Decide(event, Outcome::kWaiting, "PERSON_UNKNOWN");
    return {};
  }
  const MovementKind kind = KindFor(rule, person->snapshot().state);
  const auto prison = PrisonId::Parse(event.notice.prison);
  Happening what{kind, *event.notice.occurred_at, std::nullopt, event.notice.reason, std::nullopt};
  if (prison && AnyRuleOf(kind).needs_prison) what.to_prison = *prison;
  const MovementStores movements{stores.records.people, stores.records.movements};
  const auto done = stores.events.Try([&]() -> Result<void> {
    TTG_TRY(const auto recorded, record_.Apply(movements, call, *person, what));
    event.movement = recorded.movement.id;
    Decide(event, recorded.movement.out_of_order ? Outcome::kLate : Outcome::kApplied, "");
    return {};
  });
  if (done) return {};
  if (!IsRefusal(done.error())) return done;
  Decide(event, IsNoNews(done.error()) ? Outcome::kIgnored : Outcome::kRefused,
         done.error().reason);
  return {};
}

Result<void> ApplyPrisonEvent::ApplyMerge(const PrisonEventStores& stores, const CallContext& call,
                                          PrisonEvent& event) const {
  ReleaseStore& people = stores.records.people;
  TTG_TRY(auto survivor, FindStanding(people, event.notice.number.Reveal()));
  TTG_TRY(auto absorbed, FindStanding(people, event.notice.removed_number.Reveal()));
  if (!absorbed) {
    Decide(event, Outcome::kIgnored, "NOBODY_TO_MERGE");
    return {};
  }
  if (!survivor) {
    Decide(event, Outcome::kWaiting, "PERSON_UNKNOWN");
    return {};
  }
  const auto done = stores.events.Try([&]() -> Result<void> {
    TTG_RETURN_IF_ERROR(
        merge_.Apply(stores.records, call, *survivor, *absorbed, "PRISON_SYSTEM_MERGED"));
    Decide(event, Outcome::kApplied, "");
    return {};
  });
  if (done) return {};
  if (!IsRefusal(done.error())) return done;
  Decide(event, IsNoNews(done.error()) ? Outcome::kIgnored : Outcome::kRefused,
         done.error().reason);
  return {};
}

Result<void> ApplyPrisonEvent::TryRefused(const PrisonEventStores& stores, const CallContext& call,
                                          const PrisonEvent& applied) const {
  bool goes_on = true;
  while (goes_on) {
    goes_on = false;
    TTG_TRY(auto refused, stores.events.RefusedOf({applied.notice.number.Reveal()}));
    for (PrisonEvent& event : refused) {
      if (!IsOutOfTurn(event)) continue;
      TTG_TRY(const PrisonEvent tried, ApplyOne(stores, call, std::move(event)));
      if (tried.outcome == Outcome::kRefused) continue;
      // What was refused before this one may be possible now.
      goes_on = true;
      break;
    }
  }
  return {};
}

}  // namespace ttg::release
