#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "kernel/call_context.h"
#include "platform/testing/fixed_clock.h"
#include "platform/testing/sequential_ids.h"
#include "platform/testing/store_runner.h"
#include "release/app/bulk/bulk_use_cases.h"
#include "release/app/dates/ports.h"
#include "release/testing/builders.h"
#include "release/testing/calendar.h"

namespace ttg::release::testing {

// The stores that bulk changes and the history of dates work on, in one transaction.
struct DateStores {
  std::unique_ptr<ReleaseStore> people;
  std::unique_ptr<DatesStore> dates;
  std::unique_ptr<BulkStore> jobs;
};

struct BoundDates {
  std::unique_ptr<ttg::testing::StoreRunner<DateStores>> runner;
  std::shared_ptr<CallContext> call;
};
using MakeBoundDates = std::function<BoundDates()>;

// A calendar that a test replaces, as an operator replaces the file.
class ReplaceableCalendar final : public Calendar {
 public:
  explicit ReplaceableCalendar(const WorkingDays& days) { Replace(days); }
  void Replace(const WorkingDays& days) { days_ = std::make_shared<const WorkingDays>(days); }
  std::shared_ptr<const WorkingDays> Current() const override { return days_; }

 private:
  std::shared_ptr<const WorkingDays> days_;
};

// What the stores of dates promise, and what bulk changes do over any of them.
class BulkStoreContract : public ::testing::TestWithParam<MakeBoundDates> {
 protected:
  using Cells = std::map<std::string_view, std::string>;

  BulkStoreContract() : bound_(GetParam()()) {}

  // Registers people 1 to n, released on Thursday 3 December 2026 unless `cells` say otherwise.
  void Register(int from, int to, const Cells& cells = {});
  Person Find(int n);
  static std::string Number(int n);
  // A row of a tranche file about one of them.
  static BulkChangeRow Row(std::int64_t line, int n, const std::string& date,
                           const std::string& type = "CRD");

  BulkChange Prepare(BulkChangeKind kind, std::vector<BulkChangeRow> rows);
  // Computes the dry run to its end; the job.
  BulkChange DryRun(const BulkChange& job);
  BulkChange Run(const BulkChange& job);
  // Applies one group; whether it went through.
  Result<BulkStep> Step(const BulkChange& job);
  // As the work in the background does, until the job is over.
  BulkChange RunToTheEnd(const BulkChange& job);
  BulkChange Job(const BulkChange& job);
  std::vector<BulkChangeRow> Rows(const BulkChangeRowQuery& query);
  std::vector<DateChangeLine> History(int n);
  std::vector<UrgentTask> Urgent(const UrgentTaskQuery& query = {}, Date today = kMonday);

  void Write(const std::function<Result<void>(DateStores&)>& work);
  void Read(const std::function<Result<void>(DateStores&)>& work);

  BoundDates bound_;
  ttg::testing::FixedClock clock_{kMonday};
  ttg::testing::SequentialIds ids_{/*series=*/5};
  ReplaceableCalendar calendar_{EnglandAndWales()};
  BulkUseCases use_cases_{clock_, calendar_, ids_};
};

}  // namespace ttg::release::testing
