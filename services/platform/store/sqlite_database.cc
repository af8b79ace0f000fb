#include "platform/store/sqlite_database.h"

#include <optional>
#include <utility>

namespace ttg::store {
namespace {

// A checkpoint copies a page once, however often the log holds it: large, but soon read again.
constexpr std::int64_t kCheckpointBytes = 32 << 20;
// Beyond this the log is restarted even if that makes writes wait for readers for a moment.
constexpr std::int64_t kLargeLogBytes = 128 << 20;
constexpr std::chrono::milliseconds kIdle{1000};

}  // namespace

Result<std::unique_ptr<Database>> SqliteDatabase::Open(const std::string& path,
                                                       const DatabaseConfig& config) {
  TTG_TRY(auto lock, FileLock::Take(path));
  TTG_TRY(auto writer, SqliteSession::Open(path, SqliteSession::Access::kWrite));
  auto database = std::unique_ptr<SqliteDatabase>(
      new SqliteDatabase(config, std::move(lock), std::move(writer)));
  for (int i = 0; i < config.readers; ++i) {
    TTG_TRY(auto reader, SqliteSession::Open(path, SqliteSession::Access::kRead));
    database->readers_.Add(std::move(reader));
  }
  database->thread_ = std::thread([raw = database.get()] { raw->WriterLoop(); });
  return database;
}

SqliteDatabase::SqliteDatabase(const DatabaseConfig& config, std::unique_ptr<FileLock> lock,
                               std::unique_ptr<SqliteSession> writer)
    : config_(config),
      queue_(static_cast<std::size_t>(config.queue_limit)),
      lock_(std::move(lock)),
      writer_(std::move(writer)) {}

SqliteDatabase::~SqliteDatabase() { Close(); }

void SqliteDatabase::Write(Work work, Done done) {
  Command command{std::move(work), std::move(done)};
  if (Result<void> pushed = queue_.Push(command); !pushed) command.done(std::move(pushed));
}

Result<void> SqliteDatabase::Read(const Work& work) {
  TTG_TRY(auto session, readers_.Take());
  Result<void> outcome = session->Begin("BEGIN");
  if (outcome) {
    outcome = RunWork(work, *session);
    if (outcome && session->failure()) outcome = tl::unexpected(*session->failure());
    session->Rollback();
  }
  readers_.Return(std::move(session));
  return outcome;
}

DatabaseStats SqliteDatabase::Stats() const {
  return {.queued = static_cast<std::int64_t>(queue_.size()),
          .groups = groups_.load(),
          .commands = commands_.load()};
}

void SqliteDatabase::Close() {
  const std::lock_guard lock(closing_);
  queue_.Close();
  if (thread_.joinable()) thread_.join();
  readers_.Close();
  if (writer_ == nullptr) return;
  writer_->Checkpoint(SqliteSession::Checkpointing::kTruncate);
  writer_.reset();
  lock_.reset();
}

void SqliteDatabase::WriterLoop() {
  for (;;) {
    const bool log_is_empty = writer_->WalBytes() == 0;
    switch (queue_.Wait(log_is_empty ? std::nullopt : std::optional(kIdle))) {
      case CommandQueue::Wake::kReady:
        RunGroup();
        CheckpointWhereLarge();
        break;
      case CommandQueue::Wake::kIdle:
        if (writer_->Checkpoint(SqliteSession::Checkpointing::kTruncate)) checkpointed_at_ = 0;
        break;
      case CommandQueue::Wake::kClosed:
        return;
    }
  }
}

void SqliteDatabase::RunGroup() {
  const Clock::time_point until = Clock::now() + config_.group_time;
  // SOCI's own begin is deferred: it could fail half-way through, when it first writes.
  if (const Result<void> begun = writer_->Begin("BEGIN IMMEDIATE"); !begun) {
    return RefuseGroup(begun.error());
  }
  std::vector<Finished> group;
  if (!RunFirst(group)) {
    writer_->Rollback();
    commands_ += static_cast<std::int64_t>(group.size());
    for (Finished& finished : group) finished.done(std::move(finished.outcome));
    return;
  }
  RunOthers(group, until);
  const Result<void> committed = writer_->Commit();
  ++groups_;
  commands_ += static_cast<std::int64_t>(group.size());
  for (Finished& finished : group) {
    // A refusal, too, was decided on what its neighbours wrote, which is gone if the commit failed.
    finished.done(committed ? finished.outcome : committed);
  }
}

bool SqliteDatabase::RunFirst(std::vector<Finished>& group) {
  std::optional<Command> command = queue_.TryPop();
  if (!command) return false;
  Result<void> outcome = RunWork(command->work, *writer_);
  if (outcome && writer_->failure()) outcome = tl::unexpected(*writer_->failure());
  group.push_back({std::move(command->done), std::move(outcome)});
  return group.front().outcome.has_value();
}

void SqliteDatabase::RunOthers(std::vector<Finished>& group, Clock::time_point until) {
  while (group.size() < static_cast<std::size_t>(config_.group_limit)) {
    // A full disk makes SQLite roll back everything: the commit will fail for the whole group.
    if (writer_->failure() || writer_->TransactionLost() || Clock::now() >= until) return;
    std::optional<Command> command = queue_.TryPop();
    if (!command) return;
    Result<void> outcome = writer_->Savepoint([&] { return RunWork(command->work, *writer_); });
    group.push_back({std::move(command->done), std::move(outcome)});
  }
}

void SqliteDatabase::RefuseGroup(const Error& error) {
  for (int i = 0; i < config_.group_limit; ++i) {
    std::optional<Command> command = queue_.TryPop();
    if (!command) return;
    command->done(tl::unexpected(error));
  }
}

void SqliteDatabase::CheckpointWhereLarge() {
  const std::int64_t bytes = writer_->WalBytes();
  if (bytes < checkpointed_at_) checkpointed_at_ = 0;  // the log was started anew
  if (bytes - checkpointed_at_ < kCheckpointBytes) return;
  writer_->Checkpoint(bytes < kLargeLogBytes ? SqliteSession::Checkpointing::kPassive
                                             : SqliteSession::Checkpointing::kRestart);
  checkpointed_at_ = bytes;
}

}  // namespace ttg::store
