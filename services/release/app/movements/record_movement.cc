#include "release/app/movements/record_movement.h"

#include <algorithm>
#include <utility>

#include "release/domain/movements/movement_rules.h"

namespace ttg::release {
namespace {

Error KindNotAllowed() {
  return Forbidden("KIND_NOT_ALLOWED", "your role may not record or reverse this kind of movement");
}
Error PrisonUnknown() {
  return InvalidField("to_prison_id", "PRISON_UNKNOWN", "there is no prison with this code");
}

}  // namespace

Result<void> CheckMayRecord(const CallContext& call, MovementKind kind) {
  const auto roles = AnyRuleOf(kind).roles;
  const bool may = std::ranges::any_of(roles, [&](Role role) { return call.Has(role); });
  if (!may) return KindNotAllowed();
  return {};
}

Result<RecordedMovement> RecordMovement::operator()(const MovementStores& stores,
                                                    const CallContext& call,
                                                    const Command& command) const {
  TTG_TRY(Person person, stores.people.Find(command.target.person));
  if (person.snapshot().version != command.target.expected_version) return PersonChanged();
  return Apply(stores, call, std::move(person), command.what);
}

Result<RecordedMovement> RecordMovement::Apply(const MovementStores& stores,
                                               const CallContext& call, Person person,
                                               const Happening& what, Changes before) const {
  TTG_RETURN_IF_ERROR(CheckMayRecord(call, what.kind));
  if (what.to_prison && !KnowsPrison(*what.to_prison)) return PrisonUnknown();
  const auto source =
      call.Has(Role::kSystem) ? MovementSource::kPrisonSystem : MovementSource::kStaff;
  const MovementEntry entry{*MovementId::Parse(ids_.NewId()),
                            what.kind,
                            what.occurred_at,
                            what.to_prison,
                            what.reason,
                            source,
                            what.corrects};
  const Person::Snapshot unmoved = person.snapshot();
  TTG_TRY(Moved moved, person.Move(entry, ActOf(call), *calendar_.Current()));
  Changes changes = std::move(before);
  std::ranges::move(moved.changes.events, std::back_inserter(changes.events));
  std::ranges::move(moved.changes.history, std::back_inserter(changes.history));
  // What came out of order has mostly changed nothing.
  if (!changes.empty() || person.snapshot() != unmoved) {
    std::vector<PersonChange> saving;
    saving.push_back({std::move(person), std::move(changes)});
    TTG_TRY(std::vector<Person> saved, stores.people.Save(std::move(saving)));
    person = std::move(saved.front());
  }
  TTG_TRY(std::vector<Movement> stored, stores.movements.Save({std::move(moved.movement)}));
  return RecordedMovement{std::move(stored.front()), std::move(person)};
}

}  // namespace ttg::release
