#pragma once

#include <memory>
#include <string>

#include "kernel/result.h"

namespace ttg::store {

// The right to be the one process that writes a SQLite file: an flock on "<file>.lock". The kernel
// drops it with the process, however that ends. The lock file itself stays, because removing it
// would let two hold it.
class FileLock {
 public:
  // Errors: Unavailable / DATABASE_IN_USE, Unavailable / DATABASE_UNAVAILABLE.
  static Result<std::unique_ptr<FileLock>> Take(const std::string& database_file);

  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}

  const int descriptor_;
};

}  // namespace ttg::store
