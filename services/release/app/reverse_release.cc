#include "release/app/reverse_release.h"

#include <algorithm>
#include <utility>

#include "release/app/movements/reverse_movement.h"

namespace ttg::release {
namespace {

Error NotReleased() {
  return Precondition("NOT_RELEASED", "no release is recorded that could be reversed");
}

bool TookEffect(const Movement& movement) { return movement.Stands() && !movement.out_of_order; }

}  // namespace

Result<Person> ReverseRelease::operator()(const MovementStores& stores, const CallContext& call,
                                          const Command& command) const {
  TTG_TRY(Person person, stores.people.Find(command.target.person));
  if (person.snapshot().version != command.target.expected_version) return PersonChanged();
  if (person.snapshot().state != PersonState::kReleased) return NotReleased();
  TTG_TRY(auto all, stores.movements.OfPerson(person.id()));
  std::erase_if(all, [](const Movement& movement) { return !TookEffect(movement); });
  if (all.empty()) return NotReleased();
  const auto last = std::ranges::max_element(all, {}, [](const Movement& movement) {
    return std::pair(movement.occurred_at, movement.id);
  });
  TTG_TRY(auto reversed,
          ReverseMovement(record_)(stores, call, {{last->id, last->version}, command.reason}));
  return std::move(reversed.person);
}

}  // namespace ttg::release
