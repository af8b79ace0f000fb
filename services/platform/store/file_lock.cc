#include "platform/store/file_lock.h"

#include <cerrno>
#include <filesystem>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "platform/store/sql_session.h"

namespace ttg::store {
namespace {

Error DatabaseInUse() {
  return Unavailable("DATABASE_IN_USE",
                     "another process has this database file open: stop it, or give another file");
}

// By its one true name, so that two ways to the same file meet at the same lock.
std::string LockPath(const std::string& database_file) {
  std::error_code fault;
  const auto canonical = std::filesystem::weakly_canonical(database_file, fault);
  return (fault ? database_file : canonical.string()) + ".lock";
}

}  // namespace

Result<std::unique_ptr<FileLock>> FileLock::Take(const std::string& database_file) {
  const int descriptor =
      ::open(LockPath(database_file).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return DatabaseUnavailable("its lock file cannot be opened");
  std::unique_ptr<FileLock> lock(new FileLock(descriptor));
  if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return lock;
  if (errno == EWOULDBLOCK) return DatabaseInUse();
  return DatabaseUnavailable("its lock file cannot be locked");
}

FileLock::~FileLock() {
  // By name, because a child that was forked a moment ago still has the descriptor.
  ::flock(descriptor_, LOCK_UN);
  ::close(descriptor_);
}

}  // namespace ttg::store
