#pragma once

#include "release/app/ownership/accept_handover.h"
#include "release/app/ownership/assign_handover.h"
#include "release/app/ownership/close_prison.h"
#include "release/app/ownership/decline_handover.h"
#include "release/app/ownership/end_absence.h"
#include "release/app/ownership/list_workloads.h"
#include "release/app/ownership/offer_handover.h"
#include "release/app/ownership/preview_reallocation.h"
#include "release/app/ownership/record_absence.h"
#include "release/app/ownership/record_workloads.h"
#include "release/app/ownership/register_worker.h"
#include "release/app/ownership/run_reallocation.h"
#include "release/app/ownership/sweep_handovers.h"
#include "release/app/ownership/update_worker.h"
#include "release/app/ownership/withdraw_handover.h"

namespace ttg::release {

// Everything about owners, put together once. What it is given outlives it.
struct OwnershipUseCases {
  OwnershipUseCases(const Clock& clock, const Calendar& calendar, IdSource& ids,
                    const ReferenceData& reference)
      : change(clock),
        offer(clock, calendar, ids),
        assign(change, clock, calendar),
        sweep(change, clock, calendar),
        register_worker(reference),
        update_worker(reference),
        record_absence(ids),
        list_workloads(clock),
        record_workloads(clock),
        preview_reallocation(clock),
        run_reallocation(preview_reallocation, clock, ids),
        close_prison(clock, calendar, ids, reference) {}
  OwnershipUseCases(const OwnershipUseCases&) = delete;
  OwnershipUseCases& operator=(const OwnershipUseCases&) = delete;

  ChangeHandover change;
  OfferHandover offer;
  AcceptHandover accept{change};
  DeclineHandover decline{change};
  WithdrawHandover withdraw{change};
  AssignHandover assign;
  SweepHandovers sweep;
  RegisterWorker register_worker;
  UpdateWorker update_worker;
  RecordAbsence record_absence;
  EndAbsence end_absence;
  ListWorkloads list_workloads;
  RecordWorkloads record_workloads;
  PreviewReallocation preview_reallocation;
  RunReallocation run_reallocation;
  ClosePrison close_prison;
};

}  // namespace ttg::release
