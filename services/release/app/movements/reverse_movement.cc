#include "release/app/movements/reverse_movement.h"

#include <utility>

namespace ttg::release {

Result<RecordedMovement> FindMovement(const MovementStores& stores, const MovementTarget& target) {
  TTG_TRY(Movement movement, stores.movements.Find(target.movement));
  auto person = stores.people.Find(movement.person);
  if (!person) {
    if (person.error().kind == ErrorKind::kNotFound) return MovementNotFound();
    return std::move(person).error();
  }
  if (movement.version != target.expected_version) return MovementChanged();
  return RecordedMovement{std::move(movement), *std::move(person)};
}

Result<Changes> TakeBack(const MovementStores& stores, const CallContext& call,
                         RecordedMovement& found, const std::string& reason, const Act& act,
                         const WorkingDays& calendar) {
  TTG_RETURN_IF_ERROR(CheckMayRecord(call, found.movement.kind));
  TTG_TRY(const auto all, stores.movements.OfPerson(found.person.id()));
  const Reversal reversal{reason, call.Has(Role::kResettlementLead)};
  TTG_TRY(TakenBack taken, found.person.TakeBack(found.movement.id, all, reversal, act, calendar));
  TTG_TRY(auto stored, stores.movements.Save(std::move(taken.movements)));
  found.movement = std::move(stored.front());
  return std::move(taken.changes);
}

Result<RecordedMovement> ReverseMovement::operator()(const MovementStores& stores,
                                                     const CallContext& call,
                                                     const Command& command) const {
  TTG_TRY(RecordedMovement found, FindMovement(stores, command.target));
  TTG_TRY(Changes changes,
          TakeBack(stores, call, found, command.reason, record_.ActOf(call), *record_.calendar()));
  // What came out of order had changed nobody.
  if (changes.empty()) return found;
  std::vector<PersonChange> saving;
  saving.push_back({std::move(found.person), std::move(changes)});
  TTG_TRY(std::vector<Person> saved, stores.people.Save(std::move(saving)));
  return RecordedMovement{std::move(found.movement), std::move(saved.front())};
}

}  // namespace ttg::release
