#pragma once

#include "release/app/movements/correct_movement.h"
#include "release/app/movements/record_movement.h"
#include "release/app/movements/reverse_movement.h"
#include "release/app/record_release.h"
#include "release/app/reverse_release.h"
#include "release/app/transfer_prison.h"

namespace ttg::release {

// Everything that moves people, put together once. What it is given outlives it.
struct MovementUseCases {
  MovementUseCases(const Clock& clock, const Calendar& calendar, IdSource& ids,
                   const ReferenceData& reference)
      : record(clock, calendar, ids, reference) {}
  MovementUseCases(const MovementUseCases&) = delete;
  MovementUseCases& operator=(const MovementUseCases&) = delete;

  RecordMovement record;
  ReverseMovement reverse{record};
  CorrectMovement correct{record};
  RecordRelease record_release{record};
  ReverseRelease reverse_release{record};
  TransferPrison transfer_prison{record};
};

}  // namespace ttg::release
