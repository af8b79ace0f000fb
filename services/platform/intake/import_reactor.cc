#include "platform/intake/import_reactor.h"

#include <algorithm>
#include <exception>
#include <span>
#include <utility>

#include "absl/time/time.h"
#include "platform/auth/policy.h"
#include "platform/rpc/errors.h"

namespace ttg::intake {
namespace {

namespace pb = ttg::common::v1;

// How far a source system's clock may run before ours.
constexpr absl::Duration kClocksDiffer = absl::Minutes(5);
// How long a stop waits at most for a sender that is silent.
constexpr std::chrono::seconds kStopLookEvery{1};

Error AtCapacity() {
  return Overloaded("IMPORTS_AT_CAPACITY", "other imports are running: send the file again later");
}

Error ShuttingDown() {
  return Unavailable("SHUTTING_DOWN",
                     "the service is stopping: send the file again, it goes on where it stopped");
}

Error SenderGone() {
  return Unavailable("SENDER_GONE", "the sender went away: the same file goes on where it stopped");
}

Error Stalled() {
  return Invalid("IMPORT_STALLED", "nothing came for too long: send the file again");
}

Error HeaderMissing() {
  return InvalidField("frame", "IMPORT_HEADER_MISSING",
                      "the first frame is the header, and all later ones are chunks");
}

Error Unexpected() { return Internal("IMPORT_FAULT", "the import failed for a reason of our own"); }

// Older never overwrites newer (domain A13): a file from the future would lock out all later ones.
Error FromTheFuture() {
  return InvalidField("frame.header.as_of", "AS_OF_IN_FUTURE",
                      "the file says that it was written in the future: correct the time");
}

Result<ImportHeader> Parse(const pb::ImportFrame& frame, Instant now) {
  if (!frame.has_header()) return HeaderMissing();
  const auto& in = frame.header();
  if (!in.has_as_of()) {
    return InvalidField("frame.header.as_of", "AS_OF_MISSING",
                        "say when the source system wrote the file");
  }
  ImportHeader header;
  header.file_name = in.file_name();
  header.size_bytes = in.size_bytes();
  header.sha256 = in.sha256();
  header.as_of =
      absl::FromUnixSeconds(in.as_of().seconds()) + absl::Nanoseconds(in.as_of().nanos());
  header.dry_run = in.dry_run();
  if (header.as_of > now + kClocksDiffer) return FromTheFuture();
  return header;
}

pb::ImportOutcome Render(RowOutcome outcome) {
  switch (outcome) {
    case RowOutcome::kAccepted:
      return pb::IMPORT_OUTCOME_ACCEPTED;
    case RowOutcome::kUpdated:
      return pb::IMPORT_OUTCOME_UPDATED;
    case RowOutcome::kUnchanged:
      return pb::IMPORT_OUTCOME_UNCHANGED;
    case RowOutcome::kRefused:
      return pb::IMPORT_OUTCOME_REFUSED;
  }
  return pb::IMPORT_OUTCOME_UNSPECIFIED;
}

void Render(const ReportedRow& row, pb::ImportRow& out) {
  out.set_line(row.line);
  out.set_outcome(Render(row.outcome));
  for (const Finding& finding : row.findings) {
    auto& to = *out.add_findings();
    to.set_column(finding.column);
    to.set_reason(finding.reason);
    to.set_message(finding.message);
    to.set_value(finding.value);
  }
}

pb::ImportReport Render(const ImportSummary& summary) {
  pb::ImportReport report;
  auto& out = *report.mutable_summary();
  out.set_rows(summary.rows);
  out.set_accepted(summary.accepted);
  out.set_updated(summary.updated);
  out.set_unchanged(summary.unchanged);
  out.set_refused(summary.refused);
  out.set_with_warnings(summary.with_warnings);
  out.set_dry_run(summary.dry_run);
  return report;
}

class StreamReporter final : public ImportReporter {
 public:
  StreamReporter(ImportStream& stream, std::function<bool()> stopping)
      : stream_(stream), stopping_(std::move(stopping)) {}

  Result<void> Progress(std::int64_t rows_checked, std::int64_t rows_applied) override {
    pb::ImportReport report;
    report.mutable_progress()->set_rows_checked(rows_checked);
    report.mutable_progress()->set_rows_applied(rows_applied);
    return Send(std::move(report));
  }

  Result<void> Rows(std::span<const ReportedRow> rows) override {
    pb::ImportReport report;
    for (const ReportedRow& row : rows) Render(row, *report.mutable_rows()->add_rows());
    return Send(std::move(report));
  }

 private:
  Result<void> Send(pb::ImportReport report) {
    if (stopping_()) return ShuttingDown();
    if (stream_.Cancelled() || !stream_.Send(std::move(report))) return SenderGone();
    return {};
  }

  ImportStream& stream_;
  const std::function<bool()> stopping_;
};

}  // namespace

ImportHost::ImportHost(ImportHostConfig config, ImportEngine engine, const rpc::Gate& gate)
    : config_(std::move(config)), engine_(std::move(engine)), gate_(gate) {
  for (int i = 0; i < config_.workers; ++i) threads_.emplace_back([this] { Work(); });
}

ImportHost::~ImportHost() { Stop(); }

void ImportHost::Stop() {
  std::vector<std::thread> threads;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    threads.swap(threads_);
    wake_.notify_all();
  }
  for (std::thread& thread : threads) thread.join();
}

bool ImportHost::Stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

void ImportHost::Post(Job job) {
  std::optional<Error> refusal;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) {
      refusal = ShuttingDown();
    } else if (jobs_.size() >= static_cast<std::size_t>(config_.workers)) {
      refusal = AtCapacity();
    } else {
      jobs_.push_back(job);
      wake_.notify_one();
    }
  }
  if (refusal) job.stream->Finish(rpc::ToStatus(*refusal, ""));
}

void ImportHost::Work() {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
    if (jobs_.empty()) return;
    const Job job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    Run(job);
    lock.lock();
  }
}

// The stream is gone once it is finished, so nothing may touch it after.
void ImportHost::Run(const Job& job) {
  const Instant started = gate_.clock().Now();
  const auto finish = [this, stream = job.stream, started](const rpc::Refusal& refusal) {
    const auto report = [gate = &gate_, stream, started, refusal](const grpc::Status& status) {
      gate->Report(refusal.method, status, refusal.error.reason, refusal.correlation_id, started);
      stream->Finish(status);
    };
    gate_.Refuse(refusal, report);
  };
  const auto admission = gate_.Admit(*job.context, *job.request);
  if (!admission) return finish(admission.error());
  const auto summary = ImportAndReport(job, *admission);
  if (!summary) return finish(rpc::Gate::RefusalOf(*admission, summary.error()));
  gate_.Report(admission->method, grpc::Status::OK, "", admission->call.correlation_id, started);
  job.stream->Finish(grpc::Status::OK);
}

// An exception of a library must not end the process: it is our bug, and told as one.
Result<ImportSummary> ImportHost::ImportAndReport(const Job& job, const rpc::Admission& admission) {
  try {
    TTG_TRY(ImportSummary summary, Import(job, admission));
    if (!job.stream->Send(intake::Render(summary))) return SenderGone();
    return summary;
  } catch (const std::exception&) {
    return Unexpected();
  }
}

Result<ImportSummary> ImportHost::Import(const Job& job, const rpc::Admission& admission) {
  ImportHeader header;
  std::unique_ptr<Importer> importer;
  const CallContext& call = admission.call;
  TTG_TRY(SpoolFile file, Stage(*job.stream, header, call, job.factory, importer));
  StreamReporter reporter(*job.stream, [this] { return Stopping(); });
  const AuditGroup audit = [&](store::Session& session, const std::vector<std::string>& subjects,
                               bool dry_run) {
    if (!dry_run) return gate_.Audit(session, *admission.method, call, subjects);
    return gate_.AuditAs(session, auth::AuditAction::kConsultation, *admission.method, call,
                         subjects);
  };
  return engine_.Run(call, header, file, *importer, reporter, audit);
}

Result<ImportStream::Received> ImportHost::Receive(ImportStream& stream,
                                                   pb::ImportFrame& frame) const {
  for (std::chrono::seconds waited{0}; waited < config_.patience; waited += kStopLookEvery) {
    const auto received = stream.Receive(frame, kStopLookEvery);
    if (stream.Cancelled()) return SenderGone();
    if (Stopping()) return ShuttingDown();
    if (received != ImportStream::Received::kStalled) return received;
  }
  return Stalled();
}

Result<SpoolFile> ImportHost::Stage(ImportStream& stream, ImportHeader& header,
                                    const CallContext& call, const ImporterFactory& factory,
                                    std::unique_ptr<Importer>& importer) {
  pb::ImportFrame frame;
  TTG_TRY(auto received, Receive(stream, frame));
  if (received == ImportStream::Received::kEnd) return HeaderMissing();
  TTG_TRY(header, Parse(frame, engine_.clock.Now()));
  TTG_TRY(importer, factory(call, header));
  TTG_TRY(SpoolFile file, SpoolFile::Open(config_.spool_folder, header, config_.limit_bytes));
  while (true) {
    TTG_TRY(received, Receive(stream, frame));
    if (received == ImportStream::Received::kEnd) return file;
    if (frame.has_header()) return HeaderMissing();
    TTG_RETURN_IF_ERROR(file.Append(frame.chunk()));
  }
}

}  // namespace ttg::intake
