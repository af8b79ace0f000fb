#include "employment/app/record_employment_status.h"

#include <utility>

#include "employment/app/refusals.h"

namespace ttg::employment {

Result<EmploymentStatus> RecordEmploymentStatus::operator()(EmploymentStore& store,
                                                            const CallContext& call,
                                                            const Command& command) const {
  TTG_TRY(const auto person, store.LockPerson(command.person));
  if (!person) return PersonNotFound();
  TTG_TRY(auto known, store.FindStatusAt(command.person, command.check_in));
  const std::int64_t current = known ? known->snapshot().version : 0;
  TTG_RETURN_IF_ERROR(CheckVersion(command.expected_version, current));
  const EmploymentStatus::Entry entry{
      .value = command.value, .evidence = command.evidence, .by = call.actor, .at = clock_.Now()};
  if (known) {
    TTG_TRY(const auto recorded, known->RecordAgain(*person, entry, clock_.Today()));
    TTG_RETURN_IF_ERROR(store.SaveStatus(*known));
    TTG_RETURN_IF_ERROR(store.Announce(recorded));
    return *std::move(known);
  }
  TTG_TRY(const auto id, StatusId::Parse(ids_.NewId()));
  TTG_TRY(auto status,
          EmploymentStatus::Record(id, *person, command.check_in, entry, clock_.Today()));
  TTG_RETURN_IF_ERROR(store.AddStatus(status));
  TTG_RETURN_IF_ERROR(store.Announce(status.Announcement()));
  return status;
}

}  // namespace ttg::employment
