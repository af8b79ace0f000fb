#include "release/app/ownership/close_prison.h"

#include <utility>

namespace ttg::release {
namespace {

Error PrisonUnknown(std::string field) {
  return InvalidField(std::move(field), "PRISON_UNKNOWN", "there is no prison with this code");
}
Error SamePrison() {
  return InvalidField("to_prison_id", "SAME_PRISON", "name the prison that the people move to");
}
Error NobodyThere() {
  return Precondition("NOBODY_THERE", "nobody in your reach belongs to that prison");
}

}  // namespace

Result<std::vector<PersonId>> ClosePrison::DryRun(OwnershipStore& store, const CallContext& call,
                                                  const Command& command) const {
  if (!reference_.prisons.contains(command.prison.str())) return PrisonUnknown("prison_id");
  if (!reference_.prisons.contains(command.to_prison.str())) return PrisonUnknown("to_prison_id");
  if (command.prison == command.to_prison) return SamePrison();
  // Whoever reaches only some of the people through their area must not move half a prison.
  if (!call.scope.prisons.Covers(command.prison)) return NobodyThere();
  TTG_TRY(auto people, store.ListBelonging(command.prison));
  if (people.empty()) return NobodyThere();
  return people;
}

Result<PrisonClosure> ClosePrison::operator()(const OwnershipStores& stores,
                                              MovementStore& movements, const CallContext& call,
                                              const Command& command) const {
  TTG_TRY(auto everybody, DryRun(stores.ownership, call, command));
  const auto calendar = calendar_.Current();
  const Act act{call.actor, clock_.Now(), clock_.Today()};
  std::vector<PersonChange> people;
  std::vector<Movement> moved;
  people.reserve(everybody.size());
  moved.reserve(everybody.size());
  for (const PersonId& id : everybody) {
    TTG_TRY(Person person, stores.people.Find(id));
    if (person.snapshot().state != PersonState::kInPrison) {
      Changes changes = person.BelongTo(command.to_prison, act);
      people.push_back({std::move(person), std::move(changes)});
      continue;
    }
    TTG_TRY(MovementId movement, MovementId::Parse(ids_.NewId()));
    TTG_TRY(Moved transfer, person.Move({.id = std::move(movement),
                                         .kind = MovementKind::kTransferred,
                                         .occurred_at = act.at,
                                         .to_prison = command.to_prison,
                                         .reason = command.reason},
                                        act, *calendar));
    people.push_back({std::move(person), std::move(transfer.changes)});
    moved.push_back(std::move(transfer.movement));
  }
  TTG_RETURN_IF_ERROR(stores.people.Save(std::move(people)));
  TTG_RETURN_IF_ERROR(movements.Save(std::move(moved)));
  TTG_TRY(ClosureId id, ClosureId::Parse(ids_.NewId()));
  PrisonClosure closure{std::move(id), command.prison, command.to_prison, command.reason,
                        std::move(everybody)};
  TTG_RETURN_IF_ERROR(stores.ownership.RecordClosure(closure, act.at));
  return closure;
}

}  // namespace ttg::release
