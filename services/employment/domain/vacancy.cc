#include "employment/domain/vacancy.h"

#include <utility>

namespace ttg::employment {

namespace {

Error VacancyClosed() {
  return Precondition("VACANCY_CLOSED", "the vacancy closed before today; choose another");
}

Error VacancyFull() {
  return Precondition("VACANCY_FULL", "all positions of the vacancy are taken; choose another");
}

Error PositionsBelowTaken() {
  return Precondition(
      "POSITIONS_BELOW_TAKEN",
      "more positions are taken than the vacancy would have; withdraw starts first");
}

}  // namespace

Vacancy Vacancy::Publish(VacancyFacts facts, Instant as_of) {
  return Vacancy(
      Snapshot{.facts = std::move(facts), .positions_taken = 0, .as_of = as_of, .version = 1});
}

Result<void> Vacancy::TakePosition(Date today) {
  if (data_.facts.closing_date && *data_.facts.closing_date < today) return VacancyClosed();
  return TakePositionOfAStartedJob();
}

Result<void> Vacancy::TakePositionOfAStartedJob() {
  if (positions_left() <= 0) return VacancyFull();
  ++data_.positions_taken;
  ++data_.version;
  return {};
}

void Vacancy::GivePositionBack() {
  if (data_.positions_taken == 0) return;
  --data_.positions_taken;
  ++data_.version;
}

Result<bool> Vacancy::Revise(const VacancyFacts& facts, Instant as_of) {
  const bool same = facts == data_.facts;
  if (as_of < data_.as_of || (same && as_of == data_.as_of)) return false;
  if (facts.positions < data_.positions_taken) return PositionsBelowTaken();
  data_.facts = facts;
  // Also where it says the same: what an older file says must not come after it.
  data_.as_of = as_of;
  ++data_.version;
  return !same;
}

}  // namespace ttg::employment
