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
  if (known->snapshot().facts == command.facts) return Published::kUnchanged;
  TTG_TRY(auto vacancy, store.LockVacancy(command.facts.id));
  if (!vacancy) return VacancyNotFound();
  TTG_TRY(const bool revised, vacancy->Revise(command.facts, command.as_of));
  if (!revised) return Published::kUnchanged;
  TTG_RETURN_IF_ERROR(store.SaveVacancy(*vacancy));
  return Published::kRevised;
}

}  // namespace ttg::employment
