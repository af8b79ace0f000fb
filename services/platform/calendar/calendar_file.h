#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "kernel/calendar.h"
#include "kernel/result.h"

namespace ttg::calendar {

// Where every service gets its working days from (domain A3): a file, or deploy/data as it was when
// the service was built. A file may be replaced while the service runs: Current looks for a new one
// every few seconds, in every replica. A file that cannot be read leaves the calendar as it is.
class CalendarFile final : public Calendar {
 public:
  // Empty path: the embedded calendar. Errors: Invalid / CALENDAR_UNREADABLE, CALENDAR_MALFORMED.
  static Result<std::unique_ptr<CalendarFile>> Open(const std::string& path);

  std::shared_ptr<const WorkingDays> Current() const override;

 private:
  CalendarFile(std::filesystem::path path, WorkingDays calendar);

  // Under the lock: reads the file again if it has changed.
  void Refresh() const;

  const std::filesystem::path path_;
  mutable std::mutex mutex_;
  mutable std::chrono::steady_clock::time_point looked_at_;
  mutable std::filesystem::file_time_type written_;
  mutable std::shared_ptr<const WorkingDays> current_;
};

}  // namespace ttg::calendar
