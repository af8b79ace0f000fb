#include "platform/intake/import_engine.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "platform/intake/import_run.h"

namespace ttg::intake {
namespace {

// Progress is told at least this often in the first reading.
constexpr std::int64_t kRowsBetweenProgress = 1'000;

// What a dry run's transaction ends with, so that all of it is undone.
Error DryRunOver() { return Precondition("IMPORT_DRY_RUN", "a dry run writes nothing"); }

Error ImporterMiscounts() {
  return Internal("IMPORT_RESULTS_MISSING", "an importer did not answer for every row");
}

// A row, what the check said of it, and what is to be reported.
struct Candidate {
  CsvRow row;
  ReportedRow report;
  bool to_apply = false;
  // By its form or by the check; never the other as well.
  bool refused = false;
};

void Count(const ReportedRow& row, ImportSummary& summary) {
  ++summary.rows;
  switch (row.outcome) {
    case RowOutcome::kAccepted:
      ++summary.accepted;
      break;
    case RowOutcome::kUpdated:
      ++summary.updated;
      break;
    case RowOutcome::kUnchanged:
      ++summary.unchanged;
      break;
    case RowOutcome::kRefused:
      ++summary.refused;
      return;
  }
  if (!row.findings.empty()) ++summary.with_warnings;
}

Result<void> ReadFile(SpoolFile& file, CsvReader& reader) {
  TTG_RETURN_IF_ERROR(file.Read([&](std::string_view bytes) { return reader.Feed(bytes); }));
  return reader.Finish();
}

// The second reading: one object, one run.
class Run {
 public:
  Run(const ImportEngine& engine, const CallContext& call, const ImportHeader& header,
      Importer& importer, ImportReporter& reporter, const AuditGroup& audit)
      : engine_(engine),
        call_(call),
        header_(header),
        key_{importer.spec().kind, header.sha256, header.as_of},
        importer_(importer),
        reporter_(reporter),
        audit_(audit),
        group_rows_(header.dry_run ? kDryRunRows : kGroupRows) {
    summary_.dry_run = header.dry_run;
  }

  Result<ImportSummary> operator()(SpoolFile& file) {
    if (!header_.dry_run) TTG_RETURN_IF_ERROR(TakeUp());
    CsvReader reader(importer_.spec().columns, [this](CsvRow row) { return Take(std::move(row)); });
    TTG_RETURN_IF_ERROR(ReadFile(file, reader));
    TTG_RETURN_IF_ERROR(Flush());
    if (!header_.dry_run) TTG_RETURN_IF_ERROR(Close());
    return summary_;
  }

 private:
  Result<void> TakeUp() {
    return engine_.database.WriteAndWait([this](store::Session& session) -> Result<void> {
      TTG_TRY(start_, StartRun(session, key_, header_.file_name, call_.actor, engine_.clock.Now()));
      return {};
    });
  }

  Result<void> Close() {
    return engine_.database.WriteAndWait([this](store::Session& session) {
      return FinishRun(session, key_, start_.attempt, engine_.clock.Now());
    });
  }

  Result<void> Take(CsvRow row) {
    Candidate candidate;
    candidate.report.line = row.line;
    RowCheck check;
    if (row.fault) {
      check = {.refused = true, .findings = {*row.fault}};
    } else {
      check = importer_.Check(row);
    }
    candidate.report.findings = std::move(check.findings);
    if (check.refused) {
      candidate.report.outcome = RowOutcome::kRefused;
      candidate.refused = true;
    } else if (row.line <= start_.applied_through_line) {
      ShowEarlier(candidate.report);
    } else {
      candidate.to_apply = true;
    }
    candidate.row = std::move(row);
    group_.push_back(std::move(candidate));
    return group_.size() < group_rows_ ? Result<void>() : Flush();
  }

  // A row that an earlier start of this run has dealt with.
  void ShowEarlier(ReportedRow& report) const {
    report.outcome = RowOutcome::kUnchanged;
    const auto refused = start_.refusals.find(report.line);
    if (refused == start_.refusals.end()) return;
    report.outcome = RowOutcome::kRefused;
    report.findings.insert(report.findings.end(), refused->second.begin(), refused->second.end());
  }

  Result<void> Flush() {
    if (group_.empty()) return {};
    std::vector<CsvRow> rows;
    std::vector<RefusedRow> refused;
    for (Candidate& candidate : group_) {
      if (candidate.to_apply) {
        rows.push_back(std::move(candidate.row));
      } else if (candidate.refused) {
        refused.push_back({std::move(candidate.row), candidate.report.findings});
      }
    }
    std::vector<RowResult> results;
    const bool earlier = group_.back().report.line <= start_.applied_through_line;
    if (!earlier) TTG_RETURN_IF_ERROR(Apply(rows, refused, results));
    Merge(results);
    TTG_RETURN_IF_ERROR(Report());
    group_.clear();
    return {};
  }

  Result<void> Apply(const std::vector<CsvRow>& rows, const std::vector<RefusedRow>& refused,
                     std::vector<RowResult>& results) {
    auto done = engine_.database.WriteAndWait([&](store::Session& session) -> Result<void> {
      if (!refused.empty()) {
        TTG_RETURN_IF_ERROR(importer_.KeepRefused(session, call_, refused));
      }
      TTG_RETURN_IF_ERROR(ApplyGroups(session, rows, results));
      if (header_.dry_run) return DryRunOver();
      TTG_RETURN_IF_ERROR(Audit(session, results));
      return AdvanceRun(session, key_, start_.attempt, group_.back().report.line,
                        summary_.rows + static_cast<std::int64_t>(group_.size()),
                        Refused(rows, results));
    });
    if (!header_.dry_run) {
      if (done && engine_.group_committed) engine_.group_committed();
      return done;
    }
    if (done || done.error() != DryRunOver()) return done;
    // The rows were compared with what is stored: that stays on the record.
    return engine_.database.WriteAndWait(
        [&](store::Session& session) { return Audit(session, results); });
  }

  // May run again for the same rows (retries), so it starts from nothing.
  Result<void> ApplyGroups(store::Session& session, std::span<const CsvRow> rows,
                           std::vector<RowResult>& results) const {
    results.clear();
    while (!rows.empty()) {
      const auto group = rows.first(std::min(rows.size(), kGroupRows));
      rows = rows.subspan(group.size());
      TTG_TRY(auto applied, importer_.Apply(session, call_, group));
      if (applied.size() != group.size()) return ImporterMiscounts();
      std::ranges::move(applied, std::back_inserter(results));
    }
    return {};
  }

  Result<void> Audit(store::Session& session, const std::vector<RowResult>& results) const {
    std::vector<std::string> subjects;
    for (const RowResult& result : results) {
      if (!result.subject.empty()) subjects.push_back(result.subject);
    }
    return audit_(session, subjects, header_.dry_run);
  }

  static std::vector<Refusal> Refused(const std::vector<CsvRow>& rows,
                                      const std::vector<RowResult>& results) {
    std::vector<Refusal> refusals;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (results[i].outcome != RowOutcome::kRefused) continue;
      refusals.push_back({rows[i].line, results[i].findings});
    }
    return refusals;
  }

  void Merge(std::vector<RowResult>& results) {
    auto result = results.begin();
    for (Candidate& candidate : group_) {
      if (candidate.to_apply) {
        candidate.report.outcome = result->outcome;
        std::ranges::move(result->findings, std::back_inserter(candidate.report.findings));
        ++result;
      }
      Count(candidate.report, summary_);
    }
  }

  Result<void> Report() {
    std::vector<ReportedRow> rows;
    for (Candidate& candidate : group_) {
      rows.push_back(std::move(candidate.report));
      if (rows.size() < kReportRows) continue;
      TTG_RETURN_IF_ERROR(reporter_.Rows(rows));
      rows.clear();
    }
    if (!rows.empty()) TTG_RETURN_IF_ERROR(reporter_.Rows(rows));
    return reporter_.Progress(summary_.rows, summary_.rows);
  }

  const ImportEngine& engine_;
  const CallContext& call_;
  const ImportHeader& header_;
  const RunKey key_;
  Importer& importer_;
  ImportReporter& reporter_;
  const AuditGroup& audit_;
  const std::size_t group_rows_;
  RunStart start_;
  std::vector<Candidate> group_;
  ImportSummary summary_;
};

// The first reading: encoding, quoting and header of the whole file, before anything is written.
Result<void> CheckForm(SpoolFile& file, const Importer& importer, ImportReporter& reporter) {
  std::int64_t rows = 0;
  CsvReader reader(importer.spec().columns, [&](const CsvRow&) -> Result<void> {
    if (++rows % kRowsBetweenProgress != 0) return {};
    return reporter.Progress(rows, 0);
  });
  TTG_RETURN_IF_ERROR(ReadFile(file, reader));
  return reporter.Progress(rows, 0);
}

}  // namespace

Result<ImportSummary> ImportEngine::Run(const CallContext& call, const ImportHeader& header,
                                        SpoolFile& file, Importer& importer,
                                        ImportReporter& reporter, const AuditGroup& audit) const {
  TTG_RETURN_IF_ERROR(file.Verify());
  TTG_RETURN_IF_ERROR(CheckForm(file, importer, reporter));
  return intake::Run(*this, call, header, importer, reporter, audit)(file);
}

}  // namespace ttg::intake
