#pragma once

#include "release/app/approve_extra_day.h"
#include "release/app/assign_owner.h"
#include "release/app/change_delivery_unit.h"
#include "release/app/change_person.h"
#include "release/app/clear_confirmed_date.h"
#include "release/app/confirm_release_date.h"
#include "release/app/identity/identity_use_cases.h"
#include "release/app/import_people.h"
#include "release/app/lift_hold.h"
#include "release/app/record_hold.h"
#include "release/app/request_extra_day.h"
#include "release/app/revert_to_lawful_day.h"
#include "release/app/set_release_dates.h"

namespace ttg::release {

// Everything that can be asked of this service, put together once. What it is given outlives it.
struct UseCases {
  UseCases(const Clock& clock, const Calendar& calendar, IdSource& ids,
           const ReferenceData& reference)
      : change(clock, calendar),
        change_delivery_unit(change, reference),
        import_people(clock, calendar, ids, reference),
        identity(change, clock, ids) {}
  UseCases(const UseCases&) = delete;
  UseCases& operator=(const UseCases&) = delete;

  ChangePerson change;
  SetReleaseDates set_release_dates{change};
  ConfirmReleaseDate confirm_release_date{change};
  ClearConfirmedDate clear_confirmed_date{change};
  RequestExtraDay request_extra_day{change};
  ApproveExtraDay approve_extra_day{change};
  RevertToLawfulDay revert_to_lawful_day{change};
  RecordHold record_hold{change};
  LiftHold lift_hold{change};
  AssignOwner assign_owner{change};
  ChangeDeliveryUnit change_delivery_unit;
  ImportPeople import_people;
  IdentityUseCases identity;
};

}  // namespace ttg::release
