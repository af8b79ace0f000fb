#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kernel/call_context.h"
#include "kernel/result.h"
#include "release/app/ports.h"
#include "release/domain/events.h"
#include "release/domain/ownership/handover.h"
#include "release/domain/ownership/handover_due.h"
#include "release/domain/ownership/worker.h"
#include "release/domain/ownership/workload.h"

namespace ttg::release {

using ReallocationId = Id<struct ReallocationTag>;
using ClosureId = Id<struct ClosureTag>;

// A handover and what is announced about it, to be stored together.
struct HandoverChange {
  Handover handover;
  std::vector<ReleaseEvent> events;
};

// A handover and its person's release day as it is now.
struct HandoverView {
  Handover handover;
  std::optional<Date> release_date;
};

struct HandoverQuery {
  std::optional<PersonId> person;
  std::optional<ActorId> from_owner;
  std::optional<ActorId> to_owner;
  std::optional<HandoverState> state;
  // Only what is on offer for people released up to this day (ToBeAssignedThrough).
  std::optional<Date> to_be_assigned_through;
  // The last one of the page before.
  std::optional<HandoverId> after;
  int limit = 100;
};

// Where a page of handovers due starts: after this line.
struct DueCursor {
  Date due_on;
  std::string person;
};

struct DueQuery {
  // Inclusive.
  Date due_by;
  std::optional<PrisonId> prison;
  std::optional<ActorId> owner;
  std::optional<DueCursor> after;
  int limit = 100;
};

struct DueLine {
  PersonId person;
  ActorId owner;
  PrisonId prison;
  std::optional<DeliveryUnit> delivery_unit;
  std::optional<Date> release_date;
  HandoverDue due;
  // The handover that is on offer.
  std::optional<HandoverId> handover;
};

struct WorkerQuery {
  std::optional<PrisonId> prison;
  std::optional<DeliveryUnit> delivery_unit;
  // Empty: everybody who fits.
  std::vector<ActorId> workers;
};

// The hours and the open cases of one worker.
struct WorkerLoad {
  ActorId worker;
  // Absent: they stay.
  std::optional<Date> leaves_on;
  Workload load;
};

// The workload of one worker in one week, as it was last seen there.
struct WeekLoad {
  ActorId worker;
  Workload load;
};

// An open case with what its reallocation needs to know.
struct CaseOfOwner {
  PersonId person;
  int points = 0;
};

// One case of a reallocation that was run.
struct CaseTransfer {
  ReallocationId reallocation;
  PersonId person;
  std::optional<ActorId> from_owner;
  ActorId to_owner;
  TransferReason why = TransferReason::kLeaver;
  std::string reason;
};

struct PrisonClosure {
  ClosureId id;
  PrisonId prison;
  PrisonId to_prison;
  std::string reason;
  std::vector<PersonId> moved;
};

// What is stored about ownership, bound to one transaction and one caller, beside the ReleaseStore
// of the same transaction. "In reach" is the reach of the handover's or case's person.
//
// Errors of every call: those of store::Session.
class OwnershipStore {
 public:
  virtual ~OwnershipStore() = default;

  // In reach. Errors: NotFound / HANDOVER_NOT_FOUND.
  virtual Result<HandoverView> FindHandover(const HandoverId& id) = 0;
  // The one that is on offer, if there is one; in reach or not.
  virtual Result<std::optional<HandoverView>> FindOffer(const PersonId& person) = 0;
  // Stores them and announces their events; gives them back with their new versions. Version 0 is
  // added. Errors: Stale / HANDOVER_CHANGED, Duplicate / UNIQUE_VIOLATED for a second offer of one
  // person.
  virtual Result<std::vector<Handover>> SaveHandovers(std::vector<HandoverChange> changes) = 0;
  // Those in reach, newest first.
  virtual Result<std::vector<HandoverView>> ListHandovers(const HandoverQuery& query) = 0;
  // People in reach with an owner in prison, or one who is not registered; soonest first.
  virtual Result<std::vector<DueLine>> ListDue(const DueQuery& query) = 0;
  // What is on offer and over: its last day lies before `today` and the person is not released up
  // to `assigned_through`, or the case is closed. In reach or not.
  virtual Result<std::vector<HandoverView>> ListOver(Date today, Date assigned_through,
                                                     int limit) = 0;

  // Errors: NotFound / WORKER_NOT_FOUND.
  virtual Result<Worker> FindWorker(const ActorId& id) = 0;
  // In no order; those not registered are left out.
  virtual Result<std::vector<Worker>> FindWorkers(const std::vector<ActorId>& ids) = 0;
  // Version 0 is added. The side is noted with the worker's cases. Errors: Stale / WORKER_CHANGED,
  // Duplicate / WORKER_EXISTS.
  virtual Result<Worker> SaveWorker(const Worker& worker) = 0;

  // Counted from the open cases of that day; in no order.
  virtual Result<std::vector<WorkerLoad>> CountLoads(const WorkerQuery& query, Date today) = 0;
  // The next workers by id, for a walk over all.
  virtual Result<std::vector<ActorId>> NextWorkers(const std::string& after, int limit) = 0;
  // The weeks, by their Mondays from `from` on, in which each of these workers was over.
  virtual Result<std::map<ActorId, std::set<Date>>> FindWeeksOver(
      const std::vector<ActorId>& workers, Date from) = 0;
  // Replaces what is known of that week.
  virtual Result<void> RecordWeek(Date week, const std::vector<WeekLoad>& loads) = 0;

  // Those in reach that are open on that day, the furthest from release first.
  virtual Result<std::vector<CaseOfOwner>> ListCases(const ActorId& owner, Date today) = 0;
  virtual Result<void> RecordTransfers(const std::vector<CaseTransfer>& transfers, Instant at) = 0;
  virtual Result<std::int64_t> CountTransfers(const ReallocationId& id) = 0;

  // Everybody in reach who belongs to that prison, by id.
  virtual Result<std::vector<PersonId>> ListBelonging(const PrisonId& prison) = 0;
  virtual Result<void> RecordClosure(const PrisonClosure& closure, Instant at) = 0;
  // Errors: NotFound / CLOSURE_NOT_FOUND.
  virtual Result<PrisonClosure> FindClosure(const ClosureId& id) = 0;
};

Error HandoverNotFound();
Error HandoverChanged();
Error WorkerNotFound();
Error WorkerChanged();
Error WorkerExists();
Error ClosureNotFound();

}  // namespace ttg::release
