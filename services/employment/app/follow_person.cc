#include "employment/app/follow_person.h"

namespace ttg::employment {

namespace {

Result<void> SaveChanged(EmploymentStore& store, const std::vector<Job>& before,
                         const std::vector<Job>& after) {
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (after[i].snapshot().version == before[i].snapshot().version) continue;
    TTG_RETURN_IF_ERROR(store.SaveJob(after[i]));
  }
  return {};
}

}  // namespace

Result<Followed> FollowPerson::operator()(EmploymentStore& store, const PersonId& id,
                                          const Change& change) const {
  TTG_TRY(auto known, store.LockPerson(id));
  Person person = known ? *known : UnknownPerson(id);
  change(person);
  TTG_TRY(auto jobs, store.AgreedJobsOf(id));
  const auto before = jobs;
  Followed followed = FollowReleaseDay(person, jobs);
  if (!known || person != *known) TTG_RETURN_IF_ERROR(store.PutPerson(person));
  TTG_RETURN_IF_ERROR(SaveChanged(store, before, jobs));
  for (const EmploymentEvent& event : followed.events) {
    TTG_RETURN_IF_ERROR(store.Announce(event));
  }
  return followed;
}

}  // namespace ttg::employment
