#include "platform/store/postgres_database.h"

#include <chrono>
#include <optional>
#include <random>
#include <utility>

namespace ttg::store {
namespace {

constexpr int kAttempts = 5;

// Doubles from 4 ms, with a random half, so that two that collided do not collide again.
void BackOff(int attempt) {
  thread_local std::minstd_rand random{std::random_device{}()};
  const int longest = 4 << attempt;
  std::uniform_int_distribution<int> milliseconds(longest / 2, longest);
  std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds(random)));
}

}  // namespace

Result<std::unique_ptr<Database>> PostgresDatabase::Open(const DatabaseConfig& config) {
  auto database = std::unique_ptr<PostgresDatabase>(new PostgresDatabase(config));
  for (int i = 0; i < config.readers; ++i) {
    TTG_TRY(auto reader, PostgresSession::Open(config.url));
    database->readers_.Add(std::move(reader));
  }
  for (int i = 0; i < config.writers; ++i) {
    TTG_TRY(auto writer, PostgresSession::Open(config.url));
    database->threads_.emplace_back([raw = database.get(), session = std::move(writer)]() mutable {
      raw->WriterLoop(std::move(session));
    });
  }
  return database;
}

PostgresDatabase::PostgresDatabase(const DatabaseConfig& config)
    : config_(config), queue_(static_cast<std::size_t>(config.queue_limit)) {}

PostgresDatabase::~PostgresDatabase() { Close(); }

void PostgresDatabase::Write(Work work, Done done) {
  Command command{std::move(work), std::move(done)};
  if (Result<void> pushed = queue_.Push(command); !pushed) command.done(std::move(pushed));
}

Result<void> PostgresDatabase::Read(const Work& work) {
  TTG_TRY(auto session, readers_.Take());
  Result<void> outcome = Begin(session, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  if (outcome) {
    outcome = RunWork(work, *session);
    if (outcome && session->failure()) outcome = tl::unexpected(*session->failure());
    session->Rollback();
  }
  readers_.Return(std::move(session));
  return outcome;
}

DatabaseStats PostgresDatabase::Stats() const {
  return {.queued = static_cast<std::int64_t>(queue_.size()),
          .groups = commits_.load(),
          .commands = commands_.load()};
}

void PostgresDatabase::Close() {
  const std::lock_guard lock(closing_);
  queue_.Close();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
  readers_.Close();
}

void PostgresDatabase::WriterLoop(std::unique_ptr<PostgresSession> session) {
  while (queue_.Wait(std::nullopt) != CommandQueue::Wake::kClosed) {
    std::optional<Command> command = queue_.TryPop();
    if (!command) continue;  // another writer took it
    Result<void> outcome = RunCommand(session, command->work);
    command->work = nullptr;
    ++commands_;
    command->done(std::move(outcome));
  }
}

Result<void> PostgresDatabase::RunCommand(std::unique_ptr<PostgresSession>& session,
                                          const Work& work) {
  for (int attempt = 1;; ++attempt) {
    Attempt last = Try(session, work);
    if (!last.again || attempt == kAttempts) return std::move(last.outcome);
    BackOff(attempt);
  }
}

PostgresDatabase::Attempt PostgresDatabase::Try(std::unique_ptr<PostgresSession>& session,
                                                const Work& work) {
  if (Result<void> begun = Begin(session, "BEGIN"); !begun) {
    return {.outcome = std::move(begun), .again = true};
  }
  Result<void> outcome = RunWork(work, *session);
  if (outcome && session->failure()) outcome = tl::unexpected(*session->failure());
  if (!outcome) {
    const bool again = session->AskedForRetry() || session->Broken();
    session->Rollback();
    return {.outcome = std::move(outcome), .again = again};
  }
  outcome = session->Commit();
  if (outcome) ++commits_;
  // A connection that broke in its commit leaves open whether that was stored: never run it again.
  return {.outcome = std::move(outcome), .again = session->AskedForRetry()};
}

Result<void> PostgresDatabase::Begin(std::unique_ptr<PostgresSession>& session,
                                     std::string_view statement) {
  if (session != nullptr && !session->Broken()) {
    session->ForgetRetry();
    if (session->Begin(statement)) return {};
  }
  // The server may have gone and come back since this session was last used.
  session.reset();
  TTG_TRY(session, PostgresSession::Open(config_.url));
  return session->Begin(statement);
}

}  // namespace ttg::store
