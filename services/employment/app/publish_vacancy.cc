#include "employment/app/publish_vacancy.h"

#include "employment/app/refusals.h"

namespace ttg::employment {

Result<Published> PublishVacancy::operator()(EmploymentStore& store, const Command& command) const {
  TTG_TRY(const auto known, store.FindVacancy(command.facts.id));
  if (!known) {
    TTG_RETURN_IF_ERROR(store.AddVacancy(Vacancy::Publish(command.facts, command.as_of)));
    return Published::kAdded;
  }
  // Most rows of a repeated file say nothing new: they need no lock.
  const Vacancy::Snapshot& stored = known->snapshot();
  if (stored.facts == command.facts && command.as_of <= stored.as_of) return Published::kUnchanged;
  TTG_TRY(auto vacancy, store.LockVacancy(command.facts.id));
  if (!vacancy) return VacancyNotFound();
  const std::int64_t version = vacancy->snapshot().version;
  TTG_TRY(const bool revised, vacancy->Revise(command.facts, command.as_of));
  if (vacancy->snapshot().version == version) return Published::kUnchanged;
  TTG_RETURN_IF_ERROR(store.SaveVacancy(*vacancy));
  return revised ? Published::kRevised : Published::kUnchanged;
}

}  // namespace ttg::employment
