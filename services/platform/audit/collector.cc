#include "platform/audit/collector.h"

#include <utility>

namespace ttg::audit {
namespace {

// As many as wait for a database by themselves.
constexpr std::size_t kMostWaiting = 4096;

Error TooManyWait() {
  return Overloaded("QUEUE_FULL", "too many reads are waiting; back off and try again");
}

}  // namespace

void Collector::Write(Entry entry, store::Database::Done done) {
  std::shared_ptr<Batch> batch;
  {
    std::unique_lock lock(mutex_);
    const bool first = waiting_ == nullptr;
    if (first) waiting_ = std::make_shared<Batch>();
    if (waiting_->entries.size() == kMostWaiting) {
      lock.unlock();
      return done(TooManyWait());
    }
    waiting_->entries.push_back(std::move(entry));
    waiting_->dones.push_back(std::move(done));
    if (!first) return;
    batch = waiting_;
  }
  database_.Write(
      [this, batch](store::Session& session) -> Result<void> {
        Close(*batch);
        return Append(session, batch->entries);
      },
      [this, batch](const Result<void>& written) {
        Close(*batch);
        Answer(*batch, written);
      });
}

// From here on the batch belongs to its command alone. A command may run again, or never.
void Collector::Close(const Batch& batch) {
  const std::lock_guard lock(mutex_);
  if (waiting_.get() == &batch) waiting_.reset();
}

void Collector::Answer(Batch& batch, const Result<void>& written) {
  if (written || batch.entries.size() == 1) {
    for (const auto& done : batch.dones) done(written);
    return;
  }
  // None fails for an entry that the database refuses of another.
  for (std::size_t i = 0; i < batch.entries.size(); ++i) {
    WriteAlone(std::move(batch.entries[i]), std::move(batch.dones[i]));
  }
}

void Collector::WriteAlone(Entry entry, store::Database::Done done) {
  database_.Write(
      [entry = std::move(entry)](store::Session& session) { return Append(session, entry); },
      std::move(done));
}

}  // namespace ttg::audit
