#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "platform/audit/trail.h"
#include "platform/store/database.h"

namespace ttg::audit {

// Writes entries that have no other effect beside them, those of reads. What is asked for while the
// database is busy goes in together, as one command, so that under load a read costs one insert and
// no command of its own. Thread-safe.
class Collector {
 public:
  // The database, and this object, outlive what was asked for.
  explicit Collector(store::Database& database) : database_(database) {}

  // Calls `done` exactly once, as Database::Write does: after the entry is on disk, or with the
  // error, if need be Overloaded / QUEUE_FULL on the caller's thread.
  void Write(Entry entry, store::Database::Done done);

 private:
  // What one command writes. It takes entries until the command starts.
  struct Batch {
    std::vector<Entry> entries;
    std::vector<store::Database::Done> dones;
  };

  void Close(const Batch& batch);
  void Answer(Batch& batch, const Result<void>& written);
  void WriteAlone(Entry entry, store::Database::Done done);

  store::Database& database_;
  std::mutex mutex_;
  // The one that takes entries; null: no command is on its way that has not started.
  std::shared_ptr<Batch> waiting_;
};

}  // namespace ttg::audit
